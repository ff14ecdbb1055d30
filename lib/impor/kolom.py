"""Columns: how an app declares them, and how they are found in a file that people made."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.impor.sel import Sel, sel_teks

# The columns that a workbook of rejected rows has before those of its source; no data of anyone's.
JUDUL_ALASAN, JUDUL_BARIS = "Alasan ditolak", "Baris asal"
BARIS_JUDUL_TERDALAM = 30  # letterhead and titles above the header are at most this long


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: its key in the result, other names it goes by, and its converter.

    `wajib`: the file must have the column and no row may leave it empty. `ubah` gets a tidied,
    non-empty cell and returns the value or raises GalatSel; it must be pure, since equal texts of a
    column are converted once. `judul` is what messages and written
    files call it; `contoh` and `keterangan` stand in the template. A text that matches `polos`
    needs no tidying and is its own value, which is quicker for long columns.
    """

    nama: str
    sinonim: tuple[str, ...] = ()
    wajib: bool = True
    ubah: Callable[[Sel], Any] = sel_teks
    judul: str = ""
    contoh: str = ""
    keterangan: str = ""
    polos: re.Pattern[str] | None = None

    @property
    def sebutan(self) -> str:
        """The name shown to people."""
        return self.judul or self.nama.replace("_", " ").capitalize()

    @property
    def kunci(self) -> frozenset[str]:
        """Every name that a header may have, in comparable form."""
        return frozenset(map(kunci_judul, (self.nama, self.sebutan, *self.sinonim)))


@dataclass(frozen=True, slots=True)
class Batas:
    """What a file may cost. Bytes, except where the name says otherwise."""

    bita: int = 20 * 1024**2
    bita_terurai: int = 400 * 1024**2
    rasio: int = 200
    baris: int = 100_000
    kolom: int = 200
    bita_hasil: int = 200 * 1024**2
    memori: int = 1024**3
    detik: int = 60


@dataclass(frozen=True, slots=True)
class Judul:
    """Where the header stands: index of its last row, and the column index of each key."""

    indeks_baris: int
    letak: dict[str, int]
    ganda: dict[str, list[int]]


def kunci_judul(teks: object) -> str:
    """A header in comparable form: lower case, one space between words, no marks around."""
    return " ".join(re.findall(r"[^\W_]+", str(teks).casefold()))


def judul_tolak(teks: object) -> bool:
    """Is this a heading that only our workbook of rejected rows has?"""
    return kunci_judul(teks) in (kunci_judul(JUDUL_ALASAN), kunci_judul(JUDUL_BARIS))


def cari_judul(
    baris: Sequence[Sequence[object]],
    kunci: Sequence[tuple[str, frozenset[str]]],
    gabungan: Sequence[Sequence[int]] = (),
) -> Judul | None:
    """The header among the first rows: the one row, or pair of rows, that names most columns.

    `kunci` pairs each column's key with the names it goes by. `gabungan` lists merged ranges as
    (row, column, row, column): a heading such as "Gelar" over "Depan" and "Belakang" names both.
    """
    atas = _isi_gabungan(baris[:BARIS_JUDUL_TERDALAM], gabungan)
    terbaik: Judul | None = None
    for i, isi in enumerate(baris[:BARIS_JUDUL_TERDALAM]):
        pilihan = [[kunci_judul(sel)] for sel in isi]
        calon = [_cocokkan(i, pilihan, kunci)]
        if i > 0:
            calon.append(_cocokkan(i, _dua_baris(atas[i - 1], isi), kunci))
        for judul in calon:
            if judul.letak and (terbaik is None or len(judul.letak) > len(terbaik.letak)):
                terbaik = judul
    return terbaik


def tempatkan(
    baris: Sequence[Sequence[object]],
    kolom: Sequence[Kolom],
    gabungan: Sequence[Sequence[int]],
    pemetaan: Mapping[str, int] | None,
) -> Judul:
    """The header as recognised, or with every column where `pemetaan` puts it.

    Where no heading is known, the fullest row of the top is the header and names nothing.
    """
    judul = cari_judul(baris, [(k.nama, k.kunci) for k in kolom], gabungan)
    if judul is None:
        penuh = [sum(sel != "" for sel in isi) for isi in baris[:BARIS_JUDUL_TERDALAM]]
        judul = Judul(penuh.index(max(penuh)) if penuh else 0, {}, {})
    if pemetaan is None:
        return judul
    nama = {k.nama for k in kolom}
    return Judul(
        judul.indeks_baris, {n: c for n, c in pemetaan.items() if n in nama and c >= 0}, {}
    )


def judul_tampil(
    baris: Sequence[Sequence[object]], judul: Judul, gabungan: Sequence[Sequence[int]]
) -> list[str]:
    """The heading of each column as people read it; the upper row where the lower one is empty."""
    r = judul.indeks_baris
    atas = _isi_gabungan(baris[: r + 1], gabungan)
    lebar = max((len(isi) for isi in baris), default=0)
    hasil = []
    for c in range(lebar):
        dua = [str(isi[c]).strip() if c < len(isi) else "" for isi in atas[max(0, r - 1) :]]
        hasil.append(dua[-1] or dua[0])
    return hasil


def _isi_gabungan(
    baris: Sequence[Sequence[object]], gabungan: Sequence[Sequence[int]]
) -> list[list[object]]:
    """Copies of the rows in which the text of a merged range stands in each of its columns."""
    hasil = [list(isi) for isi in baris]
    for r0, c0, r1, c1 in gabungan:
        for r in range(r0, min(r1 + 1, len(hasil))):
            teks = baris[r0][c0] if c0 < len(baris[r0]) else ""
            hasil[r].extend([""] * (c1 + 1 - len(hasil[r])))
            hasil[r][c0 : c1 + 1] = [teks] * (c1 + 1 - c0)
    return hasil


def _dua_baris(atas: Sequence[object], bawah: Sequence[object]) -> list[list[str]]:
    """Possible names of each column under a two-row header, the most precise first."""
    hasil = []
    for c in range(max(len(atas), len(bawah))):
        a = kunci_judul(atas[c]) if c < len(atas) else ""
        b = kunci_judul(bawah[c]) if c < len(bawah) else ""
        hasil.append([f"{a} {b}".strip(), b] if b else [a])
    return hasil


def _cocokkan(
    indeks: int, pilihan: Sequence[Sequence[str]], kunci: Sequence[tuple[str, frozenset[str]]]
) -> Judul:
    nama_kolom = {nama: kolom for kolom, semua in kunci for nama in semua}
    letak: dict[str, int] = {}
    ganda: dict[str, list[int]] = {}
    for c, nama_nama in enumerate(pilihan):
        kolom = next((nama_kolom[n] for n in nama_nama if n in nama_kolom), None)
        if kolom is None:
            continue
        if kolom in letak:
            ganda.setdefault(kolom, [letak[kolom]]).append(c)
        else:
            letak[kolom] = c
    return Judul(indeks, letak, ganda)


def huruf_kolom(indeks: int) -> str:
    """0 is A, 26 is AA, as Excel names columns."""
    huruf = ""
    indeks += 1
    while indeks:
        indeks, sisa = divmod(indeks - 1, 26)
        huruf = chr(65 + sisa) + huruf
    return huruf
