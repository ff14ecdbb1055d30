"""How people are named: with titles, or a few of many in a sentence."""

from collections.abc import Sequence

from lib.angka import angka

TERSEBUT = 3


def bergelar(depan: str, nama: str, belakang: str) -> str:
    """A name with titles, as it stands on letters: dr. Ani, Sp.A."""
    return f"{depan} {nama}".lstrip() + (f", {belakang}" if belakang else "")


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
