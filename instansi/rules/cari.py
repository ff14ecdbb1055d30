"""How far typed words are from a name: letters left out, doubled, swapped or mistaken."""

import re
from collections.abc import Callable
from functools import cache, partial
from itertools import pairwise
from math import inf

from rapidfuzz.distance.OSA import distance

GELAR = re.compile(r"[a-z]{1,3}(\.[a-z]{1,6})+\.?", re.IGNORECASE)
# One slip in words of 3 to 5 letters, two from 6 on, three from 9 on; none in shorter ones.
HURUF_PER_SALAH = 3
# In all words together, where they are written together or apart.
SALAH_BERSAMBUNG = 2
# A word that goes on after what was typed is a little farther than the word itself.
LEBIH_PANJANG = 0.5


def kata_nama(cari: str) -> str:
    """What of the typed words may stand in a name: no academic degrees.

    Those stand behind a comma, or have a full stop within ("S.Sos", "M.Kes."), unless nothing else
    was typed.
    """
    kata = cari.partition(",")[0].split()
    return " ".join([k for k in kata if not GELAR.fullmatch(k)] or kata)


def pengukur_nama(kata: str) -> Callable[[str], float | None]:
    """Says of a name how many slips lie between it and the words typed; None when too far.

    0 where all stand in it. A slip is a letter too many, too few or another one, or two neighbours
    swapped. Each typed word is held against the nearest word of the name, or its beginning. Words
    written together or apart ("Nur Haliza") are compared without spaces, too. What many names
    share is measured once, and forgotten with this.
    """
    ketik = kata.lower().split()
    terdekat = [cache(partial(_jarak_kata, k)) for k in ketik]
    sambung = "".join(ketik)
    batas = min(SALAH_BERSAMBUNG, _batas(sambung))

    def ukur(nama: str) -> float | None:
        milik = nama.lower().split()
        bagian = milik + [a + b for a, b in pairwise(milik)]
        per_kata = [min(map(jarak, bagian), default=inf) for jarak in terdekat]
        utuh = distance(sambung, "".join(milik), score_cutoff=batas)
        pilihan = [sum(per_kata) if ketik else inf, float(utuh) if utuh <= batas else inf]
        return None if min(pilihan) == inf else min(pilihan)

    return ukur


def _batas(kata: str) -> int:
    return len(kata) // HURUF_PER_SALAH


def _jarak_kata(kata: str, bagian: str) -> float:
    """Slips between a typed word and one of a name, or its beginning; infinite when too far."""
    batas = _batas(kata)
    if abs(len(bagian) - len(kata)) <= batas and (n := distance(kata, bagian)) <= batas:
        return float(n)
    if len(bagian) > len(kata) and (n := distance(kata, bagian[: len(kata)])) <= batas:
        return n + LEBIH_PANJANG
    return inf
