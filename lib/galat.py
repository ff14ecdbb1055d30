"""The one base of refusals that a person can act on."""


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
