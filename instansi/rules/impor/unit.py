"""Units as files name them: by name or by code."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from instansi.models import Instansi
from instansi.rules.impor.kolom import CARA_TANGGAL, kata, teks_paling
from lib.impor import GalatSel, Kolom, Sel, sel_pilihan, sel_tanggal, sel_teks


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
        if not self.boleh(unit):
            return Tolakan("Di luar unit Anda.", "Hapus baris ini, atau kirim kepada BKPSDM.")
        if unit in self.tutup:
            ganti = self.tutup[unit]
            langkah = f"Pakai unit penggantinya, “{ganti}”." if ganti else "Pakai unit yang aktif."
            return Tolakan("Unit kerja ini sudah tutup.", langkah)
        return None

    def boleh(self, unit: int) -> bool:
        """May this unit be written to?"""
        return self.cakupan is None or unit in self.cakupan

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


def sel_kode(sel: Sel) -> str:
    """A code: letters, digits, hyphens; kept in lower case."""
    kode = sel_teks(sel).lower()
    if not re.fullmatch(r"[a-z0-9_-]{1,60}", kode):
        raise GalatSel(
            "Kode hanya berisi huruf, angka, dan tanda hubung, paling panjang 60.",
            "Tulis misalnya dinas-kesehatan.",
        )
    return kode


JENIS = {j.label: j.value for j in Instansi.Jenis if j != Instansi.Jenis.PEMDA}
KOLOM_UNIT = (
    Kolom(
        "kode",
        ("kode unit", "kode unor"),
        ubah=sel_kode,
        judul="Kode unit",
        contoh="puskesmas-talise",
        keterangan="Kunci: kode yang sama berarti unit yang sama. Huruf, angka, tanda hubung.",
    ),
    Kolom(
        "nama",
        ("nama unit", "unit kerja", "unit organisasi", "unor"),
        ubah=teks_paling(160),
        judul="Nama unit",
        contoh="Puskesmas Talise",
    ),
    Kolom("singkatan", wajib=False, ubah=teks_paling(40), contoh="PKM Talise"),
    Kolom(
        "jenis",
        ("jenis unit",),
        ubah=sel_pilihan(JENIS | {j.value: j.value for j in Instansi.Jenis if j.label in JENIS}),
        judul="Jenis unit",
        contoh="Puskesmas",
        keterangan=kata(*JENIS),
    ),
    Kolom(
        "induk",
        ("kode unit induk", "unit induk", "kode atasan"),
        wajib=False,
        ubah=sel_kode,
        judul="Kode induk",
        contoh="dinas-kesehatan",
        keterangan="Kode unit di atasnya, di berkas ini atau sudah ada. Bila kosong, pemda.",
    ),
    Kolom(
        "aktif_dari",
        ("berlaku dari", "mulai"),
        wajib=False,
        ubah=sel_tanggal,
        judul="Aktif dari",
        contoh="01-01-2017",
        keterangan=CARA_TANGGAL,
    ),
    Kolom(
        "aktif_sampai",
        ("berlaku sampai", "tutup"),
        wajib=False,
        ubah=sel_tanggal,
        judul="Aktif sampai",
        keterangan="Hanya untuk unit lama yang sudah tutup; selain itu kosong.",
    ),
)
