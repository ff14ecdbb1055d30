from django.urls import URLPattern, path

from kelola.views import (
    aktivasi,
    akun,
    akun_luar,
    akun_saya,
    akun_tindak,
    catatan_masuk,
    delegasi,
    hak,
    impor,
    jejak,
    kebijakan,
    kelola,
    libur,
    peran,
    unit,
)

app_name = "kelola"
IMPOR: list[URLPattern] = [
    path("impor/", impor.impor_daftar, name="impor_daftar"),
    path("impor/baru/", impor.impor_baru, name="impor_baru"),
    path("impor/templat/<slug:jenis>/", impor.impor_templat, name="impor_templat"),
    path("impor/<int:pk>/", impor.impor_detail, name="impor_detail"),
    path("impor/<int:pk>/kolom/", impor.impor_kolom, name="impor_kolom"),
    path("impor/<int:pk>/pastikan/", impor.impor_pastikan, name="impor_pastikan"),
    path("impor/<int:pk>/terapkan/", impor.impor_terapkan, name="impor_terapkan"),
    path("impor/<int:pk>/urungkan/", impor.impor_urungkan, name="impor_urungkan"),
    path("impor/<int:pk>/undang/", impor.impor_undang, name="impor_undang"),
    path("impor/<int:pk>/batalkan/", impor.impor_batalkan, name="impor_batalkan"),
    path("impor/<int:pk>/perbaiki/", impor.impor_unduh, name="impor_unduh"),
]
UNIT: list[URLPattern] = [
    path("instansi/<int:pk>/gabung/", unit.unit_gabung, name="unit_gabung"),
    path("instansi/<int:pk>/tutup/", unit.unit_tutup, name="unit_tutup"),
]
AKUN = [
    path("kelola/akun/", akun.akun_daftar, name="akun_daftar"),
    path("kelola/akun/buat/", akun.akun_buat, name="akun_buat"),
    path("kelola/akun/luar/", akun_luar.akun_luar, name="akun_luar"),
    path("kelola/akun/massal/", akun.akun_massal, name="akun_massal"),
    path("kelola/akun/pekerjaan/", akun.akun_pekerjaan_daftar, name="akun_pekerjaan_daftar"),
    path("kelola/akun/pekerjaan/<int:pk>/", akun.akun_pekerjaan, name="akun_pekerjaan"),
    path("kelola/akun/pekerjaan/<int:pk>/slip/", akun.akun_slip_unduh, name="akun_slip_unduh"),
    path("kelola/akun/<int:pk>/", akun.akun_detail, name="akun_detail"),
    path("kelola/akun/<int:pk>/kirim/", akun_tindak.akun_kirim, name="akun_kirim"),
    path("kelola/akun/<int:pk>/slip/", akun_tindak.akun_slip, name="akun_slip"),
    path(
        "kelola/akun/<int:pk>/nonaktifkan/",
        akun_tindak.akun_nonaktifkan,
        name="akun_nonaktifkan",
    ),
    path("kelola/akun/<int:pk>/aktifkan/", akun_tindak.akun_aktifkan, name="akun_aktifkan"),
    path("kelola/akun/<int:pk>/buka-kunci/", akun_tindak.akun_buka_kunci, name="akun_buka_kunci"),
    path("kelola/akun/<int:pk>/cabut-sesi/", akun_tindak.akun_cabut_sesi, name="akun_cabut_sesi"),
    path(
        "kelola/akun/<int:pk>/lepas-dua-langkah/",
        akun_tindak.akun_lepas_dua_langkah,
        name="akun_lepas_dua_langkah",
    ),
    path("kelola/catatan-masuk/", catatan_masuk.catatan_masuk, name="catatan_masuk"),
    path("akun/", akun_saya.akun_saya, name="akun_saya"),
    path("akun/wajib/", akun_saya.akun_wajib, name="akun_wajib"),
    path("akun/sesi/", akun_saya.sesi_saya, name="sesi_saya"),
    path("akun/sesi/lain/akhiri/", akun_saya.sesi_akhiri_lain, name="sesi_akhiri_lain"),
    path("akun/sesi/<int:pk>/akhiri/", akun_saya.sesi_akhiri, name="sesi_akhiri"),
    path("aktivasi/", aktivasi.aktivasi, name="aktivasi"),
    path("aktivasi/sandi/", aktivasi.aktivasi_sandi, name="aktivasi_sandi"),
    path("aktivasi/<int:pk>/<str:kode>/", aktivasi.aktivasi_tautan, name="aktivasi_tautan"),
]
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
JEJAK: list[URLPattern] = [
    path("kelola/jejak/", jejak.jejak_daftar, name="jejak_daftar"),
    path("kelola/jejak/cari/", jejak.jejak_cari, name="jejak_cari"),
    path("kelola/jejak/dibuka/", jejak.jejak_dibuka, name="jejak_dibuka"),
    path("kelola/jejak/dibuka/unduh/", jejak.jejak_dibuka_ekspor, name="jejak_dibuka_ekspor"),
    path("kelola/jejak/diunduh/", jejak.jejak_diunduh, name="jejak_diunduh"),
    path("kelola/jejak/unduh/", jejak.jejak_ekspor, name="jejak_ekspor"),
    path("kelola/jejak/aksi/<uuid:pk>/", jejak.jejak_aksi, name="jejak_aksi"),
    path("kelola/jejak/<slug:model>/<int:pk>/", jejak.jejak_benda, name="jejak_benda"),
]
KEBIJAKAN: list[URLPattern] = [
    path("kebijakan/<slug:kode>/", kebijakan.kebijakan_ubah, name="kebijakan_ubah"),
    path("kebijakan/nilai/<int:pk>/", kebijakan.kebijakan_koreksi, name="kebijakan_koreksi"),
    path("kebijakan/nilai/<int:pk>/tarik/", kebijakan.kebijakan_tarik, name="kebijakan_tarik"),
    path("hari-libur/baru/", libur.libur_baru, name="libur_baru"),
    path("hari-libur/<int:pk>/", libur.libur_ubah, name="libur_ubah"),
    path("hari-libur/salin/<int:tahun>/", libur.libur_salin, name="libur_salin"),
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
