"""From a file to rows: start the child, find the header, convert each cell, say what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lib.impor.kolom import Batas, Judul, Kolom, huruf_kolom, kunci_judul, tempatkan
from lib.impor.laporan import GalatBaris
from lib.impor.mentah import GalatBerkas, Mentah, baca_mentah
from lib.impor.sel import GalatSel, rapikan, tampilan

_GALAT_RUMUS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
)
INGATAN_TERBANYAK = 5_000  # texts of one column whose conversion is remembered


@dataclass(slots=True)
class Baris:
    """One row of data. A column with an error, or empty, has the value None."""

    nomor: int
    nilai: dict[str, Any]
    galat: list[GalatBaris] = field(default_factory=list)


@dataclass(slots=True)
class HasilBaca:
    """What a file holds. With `galat_berkas` there are no rows.

    `kolom_asing` are headers that nothing was declared for, `kolom_kosong` optional columns that
    the file does not have, by their key.
    """

    baris: list[Baris] = field(default_factory=list)
    galat_berkas: str | None = None
    lembar: str = ""
    baris_judul: int = 0
    kolom_asing: list[str] = field(default_factory=list)
    kolom_kosong: list[str] = field(default_factory=list)

    @property
    def siap(self) -> list[Baris]:
        """Rows without an error."""
        return [baris for baris in self.baris if not baris.galat]

    @property
    def galat(self) -> list[GalatBaris]:
        """Every error, in the order of the file."""
        return [galat for baris in self.baris for galat in baris.galat]


def baca_tabel(
    berkas: Path,
    kolom: Sequence[Kolom],
    *,
    kunci: Sequence[str] = (),
    pemetaan: Mapping[str, int] | None = None,
    lembar: str | None = None,
    batas: Batas | None = None,
) -> HasilBaca:
    """Read an XLSX or CSV file by declared columns; nothing is written, nothing is guessed.

    The kind of file is taken from its content. The header may stand below titles, in one row or
    two, with merged cells; blank rows are passed over. `kunci` names columns that together may
    occur once in the file: a later row with the same values gets an error. `pemetaan` says where
    each column stands, from 0, in place of the headings; what it leaves out is not read. Every
    refusal of a cell or of the file is in the result, in Indonesian; only an OSError of the file
    itself is raised.
    """
    try:
        mentah = baca_mentah(berkas, kolom, batas or Batas(), lembar=lembar)
        judul = _judul(mentah, kolom, pemetaan)
    except GalatBerkas as galat:
        return HasilBaca(galat_berkas=str(galat))
    hasil = _hasil(mentah, judul, kolom)
    tandai_ganda(hasil.baris, [k for k in kolom if k.nama in kunci])
    if not hasil.baris:
        hasil.galat_berkas = (
            f"Tidak ada data di bawah judul kolom (baris {hasil.baris_judul}). "
            "Isi datanya, lalu unggah lagi."
        )
    return hasil


def _hasil(mentah: Mentah, judul: Judul, kolom: Sequence[Kolom]) -> HasilBaca:
    nomor_judul, isi_judul = mentah.baris[judul.indeks_baris]
    pengubah = [_Pengubah(k, judul.letak[k.nama]) for k in kolom if k.nama in judul.letak]
    kosong: dict[str, Any] = {k.nama: None for k in kolom}
    return HasilBaca(
        baris=[
            _ubah_baris(Baris(nomor, kosong.copy()), isi, pengubah)
            for nomor, isi in _baris_data(mentah.baris[judul.indeks_baris + 1 :], kolom, judul)
        ],
        lembar=mentah.lembar,
        baris_judul=nomor_judul,
        kolom_asing=[
            str(teks)
            for c, teks in enumerate(isi_judul)
            if kunci_judul(teks) and c not in judul.letak.values()
        ],
        kolom_kosong=[k.nama for k in kolom if k.nama not in judul.letak],
    )


# The header


def _judul(mentah: Mentah, kolom: Sequence[Kolom], pemetaan: Mapping[str, int] | None) -> Judul:
    judul = tempatkan([isi for _, isi in mentah.baris], kolom, mentah.gabungan, pemetaan)
    sebutan = {k.nama: k.sebutan for k in kolom}
    if not judul.letak:
        raise GalatBerkas(
            "Judul kolom tidak ditemukan di 30 baris pertama. "
            f"Tulis satu baris judul: {', '.join(sebutan.values())}."
        )
    for nama, letak in judul.ganda.items():
        raise GalatBerkas(
            f"Ada lebih dari satu kolom {sebutan[nama]}: "
            f"{', '.join(map(huruf_kolom, letak))}. Sisakan satu."
        )
    kurang = [k.sebutan for k in kolom if k.wajib and k.nama not in judul.letak]
    if kurang:
        raise GalatBerkas(
            f"Kolom {', '.join(kurang)} tidak ada pada baris judul "
            f"(baris {mentah.baris[judul.indeks_baris][0]}). Tambahkan kolom itu, lalu unggah lagi."
        )
    return judul


def _baris_data(
    baris: Sequence[tuple[int, list[Any]]], kolom: Sequence[Kolom], judul: Judul
) -> Iterator[tuple[int, list[Any]]]:
    """Rows that hold something. The first may number the columns, or be the template's example."""
    contoh = {judul.letak[k.nama]: k.contoh for k in kolom if k.contoh and k.nama in judul.letak}
    for urut, (nomor, isi) in enumerate(baris):
        if not any(map(_terisi, isi)):
            continue
        if urut == 0 and (_nomor_kolom(isi) or _contoh_templat(isi, contoh)):
            continue
        yield nomor, isi


