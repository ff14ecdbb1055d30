from django.urls import path

from laporan.views import dasbor, pekerjaan

app_name = "laporan"
urlpatterns = [
    path("", pekerjaan.laporan_daftar, name="laporan_daftar"),
    path("dasbor/", dasbor.dasbor, name="dasbor"),
    path("buat/", pekerjaan.laporan_buat, name="laporan_buat"),
    path("<int:pk>/", pekerjaan.laporan_detail, name="laporan_detail"),
    path("<int:pk>/unduh/", pekerjaan.laporan_unduh, name="laporan_unduh"),
]
