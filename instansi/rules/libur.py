"""Which days off keep their date from year to year."""

from collections.abc import Iterable
from datetime import date

from lib.tanggal import tanggal_panjang

# Month and day of the national holidays of the solar calendar (Keppres on national holidays).
TANGGAL_TETAP = frozenset({(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)})

LANGKAH_TERISI = "Ubah yang sudah ada, atau pilih tanggal lain."


def pindah_tahun(daftar: Iterable[tuple[date, str]], tahun: int) -> list[tuple[date, str]]:
    """The fixed ones among these days, in another year."""
    return [
        (hari.replace(year=tahun), nama)
        for hari, nama in daftar
        if (hari.month, hari.day) in TANGGAL_TETAP
    ]


def alasan_sudah_libur(tanggal: date, nama: str, jenis: str) -> str:
    """Why a day cannot be entered again: what it is already, by name and kind."""
    return (
        f"{tanggal_panjang(tanggal)} sudah tercatat sebagai hari libur: {nama} ({jenis.lower()})."
    )


def alasan_perlu_yakin(tanggal: date, hari_ini: date) -> str | None:
    """Why changing this day off asks once more, or None for a day to come."""
    if tanggal >= hari_ini:
        return None
    return (
        "Tanggal ini sudah lewat. Hitungan hari kerja yang memakainya akan berubah, "
        "dan perubahan ini tercatat atas nama Anda."
    )
