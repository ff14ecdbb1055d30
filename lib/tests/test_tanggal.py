from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import tanggal as t

HUT = date(2026, 8, 17)
TANGGAL = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def test_bentuk_tanggal():
    assert t.tanggal_panjang(HUT) == "17 Agustus 2026"
    assert t.tanggal_hari(HUT) == "Senin, 17 Agustus 2026"
    assert t.tanggal_pendek(date(2026, 8, 7)) == "07-08-2026"
    assert t.bulan_tahun(HUT) == "Agustus 2026"


@pytest.mark.parametrize(
    ("mulai", "selesai", "teks"),
    [
        (HUT, HUT, "17 Agustus 2026"),
        (HUT, date(2026, 8, 19), "17–19 Agustus 2026"),
        (date(2026, 7, 30), date(2026, 8, 2), "30 Juli–2 Agustus 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 Desember 2026–2 Januari 2027"),
        (date(2025, 8, 17), date(2026, 8, 17), "17 Agustus 2025–17 Agustus 2026"),
    ],
)
def test_rentang_tanggal(mulai, selesai, teks):
    assert t.rentang_tanggal(mulai, selesai) == teks


@pytest.mark.parametrize(
    ("zona", "teks"),
    [
        ("Asia/Jakarta", "08.05 WIB"),
        ("Asia/Makassar", "09.05 WITA"),
        ("Asia/Jayapura", "10.05 WIT"),
        (ZoneInfo("Asia/Makassar"), "09.05 WITA"),
        ("UTC", "01.05 UTC"),
    ],
)
def test_jam_zona(zona, teks):
    assert t.jam_zona(datetime(2026, 8, 17, 1, 5, tzinfo=UTC), zona) == teks


def test_jam_dan_rentang_jam():
    mulai = datetime(2026, 8, 17, 1, 0, tzinfo=UTC)

    assert t.jam(time(9, 5)) == "09.05"
    assert t.rentang_jam(mulai, mulai + timedelta(hours=3), "Asia/Makassar") == "09.00–12.00 WITA"


def test_waktu_lengkap_memakai_hari_di_zona_itu():
    malam = datetime(2026, 8, 16, 16, 30, tzinfo=UTC)

    assert t.waktu_lengkap(malam, "Asia/Makassar") == "Senin, 17 Agustus 2026 pukul 00.30 WITA"
    assert t.waktu_lengkap(malam, "Asia/Jakarta") == "Minggu, 16 Agustus 2026 pukul 23.30 WIB"


def test_waktu_tanpa_zona_ditolak():
    with pytest.raises(ValueError, match="tanpa zona"):
        t.jam_zona(datetime(2026, 8, 17, 9, 0), "Asia/Makassar")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("selisih", "teks"),
    [
        (-3, "3 hari lalu"),
        (-1, "kemarin"),
        (0, "hari ini"),
        (1, "besok"),
        (3, "3 hari lagi"),
    ],
)
def test_relatif(selisih, teks):
    assert t.relatif(HUT + timedelta(days=selisih), HUT) == teks


@pytest.mark.parametrize(
    ("lama", "teks"),
    [
        ({"seconds": 59}, "0 menit"),
        ({"minutes": 11, "seconds": 59}, "11 menit"),
        ({"hours": 3, "minutes": 49}, "3 jam 49 menit"),
        ({"hours": 3}, "3 jam"),
        ({"days": 2, "hours": 5, "minutes": 7}, "2 hari 5 jam"),
        ({"days": 2, "minutes": 7}, "2 hari"),
    ],
)
def test_selang(lama, teks):
    assert t.selang(timedelta(**lama)) == teks


@pytest.mark.parametrize(
    "isi",
    [
        "17-08-2026",
        "17/08/2026",
        "17.8.2026",
        "2026-08-17",
        "2026-08-17 09:30:00",
        "2026-08-17T00:00:00",
        "17/08/2026 00:00",
        " 17  Agustus\u00a02026 ",
        "17 agustus 2026",
        "17 Ags 2026",
        "17-Agt-2026",
        "17 Aug. 2026",
        "Senin, 17 Agustus 2026",
        HUT,
        datetime(2026, 8, 17, 9, 0, tzinfo=UTC),
    ],
)
def test_baca_tanggal(isi):
    assert t.baca_tanggal(isi) == HUT


@pytest.mark.parametrize(
    ("isi", "alasan"),
    [
        ("", "Tanggal kosong."),
        ("46251", "46251 adalah bilangan, bukan tanggal."),
        (46251.0, "46251.0 adalah bilangan, bukan tanggal."),
        ("17-08-26", "Tahun pada 17-08-26 hanya dua angka."),
        ("08/17/2026", "Bulan 17 pada 08/17/2026 tidak ada."),
        ("17 Bulan 2026", "Nama bulan pada 17 Bulan 2026 tidak dikenal."),
        ("31-04-2026", "April 2026 tidak punya tanggal 31."),
        ("17-08-0026", "Tahun 26 tidak masuk akal."),
        ("pekan depan", "pekan depan tidak terbaca sebagai tanggal."),
        ("17-08-2026 dan 18-08-2026", "17-08-2026 dan 18-08-2026 tidak terbaca sebagai tanggal."),
    ],
)
def test_tanggal_salah_ditolak_dengan_alasan(isi, alasan):
    with pytest.raises(t.GalatTanggal) as galat:
        t.baca_tanggal(isi)

    assert galat.value.alasan == alasan
    assert galat.value.langkah.startswith(("Tulis hari-bulan-tahun", "Ubah format kolomnya"))


@given(TANGGAL)
def test_yang_ditulis_terbaca_kembali(tanggal):
    for tulis in (t.tanggal_panjang, t.tanggal_hari, t.tanggal_pendek, date.isoformat):
        assert t.baca_tanggal(tulis(tanggal)) == tanggal


@given(st.text())
def test_teks_apa_pun_menjadi_tanggal_atau_galat_tanggal(teks):
    try:
        hasil = t.baca_tanggal(teks)
    except t.GalatTanggal:
        return
    assert 1900 <= hasil.year <= 2100
