"""From a file to rows: start the child, find the header, convert each cell, say what is wrong."""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lib.impor.kolom import (
    TANDA_TANGGAL,
    Batas,
    Judul,
    Kolom,
    cari_judul,
    huruf_kolom,
    kunci_judul,
)
from lib.impor.sel import GalatSel

AKAR = Path(__file__).resolve().parents[2]
ISI_TERTAMPIL = 80  # characters of a bad cell that a message repeats

_AWAL_RUMUS = frozenset("=+-@")
_TANPA_LEBAR = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_GALAT_RUMUS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
)
INGATAN_TERBANYAK = 5_000  # texts of one column whose conversion is remembered


@dataclass(frozen=True, slots=True)
class GalatBaris:
    """One thing to mend: row number as the file shows it, column, content, reason, remedy."""

    baris: int
    kolom: str
    isi: str
    alasan: str
    langkah: str


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
    the file does not have.
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


class _GalatBerkas(Exception):
    """The file as a whole is refused; the text is for people."""


def baca_tabel(
    berkas: Path,
    kolom: Sequence[Kolom],
    *,
    kunci: Sequence[str] = (),
    lembar: str | None = None,
    batas: Batas | None = None,
) -> HasilBaca:
    """Read an XLSX or CSV file by declared columns; nothing is written, nothing is guessed.

    The kind of file is taken from its content. The header may stand below titles, in one row or
    two, with merged cells; blank rows are passed over. `kunci` names columns that together may
    occur once in the file: a later row with the same values gets an error. Every refusal of a cell
    or of the file is in the result, in Indonesian; only an OSError of the file itself is raised.
    """
    batas = batas or Batas()
    try:
        info, mentah = _baca_di_anak(berkas, kolom, lembar, batas)
        judul = _judul(mentah, info["gabungan"], kolom)
    except _GalatBerkas as galat:
        return HasilBaca(galat_berkas=str(galat))
    hasil = _hasil(info["lembar"], mentah, judul, kolom)
    _tandai_ganda(hasil.baris, [k for k in kolom if k.nama in kunci])
    if not hasil.baris:
        hasil.galat_berkas = (
            f"Tidak ada data di bawah judul kolom (baris {hasil.baris_judul}). "
            "Isi datanya, lalu unggah lagi."
        )
    return hasil


def _hasil(
    lembar: str, mentah: list[tuple[int, list[Any]]], judul: Judul, kolom: Sequence[Kolom]
) -> HasilBaca:
    nomor_judul, isi_judul = mentah[judul.indeks_baris]
    pengubah = [_Pengubah(k, judul.letak[k.nama]) for k in kolom if k.nama in judul.letak]
    kosong: dict[str, Any] = {k.nama: None for k in kolom}
    return HasilBaca(
        baris=[
            _ubah_baris(Baris(nomor, kosong.copy()), isi, pengubah)
            for nomor, isi in _baris_data(mentah, judul)
        ],
        lembar=lembar,
        baris_judul=nomor_judul,
        kolom_asing=[
            str(teks)
            for c, teks in enumerate(isi_judul)
            if kunci_judul(teks) and c not in judul.letak.values()
        ],
        kolom_kosong=[k.sebutan for k in kolom if k.nama not in judul.letak],
    )


# The child


def _baca_di_anak(
    berkas: Path, kolom: Sequence[Kolom], lembar: str | None, batas: Batas
) -> tuple[dict[str, Any], list[tuple[int, list[Any]]]]:
    ukuran = berkas.stat().st_size
    if ukuran > batas.bita:
        raise _GalatBerkas(
            f"Berkas ini {ukuran / 1024**2:.0f} MB, paling besar {batas.bita / 1024**2:.0f} MB. "
            "Pecah menjadi beberapa berkas, atau hapus gambar di dalamnya."
        )
    pesanan = {
        "berkas": str(berkas.resolve()),
        "lembar": lembar,
        "kunci": [[k.nama, sorted(k.kunci)] for k in kolom],
        "batas": asdict(batas),
    }
    baris = _jalankan_anak(json.dumps(pesanan), batas.detik).split(b"\n")[:-1]
    info: dict[str, Any] = {}
    mentah: list[tuple[int, list[Any]]] = []
    for potongan in map(json.loads, baris):
        if isinstance(potongan, list):
            mentah += potongan
        elif "alasan" in potongan:
            raise _GalatBerkas(f"{potongan['alasan']} {potongan['langkah']}")
        else:
            info = potongan
    return info, mentah


