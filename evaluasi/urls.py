from django.urls import path

from evaluasi.views import kelas, pekerja, tautan, tugas

app_name = "evaluasi"
urlpatterns = [
    path("", tugas.tugas_daftar, name="tugas_daftar"),
    path("pekerja.js", pekerja.pekerja, name="pekerja"),
    path("tugas/<int:pk>/", tugas.tugas_isi, name="tugas_isi"),
    path("tugas/<int:pk>/simpan/", tugas.tugas_simpan, name="tugas_simpan"),
    path("tugas/<int:pk>/kirim/", tugas.tugas_kirim, name="tugas_kirim"),
    path("tugas/<int:pk>/selesai/", tugas.tugas_selesai, name="tugas_selesai"),
    path("tautan/<str:token>/", tautan.tugas_tautan, name="tugas_tautan"),
    path("tautan/<str:token>/simpan/", tautan.tautan_simpan, name="tautan_simpan"),
    path("tautan/<str:token>/kirim/", tautan.tautan_kirim, name="tautan_kirim"),
    path("tautan/<str:token>/selesai/", tautan.tautan_selesai, name="tautan_selesai"),
    path("qr/<str:token>/", kelas.kelas_qr, name="kelas_qr"),
    path("kelas/<int:pk>/hasil/", kelas.kelas_hasil, name="kelas_hasil"),
    path("kelas/<int:pk>/slide/", kelas.kelas_slide, name="kelas_slide"),
]
