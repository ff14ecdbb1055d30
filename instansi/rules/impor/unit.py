"""Units as files name them: by name or by code."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import NamedTuple

from instansi.models import Instansi
from instansi.rules.impor.kolom import CARA_TANGGAL, kata, teks_paling
from lib.impor import GalatSel, Kolom, Sel, sel_pilihan, sel_tanggal, sel_teks

MEMUAT, SERUPA = "namanya memuat ini", "namanya mirip"
TERSEBUT = 5  # units that a refusal lists
BEDA_HURUF = 3  # by so many letters a slip of the pen may lengthen or shorten a name
MIRIP, SEBANDING = 0.75, 0.03  # how alike a name must be, and how close to the most alike one


class Tolakan(NamedTuple):
    """Why a cell is refused, and what to do."""

    alasan: str
    langkah: str


@dataclass(frozen=True)
class AcuanUnit:
    """The pemda's units. Keys are in the form of ``kunci_nama``, or codes; ``nama`` as they stand.

    ``kembar`` are names that several units bear, each with these units as people tell them apart;
    ``sebutan`` says of each unit how, with the one above it. ``cakupan`` are the units that may be
    written to, None for all; ``nama`` and the units of ``kembar`` are then these only.
    """

    unit: Mapping[str, int]
    nama: tuple[str, ...]
    kembar: Mapping[str, Sequence[str]]
    tutup: Mapping[int, str]  # closed unit: the one that replaced it, or ""
    cakupan: Collection[int] | None = None
    sebutan: Mapping[int, str] = field(default_factory=dict)

    def tolak(self, teks: str) -> Tolakan | None:
        """Why this name is no unit that may be written to; None where it is one."""
        kunci = self._kunci(teks)
        unit = self.unit.get(kunci)
        if kunci in self.kembar:
            return _tolak_kembar(self.kembar[kunci])
        if unit is None:
            return self._tolak_asing(kunci)
        if not self.boleh(unit):
            return Tolakan("Di luar unit Anda.", "Hapus baris ini, atau kirim kepada BKPSDM.")
        if unit in self.tutup:
            ganti = self.tutup[unit]
            langkah = f"Pakai unit penggantinya, “{ganti}”." if ganti else "Pakai unit yang aktif."
            return Tolakan("Unit kerja ini sudah tutup.", langkah)
        return None

    def _tolak_asing(self, kunci: str) -> Tolakan:
        """The refusal of a name that no unit has: the open units whose names hold it, or are alike.

        One is asked for by its name, several are listed with the unit above each.
        """
        dikenal = self._terbuka(_memuat(kunci, self.nama))
        sebab = MEMUAT
        if not dikenal:
            dikenal, sebab = self._terbuka(_mirip(kunci, self.nama)), SERUPA
        sebutan = [s for semua in dikenal.values() for s in semua]
        if len(sebutan) > 1:
            return Tolakan(
                f"Unit kerja tidak dikenal. Ada {len(sebutan)} unit yang {sebab}: "
                f"{_daftar(sebutan)}.",
                f"Tulis kode unitnya, atau nama lengkapnya seperti “{sebutan[0]}”.",
            )
        if dikenal:
            (satu,) = dikenal
            saran = sebutan[0] if kunci_nama(satu) in self.kembar else satu
            return Tolakan("Unit kerja tidak dikenal.", f"Mungkin maksud Anda “{saran}”.")
        langkah = "Periksa ejaannya, atau tambahkan unit itu lebih dahulu."
        return Tolakan("Unit kerja tidak dikenal.", langkah)

    def _terbuka(self, nama: Iterable[str]) -> dict[str, Sequence[str]]:
        """Of these names those of open units: each with its units as people tell them apart."""
        hasil: dict[str, Sequence[str]] = {}
        for kunci, satu in {kunci_nama(n): n for n in nama}.items():
            if kunci in self.kembar:
                hasil[satu] = self.kembar[kunci]
            elif (unit := self.unit[kunci]) not in self.tutup:
                hasil[satu] = [self.sebutan.get(unit, satu)]
        return {satu: semua for satu, semua in hasil.items() if semua}

    def boleh(self, unit: int) -> bool:
        """May this unit be written to?"""
        return self.cakupan is None or unit in self.cakupan

    def pk(self, teks: str) -> int:
        """The unit of a name that is not refused."""
        return self.unit[self._kunci(teks)]

    def _kunci(self, teks: str) -> str:
        kode = teks.strip().lower()
        return kode if kode in self.unit else kunci_nama(teks)


class Simpul(NamedTuple):
    """One unit of the tree; ``induk`` are the names above it, the nearest first, without pemda."""

    pk: int
    nama: str
    kode: str
    induk: tuple[str, ...]


class KunciUnit(NamedTuple):
    """Each way to write a unit, with the unit; names that several bear, with their labels; the
    label of each unit."""

    unit: dict[str, int]
    kembar: dict[str, list[str]]
    sebutan: dict[int, str]


def kunci_unit(units: Iterable[Simpul], cakupan: Collection[int] | None) -> KunciUnit:
    """How files may write the units of a tree.

    A unit is written by its name, its code, or its name with one above it, either first:
    "Subbagian Umum - Dinas Kesehatan", "Dinas Kesehatan / Subbagian Umum". A code that reads like
    such a name, "tata-usaha", is meant only where it is written as it stands.
    """
    milik: dict[str, dict[int, None]] = {}
    semua = list(units)
    for u in semua:
        milik.setdefault(kunci_nama(u.nama), {})[u.pk] = None
    polos = frozenset(milik)
    for u in semua:
        for induk in u.induk:
            for teks in (f"{u.nama} {induk}", f"{induk} {u.nama}"):
                if (kunci := kunci_nama(teks)) not in polos:
                    milik.setdefault(kunci, {})[u.pk] = None
    sebutan = {u.pk: _sebutan(u, milik) for u in semua}
    unit = {kunci: next(iter(isi)) for kunci, isi in milik.items()}
    kembar = {
        kunci: [sebutan[pk] for pk in isi if cakupan is None or pk in cakupan]
        for kunci, isi in milik.items()
        if len(isi) > 1
    }
    kode = {(u.kode if (k := kunci_nama(u.kode)) in kembar else k): u.pk for u in semua}
    return KunciUnit(unit | kode, kembar, sebutan)


def _sebutan(unit: Simpul, milik: Mapping[str, Collection[int]]) -> str:
    """The unit with the nearest one above it that tells it apart.

    Where none does, its name if no other unit has it, else its code.
    """
    for induk in unit.induk:
        if len(milik.get(kunci_nama(f"{unit.nama} {induk}"), ())) == 1:
            return f"{unit.nama} - {induk}"
    return unit.nama if len(milik[kunci_nama(unit.nama)]) == 1 else unit.kode


def _tolak_kembar(sebutan: Sequence[str]) -> Tolakan:
    """Several units fit: how many, the first of them, and how to name one."""
    if not sebutan:
        return Tolakan("Di luar unit Anda.", "Hapus baris ini, atau kirim kepada BKPSDM.")
    return Tolakan(
        f"Nama ini cocok dengan {len(sebutan)} unit: {_daftar(sebutan)}.",
        f"Tulis kode unitnya, atau nama dengan induknya seperti “{sebutan[0]}”.",
    )


def _daftar(sebutan: Sequence[str]) -> str:
    daftar = ", ".join(f"“{s}”" for s in sebutan[:TERSEBUT])
    lain = len(sebutan) - TERSEBUT
    return f"{daftar}, dan {lain} lain" if lain > 0 else daftar


@lru_cache(maxsize=20_000)
def kunci_nama(teks: str) -> str:
    """A name in comparable form: lower case, words only."""
    return " ".join(re.findall(r"[^\W_]+", teks.casefold()))


@lru_cache(maxsize=1000)
def _memuat(kunci: str, nama: tuple[str, ...]) -> tuple[str, ...]:
    """The names that hold these whole words; first those that begin with them."""
    semua = [n for n in nama if f" {kunci} " in f" {kunci_nama(n)} "]
    return tuple(sorted(semua, key=lambda n: not kunci_nama(n).startswith(kunci)))


@lru_cache(maxsize=1000)
def _mirip(kunci: str, nama: tuple[str, ...]) -> tuple[str, ...]:
    """The names that read most like this one, in their order; one clearly the most alike alone."""
    nilai = {
        n: SequenceMatcher(None, n, kunci).ratio()
        for n in get_close_matches(kunci, set(map(kunci_nama, nama)), len(nama) or 1, MIRIP)
    }
    batas = max(nilai.values(), default=0) - SEBANDING
    return tuple(n for n in dict.fromkeys(nama) if nilai.get(kunci_nama(n), -1) >= batas)


def saran_jabatan(teks: str, nama: tuple[str, ...]) -> Tolakan:
    """What an unknown position may have meant, by the rule for units; both empty for nothing."""
    kunci = kunci_nama(teks)
    dikenal, sebab = _memuat(kunci, nama), MEMUAT
    if not dikenal:
        dikenal, sebab = _mirip(kunci, nama), SERUPA
    if len(dikenal) > 1:
        alasan = f"Ada {len(dikenal)} jabatan yang {sebab}: {_daftar(dikenal)}."
        return Tolakan(alasan, f"Tulis nama lengkapnya seperti “{dikenal[0]}”.")
    return Tolakan("", f"Mungkin maksud Anda “{dikenal[0]}”." if dikenal else "")


def saran_ejaan(teks: str, nama: tuple[str, ...]) -> Tolakan:
    """What a new position may have been meant to be, if it reads like a slip of the pen.

    Narrower than ``saran_jabatan``: "Dokter Ahli Muda" is no misspelt "Dokter Ahli Madya".
    """
    kunci = kunci_nama(teks)
    return saran_jabatan(teks, tuple(n for n in nama if _nyaris(kunci, kunci_nama(n))))


def _nyaris(kunci: str, lain: str) -> bool:
    """Does this name hold the other whole, or differ from it in letters of some words only?"""
    if f" {kunci} " in f" {lain} ":
        return True
    if abs(len(kunci) - len(lain)) > BEDA_HURUF:
        return False
    a, b = kunci.split(), lain.split()
    sisa = [[k for k in a if k not in b], [k for k in b if k not in a]]
    if len(sisa[0]) != len(sisa[1]):
        return kunci.replace(" ", "") == lain.replace(" ", "")
    return all(SequenceMatcher(None, x, y).ratio() >= MIRIP for x, y in zip(*sisa, strict=True))


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
