"""Reports as a worker makes them, against bare WeasyPrint of the same HTML; the worker's memory."""

from collections.abc import Iterator
from tempfile import TemporaryDirectory

from tests.bench.alat.baris import baris
from tests.bench.alat.peladen import BESAR, KECIL, lingkungan_basis, siapkan_basis, tanya_alat

BATAS_WAKTU = 1.2
BATAS_MEMORI = 220.0  # MB


def ukur(*, besar: bool) -> Iterator[dict[str, object]]:
    """Time of each kind from claim to stored file, medians that took turns; then peak memory."""
    ukuran = BESAR if besar else KECIL
    with TemporaryDirectory() as folder:
        env = lingkungan_basis(siapkan_basis(ukuran)) | {"FOLDER_BERKAS": folder}
        for nama, lama, polos in tanya_alat(env, "pdf"):
            judul = f"pdf {nama} ({ukuran}): per WeasyPrint polos"
            yield baris(judul, lama * 1000, "ms", lantai=polos * 1000, batas=BATAS_WAKTU)
        puncak = tanya_alat(env, "pdf:memori")
    yield baris(f"pdf ({ukuran}): puncak memori pekerja", puncak, "MB", batas=BATAS_MEMORI)
