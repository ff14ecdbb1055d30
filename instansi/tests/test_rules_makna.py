import ast
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from instansi.rules import PARAMETER_BAWAAN
from instansi.rules.makna import (
    MAKNA,
    URUTAN,
    Jenis,
    NilaiTidakSah,
    alasan_mulai,
    alasan_tidak_selaras,
    baca_nilai,
    isian_nilai,
    makna,
    rentang_nilai,
    tulis_nilai,
)

BAWAAN = {b.kode: b.nilai for b in PARAMETER_BAWAAN}


# Where codes stand that nobody computes with: their meaning, defaults, preview, made-up data.
BUKAN_PEMBACA = (
    "instansi/rules/makna.py",
    "instansi/rules/kebijakan.py",
    "kelola/queries/dampak.py",
)
TAK_DIBACA = re.compile(r"/(tests|migrations|demo)/")


def kode_dibaca():
    """The codes of parameters that stand in code which computes, alone or inside a statement."""
    dibaca = set()
    akar = Path(settings.BASE_DIR)
    for app in (a.label for a in apps.get_app_configs() if Path(a.path).parent == akar):
        for berkas in (akar / app).rglob("*.py"):
            nama = berkas.relative_to(akar).as_posix()
            if nama in BUKAN_PEMBACA or TAK_DIBACA.search(nama):
                continue
            for simpul in ast.walk(ast.parse(berkas.read_text())):
                if isinstance(simpul, ast.Constant) and isinstance(simpul.value, str):
                    dibaca |= {k for k in BAWAAN if k == simpul.value or f"'{k}'" in simpul.value}
    return dibaca


def test_what_is_said_to_be_used_is_what_code_reads():
    assert {k for k, arti in MAKNA.items() if arti.dipakai} == kode_dibaca()


def test_every_default_is_explained_and_lies_in_its_range():
    assert BAWAAN.keys() == MAKNA.keys()
    for kode, nilai in BAWAAN.items():
        assert baca_nilai(kode, isian_nilai(kode, nilai)) == nilai
        assert MAKNA[kode].penjelasan.endswith(".")


def test_defaults_do_not_contradict_each_other():
    assert [k for k, n in BAWAAN.items() if alasan_tidak_selaras(k, n, BAWAAN)] == []
    assert all({a, b} <= BAWAAN.keys() for a, b, _ in URUTAN)


@pytest.mark.parametrize(
    ("kode", "nilai", "satuan", "teks"),
    [
        ("jp_target_pns", 20, "JP per tahun", "20 JP per tahun"),
        ("anggaran_minimum", "0.16", "persen APBD", "0,16 persen APBD"),
        ("jam_kerja_mulai", 450, "menit sejak 00.00", "07.30"),
        ("tidak_dikenal", 3, "hari", "3 hari"),
    ],
)
def test_values_are_written_as_people_say_them(kode, nilai, satuan, teks):
    assert tulis_nilai(kode, Decimal(nilai), satuan) == teks


