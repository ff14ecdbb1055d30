"""Warnings that stand for many rows: degrees in names, moves of today, people who leave."""

from datetime import date

from instansi.rules.impor.pegawai import (
    LANGKAH_GELAR,
    LANGKAH_KINI,
    LANGKAH_PERGI,
    BarisPegawai,
    gelar_di_nama,
    pindah_kini,
    yang_pergi,
)
from lib.impor import GalatBaris

KOSONG = BarisPegawai(*[""] * len(BarisPegawai._fields))


def test_degrees_in_names_are_told_once_at_the_first():
    def baris(nomor, nama):
        return KOSONG._replace(baris=nomor, nama=nama)

    biasa, satu, dua = baris(2, "Hardi"), baris(3, "Dra. Rina"), baris(4, "Ani, S.Pd.")

    assert gelar_di_nama([biasa]) is None
    assert gelar_di_nama([biasa, satu]) == GalatBaris(
        3, "Nama", "Dra. Rina", "Ada gelar.", LANGKAH_GELAR
    )
    assert gelar_di_nama([dua, satu, biasa]) == GalatBaris(
        4, "Nama", "Ani, S.Pd.", "Ada gelar di 2 nama, pertama di baris ini.", LANGKAH_GELAR
    )


def test_moves_of_today_are_told_once_with_the_day_that_could_not_be():
    satu = "Pindah unit atau jabatan, mulainya dicatat hari ini."
    assert pindah_kini([(7, None)]) == GalatBaris(7, "TMT jabatan", "", satu, LANGKAH_KINI)
    assert pindah_kini([(7, date(2026, 2, 1)), (9, None)]) == GalatBaris(
        7,
        "TMT jabatan",
        "01-02-2026",
        "2 orang pindah unit atau jabatan, mulainya dicatat hari ini; yang pertama di baris ini.",
        LANGKAH_KINI,
    )


def test_people_who_leave_are_told_once():
    satu = [(3, "Sitti", "PENSIUN")]
    assert yang_pergi(satu) == GalatBaris(
        3, "Status", "Pensiun", "Sitti menjadi pensiun per hari ini.", LANGKAH_PERGI
    )
    assert yang_pergi([*satu, (4, "Budi", "PINDAH")]) == GalatBaris(
        3,
        "Status",
        "Pensiun",
        "2 orang tidak aktif lagi per hari ini; yang pertama di baris ini.",
        LANGKAH_PERGI,
    )
