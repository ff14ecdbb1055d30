"""The import of a city's staff file against reading it and a COPY of its rows."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from tempfile import TemporaryDirectory

from tests.bench.alat.baris import baris
from tests.bench.alat.peladen import lingkungan_basis, salin_basis, tanya_alat

KECIL, BESAR = 5_000, 50_000  # people
BATAS_BARU, BATAS_LAGI = 2.0, 2.0
BATAS_MEMORI = 400.0  # MB
BATAS_EKSPOR = 2.0
ULANG = 5  # loads of the same file, each between two floors


def ukur(*, besar: bool) -> Iterator[dict[str, object]]:
    """New, then the same file again: time and memory. Floors are taken between, and averaged.

    The same file is judged by the floors before and after it, and the middle one of its loads
    counts: what slows a machine for a moment slows both.

    What is new is judged by reading and a COPY of the same rows into the real tables (ADR 16).
    """
    ukuran = BESAR if besar else KECIL
    env = lingkungan_basis(salin_basis("bench_impor")) | {"PERAN_BASIS_DATA": "pemilik"}
    with TemporaryDirectory() as folder:
        tanya = partial(tanya_alat, env)
        tanya("impor:siapkan", folder, str(ukuran))
        lantai = [tanya("impor:lantai", folder)["detik"]]
        baru = tanya("impor:muat", folder)
        lantai.append(tanya("impor:lantai", folder)["detik"])
        lagi = []
        for _ in range(ULANG):
            lagi.append(tanya("impor:muat", folder))
            lantai.append(tanya("impor:lantai", folder)["detik"])
        ekspor = tanya("impor:ekspor", folder)
        tanya("impor:simpan", folder)
        tulis = tanya("impor:tulis", folder)["detik"]
    dasar = sum(lantai) / len(lantai)
    yield _baris(ukuran, "baru", baru["detik"], dasar + tulis, BATAS_BARU)
    yield baris(f"impor ({ukuran}): puncak memori", baru["mb"], "MB", batas=BATAS_MEMORI)
    pasangan = [
        (hasil["detik"], (sebelum + sesudah) / 2)
        for hasil, (sebelum, sesudah) in zip(lagi, pairwise(lantai[1:]), strict=True)
    ]
    tengah = sorted(pasangan, key=lambda p: p[0] / p[1])[ULANG // 2]
    yield _baris(ukuran, "berkas yang sama lagi", *tengah, BATAS_LAGI)
    ditulis = max(hasil["ditulis"] for hasil in lagi)
    yield baris(f"impor ({ukuran}): baris ditulis lagi", ditulis, "baris", batas=0)
    yield _baris(ukuran, "ekspor per tulis polos", ekspor["detik"], ekspor["lantai"], BATAS_EKSPOR)


def _baris(ukuran: int, nama: str, detik: float, lantai: float, batas: float) -> dict[str, object]:
    return baris(f"impor ({ukuran}): {nama}", detik * 1000, "ms", lantai=lantai * 1000, batas=batas)
