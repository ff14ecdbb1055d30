"""What a file's columns are taken for: for a page that maps them by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lib.impor.kolom import (
    BARIS_JUDUL_TERDALAM,
    Batas,
    Kolom,
    huruf_kolom,
    judul_tampil,
    tempatkan,
)
from lib.impor.mentah import GalatBerkas, baca_mentah
from lib.impor.sel import rapikan, tampilan

BARIS_CONTOH = 5


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

    Where no heading is known, the fullest row of the top counts as the header.
    """
    banyak = BARIS_JUDUL_TERDALAM + BARIS_CONTOH + 1
    try:
        mentah = baca_mentah(berkas, kolom, batas or Batas(), paling_banyak=banyak)
    except GalatBerkas as galat:
        return Pratinjau(galat_berkas=str(galat))
    isi = mentah.isi()
    judul = tempatkan(isi, kolom, mentah.gabungan, pemetaan)
    milik = {letak: nama for nama, letak in judul.letak.items() if nama not in judul.ganda}
    contoh = [sel for sel in isi[judul.indeks_baris + 1 :] if any(sel)][:BARIS_CONTOH]
    return Pratinjau(
        lembar=mentah.lembar,
        baris_judul=mentah.nomor[judul.indeks_baris] if mentah.nomor else 0,
        kolom=[
            KolomBerkas(
                letak=c,
                huruf=huruf_kolom(c),
                judul=teks,
                contoh=[tampilan(rapikan(sel[c])) if c < len(sel) else "" for sel in contoh],
                nama=milik.get(c, ""),
            )
            for c, teks in enumerate(judul_tampil(isi, judul, mentah.gabungan))
        ],
        kurang=[k.nama for k in kolom if k.wajib and k.nama not in judul.letak],
        ganda=judul.ganda,
    )
