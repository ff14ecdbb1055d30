from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instansi.rules.peran import admin_berkurang, alasan_peran_tidak_cocok, hari_tanpa_pemegang

HARI = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("peran", "jenis", "kata"),
    [
        ("ADMIN_PEMDA", "PEMDA", None),
        ("ADMIN_PEMDA", "OPD", "seluruh kota"),
        ("HR", "UNIT", "seluruh kota"),
        ("AUDITOR", "OPD", "seluruh kota"),
        ("PENGELOLA_OPD", "PEMDA", "satu perangkat daerah"),
        ("PENGELOLA_OPD", "PUSKESMAS", None),
        ("KEPALA", "PEMDA", None),
        ("KEPALA", "SEKOLAH", None),
        ("PENGAJAR", "PEMDA", None),
        ("MENTOR", "OPD", None),
        ("ATASAN", "OPD", "mengikuti data pegawai"),
        ("PEGAWAI", "PEMDA", "mengikuti data pegawai"),
    ],
)
def test_role_and_node(peran, jenis, kata):
    alasan = alasan_peran_tidak_cocok(peran, jenis)

    assert alasan is None if kata is None else kata in alasan


@pytest.mark.parametrize(
    ("peran", "jenis", "alasan"),
    [
        ("ATASAN", "OPD", "Peran Atasan langsung mengikuti data pegawai dan tidak diberikan."),
        ("HR", "OPD", "Peran Staf BKPSDM berlaku untuk seluruh kota. Pilih pemerintah kota."),
        (
            "PENGELOLA_OPD",
            "PEMDA",
            "Peran Pengelola OPD untuk satu perangkat daerah atau unit. Pilih perangkat daerahnya.",
        ),
    ],
)
def test_the_refusal_names_the_role_and_where_it_belongs(peran, jenis, alasan):
    assert alasan_peran_tidak_cocok(peran, jenis) == alasan


def masa(mulai, selesai):
    return (HARI + timedelta(mulai), None if selesai is None else HARI + timedelta(selesai))


@pytest.mark.parametrize(
    ("daftar", "hari"),
    [
        ([], 0),
        ([masa(-9, None)], None),
        ([masa(-9, -1)], 0),
        ([masa(-9, 0)], 1),
        ([masa(1, None)], 0),
        ([masa(-9, 4), masa(5, None)], None),
        ([masa(-9, 4), masa(6, None)], 5),
        ([masa(6, None), masa(-9, 4), masa(0, 5)], None),
        ([masa(-9, 9), masa(-3, 2)], 10),
    ],
)
def test_first_day_without_a_holder(daftar, hari):
    harap = None if hari is None else HARI + timedelta(hari)

    assert hari_tanpa_pemegang(daftar, HARI) == harap


@given(st.lists(st.tuples(st.integers(-5, 20), st.integers(0, 10)), max_size=6))
def test_first_day_without_a_holder_is_the_first(pasangan):
    daftar = [masa(m, m + n) for m, n in pasangan]

    hari = hari_tanpa_pemegang(daftar, HARI)

    def dipegang(h):
        return any(m <= h <= s for m, s in daftar)

    assert not dipegang(hari)
    assert all(dipegang(HARI + timedelta(n)) for n in range((hari - HARI).days))


@pytest.mark.parametrize(
    ("sebelum", "sesudah", "kurang"),
    [
        (None, None, False),
        (None, HARI, True),
        (HARI, None, False),
        (HARI, HARI, False),
        (HARI, HARI + timedelta(1), False),
        (HARI + timedelta(1), HARI, True),
    ],
)
def test_only_a_change_for_the_worse_is_refused(sebelum, sesudah, kurang):
    assert admin_berkurang(sebelum, sesudah) is kurang
