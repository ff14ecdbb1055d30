"""Performance ratings, as e-Kinerja exports them."""

from datetime import date

from instansi.models import PredikatKinerja
from lib.impor import GalatSel, Kolom, Sel, sel_bilangan_bulat, sel_nip, sel_pilihan

Periode = PredikatKinerja.Periode
Predikat = PredikatKinerja.Predikat
TAHUN = range(2000, 2101)


def sel_tahun(sel: Sel) -> int:
    """A year that a rating may have."""
    tahun = sel_bilangan_bulat(sel)
    if tahun not in TAHUN:
        raise GalatSel("Tahun ini tidak masuk akal.", "Isi tahun empat angka, misalnya 2025.")
    return tahun


KOLOM_PREDIKAT = (
    Kolom(
        "nip",
        ("NIP baru", "NIP/NI PPPK", "NI PPPK"),
        ubah=sel_nip,
        judul="NIP",
        contoh="199103122019022004",
        keterangan="NIP pegawai yang sudah ada di data pegawai.",
    ),
    Kolom("tahun", ("tahun penilaian", "tahun kinerja"), ubah=sel_tahun, contoh="2025"),
    Kolom(
        "periode",
        ubah=sel_pilihan(
            {
                "Tahunan": Periode.TAHUNAN,
                "Semester 1": Periode.SEMESTER_1,
                "Semester 2": Periode.SEMESTER_2,
            }
        ),
        contoh="Tahunan",
        keterangan="Salah satu: Tahunan, Semester 1, Semester 2.",
    ),
    Kolom(
        "predikat",
        ("predikat kinerja",),
        ubah=sel_pilihan({p.label: p.value for p in Predikat}),
        contoh="Baik",
        keterangan=f"Salah satu: {', '.join(Predikat.labels)}.",
    ),
)


def akhir_periode(tahun: int, periode: str) -> date:
    """The last day that a rating of this period judges."""
    return date(tahun, 6, 30) if periode == Periode.SEMESTER_1 else date(tahun, 12, 31)