def _contoh_templat(isi: Sequence[Any], contoh: Mapping[int, str]) -> bool:
    """Is this the example that every template holds, left as it was?"""
    return bool(contoh) and all(c < len(isi) and isi[c] == teks for c, teks in contoh.items())


def _terisi(sel: Any) -> bool:
    return bool(sel.strip()) if isinstance(sel, str) else True


def _nomor_kolom(isi: Sequence[Any]) -> bool:
    """(1) (2) (3), as official tables number their columns."""
    angka = [str(sel).strip(" ()").removesuffix(".0") for sel in isi if _terisi(sel)]
    return len(angka) > 1 and angka == [str(n) for n in range(1, len(angka) + 1)]


# Rows


class _Pengubah:
    """Converts one column, and remembers equal texts: units, ranks and dates repeat a lot."""

    def __init__(self, kolom: Kolom, letak: int) -> None:
        self.kolom = kolom
        self.letak = letak
        self.ingatan: dict[str, Any] = {}

    def isi(self, baris: Baris, mentah: Any) -> None:
        """Put this column's value, or its error, into the row."""
        sel = rapikan(mentah)
        try:
            nilai = self._ubah(sel)
        except GalatSel as galat:
            baris.galat.append(
                GalatBaris(
                    baris.nomor, self.kolom.sebutan, tampilan(sel), galat.alasan, galat.langkah
                )
            )
            return
        baris.nilai[self.kolom.nama] = nilai
        if isinstance(mentah, str) and len(self.ingatan) < INGATAN_TERBANYAK:
            self.ingatan[mentah] = nilai

    def _ubah(self, sel: Any) -> Any:
        if sel == "":
            if self.kolom.wajib:
                raise GalatSel("Kosong.", f"Isi {self.kolom.sebutan}.")
            return None
        if isinstance(sel, str) and sel[0] == "#" and sel.upper() in _GALAT_RUMUS:
            raise GalatSel("Rumus pada sel ini galat.", "Ganti rumus dengan nilainya.")
        return self.kolom.ubah(sel)


def _ubah_baris(baris: Baris, isi: list[Any], pengubah: Sequence[_Pengubah]) -> Baris:
    """Convert each cell of one row. Runs for 600,000 cells of a big file: hence the plain loop."""
    panjang = len(isi)
    nilai = baris.nilai
    for p in pengubah:
        mentah = isi[p.letak] if p.letak < panjang else ""
        if mentah in p.ingatan:
            nilai[p.kolom.nama] = p.ingatan[mentah]
        else:
            p.isi(baris, mentah)
    return baris


def tandai_ganda(semua: Sequence[Baris], kunci: Sequence[Kolom]) -> None:
    """Give every later row with the same key an error that names the first one."""
    pertama: dict[tuple[Any, ...], int] = {}
    for baris in semua if kunci else ():
        nilai = tuple(baris.nilai[k.nama] for k in kunci)
        if None in nilai:
            continue
        nomor = pertama.setdefault(nilai, baris.nomor)
        if nomor != baris.nomor:
            baris.galat.append(
                GalatBaris(
                    baris.nomor,
                    ", ".join(k.sebutan for k in kunci),
                    tampilan(", ".join(map(str, nilai))),
                    f"Sama dengan baris {nomor}.",
                    "Hapus salah satunya.",
                )
            )
