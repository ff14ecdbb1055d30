"""The directory against the floors: list, search, filters, sorts, a person, superiors, the tree.

And the list as a workbook against the bare writing of the same cells.
"""

from collections.abc import Iterator

from tests.bench import halaman
from tests.bench.alat.baris import baris
from tests.bench.alat.peladen import BESAR, KECIL, lingkungan_basis, siapkan_basis, tanya_alat

BATAS_EKSPOR, BATAS_MEMORI = 4.0, 400  # times bare writing; MB; as for the import


def ukur(*, besar: bool) -> Iterator[dict[str, object]]:
    """As tests.bench.halaman, at concurrency 1 and 8; then the export of everyone."""
    yield from halaman.ukur(besar=besar, alat="hitung:direktori")
    banyak = BESAR if besar else KECIL
    hasil = tanya_alat(lingkungan_basis(siapkan_basis(banyak)), "ekspor")
    judul = f"ekspor {banyak} pegawai ke Excel"
    yield baris(judul, hasil["detik"], "s", lantai=hasil["lantai"], batas=BATAS_EKSPOR)
    yield baris(f"{judul}: memori", hasil["mb"], "MB", batas=BATAS_MEMORI)
