from django.urls import URLPattern, path

from instansi.views import dibuka, kebijakan, unit

app_name = "instansi"
PEGAWAI: list[URLPattern] = []
UNIT: list[URLPattern] = [
    path("instansi/<int:pk>/baru/", unit.unit_baru, name="unit_baru"),
    path("instansi/<int:pk>/ubah/", unit.unit_ubah, name="unit_ubah"),
    path("instansi/<int:pk>/pindah/", unit.unit_pindah, name="unit_pindah"),
    path("instansi/<int:pk>/buka/", unit.unit_buka, name="unit_buka"),
]
KEBIJAKAN: list[URLPattern] = [
    path("kebijakan/", kebijakan.kebijakan_daftar, name="kebijakan_daftar"),
    path("saya/dibuka/", dibuka.dibuka_saya, name="dibuka_saya"),
    path("hari-libur/", kebijakan.libur_daftar, name="libur_daftar"),
    path("hari-libur/baru/", kebijakan.libur_baru, name="libur_baru"),
    path("hari-libur/<int:pk>/", kebijakan.libur_ubah, name="libur_ubah"),
    path("hari-libur/<int:pk>/hapus/", kebijakan.libur_hapus, name="libur_hapus"),
    path("hari-libur/salin/<int:tahun>/", kebijakan.libur_salin, name="libur_salin"),
]
urlpatterns = [*PEGAWAI, *UNIT, *KEBIJAKAN]
