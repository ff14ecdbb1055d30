"""Rank, retirement, circles of superiors, and what the history says."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instansi.rules.kebijakan import Ketentuan
from instansi.rules.orang import (
    Masalah,
    batas_pensiun,
    lingkaran,
    pensiun_dini,
    ringkas_masalah,
    tanggal_pensiun,
    usia,
)
from instansi.rules.riwayat_orang import KOLOM, beda, sebutan_aksi

BUP = {
    "bup_umum": Ketentuan(Decimal(58), "Dasar umum"),
    "bup_jpt_madya": Ketentuan(Decimal(60), "Dasar madya"),
    "bup_utama": Ketentuan(Decimal(65), "Dasar utama"),
}


def batas(jenis, jenjang, rumpun):
    return batas_pensiun(jenis_jabatan=jenis, jenjang=jenjang, rumpun=rumpun, ketentuan=BUP)


@pytest.mark.parametrize(
    ("jenis", "jenjang", "rumpun", "hasil"),
    [
        ("PELAKSANA", "", "UMUM", (58, "Dasar umum")),
        ("PENGAWAS", "", "UMUM", (58, "Dasar umum")),
        ("ADMINISTRATOR", "", "UMUM", (58, "Dasar umum")),
        ("JPT", "", "UMUM", (60, "Dasar madya")),
        ("JF", "Penyelia", "KESEHATAN", (58, "Dasar umum")),
        ("JF", "Ahli Muda", "UMUM", (58, "Dasar umum")),
        ("JF", "Ahli Madya", "UMUM", (60, "Dasar madya")),
        ("JF", "Ahli Pertama", "GURU", (60, "Dasar madya")),
        ("JF", "Ahli Utama", "GURU", (65, "Dasar utama")),
    ],
)
def test_batas_pensiun_with_the_law_that_the_city_names(jenis, jenjang, rumpun, hasil):
    assert batas(jenis, jenjang, rumpun) == hasil


def test_pensiun_dini_ends_on_the_birthday():
    lahir, umum = date(1968, 7, 2), batas("PELAKSANA", "", "UMUM")

    assert pensiun_dini("Gita", lahir, date(2026, 7, 2), umum) is None
    assert pensiun_dini("Gita", lahir, date(2026, 7, 1), umum) == (
        "Gita baru 57 tahun pada 1 Juli 2026; batas usia pensiun jabatannya 58 tahun (Dasar umum)."
    )


@pytest.mark.parametrize(
    ("lahir", "usia_pensiun", "mulai"),
    [
        (date(1970, 3, 31), 58, date(2028, 4, 1)),
        (date(1970, 12, 1), 60, date(2031, 1, 1)),
        (date(1972, 2, 29), 58, date(2030, 3, 1)),
    ],
)
def test_tanggal_pensiun_is_the_first_of_the_next_month(lahir, usia_pensiun, mulai):
    assert tanggal_pensiun(lahir, usia_pensiun) == mulai


def test_usia_counts_full_years():
    assert usia(date(1990, 7, 3), date(2026, 7, 2)) == 35
    assert usia(date(1990, 7, 2), date(2026, 7, 2)) == 36


@pytest.mark.parametrize(
    ("atasan", "anggota"),
    [
        ({}, []),
        ({1: 2, 2: 3}, []),
        ({1: 2, 2: 1}, [1, 2]),
        ({1: 2, 2: 3, 3: 2, 4: 1}, [2, 3]),
        ({1: 2, 2: 1, 5: 6, 6: 7, 7: 5, 8: 5}, [1, 2, 5, 6, 7]),
    ],
)
def test_lingkaran(atasan, anggota):
    assert sorted(lingkaran(atasan)) == anggota


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 12)))
def test_lingkaran_holds_whoever_comes_back_to_oneself(atasan):
    def kembali(awal):
        kini = atasan.get(awal)
        for _ in range(20):
            if kini == awal:
                return True
            kini = atasan.get(kini)
        return False

    assert lingkaran(atasan) == {a for a in atasan if kembali(a)}


def test_beda_names_only_what_changed():
    lama = dict.fromkeys(KOLOM, "") | {"nama": "Fajar", "status": "AKTIF", "telepon": None}
    baru = lama | {"status": "PENSIUN", "telepon": ""}

    assert beda(lama, baru) == [("Status", "Aktif", "Pensiun")]


def test_unknown_actions_have_a_plain_word():
    assert sebutan_aksi("ubah_pegawai", pertama=False) == "Data diubah"
    assert sebutan_aksi(None, pertama=True) == "Dicatat"
    assert sebutan_aksi("lain", pertama=False) == "Diubah"


def test_ringkas_masalah_counts_each_kind_in_the_order_of_the_rule():
    assert ringkas_masalah({}) == ""
    assert ringkas_masalah({Masalah.TANPA: 1200}) == "1.200 belum punya atasan"
    assert ringkas_masalah({Masalah.LAIN: 19, Masalah.TANPA: 3}) == (
        "3 belum punya atasan dan 19 atasannya di perangkat daerah lain"
    )
