from django.urls import URLPattern, path

from kelola.views import delegasi, hak, kebijakan, kelola, peran, unit

app_name = "kelola"
IMPOR: list[URLPattern] = []
UNIT: list[URLPattern] = [
    path("instansi/<int:pk>/gabung/", unit.unit_gabung, name="unit_gabung"),
    path("instansi/<int:pk>/tutup/", unit.unit_tutup, name="unit_tutup"),
]
AKUN: list[URLPattern] = []
PERAN: list[URLPattern] = [
    path("kelola/peran/", peran.peran_daftar, name="peran_daftar"),
    path("kelola/peran/beri/", peran.peran_beri, name="peran_beri"),
    path("kelola/peran/hak/", hak.hak, name="hak"),
    path("kelola/peran/orang/<int:pk>/", peran.peran_orang, name="peran_orang"),
    path("kelola/peran/unit/<int:pk>/", peran.peran_unit, name="peran_unit"),
    path("kelola/peran/<int:pk>/ubah/", peran.peran_ubah, name="peran_ubah"),
    path("kelola/peran/<int:pk>/akhiri/", peran.peran_akhiri, name="peran_akhiri"),
    path("delegasi/", delegasi.delegasi_daftar, name="delegasi_daftar"),
    path("delegasi/baru/", delegasi.delegasi_baru, name="delegasi_baru"),
    path("delegasi/<int:pk>/akhiri/", delegasi.delegasi_akhiri, name="delegasi_akhiri"),
]
JEJAK: list[URLPattern] = []
KEBIJAKAN: list[URLPattern] = [
    path("kebijakan/<slug:kode>/", kebijakan.kebijakan_ubah, name="kebijakan_ubah"),
    path("kebijakan/nilai/<int:pk>/", kebijakan.kebijakan_koreksi, name="kebijakan_koreksi"),
    path("kebijakan/nilai/<int:pk>/tarik/", kebijakan.kebijakan_tarik, name="kebijakan_tarik"),
]
urlpatterns = [
    path("kelola/", kelola.kelola, name="kelola"),
    *IMPOR,
    *UNIT,
    *AKUN,
    *PERAN,
    *JEJAK,
    *KEBIJAKAN,
]
