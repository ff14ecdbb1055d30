"""Units as files name them: by name or by code."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple


class Tolakan(NamedTuple):
    """Why a cell is refused, and what to do."""

    alasan: str
    langkah: str


@dataclass(frozen=True)
class AcuanUnit:
    """The pemda's units. Keys are in the form of ``kunci_nama``; ``nama`` as they stand.

    ``cakupan`` are the units that may be written to, None for all; ``nama`` then has these only.
    """

    unit: Mapping[str, int]
    nama: tuple[str, ...]
    kembar: frozenset[str]
    tutup: Mapping[int, str]  # closed unit: the one that replaced it, or ""
    cakupan: Collection[int] | None = None

    def tolak(self, teks: str) -> Tolakan | None:
        """Why this name is no unit that may be written to; None where it is one."""
        kunci = kunci_nama(teks)
        unit = self.unit.get(kunci)
        if kunci in self.kembar:
            return Tolakan("Ada lebih dari satu unit bernama ini.", "Tulis kode unitnya.")
        if unit is None:
            return Tolakan("Unit kerja tidak dikenal.", _saran(teks, self.nama))
        if self.cakupan is not None and unit not in self.cakupan:
            return Tolakan("Di luar unit Anda.", "Hapus baris ini, atau kirim kepada BKPSDM.")
        if unit in self.tutup:
            ganti = self.tutup[unit]
            langkah = f"Pakai unit penggantinya, “{ganti}”." if ganti else "Pakai unit yang aktif."
            return Tolakan("Unit kerja ini sudah tutup.", langkah)
        return None

    def pk(self, teks: str) -> int:
        """The unit of a name that is not refused."""
        return self.unit[kunci_nama(teks)]


@lru_cache(maxsize=20_000)
def kunci_nama(teks: str) -> str:
    """A name in comparable form: lower case, words only."""
    return " ".join(re.findall(r"[^\W_]+", teks.casefold()))


@lru_cache(maxsize=1000)
def _saran(teks: str, nama: tuple[str, ...]) -> str:
    mirip = get_close_matches(teks, nama, 1, 0.75)
    if mirip:
        return f"Mungkin maksud Anda “{mirip[0]}”."
    return "Periksa ejaannya, atau tambahkan unit itu lebih dahulu."
