"""The import and export of tables: XLSX and CSV in, XLSX out.

An app declares its columns (`Kolom`), `baca_tabel` gives rows with values and errors, and the app
decides what to do with them; nothing here knows a model. `tulis_xlsx` writes a table back.
"""

from lib.impor.baca import Baris, HasilBaca, baca_tabel
from lib.impor.kolom import Batas, Kolom
from lib.impor.laporan import BarisBaru, GalatBaris, LaporanImpor, Perubahan, Tawaran
from lib.impor.pratinjau import KolomBerkas, Pratinjau, lihat_berkas
from lib.impor.sel import (
    NIP_BIASA,
    GalatSel,
    Sel,
    sel_bilangan_bulat,
    sel_desimal,
    sel_nip,
    sel_pilihan,
    sel_tanggal,
    sel_teks,
)
from lib.impor.templat import tulis_templat
from lib.impor.tulis import tulis_xlsx

__all__ = [
    "NIP_BIASA",
    "Baris",
    "BarisBaru",
    "Batas",
    "GalatBaris",
    "GalatSel",
    "HasilBaca",
    "Kolom",
    "KolomBerkas",
    "LaporanImpor",
    "Perubahan",
    "Pratinjau",
    "Sel",
    "Tawaran",
    "baca_tabel",
    "lihat_berkas",
    "sel_bilangan_bulat",
    "sel_desimal",
    "sel_nip",
    "sel_pilihan",
    "sel_tanggal",
    "sel_teks",
    "tulis_templat",
    "tulis_xlsx",
]
