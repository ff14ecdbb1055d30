"""The columns of a list of rooms."""

from instansi.rules.impor.acuan import KOLOM_AKTIF
from instansi.rules.impor.kolom import teks_paling
from lib.impor import GalatSel, Kolom, Sel, sel_bilangan_bulat

KAPASITAS_TERBANYAK = 10_000  # people


def sel_kapasitas(sel: Sel) -> int:
    """How many people a room holds, one at least."""
    kapasitas = sel_bilangan_bulat(sel)
    if not 1 <= kapasitas <= KAPASITAS_TERBANYAK:
        raise GalatSel(
            "Kapasitas di luar kewajaran.", f"Isi jumlah orang, 1 sampai {KAPASITAS_TERBANYAK}."
        )
    return kapasitas


KOLOM_RUANG = (
    Kolom(
        "nama",
        ("nama ruang", "ruang", "ruangan"),
        ubah=teks_paling(120),
        judul="Nama ruang",
        contoh="Aula BKPSDM",
        keterangan="Kunci: nama yang sama berarti ruang yang sama.",
    ),
    Kolom("lokasi", ("alamat", "gedung"), wajib=False, ubah=teks_paling(160), contoh="Lantai 2"),
    Kolom("kapasitas", ("daya tampung",), ubah=sel_kapasitas, contoh="40", keterangan="Orang."),
    Kolom(
        "pemilik",
        ("unit pemilik", "unit kerja", "OPD"),
        judul="Unit pemilik",
        contoh="BKPSDM",
        keterangan="Nama atau kode unit, seperti di Susunan instansi.",
    ),
    KOLOM_AKTIF,
)
