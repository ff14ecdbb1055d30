"""Tables out: one XLSX sheet, written downwards in constant memory."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_AWAL_RUMUS = frozenset("=+-@\t\r")
LEBAR_KOLOM = 18  # characters, where a column does not say


class GalatTulis(Exception):
    """A cell did not reach the file; the file must not be used."""


def tulis_xlsx(
    tujuan: Path | BinaryIO,
    judul: str,
    kolom: Sequence[str | tuple[str, int]],
    baris: Iterable[Sequence[Any]],
    *,
    catatan: Sequence[str] = (),
) -> int:
    """Write title, notes, header and rows to one sheet; return the number of rows.

    `kolom` holds names, or names with a width in characters. Texts stay texts: what a spreadsheet
    would take for a formula (= + - @ tab) gets an apostrophe in front, also for a later save as
    CSV; a NIP keeps its 18 digits. None leaves a cell empty. Without `judul` the header is row 1.
    Raises TypeError for times with a zone (convert them first), GalatTulis when a
    cell is lost.
    """
    pilihan = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(tujuan, pilihan) as buku:
        penulis = _Penulis(buku)
        if judul:
            penulis.baris([judul], penulis.tebal)
        for teks in catatan:
            penulis.baris([teks])
        nama = [k if isinstance(k, str) else k[0] for k in kolom]
        for c, k in enumerate(kolom):
            penulis.lembar.set_column(c, c, LEBAR_KOLOM if isinstance(k, str) else k[1])
        penulis.baris(nama, penulis.tebal)
        penulis.lembar.freeze_panes(penulis.urut, 0)
        awal = penulis.urut
        for isi in baris:
            penulis.baris(isi)
        return penulis.urut - awal


def amankan(teks: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would read as a formula.

    Texts that already have one before such a sign get another, so that `lib.impor.baca`, which
    takes one away, gives back what was written.
    """
    return f"'{teks}" if len(teks) > 1 and teks.lstrip("'")[:1] in _AWAL_RUMUS else teks


class _Penulis:
    """One sheet and the row it has reached: constant memory drops what is written above."""

    def __init__(self, buku: xlsxwriter.Workbook) -> None:
        self.lembar: Worksheet = buku.add_worksheet("Data")
        self.tebal: Format = buku.add_format({"bold": True})
        self.tanggal: Format = buku.add_format({"num_format": "dd-mm-yyyy"})
        self.waktu: Format = buku.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        self.urut = 0

    def baris(self, isi: Sequence[Any], bentuk: Format | None = None) -> None:
        for c, nilai in enumerate(isi):
            if nilai is not None and nilai != "" and self._sel(c, nilai, bentuk) != 0:
                raise GalatTulis(f"Sel baris {self.urut + 1} kolom {c + 1} tidak tertulis.")
        self.urut += 1

    def _sel(self, c: int, nilai: Any, bentuk: Format | None) -> int:
        tulis = self.lembar
        if isinstance(nilai, bool):
            return int(tulis.write_string(self.urut, c, "Ya" if nilai else "Tidak", bentuk))
        if isinstance(nilai, (int, float, Decimal)):
            return int(tulis.write_number(self.urut, c, nilai, bentuk))
        if isinstance(nilai, datetime):
            return int(tulis.write_datetime(self.urut, c, nilai, self.waktu))
        if isinstance(nilai, date):
            return int(tulis.write_datetime(self.urut, c, nilai, self.tanggal))
        return int(tulis.write_string(self.urut, c, amankan(str(nilai)), bentuk))
