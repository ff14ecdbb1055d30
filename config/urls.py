"""Wiring of all URLs; each app keeps its own in urls.py."""

from allauth.account import views as akun
from django.urls import include, path

urlpatterns = [
    path("", include("beranda.urls")),
    path("instansi/", include("instansi.urls")),
    path("pembinaan/", include("pembinaan.urls")),
    path("pelatihan/", include("pelatihan.urls")),
    path("evaluasi/", include("evaluasi.urls")),
    path("laporan/", include("laporan.urls")),
    path("akun/", include("allauth.urls")),
    # For reverse() the last URL of a name wins: these are the ones that pages link to.
    path("masuk/", akun.login, name="account_login"),
    path("keluar/", akun.logout, name="account_logout"),
]
