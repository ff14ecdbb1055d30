"""Whole columns judged at once, circles of superiors, cells of units and ratings."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from instansi.rules.impor.pegawai import periksa_pegawai, tak_dikenal, wajar
from instansi.rules.impor.predikat import sel_tahun
from instansi.rules.impor.unit import sel_kode
from instansi.rules.orang import lingkaran
from instansi.tests.test_rules_impor import ACUAN, ISI, NIP, NIP_PPPK
from lib.impor import Baris, GalatBaris, GalatSel

KOLOM = (
    *("nip", "nama", "jenis_kelamin", "tanggal_lahir", "jenis", "golongan", "unit", "jabatan"),
    *("jabatan_jenis", "alasan_nip", "tmt", "mulai"),
)


def nilai(acuan=ACUAN, **ubah):
    """Whether one row passes as a column, and what the judgement of the row itself says."""
    isi = ISI | ubah
    (cepat,) = wajar({k: [isi[k]] for k in KOLOM}, acuan)
    if isi["nip"] is None or isi["unit"] is None or isi["jabatan"] is None or isi["nama"] is None:
        return cepat, None
    temuan = periksa_pegawai(Baris(2, isi, []), acuan)
    return cepat, not (temuan.galat or temuan.peringatan)


@pytest.mark.parametrize(
    "ubah",
    [
        {},
        {"nip": NIP_PPPK, "jenis": "PPPK", "golongan": "IX", "jenis_kelamin": "P"},
        {"jenis": "PNS", "golongan": "III/a", "jenis_kelamin": "L"},
        {"tanggal_lahir": date(1991, 3, 12)},
        {"tmt": date(2019, 2, 1)},
        {"nip": NIP_PPPK, "jenis": "PPPK", "tmt": date(2010, 1, 1)},
        {"jabatan": "Jabatan Baru", "jabatan_jenis": "PELAKSANA"},
        {"unit": "Dinkes"},
        {"mulai": ACUAN.hari_ini},
    ],
)
def test_wajar_passes_what_is_right(ubah):
    assert nilai(**ubah) == (True, True)


@pytest.mark.parametrize(
    "ubah",
    [
        {"jenis_kelamin": "P"},
        {"tanggal_lahir": date(1991, 3, 13)},
        {"tmt": date(2019, 3, 1)},
        {"jenis": "PPPK"},
        {"golongan": "IX"},
        {"unit": "Kelurahan Baru"},
        {"unit": "Tata Usaha"},
        {"unit": "Tidak Ada"},
        {"jabatan": "Jabatan Baru"},
        {"nip": "199103122005021004"},  # 13 years old
        {"nip": "202703122045021004"},  # not yet born
        {"nip": NIP_PPPK, "jenis": "PNS"},
        {"mulai": ACUAN.hari_ini + timedelta(days=1)},
    ],
)
def test_wajar_leaves_what_must_be_judged(ubah):
    assert nilai(**ubah) == (False, False)


@pytest.mark.parametrize("kosong", ["nip", "nama", "unit", "jabatan"])
def test_wajar_leaves_rows_whose_cell_could_not_be_read(kosong):
    assert nilai(**{kosong: None}) == (False, None)


@pytest.mark.parametrize("kolom", ["di_luar", "aktif_lain"])
def test_wajar_leaves_people_of_others(kolom):
    acuan = replace(ACUAN, **{kolom: {NIP}})

    assert nilai(acuan) == (False, False)


def test_a_new_position_inside_a_scope_must_be_judged():
    acuan = replace(ACUAN, unit=replace(ACUAN.unit, cakupan={7}))

    assert nilai(acuan, jabatan="Jabatan Baru", jabatan_jenis="PELAKSANA") == (False, False)
    assert nilai(acuan) == (True, True)


def test_wajar_answers_row_by_row():
    isi = {k: [ISI[k], (ISI | {"jenis": "PPPK"})[k], ISI[k]] for k in KOLOM}

    assert wajar(isi, ACUAN) == [True, False, True]


@pytest.mark.parametrize(
    ("atasan", "hasil"),
    [
        ({}, set()),
        ({"a": "", "b": "a"}, set()),
        ({"a": "b", "b": "c", "c": "d"}, set()),
        ({"a": "a"}, {"a"}),
        ({"a": "b", "b": "a"}, {"a", "b"}),
        ({"x": "a", "a": "b", "b": "c", "c": "a", "y": "x"}, {"a", "b", "c"}),
        ({"a": "b", "b": "a", "c": "d", "d": "c", "e": ""}, {"a", "b", "c", "d"}),
        ({"t": "", "a": "t", "b": "a", "c": "b"}, set()),
    ],
)
def test_lingkaran(atasan, hasil):
    assert lingkaran(atasan) == hasil


def test_tak_dikenal_says_where_to_look():
    assert tak_dikenal(Baris(7, {}, []), "NIP atasan", NIP) == GalatBaris(
        7,
        "NIP atasan",
        NIP,
        "Tidak ada di data pegawai.",
        "Periksa NIP, atau impor data pegawainya lebih dahulu.",
    )


@pytest.mark.parametrize(
    ("isi", "kode"),
    [("Dinas-Kesehatan", "dinas-kesehatan"), ("A_1", "a_1"), ("x" * 60, "x" * 60)],
)
def test_sel_kode(isi, kode):
    assert sel_kode(isi) == kode


@pytest.mark.parametrize("isi", ["dinas kesehatan", "a/b", "x" * 61, "é"])
def test_sel_kode_refuses(isi):
    with pytest.raises(GalatSel) as galat:
        sel_kode(isi)

    assert galat.value.alasan == (
        "Kode hanya berisi huruf, angka, dan tanda hubung, paling panjang 60."
    )
    assert galat.value.langkah == "Tulis misalnya dinas-kesehatan."


def test_sel_tahun():
    assert sel_tahun("2025") == 2025
    with pytest.raises(GalatSel) as galat:
        sel_tahun("25")
    assert galat.value.alasan == "Tahun ini tidak masuk akal."
    assert galat.value.langkah == "Isi tahun empat angka, misalnya 2025."