@pytest.mark.parametrize(
    ("kode", "teks", "pesan"),
    [
        ("jp_target_pns", "0", "Isi antara 1 dan 200"),
        ("jp_target_pns", "201", "Isi antara 1 dan 200"),
        ("jp_target_pns", "20,5", "tanpa angka di belakang koma"),
        ("jp_target_pns", "dua puluh", "bukan bilangan"),
        ("anggaran_minimum", "0,165", "paling banyak 2 angka"),
        ("jam_kerja_mulai", "730", "seperti 07.30"),
        ("jam_kerja_mulai", "07.75", "Menit paling banyak 59"),
        ("jam_kerja_mulai", "25.00", "Isi antara 00.00 dan 24.00"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_way_out(kode, teks, pesan):
    with pytest.raises(NilaiTidakSah, match=pesan):
        baca_nilai(kode, teks)


def test_the_ends_of_a_range_belong_to_it():
    assert baca_nilai("jp_target_pns", "1") == 1
    assert baca_nilai("jp_target_pns", "200") == 200
    assert baca_nilai("jam_kerja_mulai", "7:05") == 425
    assert rentang_nilai("ngain_tinggi") == "0 dan 1"


def test_equal_neighbours_only_where_that_has_a_meaning():
    assert alasan_tidak_selaras("jumat_kosong_mulai", Decimal(780), BAWAAN) is None
    assert alasan_tidak_selaras("jumat_kosong_mulai", Decimal(781), BAWAAN)
    assert alasan_tidak_selaras("jpm_cukup", Decimal(90), BAWAAN)
    assert alasan_tidak_selaras("jpm_optimal", Decimal(78), BAWAAN)
    assert alasan_tidak_selaras("skm_mutu_b", Decimal("88.30"), BAWAAN) is None
    assert alasan_tidak_selaras("skm_mutu_b", Decimal(65), BAWAAN)
    assert alasan_tidak_selaras("menit_per_jp", Decimal(1), BAWAAN) is None
    assert alasan_tidak_selaras("jpm_cukup", Decimal(99), {}) is None


def test_yes_and_no_are_words(monkeypatch):
    monkeypatch.setitem(MAKNA, "saklar", makna("x")._replace(jenis=Jenis.YA_TIDAK, maksimum=1))

    assert [tulis_nilai("saklar", Decimal(n), "ya/tidak") for n in (1, 0)] == ["Ya", "Tidak"]
    assert [isian_nilai("saklar", Decimal(n)) for n in (1, 0)] == ["1", "0"]
    assert baca_nilai("saklar", "1") == 1


@given(menit=st.integers(0, 1440))
def test_every_minute_of_a_day_survives_the_form(menit):
    teks = isian_nilai("jam_kerja_mulai", Decimal(menit))

    assert baca_nilai("jam_kerja_mulai", teks) == menit


@pytest.mark.parametrize(
    ("kode", "nilai", "lain", "alasan"),
    [
        ("skm_mutu_b", 90, {"skm_mutu_a": 88}, "Mutu B, baik harus di bawah mutu A, sangat baik."),
        ("skm_mutu_b", 60, {"skm_mutu_c": 65}, "Mutu C, kurang baik harus di bawah mutu B, baik."),
        ("skm_mutu_b", 88, {"skm_mutu_a": 88}, "Mutu B, baik harus di bawah mutu A, sangat baik."),
        ("skm_mutu_b", 80, {"skm_mutu_a": 88, "skm_mutu_c": 65}, None),
        # The first pair has no neighbour on that day; the second still counts.
        ("skm_mutu_b", 90, {"skm_mutu_c": 65}, None),
        ("skm_mutu_b", 60, {"skm_mutu_a": 88}, None),
        ("skm_mutu_b", 90, {}, None),
        (
            "jp_target_pppk", 30, {"jp_batas_pppk": 24},
            "Target JP untuk PPPK harus tidak melebihi batas JP untuk PPPK.",
        ),
        ("jp_target_pppk", 24, {"jp_batas_pppk": 24}, None),
        ("jp_batas_pppk", 24, {"jp_target_pppk": 24}, None),
        ("menit_per_jp", 45, {"skm_mutu_a": 1, "skm_mutu_b": 2}, None),
    ],
)  # fmt: skip
def test_a_value_and_its_neighbours_of_the_day(kode, nilai, lain, alasan):
    tetangga = {k: Decimal(n) for k, n in lain.items()}

    assert alasan_tidak_selaras(kode, Decimal(nilai), tetangga) == alasan


HARI = date(2026, 11, 22)
MASA_LALU = (
    "Nilai tidak bisa mulai di masa lalu: angka yang pernah dilaporkan harus tetap bisa dihitung "
    "ulang."
)
SUDAH_ADA = "Sudah ada nilai yang mulai 23 November 2026."
HARI_INI_JUGA = "Perbaiki atau tarik nilai itu, atau pilih besok atau sesudahnya."


@pytest.mark.parametrize(
    ("terakhir", "dari", "tolak"),
    [
        (date(2026, 1, 1), HARI, None),
        (date(2026, 1, 1), date(2027, 1, 1), None),
        (HARI, date(2026, 11, 23), None),
        (HARI, HARI, ("Nilai yang sekarang baru mulai hari ini.", HARI_INI_JUGA)),
        (date(2026, 11, 23), HARI, (SUDAH_ADA, "Perbaiki atau tarik nilai itu dulu.")),
        (date(2026, 11, 23), date(2026, 12, 1), (SUDAH_ADA, "Perbaiki atau tarik nilai itu dulu.")),
        (date(2026, 1, 1), date(2026, 11, 21), (MASA_LALU, "Pilih hari ini atau sesudahnya.")),
    ],
)
def test_when_a_value_may_begin(terakhir, dari, tolak):
    assert alasan_mulai(terakhir, dari, HARI) == tolak
