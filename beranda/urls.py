from django.conf import settings
from django.urls import path

from beranda.views import beranda, instansi, kesehatan, komponen, orang, pegawai, pegawai_massal

app_name = "beranda"
urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("pegawai/", pegawai.pegawai_daftar, name="pegawai_daftar"),
    path("pegawai/ekspor/", pegawai.pegawai_ekspor, name="pegawai_ekspor"),
    path("pegawai/massal/", pegawai_massal.pegawai_massal, name="pegawai_massal"),
    path("pegawai/massal/kelas/", pegawai_massal.massal_kelas, name="massal_kelas"),
    path("pegawai/tampilan/", pegawai_massal.tampilan_simpan, name="tampilan_simpan"),
    path("pegawai/tampilan/<int:pk>/hapus/", pegawai_massal.tampilan_hapus, name="tampilan_hapus"),
    path("pegawai/<int:pk>/", orang.pegawai_detail, name="pegawai_detail"),
    path("instansi/", instansi.instansi_daftar, name="instansi_daftar"),
    path("instansi/<int:pk>/", instansi.instansi_detail, name="instansi_detail"),
    path("tim/", pegawai.tim_saya, name="tim_saya"),
    path("sehat/", kesehatan.sehat, name="sehat"),
    path("sehat/siap/", kesehatan.sehat_siap, name="sehat_siap"),
]
if settings.LINGKUNGAN != "produksi":
    urlpatterns.append(path("komponen/", komponen.komponen, name="komponen"))
