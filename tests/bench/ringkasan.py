"""The dashboards' summary: rebuilding it against its raw statements, and reading it for a page."""

from collections.abc import Iterator

from tests.bench.alat.baris import baris
from tests.bench.alat.peladen import BESAR, KECIL, lingkungan_basis, siapkan_basis, tanya_alat

BATAS_BANGUN = 2.0
BATAS_BACA = 10.0  # milliseconds


def ukur(*, besar: bool) -> Iterator[dict[str, object]]:
    """Medians; the rebuild and the bare statements take turns.

    The rebuild is judged at full size only: of 500 people, writing 1,800 rows is most of it.
    """
    ukuran = BESAR if besar else KECIL
    env = lingkungan_basis(siapkan_basis(ukuran)) | {"PERAN_BASIS_DATA": "pemilik"}
    hasil = tanya_alat(env, "ringkasan")
    if besar:
        for apa in ("ringkasan", "mutu"):
            judul = f"{apa} ({ukuran}): bangun ulang per SQL mentah"
            bangun, mentah = hasil[f"bangun {apa}"], hasil[f"mentah {apa}"]
            yield baris(judul, bangun, "ms", lantai=mentah, batas=BATAS_BANGUN)
    for nama, lama in hasil["baca"].items():
        yield baris(f"ringkasan ({ukuran}): baca {nama}", lama, "ms", batas=BATAS_BACA)
