from django.urls import path

from beranda import views

app_name = "beranda"
urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("sehat/", views.sehat, name="sehat"),
    path("sehat/siap/", views.sehat_siap, name="sehat_siap"),
]