def _jalankan_anak(pesanan: str, detik: int) -> bytes:
    lingkungan = {k: os.environ[k] for k in ("PATH", "LD_LIBRARY_PATH") if k in os.environ}
    try:
        anak = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "lib.impor.anak"],
            input=pesanan.encode(),
            capture_output=True,
            cwd=AKAR,
            env=lingkungan,
            timeout=detik,
            check=True,
        )
    except subprocess.TimeoutExpired as galat:
        raise _GalatBerkas(
            f"Berkas ini tidak selesai dibaca dalam {detik} detik. "
            "Pecah menjadi beberapa berkas, lalu unggah lagi."
        ) from galat
    except subprocess.CalledProcessError as galat:
        # Aborted at its memory limit, or broken inside the reader.
        raise _GalatBerkas(
            "Susunan berkas ini tidak bisa dibaca. "
            "Salin datanya ke lembar kerja baru, simpan sebagai .xlsx, lalu unggah lagi."
        ) from galat
    return anak.stdout


# The header


def _judul(mentah: list[tuple[int, list[Any]]], gabungan: Any, kolom: Sequence[Kolom]) -> Judul:
    judul = cari_judul([isi for _, isi in mentah], [(k.nama, k.kunci) for k in kolom], gabungan)
    sebutan = {k.nama: k.sebutan for k in kolom}
    if judul is None:
        raise _GalatBerkas(
            "Judul kolom tidak ditemukan di 30 baris pertama. "
            f"Tulis satu baris judul: {', '.join(sebutan.values())}."
        )
    for nama, letak in judul.ganda.items():
        raise _GalatBerkas(
            f"Ada lebih dari satu kolom {sebutan[nama]}: "
            f"{', '.join(map(huruf_kolom, letak))}. Sisakan satu."
        )
    kurang = [k.sebutan for k in kolom if k.wajib and k.nama not in judul.letak]
    if kurang:
        raise _GalatBerkas(
            f"Kolom {', '.join(kurang)} tidak ada pada baris judul "
            f"(baris {mentah[judul.indeks_baris][0]}). Tambahkan kolom itu, lalu unggah lagi."
        )
    return judul


def _baris_data(
    mentah: list[tuple[int, list[Any]]], judul: Judul
) -> Iterator[tuple[int, list[Any]]]:
    """Rows below the header that hold something; a row that only numbers the columns is none."""
    for urut, (nomor, isi) in enumerate(mentah[judul.indeks_baris + 1 :]):
        if not any(map(_terisi, isi)) or (urut == 0 and _nomor_kolom(isi)):
            continue
        yield nomor, isi


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
        sel = _rapikan(mentah)
        try:
            nilai = self._ubah(sel)
        except GalatSel as galat:
            baris.galat.append(
                GalatBaris(
                    baris.nomor, self.kolom.sebutan, _tampilan(sel), galat.alasan, galat.langkah
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


def _rapikan(sel: Any) -> Any:
    """A cell as its converter gets it: one space between words, no invisible marks, real dates."""
    if not isinstance(sel, str):
        return sel
    if sel[:1] == "\0":
        if sel.startswith(TANDA_TANGGAL):
            return date.fromisoformat(sel[2:])
        return datetime.fromisoformat(sel[2:])
    if not sel.isascii():
        sel = unicodedata.normalize("NFC", sel.translate(_TANPA_LEBAR))
    sel = " ".join(sel.split())
    # The apostrophe that keeps a text from being a formula, as tulis_xlsx writes it.
    return sel[1:] if sel[:1] == "'" and sel.lstrip("'")[:1] in _AWAL_RUMUS else sel


def _tampilan(sel: Any) -> str:
    if isinstance(sel, float) and sel == int(sel):
        return f"{sel:.0f}" if abs(sel) < 1e15 else f"{sel:.5E}"
    teks = str(sel)
    return teks if len(teks) <= ISI_TERTAMPIL else teks[:ISI_TERTAMPIL] + "…"


def _tandai_ganda(semua: list[Baris], kunci: Sequence[Kolom]) -> None:
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
                    _tampilan(", ".join(map(str, nilai))),
                    f"Sama dengan baris {nomor}.",
                    "Hapus salah satunya.",
                )
            )
