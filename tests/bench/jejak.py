"""The audit trail against the floors, by each of its filters; growth from 10,000 events on."""

from collections.abc import Iterator

from tests.bench import halaman
from tests.bench.alat.peladen import siapkan_jejak

SEDIKIT, BANYAK = 10_000, 1_000_000


def ukur(*, besar: bool) -> Iterator[dict[str, object]]:
    """As tests.bench.halaman, at concurrency 1."""
    yield from halaman.ukur(
        besar=besar,
        alat="hitung:jejak",
        tingkat=(1,),
        siapkan=siapkan_jejak,
        ukuran=(SEDIKIT, BANYAK),
    )
