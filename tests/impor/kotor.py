"""What the tests of dirty files share: a workbook with just these cells, as offices send them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.impor.alat import BAWAAN

KEPALA = ("NIP", "Nama", "Jabatan", "Jenis jabatan", "Unit kerja")
NIP_LAIN = "198003172005012003"


def isi(*, kolom: Sequence[str] = KEPALA, **ubah: Any) -> list[Any]:
    """One row of a file with these columns; `NIP_atasan` names the column "NIP atasan"."""
    nilai = BAWAAN | {nama.replace("_", " "): n for nama, n in ubah.items()}
    return [nilai.get(k) for k in kolom]


def buku(folder: Path, *baris: Sequence[Any], gabung: Sequence[tuple[str, str]] = ()) -> Path:
    """A workbook with just these cells: numbers as numbers, dates as dates, "=..." as formulas."""
    berkas = folder / "pegawai.xlsx"
    with xlsxwriter.Workbook(berkas) as b:
        lembar, tanggal = b.add_worksheet("Data"), b.add_format({"num_format": "dd-mm-yyyy"})
        for r, sel in enumerate(baris):
            for c, nilai in enumerate(sel):
                if isinstance(nilai, tuple):  # a formula with the value Excel has computed
                    lembar.write_formula(r, c, nilai[0], None, nilai[1])
                elif isinstance(nilai, date):
                    lembar.write_datetime(r, c, nilai, tanggal)
                elif nilai is not None:
                    lembar.write(r, c, nilai)
        for rentang, teks in gabung:
            lembar.merge_range(rentang, teks)
    return berkas


def teks(folder: Path, isi_berkas: bytes) -> Path:
    berkas = folder / "pegawai.xlsx"
    berkas.write_bytes(isi_berkas)
    return berkas


def dengan(folder: Path, *kolom: str, **ubah: Any) -> Path:
    """One row of the usual columns and these, with something changed."""
    semua = (*KEPALA, *kolom)
    return buku(folder, semua, isi(kolom=semua, **ubah))
