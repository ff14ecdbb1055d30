"""Working days: examples by hand, and properties against a plain count."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.hari_kerja import KalenderKerja

HUT = date(2026, 8, 17)  # a Monday
JUMAT = date(2026, 8, 14)
WITA = ZoneInfo("Asia/Makassar")


def kalender(*libur, hari_seminggu=5, zona=WITA):
    return KalenderKerja(frozenset(libur), hari_seminggu, zona)


@pytest.mark.parametrize(
    ("n", "libur", "hari_seminggu", "tenggat"),
    [
        (0, (), 5, JUMAT),
        (1, (), 5, HUT),
        (1, (HUT,), 5, date(2026, 8, 18)),
        (5, (HUT,), 5, date(2026, 8, 24)),
        (1, (), 6, date(2026, 8, 15)),
        (2, (HUT,), 6, date(2026, 8, 18)),
        (2, (), 7, date(2026, 8, 16)),
    ],
)
def test_sesudah_melewati_akhir_pekan_dan_libur(n, libur, hari_seminggu, tenggat):
    assert kalender(*libur, hari_seminggu=hari_seminggu).sesudah(JUMAT, n) == tenggat


def test_sebelum_melewati_akhir_pekan_dan_libur():
    assert kalender(HUT).sebelum(date(2026, 8, 18)) == JUMAT
    assert kalender(HUT).sebelum(date(2026, 8, 18), 2) == date(2026, 8, 13)


def test_jumlah_negatif_ditolak():
    with pytest.raises(ValueError, match="negatif"):
        kalender().sesudah(JUMAT, -1)


def test_libur_yang_dilewati_disebut_kecuali_yang_jatuh_di_akhir_pekan():
    sabtu = date(2026, 8, 15)

    assert kalender(HUT, sabtu, JUMAT).lewat(JUMAT, date(2026, 8, 20)) == [HUT]
    assert kalender(sabtu, hari_seminggu=6).lewat(JUMAT, sabtu) == [sabtu]


def test_hari_dihitung_di_zona_pemda():
    malam = datetime(2026, 8, 14, 16, 30, tzinfo=UTC)

    assert kalender().hari(malam) == date(2026, 8, 15)
    assert kalender(zona=ZoneInfo("Asia/Jakarta")).hari(malam) == JUMAT


hari = st.dates(date(2026, 1, 1), date(2026, 12, 31))
kalender_apa_pun = st.builds(
    KalenderKerja,
    libur=st.frozensets(st.dates(date(2025, 6, 1), date(2027, 6, 1)), max_size=30),
    hari_seminggu=st.integers(1, 7),
    zona=st.just(WITA),
)


@given(kal=kalender_apa_pun, mulai=hari, n=st.integers(0, 40))
def test_jumlah_membalik_sesudah(kal, mulai, n):
    tenggat = kal.sesudah(mulai, n)

    assert kal.jumlah(mulai, tenggat) == n
    assert n == 0 or kal.adalah(tenggat)
    assert kal.jumlah(tenggat, mulai) == 0


@given(kal=kalender_apa_pun, mulai=hari, n=st.integers(0, 40))
def test_sebelum_membalik_sesudah_dari_hari_kerja(kal, mulai, n):
    mulai = kal.sesudah(mulai, 1)

    assert kal.sebelum(kal.sesudah(mulai, n), n) == mulai


@given(kal=kalender_apa_pun, mulai=hari, a=st.integers(0, 20), b=st.integers(0, 20))
def test_dua_langkah_sama_dengan_satu_langkah_panjang(kal, mulai, a, b):
    assert kal.sesudah(kal.sesudah(mulai, a), b) == kal.sesudah(mulai, a + b)


@given(kal=kalender_apa_pun, mulai=hari, n=st.integers(1, 15))
def test_setiap_libur_hanya_bisa_memundurkan(kal, mulai, n):
    tanpa = KalenderKerja(frozenset(), kal.hari_seminggu, kal.zona)
    selisih = kal.sesudah(mulai, n) - tanpa.sesudah(mulai, n)

    assert timedelta() <= selisih
    assert selisih == timedelta() or kal.lewat(mulai, kal.sesudah(mulai, n))
