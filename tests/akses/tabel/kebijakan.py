"""Policy parameters and holidays."""

from datetime import date, timedelta

from instansi.actions import tetapkan_parameter
from instansi.models import HariLibur


def _libur(semesta):
    return HariLibur.objects.create(
        pemda=semesta.palu.pemda, tanggal=_depan(semesta), nama="Hari Raya", jenis="LIBUR"
    ).pk


def _depan(semesta) -> date:
    return (semesta.kini + timedelta(days=40)).date()


def _nilai(semesta):
    """A value to come of Palu."""
    return tetapkan_parameter(
        pemda=semesta.palu.pemda,
        kode="pdp_tenggat",
        nilai=48,
        dasar_hukum="Perwali",
        berlaku_dari=_depan(semesta),
        oleh=semesta.palu.admin,
        hari_ini=semesta.kini.date(),
    ).pk


OBJEK = {
    "libur": _libur,
    "kode_parameter": lambda _: "jp_target_pns",
    "kode_asing": lambda _: "tidak_ada",
    "nilai_depan": _nilai,
    "tahun": lambda semesta: semesta.kini.year + 1,
}
ISIAN = {
    "kelola:libur_baru": lambda s: {
        "tanggal": _depan(s) + timedelta(days=1),
        "nama": "Hari Raya",
        "jenis": "LIBUR",
    },
    "kelola:libur_ubah": lambda s: {"tanggal": _depan(s), "nama": "Baru", "jenis": "LIBUR"},
    "instansi:libur_hapus": lambda _: {"konfirmasi": "ya"},
    "kelola:kebijakan_tarik": lambda _: {"konfirmasi": "ya"},
    "kelola:kebijakan_ubah": lambda s: {
        "nilai": "24",
        "dasar_hukum": "Perwali",
        "berlaku_dari": _depan(s),
        "langkah": "simpan",
    },
    "kelola:kebijakan_koreksi": lambda _: {
        "nilai": "36",
        "dasar_hukum": "Perwali",
        "langkah": "simpan",
    },
}
TABEL = """
#                                                        an ad hr op o2 ke k2 wa at pe p2 pj au hl
GET  instansi:kebijakan_daftar    -                    | L  2  2  F  F  F  F  F  F  F  F  F  2  2
POST instansi:kebijakan_daftar    -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  instansi:libur_daftar        -                    | L  2  2  F  F  F  F  F  F  F  F  F  2  2
POST instansi:libur_daftar        -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  instansi:dibuka_saya         -                    | L  2  2  2  2  2  2  F  2  2  2  F  F  2
POST instansi:dibuka_saya         -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:libur_baru          -                    | L  2  2  F  F  F  F  F  F  F  F  F  F  2
POST kelola:libur_baru          -                    | L  3  3  F  F  F  F  F  F  F  F  F  F  3
GET  kelola:libur_ubah          libur                | L  2  2  F  F  F  F  F  F  F  F  F  F  4
POST kelola:libur_ubah          libur                | L  3  3  F  F  F  F  F  F  F  F  F  F  4
GET  instansi:libur_hapus         libur                | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST instansi:libur_hapus         libur                | L  3  3  F  F  F  F  F  F  F  F  F  F  4
GET  kelola:libur_salin         tahun                | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:libur_salin         tahun                | L  3  3  F  F  F  F  F  F  F  F  F  F  3
GET  kelola:kebijakan_ubah        kode_parameter       | L  2  F  F  F  F  F  F  F  F  F  F  F  F
POST kelola:kebijakan_ubah        kode_parameter       | L  3  F  F  F  F  F  F  F  F  F  F  F  F
GET  kelola:kebijakan_ubah        kode_asing           | L  4  4  F  F  F  F  F  F  F  F  F  4  4
GET  kelola:kebijakan_koreksi     nilai_depan          | L  2  F  F  F  F  F  F  F  F  F  F  F  4
POST kelola:kebijakan_koreksi     nilai_depan          | L  3  F  F  F  F  F  F  F  F  F  F  F  4
GET  kelola:kebijakan_tarik       nilai_depan          | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:kebijakan_tarik       nilai_depan          | L  3  F  F  F  F  F  F  F  F  F  F  F  4
"""
RUPA_LAIN = (("hr", "instansi:libur_daftar", "-", "?n=10&sesudah=2026-12-22"),)
