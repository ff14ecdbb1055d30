"""The one base of refusals that a person can act on."""

from collections.abc import Callable, Iterable


class GalatAturan(Exception):
    """A rule refused the command: `pesan` says what and why, `langkah` what to do next.

    Each action declares its own subclass beside it; the view shows `str(galat)`, which holds both,
    or the two parts apart in an explanation box. Both are plain Indonesian sentences.
    """

    def __init__(self, pesan: str, *, langkah: str = "") -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.langkah = langkah

    def __str__(self) -> str:
        return f"{self.pesan} {self.langkah}".rstrip()


def tolakan(
    soal: Iterable[tuple[str | None, Callable[[], object]]],
) -> list[tuple[str | None, GalatAturan]]:
    """The refusals of these checks, each with the field of the form that its check concerns."""
    hasil = []
    for bidang, periksa in soal:
        try:
            periksa()
        except GalatAturan as galat:
            hasil.append((bidang, galat))
    return hasil
