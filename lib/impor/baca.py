"""From a file to rows: start the child, find the header, convert each cell, say what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from lib.impor.bawah import di_bawah_tabel
from lib.impor.kolom import (
    BARIS_JUDUL_TERDALAM,
    Batas,
    Judul,
    Kolom,
    huruf_kolom,
    judul_tolak,
    kunci_judul,
    tempatkan,
)
from lib.impor.laporan import GalatBaris
from lib.impor.mentah import GalatBerkas, KolomMentah, Mentah, baca_mentah
from lib.impor.sel import GalatSel, rapikan, tampilan, terisi

_GALAT_RUMUS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
)


@dataclass(slots=True)
class Baris:
    """One row of data. A column with an error, or empty, has the value None."""

    nomor: int
    nilai: dict[str, Any]
    galat: list[GalatBaris] = field(default_factory=list)


@dataclass
class HasilBaca:
    """What a file holds, by column: `nomor` of each row in the file, `isi` of each column by row.

    `galat_sel` are the errors of a row, by its index; `di_bawah` are the lines below the table,
    which are no rows of data. With `galat_berkas` there are no rows.
    `kolom_asing` are headers that nothing was declared for, ours of rejected rows aside,
    `kolom_kosong` optional columns that the file does not have, by their key.
    """

    nomor: list[int] = field(default_factory=list)
    isi: dict[str, list[Any]] = field(default_factory=dict)
    galat_sel: dict[int, list[GalatBaris]] = field(default_factory=dict)
    di_bawah: list[GalatBaris] = field(default_factory=list)
    galat_berkas: str | None = None
    lembar: str = ""
    baris_judul: int = 0
    kolom_asing: list[str] = field(default_factory=list)
    kolom_kosong: list[str] = field(default_factory=list)

    @cached_property
    def baris(self) -> list[Baris]:
        """The rows one by one, for tables that are small."""
        return [self.satu(i) for i in range(len(self.nomor))]

    def satu(self, i: int) -> Baris:
        """The row at an index; its list of errors is the one kept here."""
        nilai = {nama: isi[i] for nama, isi in self.isi.items()}
        return Baris(self.nomor[i], nilai, self.galat_sel.setdefault(i, []))

    @property
    def siap(self) -> list[Baris]:
        """Rows without an error."""
        return [baris for baris in self.baris if not baris.galat]

    @property
    def galat(self) -> list[GalatBaris]:
        """Every error, in the order of the file."""
        return [galat for i in sorted(self.galat_sel) for galat in self.galat_sel[i]]

    def tandai_ganda(self, kolom: Sequence[Kolom], sepakat: Kolom | None = None) -> None:
        """Give every later row with the same values in these columns an error naming the first.

        Where the two differ in ``sepakat``, neither can be believed: the first has the error too.
        """
        kunci = list(zip(*(self.isi[k.nama] for k in kolom), strict=True))
        if len(set(kunci)) == len(kunci):
            return
        sebutan = ", ".join(k.sebutan for k in kolom)
        pertama: dict[tuple[Any, ...], int] = {}
        for i, nilai in enumerate(kunci):
            if None in nilai or (awal := pertama.setdefault(nilai, i)) == i:
                continue
            beda = sepakat and self._beda(sepakat, awal, i)
            for satu, lain in ((awal, i), (i, awal)) if beda else ((i, awal),):
                alasan, langkah = f"Sama dengan baris {self.nomor[lain]}.", "Hapus salah satunya."
                if beda:
                    alasan = f"{alasan[:-1]}, tetapi {beda} lain."
                    langkah = f"Periksa {sebutan} keduanya."
                isi = tampilan(", ".join(map(str, nilai)))
                galat = GalatBaris(self.nomor[satu], sebutan, isi, alasan, langkah)
                self.galat_sel.setdefault(satu, []).append(galat)

    def _beda(self, kolom: Kolom, satu: int, lain: int) -> str:
        """The column in a sentence, where two rows do not say the same in it; else ""."""
        a, b = (str(self.isi[kolom.nama][i] or "").casefold() for i in (satu, lain))
        return f"{kolom.sebutan.lower()}nya" if a != b else ""


def baca_tabel(
    berkas: Path,
    kolom: Sequence[Kolom],
    *,
    kunci: Sequence[str] = (),
    pemetaan: Mapping[str, int] | None = None,
    lembar: str | None = None,
    batas: Batas | None = None,
    sambil: Callable[[], object] | None = None,
) -> HasilBaca:
    """Read an XLSX or CSV file by declared columns; nothing is written, nothing is guessed.

    The kind of file is taken from its content. The header may stand below titles, in one row or
    two, with merged cells; blank rows are passed over. `kunci` names columns that together may
    occur once in the file: a later row with the same values gets an error. `pemetaan` says where
    each column stands, from 0, in place of the headings; what it leaves out is not read. `sambil`
    is called once while another process reads, for what does not wait for the rows. Every
    refusal of a cell or of the file is in the result, in Indonesian; only an OSError of the file
    itself is raised.
    """
    try:
        mentah = baca_mentah(berkas, kolom, batas or Batas(), lembar=lembar, sambil=sambil)
        judul = _judul(mentah, kolom, pemetaan)
    except GalatBerkas as galat:
        return HasilBaca(galat_berkas=str(galat))
    hasil = _hasil(mentah, judul, kolom)
    if kunci:
        hasil.tandai_ganda([k for k in kolom if k.nama in kunci])
    if not hasil.nomor:
        hasil.galat_berkas = (
            f"Tidak ada data di bawah judul kolom (baris {hasil.baris_judul}). "
            "Isi datanya, lalu unggah lagi."
        )
    return hasil


def _hasil(mentah: Mentah, judul: Judul, kolom: Sequence[Kolom]) -> HasilBaca:
    urut = _baris_data(mentah, kolom, judul)
    bawah = di_bawah_tabel(mentah, urut, kolom, judul)
    urut = urut[: len(urut) - len(bawah)]
    isi_judul = mentah.isi(judul.indeks_baris + 1)[-1]
    hasil = HasilBaca(
        nomor=[mentah.nomor[i] for i in urut],
        di_bawah=bawah,
        lembar=mentah.lembar,
        baris_judul=mentah.nomor[judul.indeks_baris],
        kolom_asing=[
            str(teks)
            for c, teks in enumerate(isi_judul)
            if kunci_judul(teks) and not judul_tolak(teks) and c not in judul.letak.values()
        ],
        kolom_kosong=[k.nama for k in kolom if k.nama not in judul.letak],
    )
    for k in kolom:
        c = judul.letak.get(k.nama, -1)
        ada = 0 <= c < len(mentah.kolom)
        sel = mentah.kolom[c].pilih(urut) if ada else KolomMentah([""], [0] * len(urut))
        hasil.isi[k.nama] = [None] * len(urut) if c < 0 else _ubah_kolom(k, sel, hasil)
    return hasil


# The header


def _judul(mentah: Mentah, kolom: Sequence[Kolom], pemetaan: Mapping[str, int] | None) -> Judul:
    judul = tempatkan(mentah.isi(BARIS_JUDUL_TERDALAM), kolom, mentah.gabungan, pemetaan)
    sebutan = {k.nama: k.sebutan for k in kolom}
    if not judul.letak or not mentah.nomor:
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
            f"(baris {mentah.nomor[judul.indeks_baris]}). Tambahkan kolom itu, lalu unggah lagi."
        )
    return judul


def _baris_data(mentah: Mentah, kolom: Sequence[Kolom], judul: Judul) -> list[int]:
    """Rows that hold something. The first may number the columns, or be the template's example."""
    mulai = judul.indeks_baris + 1
    kosong = set(range(mulai, len(mentah.nomor)))
    for k in mentah.kolom:
        if not kosong:
            break
        kosong = {i for i in kosong if not terisi(k.satu(i))}
    urut = [i for i in range(mulai, len(mentah.nomor)) if i not in kosong]
    if not urut or urut[0] != mulai:
        return urut
    isi = [k.satu(mulai) for k in mentah.kolom]
    contoh = {judul.letak[k.nama]: k.contoh for k in kolom if k.contoh and k.nama in judul.letak}
    return urut[1:] if _nomor_kolom(isi) or _contoh_templat(isi, contoh) else urut


