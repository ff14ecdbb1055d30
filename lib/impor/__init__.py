"""The import and export of tables: XLSX and CSV in, XLSX out.

An app declares its columns (`Kolom`), `baca_tabel` gives rows with values and errors, and the app
decides what to do with them; nothing here knows a model. `tulis_xlsx` writes a table back.
"""

from lib.impor.baca import Baris, GalatBaris, HasilBaca, baca_tabel
from lib.impor.kolom import Batas, Kolom
from lib.impor.sel import (
    GalatSel,
    Sel,
    sel_bilangan_bulat,
    sel_desimal,
    sel_nip,
    sel_pilihan,
    sel_tanggal,
    sel_teks,
)
from lib.impor.tulis import tulis_xlsx

__all__ = [
    "Baris",
    "Batas",
    "GalatBaris",
    "GalatSel",
    "HasilBaca",
    "Kolom",
    "Sel",
    "baca_tabel",
    "sel_bilangan_bulat",
    "sel_desimal",
    "sel_nip",
    "sel_pilihan",
    "sel_tanggal",
    "sel_teks",
    "tulis_xlsx",
]
