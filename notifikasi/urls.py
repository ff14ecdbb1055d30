from django.urls import path

from notifikasi import views

app_name = "notifikasi"
urlpatterns = [
    path("notifikasi/tanpa-surel/", views.tanpa_surel, name="tanpa_surel"),
    path("demo/surat/", views.demo_surat, name="demo_surat"),
]