def _contoh_templat(isi: Sequence[Any], contoh: Mapping[int, str]) -> bool:
    """Is this the example that every template holds, left as it was?"""
    return bool(contoh) and all(c < len(isi) and isi[c] == teks for c, teks in contoh.items())


def _nomor_kolom(isi: Sequence[Any]) -> bool:
    """(1) (2) (3), as official tables number their columns."""
    angka = [str(sel).strip(" ()").removesuffix(".0") for sel in isi if terisi(sel)]
    return len(angka) > 1 and angka == [str(n) for n in range(1, len(angka) + 1)]


# Columns


def _ubah_kolom(kolom: Kolom, mentah: KolomMentah, hasil: HasilBaca) -> list[Any]:
    """Convert one column; contents that repeat once, since units, ranks and dates repeat a lot."""
    polos = kolom.polos.fullmatch if kolom.polos else lambda _: None
    tabel = [sel if type(sel) is str and polos(sel) else _coba(kolom, sel) for sel in mentah.nilai]
    nilai = KolomMentah(tabel, mentah.kode).sel
    if GalatSel not in set(map(type, tabel)):
        return nilai
    for i, galat in enumerate(nilai):
        if type(galat) is GalatSel:
            isi = tampilan(rapikan(mentah.satu(i)))
            hasil.galat_sel.setdefault(i, []).append(
                GalatBaris(hasil.nomor[i], kolom.sebutan, isi, galat.alasan, galat.langkah)
            )
    return [None if type(n) is GalatSel else n for n in nilai]


def _coba(kolom: Kolom, mentah: Any) -> Any:
    """The value of a cell, or the GalatSel that says why it has none."""
    try:
        return _ubah(kolom, mentah)
    except GalatSel as galat:
        return galat


def _ubah(kolom: Kolom, mentah: Any) -> Any:
    sel = rapikan(mentah)
    if sel == "":
        if kolom.wajib:
            raise GalatSel("Wajib diisi.", f"Isi {kolom.sebutan}.")
        return None
    if isinstance(sel, str) and sel[0] == "#" and sel.upper() in _GALAT_RUMUS:
        raise GalatSel("Rumus pada sel ini galat.", "Ganti rumus dengan nilainya.")
    return kolom.ubah(sel)
