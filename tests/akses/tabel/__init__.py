"""The expected answer of every address for every role, written by hand, one file per area.

L: asked to log in. 2: shown. 3: done, or led on. B: 400. 4: 404, out of scope. F: 403, without
the right. 5: 405. A row is: method, URL name, object (argument or query) | one letter for each
role, in the order of semesta.PERAN.

Each file holds ``TABEL``; where it needs them also ``OBJEK`` (name of an object: function of the
world that makes it and gives its key), ``ISIAN`` (URL name: function of the world that gives the
form which would succeed for someone with the right), ``PUBLIK`` (URL name: why it is open to
everyone) and ``RUPA_LAIN`` (role, URL name, object or -, query: other looks of a page).
"""

from tests.akses.tabel import akun, direktori, impor, jejak, kebijakan, peran, umum, unit

BAGIAN = (umum, direktori, unit, kebijakan, impor, akun, peran, jejak)


def gabung(nama: str) -> dict:
    """One dictionary of this name from all files."""
    return {k: v for bagian in BAGIAN for k, v in getattr(bagian, nama, {}).items()}


TABEL = "\n".join(bagian.TABEL for bagian in BAGIAN)
PUBLIK = gabung("PUBLIK")
RUPA_LAIN = [rupa for bagian in BAGIAN for rupa in getattr(bagian, "RUPA_LAIN", ())]
