from django.conf import settings
from django.urls import path

from beranda import views
from beranda.views import komponen

app_name = "beranda"
urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("sehat/", views.sehat, name="sehat"),
    path("sehat/siap/", views.sehat_siap, name="sehat_siap"),
]
if settings.LINGKUNGAN != "produksi":
    urlpatterns.append(path("komponen/", komponen.komponen, name="komponen"))
