"""The directory against the floors: list, search, filters, sorts, a person, superiors, the tree."""

from collections.abc import Iterator

from tests.bench import halaman


def ukur(*, besar: bool) -> Iterator[dict[str, object]]:
    """As tests.bench.halaman, at concurrency 1."""
    yield from halaman.ukur(besar=besar, alat="hitung:direktori", tingkat=(1,))
