from django.urls import path

from pelatihan.views import jadwal, kehadiran, kelas, peserta, sesi

app_name = "pelatihan"
urlpatterns = [
    path("jadwal/", jadwal.jadwal, name="jadwal"),
    path("kelas/", kelas.kelas_daftar, name="kelas_daftar"),
    path("kelas/baru/", kelas.kelas_baru, name="kelas_baru"),
    path("kelas/periksa/", kelas.kelas_periksa, name="kelas_periksa"),
    path("kelas/<int:pk>/", kelas.kelas_detail, name="kelas_detail"),
    path("kelas/<int:pk>/ubah/", kelas.kelas_ubah, name="kelas_ubah"),
    path("kelas/<int:pk>/terbitkan/", sesi.kelas_terbitkan, name="kelas_terbitkan"),
    path("kelas/<int:pk>/batalkan/", kelas.kelas_batalkan, name="kelas_batalkan"),
    path("kelas/<int:pk>/geser/", sesi.kelas_geser, name="kelas_geser"),
    path("kelas/<int:pk>/daftar-hadir/", kelas.kelas_daftar_hadir, name="kelas_daftar_hadir"),
    path("sesi/<int:pk>/pindah/", sesi.sesi_pindah, name="sesi_pindah"),
    path("sesi/<int:pk>/periksa/", sesi.sesi_periksa, name="sesi_periksa"),
    path("kelas/<int:pk>/peserta/usul/", peserta.peserta_usul, name="peserta_usul"),
    path("kelas/<int:pk>/peserta/daftarkan/", peserta.peserta_daftarkan, name="peserta_daftarkan"),
    path("pendaftaran/<int:pk>/batalkan/", peserta.peserta_batalkan, name="peserta_batalkan"),
    path("sesi/<int:pk>/kehadiran/", kehadiran.kehadiran_tandai, name="kehadiran_tandai"),
    path(
        "kelas/<int:pk>/kehadiran/verifikasi/",
        kehadiran.kehadiran_verifikasi,
        name="kehadiran_verifikasi",
    ),
    path("hadir/<str:token>/", kehadiran.kehadiran_luar, name="kehadiran_luar"),
]
