"""Sums of quality, and days off from year to year."""

from datetime import date

import pytest

from instansi.rules.libur import alasan_perlu_yakin, pindah_tahun
from instansi.rules.mutu import (
    PER_KODE,
    Kelompok,
    Nilai,
    isian,
    jumlah_nilai,
    per_kelompok,
    terburuk,
)


def test_sums_count_what_is_asked_and_what_is_wrong():
    assert jumlah_nilai([Nilai(10, 2), Nilai(5, 0)]) == Nilai(15, 2)
    assert jumlah_nilai([]) == Nilai(0, 0)
    assert isian({"a": Nilai(4, 1), "b": Nilai(6, 6)}) == Nilai(10, 7)


def test_terburuk_is_the_lowest_share_with_something_wrong():
    satu, dua, tiga = list(PER_KODE)[:3]

    assert terburuk({satu: Nilai(10, 1), dua: Nilai(10, 4), tiga: Nilai(9, 0)}) == PER_KODE[dua]
    assert terburuk({satu: Nilai(10, 0), dua: Nilai(0, 0)}) is None
    # Nobody right is worse than one of 200.
    assert terburuk({satu: Nilai(200, 199), dua: Nilai(10, 10)}) == PER_KODE[dua]


def test_an_account_not_yet_activated_is_no_defect_of_a_record():
    nilai = dict.fromkeys(PER_KODE, Nilai(10, 0)) | {"akun": Nilai(10, 9)}

    assert isian(nilai) == Nilai(150, 0)
    assert terburuk(nilai) is None
    assert [sisi.daftar for sisi in per_kelompok(nilai)] == [[], [], [], []]


def test_four_sides_each_with_what_has_most_wrong_first():
    nilai = dict.fromkeys(PER_KODE, Nilai(10, 0)) | {
        "telepon": Nilai(10, 2), "surel": Nilai(10, 5), "golongan": Nilai(10, 1),
        "predikat": Nilai(4, 4), "perubahan": Nilai(0, 0),
    }  # fmt: skip

    lengkap, sah, selaras, mutakhir = per_kelompok(nilai)

    assert [u.kode for u, _ in lengkap.daftar] == ["surel", "telepon", "golongan"]
    assert (lengkap.kelompok, lengkap.nilai) == (Kelompok.LENGKAP, Nilai(60, 8))
    assert (sah.daftar, sah.nilai) == ([], Nilai(30, 0))
    assert (selaras.daftar, selaras.nilai) == ([], Nilai(40, 0))
    assert mutakhir.daftar == [(PER_KODE["predikat"], Nilai(4, 4))]
    assert mutakhir.nilai == Nilai(4, 4)


def test_pindah_tahun_keeps_fixed_dates_only():
    daftar = [(date(2026, 1, 1), "Tahun baru"), (date(2026, 3, 20), "Idulfitri")]

    assert pindah_tahun(daftar, 2027) == [(date(2027, 1, 1), "Tahun baru")]


@pytest.mark.parametrize(("hari", "tanya"), [(21, True), (22, False), (23, False)])
def test_a_past_day_off_asks_once_more(hari, tanya):
    alasan = alasan_perlu_yakin(date(2026, 11, hari), date(2026, 11, 22))

    assert (alasan is not None) is tanya
    if alasan:
        assert alasan == (
            "Tanggal ini sudah lewat. Hitungan hari kerja yang memakainya akan berubah, "
            "dan perubahan ini tercatat atas nama Anda."
        )
