"""People named in a sentence: a few by name, the others by number."""

from collections.abc import Sequence

from lib.angka import angka

TERSEBUT = 3


def sebut_orang(nama: Sequence[str], paling: int = TERSEBUT) -> str:
    """Ani; Ani dan Budi; Ani, Budi, dan Cici; beyond ``paling``: Ani, Budi, Cici, dan 4 orang lain.

    No name gives "". A single one beyond the limit is named too: "dan 1 orang lain" is no shorter.
    """
    sisa = len(nama) - paling
    if sisa > 1:
        return f"{', '.join(nama[:paling])}, dan {angka(sisa)} orang lain"
    if len(nama) < 3:
        return " dan ".join(nama)
    return f"{', '.join(nama[:-1])}, dan {nama[-1]}"
