"""The import and export of tables: XLSX and CSV in, XLSX out.

An app declares its columns (`Kolom`), `baca_tabel` gives rows with values and errors, and the app
decides what to do with them; nothing here knows a model. `lib.impor.tulis` writes a table back and
`lib.impor.templat` an empty one: apart, since the child that reads would wait for their library.
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
]
