"""Reads of evaluation tasks, their signed addresses, and results."""

from evaluasi.queries.hasil import (
    Ambang,
    HasilKelas,
    ambang,
    hanya_pengajar,
    kelas_hasil_untuk,
    nilai_kelas,
)
from evaluasi.queries.tautan import (
    kelas_dari_token,
    token_kelas,
    token_tugas,
    tugas_dari_token,
)
from evaluasi.queries.tugas import (
    akhir_kelas,
    alasan_tertutup,
    langkah_tugas,
    tugas_daftar,
    tugas_lengkap,
    tugas_peserta,
    tugas_untuk,
)

__all__ = [
    "Ambang",
    "HasilKelas",
    "akhir_kelas",
    "alasan_tertutup",
    "ambang",
    "hanya_pengajar",
    "kelas_dari_token",
    "kelas_hasil_untuk",
    "langkah_tugas",
    "nilai_kelas",
    "token_kelas",
    "token_tugas",
    "tugas_daftar",
    "tugas_dari_token",
    "tugas_lengkap",
    "tugas_peserta",
    "tugas_untuk",
]
