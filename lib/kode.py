"""Codes that a person types from paper: no letter that looks like another, in groups of four."""

import re

HURUF = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32: without 0, 1, I and O
PANJANG = 12  # 60 bits


def kode_dari(sidik: bytes) -> str:
    """The code of a digest: 12 characters, 5 bits each. Raises ValueError below 8 bytes."""
    if len(sidik) * 8 < PANJANG * 5:
        raise ValueError("Sidik terlalu pendek untuk satu kode.")
    angka = int.from_bytes(sidik[:8])
    return "".join(HURUF[angka >> 5 * n & 31] for n in reversed(range(PANJANG)))


def tampilkan_kode(kode: str) -> str:
    """As it is printed: ABCD-EFGH-JKLM."""
    return "-".join(kode[n : n + 4] for n in range(0, len(kode), 4))


def baku_kode(teks: str) -> str:
    """As it is compared: capitals without spaces, dashes and dots."""
    return re.sub(r"[\s.\-–]", "", teks).upper()
