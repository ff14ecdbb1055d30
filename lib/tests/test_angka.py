from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.angka import angka, baca_angka, bulatkan, persen, persen_dari, rupiah


@pytest.mark.parametrize(
    ("nilai", "desimal", "teks"),
    [
        (0, None, "0"),
        (1250, None, "1.250"),
        (1250.5, None, "1.250,5"),
        (Decimal("1250.50"), 2, "1.250,50"),
        (1_234_567.891, None, "1.234.567,89"),
        (3.0, 1, "3,0"),
        (100, None, "100"),
        (2.675, 2, "2,68"),
        (Decimal("0.5"), 0, "1"),
        (-1250.5, None, "-1.250,5"),
        (Decimal("-0.001"), None, "0"),
        (Decimal("1E+3"), None, "1.000"),
    ],
)
def test_angka(nilai, desimal, teks):
    assert angka(nilai, desimal) == teks


def test_persen_dan_dasarnya():
    assert persen(66) == "66%"
    assert persen(Decimal("65.79"), 1) == "65,8%"
    assert persen_dari(25, 38) == "66% (25 dari 38)"
    assert persen_dari(1250, 2000, 1) == "62,5% (1.250 dari 2.000)"
    assert persen_dari(0, 0) == "Belum ada data"


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (1_250_000, "Rp1.250.000"),
        (Decimal("1250000.50"), "Rp1.250.000,50"),
        (Decimal("1250000.00"), "Rp1.250.000"),
        (-48_000_000, "-Rp48.000.000"),
        (0, "Rp0"),
    ],
)
def test_rupiah(nilai, teks):
    assert rupiah(nilai) == teks


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [
        ("1.250,5", Decimal("1250.5")),
        ("1250,5", Decimal("1250.5")),
        ("1.250", Decimal(1250)),
        ("12.5", Decimal("12.5")),
        ("-3", Decimal(-3)),
        ("Rp1.250.000", Decimal(1250000)),
        ("Rp 48.000.000,00", Decimal(48000000)),
        ("66 %", Decimal(66)),
        ("1 250", Decimal(1250)),
    ],
)
def test_baca_angka(teks, nilai):
    assert baca_angka(teks) == nilai


@pytest.mark.parametrize("teks", ["", "dua", "1,250.5", "1.25.0", "NaN", "1e5", "--3"])
def test_bukan_bilangan_ditolak(teks):
    with pytest.raises(ValueError, match=r"bukan bilangan. Tulis seperti 1\.250,5\."):
        baca_angka(teks)


@given(st.decimals(-(10**12), 10**12, places=2))
def test_yang_ditulis_terbaca_kembali(nilai):
    assert baca_angka(angka(nilai)) == nilai
    assert baca_angka(angka(nilai, 2)) == nilai


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_pembulatan_setengah_ke_atas_dan_paling_jauh_setengah(nilai, desimal):
    assert abs(bulatkan(nilai, desimal) - Decimal(str(nilai))) <= Decimal(5).scaleb(-desimal - 1)
