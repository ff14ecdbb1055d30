"""What a file's columns are taken for: for a page that maps them by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lib.impor.kolom import (
    BARIS_JUDUL_TERDALAM,
    Batas,
    Judul,
    Kolom,
    huruf_kolom,
    judul_tampil,
    tempatkan,
)
from lib.impor.mentah import GalatBerkas, baca_mentah
from lib.impor.sel import rapikan, tampilan

BARIS_CONTOH = 5
BUKAN_TABEL = (
    "Isi berkas ini bukan tabel: hanya ada satu kolom, dan judulnya tidak dikenal. "
    "Unggah Excel atau CSV yang kolomnya berjudul, atau mulai dari templat."
)


@dataclass(frozen=True, slots=True)
class KolomBerkas:
    """One column of the file: its index and letter, heading, first contents.

    `nama` is the column it is taken for, "" for a foreign one.
    """

    letak: int
    huruf: str
    judul: str
    contoh: list[str]
    nama: str


@dataclass(slots=True)
class Pratinjau:
    """The columns of a file. `kurang` are required ones that it lacks, `ganda` those it has twice.

    With `galat_berkas` there are no columns.
    """

    galat_berkas: str = ""
    lembar: str = ""
    baris_judul: int = 0
    kolom: list[KolomBerkas] = field(default_factory=list)
    kurang: list[str] = field(default_factory=list)
    ganda: dict[str, list[int]] = field(default_factory=dict)

    @property
    def letak(self) -> dict[str, int]:
        """Where each recognised column stands, as `pemetaan` wants it."""
        return {k.nama: k.letak for k in self.kolom if k.nama}


def lihat_berkas(
    berkas: Path,
    kolom: Sequence[Kolom],
    *,
    pemetaan: Mapping[str, int] | None = None,
    batas: Batas | None = None,
) -> Pratinjau:
    """Read the header and five rows below it; say what each column is taken for.

    Where no heading is known, the fullest row of the top counts as the header. A file of one
    unknown column is refused where more than one is required.
    """
    banyak = BARIS_JUDUL_TERDALAM + BARIS_CONTOH + 1
    try:
        mentah = baca_mentah(berkas, kolom, batas or Batas(), paling_banyak=banyak)
    except GalatBerkas as galat:
        return Pratinjau(galat_berkas=str(galat))
    isi = mentah.isi()
    judul = tempatkan(isi, kolom, mentah.gabungan, pemetaan)
    if not judul.letak and sum(k.wajib for k in kolom) > 1 and _satu_kolom(isi):
        return Pratinjau(galat_berkas=BUKAN_TABEL)
    milik = {letak: nama for nama, letak in judul.letak.items() if nama not in judul.ganda}
    contoh = [sel for sel in isi[judul.indeks_baris + 1 :] if any(sel)][:BARIS_CONTOH]
    return Pratinjau(
        lembar=mentah.lembar,
        baris_judul=mentah.nomor[judul.indeks_baris] if mentah.nomor else 0,
        kolom=[
            KolomBerkas(
                letak=c,
                huruf=huruf_kolom(c),
                judul="" if c not in milik and _tanpa_isi(isi, judul, mentah.gabungan, c) else teks,
                contoh=[tampilan(rapikan(sel[c])) if c < len(sel) else "" for sel in contoh],
                nama=milik.get(c, ""),
            )
            for c, teks in enumerate(judul_tampil(isi, judul, mentah.gabungan))
        ],
        kurang=[k.nama for k in kolom if k.wajib and k.nama not in judul.letak],
        ganda=judul.ganda,
    )


def _satu_kolom(isi: Sequence[Sequence[object]]) -> bool:
    return len({c for b in isi for c, sel in enumerate(b) if str(sel).strip()}) == 1


def _tanpa_isi(
    isi: Sequence[Sequence[object]],
    judul: Judul,
    gabungan: Sequence[Sequence[int]],
    c: int,
) -> bool:
    """Is a column blank below the header, its heading only one that spans several columns?"""
    r = judul.indeks_baris
    lebar = {(r0, c0) for r0, c0, _, c1 in gabungan if c1 > c0}
    sendiri = [(i, b[c]) for i, b in enumerate(isi[: r + 1]) if i >= r - 1 and c < len(b)]
    return not any(str(sel).strip() for i, sel in sendiri if (i, c) not in lebar) and not any(
        str(b[c]).strip() for b in isi[r + 1 :] if c < len(b)
    )
