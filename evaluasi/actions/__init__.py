"""Writes on questionnaires, evaluation tasks and answers."""

from evaluasi.actions.hasil import buka_hasil
from evaluasi.actions.instrumen import (
    InstrumenBeku,
    buat_versi_baru,
    pasang_instrumen_bawaan,
    ubah_pertanyaan,
)
from evaluasi.actions.pengingat import terbitkan_pengingat
from evaluasi.actions.qr import TerlaluSeringMencoba, buang_percobaan_lama, buka_dari_qr
from evaluasi.actions.tugas import (
    JawabanBelumLengkap,
    JawabanTidakSah,
    TugasTidakBisaDiisi,
    buka_tugas,
    kirim_tugas,
    simpan_jawaban,
)

__all__ = [
    "InstrumenBeku",
    "JawabanBelumLengkap",
    "JawabanTidakSah",
    "TerlaluSeringMencoba",
    "TugasTidakBisaDiisi",
    "buang_percobaan_lama",
    "buat_versi_baru",
    "buka_dari_qr",
    "buka_hasil",
    "buka_tugas",
    "kirim_tugas",
    "pasang_instrumen_bawaan",
    "simpan_jawaban",
    "terbitkan_pengingat",
    "ubah_pertanyaan",
]
