from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from lib.impor.tulis import GalatTulis, tulis_xlsx


def _baca(berkas):
    return CalamineWorkbook.from_path(berkas).get_sheet_by_index(0).to_python()


def test_judul_catatan_kepala_dan_isi_berurutan(tmp_path):
    berkas = tmp_path / "laporan.xlsx"

    banyak = tulis_xlsx(
        berkas,
        "Kemajuan 2026",
        ["NIP", ("Nama", 40), "JP", "Lahir", "Pada", "Guru"],
        (
            ["197407072002121008", "Masita", n, date(1974, 7, 7), datetime(2026, 8, 17, 9), True]  # noqa: DTZ001
            for n in (Decimal("1.5"), None)
        ),
        catatan=["Data per 17 Agustus 2026."],
    )

    assert banyak == 2
    baris = ["197407072002121008", "Masita", 1.5, date(1974, 7, 7), datetime(2026, 8, 17, 9), "Ya"]  # noqa: DTZ001
    assert _baca(berkas) == [
        ["Kemajuan 2026", "", "", "", "", ""],
        ["Data per 17 Agustus 2026.", "", "", "", "", ""],
        ["NIP", "Nama", "JP", "Lahir", "Pada", "Guru"],
        baris,
        [*baris[:2], "", *baris[3:]],
    ]


@pytest.mark.parametrize(
    ("teks", "tertulis"),
    [
        ("=1+1", "'=1+1"),
        ("+62812", "'+62812"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("-", "-"),
        ("https://palu.go.id", "https://palu.go.id"),
        ("12", "12"),
    ],
)
def test_teks_tetap_teks_dan_bukan_rumus(tmp_path, teks, tertulis):
    berkas = tmp_path / "a.xlsx"

    tulis_xlsx(berkas, "", ["Isi"], [[teks], [-5]])

    assert _baca(berkas) == [["Isi"], [tertulis], [-5.0]]


def test_waktu_berzona_dan_sel_yang_hilang_tidak_didiamkan(tmp_path):
    with pytest.raises(TypeError):
        tulis_xlsx(tmp_path / "a.xlsx", "", ["Pada"], [[datetime(2026, 8, 17, tzinfo=UTC)]])
    with pytest.raises(GalatTulis, match="Sel baris 2 kolom 1 tidak tertulis"):
        tulis_xlsx(tmp_path / "b.xlsx", "", ["Isi"], [["x" * 40_000]])
