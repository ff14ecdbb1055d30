from django.urls import URLPattern, path

from instansi.views import (
    atasan,
    dibuka,
    jabatan,
    kebijakan,
    mutu,
    orang,
    pelaksana,
    penempatan,
    unit,
)

app_name = "instansi"
PEGAWAI: list[URLPattern] = [
    path("pegawai/baru/", orang.pegawai_baru, name="pegawai_baru"),
    path("pegawai/cari/", orang.pegawai_cari, name="pegawai_cari"),
    path("pegawai/telepon/", orang.telepon_saya, name="telepon_saya"),
    path("pegawai/atasan/", atasan.atasan_masalah, name="atasan_masalah"),
    path("pegawai/massal/atasan/", atasan.massal_atasan, name="massal_atasan"),
    path("pegawai/<int:pk>/ubah/", orang.pegawai_ubah, name="pegawai_ubah"),
    path("pegawai/<int:pk>/atasan/", atasan.pegawai_atasan, name="pegawai_atasan"),
    path("pegawai/<int:pk>/mulai/", penempatan.penempatan_mulai, name="penempatan_mulai"),
    path("pegawai/<int:pk>/plt/", pelaksana.pelaksana_baru, name="pelaksana_baru"),
    path("pegawai/plt/<int:pk>/akhiri/", pelaksana.pelaksana_akhiri, name="pelaksana_akhiri"),
]
UNIT: list[URLPattern] = [
    path("instansi/<int:pk>/baru/", unit.unit_baru, name="unit_baru"),
    path("instansi/<int:pk>/ubah/", unit.unit_ubah, name="unit_ubah"),
    path("instansi/<int:pk>/pindah/", unit.unit_pindah, name="unit_pindah"),
    path("instansi/<int:pk>/buka/", unit.unit_buka, name="unit_buka"),
    path("instansi/mutu/", mutu.mutu, name="mutu"),
    path("instansi/mutu/<slug:ukuran>/", mutu.mutu_daftar, name="mutu_daftar"),
    path("jabatan/", jabatan.jabatan_daftar, name="jabatan_daftar"),
    path("jabatan/baru/", jabatan.jabatan_baru, name="jabatan_baru"),
    path("jabatan/<int:pk>/", jabatan.jabatan_ubah, name="jabatan_ubah"),
    path("jabatan/<int:pk>/gabung/", jabatan.jabatan_gabung, name="jabatan_gabung"),
    path("jabatan/<int:pk>/hapus/", jabatan.jabatan_hapus, name="jabatan_hapus"),
    path("mitra/", jabatan.mitra_daftar, name="mitra_daftar"),
    path("mitra/baru/", jabatan.mitra_baru, name="mitra_baru"),
    path("mitra/<int:pk>/", jabatan.mitra_ubah, name="mitra_ubah"),
]
KEBIJAKAN: list[URLPattern] = [
    path("kebijakan/", kebijakan.kebijakan_daftar, name="kebijakan_daftar"),
    path("saya/dibuka/", dibuka.dibuka_saya, name="dibuka_saya"),
    path("hari-libur/", kebijakan.libur_daftar, name="libur_daftar"),
    path("hari-libur/<int:pk>/hapus/", kebijakan.libur_hapus, name="libur_hapus"),
]
urlpatterns = [*PEGAWAI, *UNIT, *KEBIJAKAN]
