"""From one spreadsheet cell to one value, or to a reason why not."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from lib.angka import baca_angka
from lib.nip import ALASAN_ANGKA_EXCEL, LANGKAH_ANGKA_EXCEL, periksa_nip
from lib.tanggal import GalatTanggal, baca_tanggal

Sel = str | int | float | bool | date | datetime | time

# How the child marks a date and a time in JSON: no cell can hold the character NUL.
TANDA_TANGGAL, TANDA_WAKTU = "\0d", "\0w"
ISI_TERTAMPIL = 80  # characters of a bad cell that a message repeats

_AWAL_RUMUS = frozenset("=+-@")
_TANPA_LEBAR = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))

# What nearly every NIP looks like; only others need the full judgement.
NIP_BIASA = re.compile(
    r"(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])"
    r"(19[5-9]|20[0-9])[0-9](0[1-9]|1[0-2]|2[1-9])[12][0-9]{3}"
)

# From here on Excel has already dropped digits: it keeps 15.
BILANGAN_TIDAK_UTUH = 1e15


class GalatSel(Exception):
    """A cell cannot be used: `alasan` says why, `langkah` how to mend it in the file."""

    def __init__(self, alasan: str, langkah: str = "") -> None:
        super().__init__(f"{alasan} {langkah}".rstrip())
        self.alasan = alasan
        self.langkah = langkah


def rapikan(sel: Any) -> Any:
    """A cell as its converter gets it: one space between words, no invisible marks, real dates."""
    if not isinstance(sel, str):
        return sel
    if sel[:1] == "\0":
        if sel.startswith(TANDA_TANGGAL):
            return date.fromisoformat(sel[2:])
        return datetime.fromisoformat(sel[2:])
    if not sel.isascii():
        sel = unicodedata.normalize("NFC", sel.translate(_TANPA_LEBAR))
    sel = " ".join(sel.split())
    # The apostrophe that keeps a text from being a formula, as tulis_xlsx writes it.
    return sel[1:] if sel[:1] == "'" and sel.lstrip("'")[:1] in _AWAL_RUMUS else sel


def terisi(sel: Any) -> bool:
    """Does a cell hold anything but blanks?"""
    return bool(sel.strip()) if isinstance(sel, str) else True


def tampilan(sel: Any) -> str:
    """A cell as a message repeats it, short."""
    if isinstance(sel, float) and sel == int(sel):
        return f"{sel:.0f}" if abs(sel) < BILANGAN_TIDAK_UTUH else f"{sel:.5E}"
    if isinstance(sel, date):
        return f"{sel:%d-%m-%Y}"
    teks = str(sel)
    return teks if len(teks) <= ISI_TERTAMPIL else teks[:ISI_TERTAMPIL] + "…"


def sel_teks(sel: Sel) -> str:
    """Text as it stands; a whole number (a phone or a code) without ".0".

    Raises GalatSel for a number so long that Excel has already lost its last digits.
    """
    if isinstance(sel, str):
        return sel
    if isinstance(sel, (int, float)) and not isinstance(sel, bool):
        if abs(sel) >= BILANGAN_TIDAK_UTUH:
            raise GalatSel(
                "Bilangan sepanjang ini sudah dibulatkan oleh Excel.",
                "Ubah format kolomnya menjadi Teks, lalu isi ulang.",
            )
        return str(int(sel)) if sel == int(sel) else str(sel).replace(".", ",")
    return str(sel)


def sel_nip(sel: Sel) -> str:
    """18 digits. A cell of number type is always refused: its last three digits are gone."""
    if not isinstance(sel, str):
        raise GalatSel(ALASAN_ANGKA_EXCEL, LANGKAH_ANGKA_EXCEL)
    if NIP_BIASA.fullmatch(sel):
        return sel
    hasil = periksa_nip(sel)
    if hasil.galat:
        alasan, _, langkah = hasil.galat.partition(". ")
        raise GalatSel(f"{alasan}." if langkah else alasan, langkah)
    return hasil.nip


def sel_tanggal(sel: Sel) -> date:
    """A date cell, or a text in one of the formats of `lib.tanggal.baca_tanggal`."""
    try:
        return baca_tanggal(sel)
    except GalatTanggal as galat:
        raise GalatSel(galat.alasan, galat.langkah) from galat


def sel_desimal(sel: Sel) -> Decimal:
    """A number cell, or a text such as 1.250,5."""
    if isinstance(sel, (int, float)) and not isinstance(sel, bool):
        return Decimal(str(sel))
    try:
        return baca_angka(str(sel))
    except ValueError as galat:
        raise GalatSel("Isinya bukan bilangan.", "Tulis seperti 1.250,5.") from galat


def sel_bilangan_bulat(sel: Sel) -> int:
    """A whole number, 0 or more."""
    nilai = sel_desimal(sel)
    if nilai != nilai.to_integral_value() or nilai < 0:
        raise GalatSel("Isinya bukan bilangan bulat.", "Tulis bilangan bulat mulai dari 0.")
    return int(nilai)


def sel_pilihan(pilihan: Mapping[str, Any]) -> Callable[[Sel], Any]:
    """A converter for a closed list: the written words, in any case and punctuation, to a value.

    `{"PNS": Jenis.PNS, "PPPK": Jenis.PPPK, "P3K": Jenis.PPPK}`.
    """
    kunci = {_kunci_pilihan(kata): nilai for kata, nilai in pilihan.items()}
    daftar = ", ".join(pilihan)

    def ubah(sel: Sel) -> Any:
        nilai = kunci.get(_kunci_pilihan(sel_teks(sel)))
        if nilai is None:
            raise GalatSel("Isinya tidak dikenal.", f"Isi salah satu: {daftar}.")
        return nilai

    return ubah


def _kunci_pilihan(teks: str) -> str:
    return re.sub(r"[\W_]+", "", teks.casefold())
