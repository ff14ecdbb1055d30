from django.urls import path

from pelatihan.views import kehadiran, peserta

app_name = "pelatihan"
urlpatterns = [
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
