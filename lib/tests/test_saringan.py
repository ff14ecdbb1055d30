from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone

ISI = {
    "tgl": date(2026, 8, 17),
    "besok": date(2026, 8, 18),
    "mulai": datetime(2026, 8, 16, 16, 30, tzinfo=UTC),
    "selesai": datetime(2026, 8, 16, 18, 0, tzinfo=UTC),
    "nilai": 1250.5,
    "jp": 14,
    "uang": 1_250_000,
    "nip": "197407072002121008",
    "kosong": None,
    "nol": 0,
}


def _render(ekspresi: str) -> str:
    return Template("{{ " + ekspresi + " }}").render(Context(ISI))


@pytest.mark.parametrize(
    ("ekspresi", "teks"),
    [
        ("tgl|tanggal", "17 Agustus 2026"),
        ("mulai|tanggal", "17 Agustus 2026"),
        ("tgl|tanggal_hari", "Senin, 17 Agustus 2026"),
        ("tgl|tanggal_pendek", "17-08-2026"),
        ("tgl|bulan_tahun", "Agustus 2026"),
        ("besok|relatif:tgl", "besok"),
        ("mulai|jam", "00.30"),
        ("mulai|jam_zona", "00.30 WITA"),
        ("mulai|rentang_jam:selesai", "00.30–02.00 WITA"),
        ("mulai|waktu", "Senin, 17 Agustus 2026 pukul 00.30 WITA"),
        ("nilai|angka", "1.250,5"),
        ("nilai|angka:2", "1.250,50"),
        ("jp|persen", "14%"),
        ("jp|persen:1", "14,0%"),
        ("uang|rupiah", "Rp1.250.000"),
        ("jp|jp", "14 JP"),
        ("jp|jp:20", "14 dari 20 JP"),
        ("nip|nip", "19740707 200212 1 008"),
        ("nol|jp:20", "0 dari 20 JP"),
        ("kosong|angka", "Belum ada data"),
        ("kosong|jp:20", "Belum ada data"),
        ("kosong|tanggal", "Belum ada data"),
        ("tidak_ada|persen:1", "Belum ada data"),
    ],
)
def test_saringan(ekspresi, teks):
    with timezone.override("Asia/Makassar"):
        assert _render(ekspresi) == teks


def test_jam_mengikuti_zona_yang_sedang_berlaku():
    with timezone.override("Asia/Jakarta"):
        assert _render("mulai|waktu") == "Minggu, 16 Agustus 2026 pukul 23.30 WIB"
