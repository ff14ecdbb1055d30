"""An empty workbook to fill in, made from the declared columns."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import xlsxwriter

from lib.impor.kolom import Kolom

LEBAR_PENJELASAN = (24, 10, 30, 70, 50)  # characters


def tulis_templat(tujuan: Path | BinaryIO, kolom: Sequence[Kolom]) -> None:
    """Headings with an example row, and a sheet that explains each column.

    All cells are of type text, so that Excel takes no digit of a NIP and turns no date round. The
    example, left as it is, is passed over when the file is read.
    """
    with xlsxwriter.Workbook(tujuan, {"strings_to_formulas": False}) as buku:
        teks = buku.add_format({"num_format": "@"})
        judul = buku.add_format({"num_format": "@", "bold": True})
        data = buku.add_worksheet("Data")
        for c, k in enumerate(kolom):
            data.set_column(c, c, max(14, len(k.sebutan) + 2, len(k.contoh) + 2), teks)
            data.write_string(0, c, k.sebutan, judul)
            data.write_string(1, c, k.contoh, teks)
        data.freeze_panes(1, 0)
        isi = buku.add_worksheet("Penjelasan")
        for c, (nama, lebar) in enumerate(
            zip(("Kolom", "Wajib", "Contoh", "Isinya", "Judul lain"), LEBAR_PENJELASAN, strict=True)
        ):
            isi.set_column(c, c, lebar)
            isi.write_string(0, c, nama, judul)
        for r, k in enumerate(kolom, 1):
            wajib = "Wajib" if k.wajib else "Boleh kosong"
            baris = (k.sebutan, wajib, k.contoh, k.keterangan, ", ".join(k.sinonim))
            for c, sel in enumerate(baris):
                isi.write_string(r, c, sel)
