"""How far typed words are from a name: letters left out, doubled, swapped or mistaken."""

import re
from itertools import pairwise

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


def jarak_nama(kata: str, nama: str) -> float | None:
    """Slips between the words typed and a name, 0 where all stand in it; None when too far.

    A slip is a letter too many, too few or another one, or two neighbours swapped. Each typed word
    is held against the nearest word of the name, or its beginning. Words written together or apart
    ("Nur Haliza") are compared without spaces, too.
    """
    ketik, milik = kata.lower().split(), nama.lower().split()
    bagian = milik + [a + b for a, b in pairwise(milik)]
    per_kata = [_terdekat(k, bagian) for k in ketik]
    utuh = distance("".join(ketik), "".join(milik))
    pilihan = [float(utuh)] if utuh <= min(SALAH_BERSAMBUNG, _batas("".join(ketik))) else []
    if per_kata and all(n is not None for n in per_kata):
        pilihan.append(sum(n for n in per_kata if n is not None))
    return min(pilihan, default=None)


def _batas(kata: str) -> int:
    return len(kata) // HURUF_PER_SALAH


def _terdekat(kata: str, bagian: list[str]) -> float | None:
    batas, hasil = _batas(kata), []
    for b in bagian:
        if abs(len(b) - len(kata)) <= batas and (n := distance(kata, b)) <= batas:
            hasil.append(float(n))
        elif len(b) > len(kata) and (n := distance(kata, b[: len(kata)])) <= batas:
            hasil.append(n + LEBIH_PANJANG)
    return min(hasil, default=None)
