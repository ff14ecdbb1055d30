"""The child process that opens a file nobody has vetted: `python -m lib.impor.anak`.

It gets its order as JSON on standard input and answers with JSON on standard output. A file can
make the reader of spreadsheets allocate without end and abort, which no `except` catches: here that
ends only this process, under RLIMIT_AS, and the parent turns it into a sentence.
"""

import csv
import gc
import io
import json
import resource
import sys
from array import array
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, TextIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lib.impor import xlsx
from lib.impor.kolom import BARIS_JUDUL_TERDALAM, Batas, cari_judul
from lib.impor.sel import TANDA_TANGGAL, TANDA_WAKTU

_ANGKA = frozenset((bool, int, float))
SEL_TERPANJANG = 5_000  # characters; in a very big table what is longer is cut
Kunci = list[tuple[str, frozenset[str]]]

_SIMPAN_ULANG = "Simpan sebagai .xlsx atau .csv, lalu unggah lagi."
# What a file is, by its first bytes: names of files are not believed.
_BUKAN_TABEL = (
    (
        b"\xd0\xcf\x11\xe0",
        "Berkas Excel lama (.xls) atau bersandi.",
        "Buka di Excel, simpan sebagai .xlsx tanpa kata sandi, lalu unggah lagi.",
    ),
    (b"%PDF", "Ini berkas PDF, bukan tabel.", _SIMPAN_ULANG),
    (b"\x89PNG", "Ini gambar, bukan tabel.", _SIMPAN_ULANG),
    (b"\xff\xd8\xff", "Ini gambar, bukan tabel.", _SIMPAN_ULANG),
    (b"Rar!", "Ini berkas RAR.", "Ekstrak dahulu, lalu unggah tabel di dalamnya."),
)


@dataclass(frozen=True, slots=True)
class Lembar:
    """One sheet as read: rows with their number in the file, and merged ranges of the top."""

    nama: str
    baris: list[tuple[int, list[Any]]]
    gabungan: list[tuple[int, int, int, int]]


def baca_berkas(berkas: Path, *, lembar: str | None, kunci: Kunci, batas: Batas) -> Lembar:
    """Recognise the file by its content and read the sheet that fits `kunci` best.

    Raises xlsx.BerkasDitolak with reason and remedy.
    """
    with berkas.open("rb") as f:
        kepala = f.read(4096)
    if not kepala.strip():
        raise xlsx.BerkasDitolak("Berkas ini kosong.", "Unggah berkas yang berisi data.")
    if kepala.startswith(b"PK"):
        return _baca_xlsx(berkas, lembar=lembar, kunci=kunci, batas=batas)
    for tanda, alasan, langkah in _BUKAN_TABEL:
        if kepala.startswith(tanda):
            raise xlsx.BerkasDitolak(alasan, langkah)
    return _baca_csv(berkas.read_bytes(), batas)


# XLSX


def _baca_xlsx(berkas: Path, *, lembar: str | None, kunci: Kunci, batas: Batas) -> Lembar:
    galat_rumus = xlsx.periksa(berkas, batas)
    try:
        buku = CalamineWorkbook.from_path(berkas)
        nama_nama = [
            s.name
            for s in buku.sheets_metadata
            if s.typ == SheetTypeEnum.WorkSheet and s.visible == SheetVisibleEnum.Visible
        ]
        if lembar is not None:
            nama_nama = [nama for nama in nama_nama if nama == lembar]
        if not nama_nama:
            raise xlsx.BerkasDitolak(
                f"Lembar {lembar} tidak ada." if lembar else "Berkas ini tidak punya lembar data.",
                "Periksa nama lembar di bagian bawah Excel.",
            )
        return _lembar_paling_cocok(buku, nama_nama, kunci, galat_rumus, batas)
    except CalamineError as galat:
        raise xlsx.BerkasDitolak(
            "Berkas Excel ini rusak.",
            "Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi.",
        ) from galat


def _lembar_paling_cocok(
    buku: CalamineWorkbook,
    nama_nama: list[str],
    kunci: Kunci,
    galat_rumus: xlsx.GalatRumus,
    batas: Batas,
) -> Lembar:
    """The first sheet whose header names most columns; instructions may stand on the one before."""
    terbaik, nilai_terbaik = None, -1
    for nama in nama_nama:
        calon = _lembar(buku, nama, galat_rumus.get(nama, {}), batas)
        puncak = [isi for _, isi in calon.baris[:BARIS_JUDUL_TERDALAM]]
        judul = cari_judul(puncak, kunci)
        nilai = len(judul.letak) if judul else 0
        if nilai > nilai_terbaik:
            terbaik, nilai_terbaik = calon, nilai
        if nilai == len(kunci):
            break
    assert terbaik is not None  # noqa: S101 - nama_nama is not empty
    return terbaik


def _lembar(
    buku: CalamineWorkbook, nama: str, galat: dict[tuple[int, int], str], batas: Batas
) -> Lembar:
    s = buku.get_sheet_by_name(nama)
    r0, c0 = s.start or (0, 0)
    awalan = [""] * c0
    # iter_rows gives the empty rows above the data, but not the empty columns before it.
    mentah: Iterable[tuple[int, list[Any]]] = enumerate(islice(s.iter_rows(), r0, None), r0)
    if c0:
        mentah = ((i, awalan + isi) for i, isi in mentah)
    # Merged ranges count from the first row that is read.
    gabungan = [
        (a[0] - r0, a[1], b[0] - r0, b[1])
        for a, b in s.merged_cell_ranges or []
        if a[0] >= r0 and b[1] < batas.kolom
    ]
    return Lembar(nama, list(_rapatkan(_dengan_galat(mentah, galat), batas)), gabungan)


def _dengan_galat(
    baris: Iterable[tuple[int, list[Any]]], galat: dict[tuple[int, int], str]
) -> Iterable[tuple[int, list[Any]]]:
    """Put back "#N/A" and the like, which the reader gives as empty."""
    if not galat:
        return baris
    return _isi_galat(baris, galat)


def _isi_galat(
    baris: Iterable[tuple[int, list[Any]]], galat: dict[tuple[int, int], str]
) -> Iterator[tuple[int, list[Any]]]:
    baris_bergalat = {r for r, _ in galat}
    for r, isi in baris:
        if r in baris_bergalat:
            for c in range(len(isi)):
                isi[c] = galat.get((r, c), isi[c])
        yield r, isi


# CSV


def _baca_csv(isi: bytes, batas: Batas) -> Lembar:
    teks = _urai_teks(isi)
    if teks.lstrip()[:1] == "<":
        raise xlsx.BerkasDitolak(
            "Ini halaman web yang diberi nama seperti tabel.",
            "Buka di Excel, simpan sebagai .xlsx, lalu unggah lagi.",
        )
    pemisah, teks = _pemisah(teks)
    pembaca = csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah)
    try:
        return Lembar("", list(_rapatkan(enumerate(pembaca), batas)), [])
    except csv.Error as galat:
        raise xlsx.BerkasDitolak(
            "Berkas CSV ini tidak terbaca: ada tanda kutip yang tidak ditutup.", _SIMPAN_ULANG
        ) from galat


def _urai_teks(isi: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or the Windows code page that older Excel writes."""
    utf16 = isi.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in isi and not utf16:
        raise xlsx.BerkasDitolak("Berkas ini bukan XLSX atau CSV.", _SIMPAN_ULANG)
    for sandi in ("utf-16",) if utf16 else ("utf-8-sig", "cp1252"):
        try:
            return isi.decode(sandi)
        except UnicodeDecodeError:
            continue
    raise xlsx.BerkasDitolak(
        "Huruf di berkas ini tidak terbaca.", "Simpan sebagai CSV UTF-8, lalu unggah lagi."
    )


def _pemisah(teks: str) -> tuple[str, str]:
    """The separator of columns, and the text without Excel's own "sep=;" line.

    The one that stands most often in the first lines; Indonesian Excel writes semicolons.
    """
    baris_awal, _, sisa = teks.partition("\n")
    if baris_awal.strip().lower().startswith("sep=") and len(baris_awal.strip()) == 5:
        return baris_awal.strip()[4], "\n" + sisa
    contoh = "\n".join(teks.split("\n", BARIS_JUDUL_TERDALAM)[:BARIS_JUDUL_TERDALAM])
    return max(";,\t|", key=contoh.count), teks


# Both


def _rapatkan(
    baris: Iterable[tuple[int, list[Any]]], batas: Batas
) -> Iterator[tuple[int, list[Any]]]:
    """Number rows as the file does, cut trailing empty cells, drop blank rows below the top.

    The top keeps its blank rows, so that merged ranges and two-row headers stay in place.
    """
    banyak = 0
    for urut, (indeks, isi) in enumerate(baris):
        while isi and isi[-1] == "":
            isi.pop()
        if not isi and urut >= BARIS_JUDUL_TERDALAM:
            continue
        banyak += 1
        if banyak > batas.baris or len(isi) > batas.kolom:
            raise xlsx.BerkasDitolak(
                f"Tabel ini lebih dari {batas.baris} baris atau {batas.kolom} kolom.",
                "Pecah menjadi beberapa berkas, atau hapus kolom yang tidak dipakai.",
            )
        yield indeks + 1, isi


def _sandi_json(sel: object) -> str:
    """Dates and times as text with a mark that no file can hold; durations as plain text."""
    if isinstance(sel, datetime):
        return f"{TANDA_WAKTU}{sel.isoformat()}"
    if isinstance(sel, date):
        return f"{TANDA_TANGGAL}{sel.isoformat()}"
    return str(sel)


def _tulis_hasil(hasil: Lembar, keluar: TextIO, batas: Batas) -> None:
    """One JSON line for the sheet, one for row numbers, one a column; a refusal when too big.

    A column is its contents and, where they repeat, the index of each row's content.
    """
    sandi = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_sandi_json).encode
    keluar.write(sandi({"lembar": hasil.nama, "gabungan": hasil.gabungan[:1000]}) + "\n")
    keluar.write(sandi([nomor for nomor, _ in hasil.baris]) + "\n")
    ukuran = 0
    for sel in zip_longest(*(isi for _, isi in hasil.baris), fillvalue=""):
        nilai, kode = _kamus(sel)
        teks = sandi([nilai, kode])
        if len(teks) > SEL_TERPANJANG * len(nilai):
            teks = sandi([_potong(nilai), kode])
        ukuran += len(teks)
        if ukuran > batas.bita_hasil:
            raise xlsx.BerkasDitolak(
                "Isi tabel ini terlalu besar.", "Pecah menjadi beberapa berkas, lalu unggah lagi."
            )
        keluar.write(teks + "\n")


def _kamus(sel: tuple[Any, ...]) -> tuple[list[Any], str | None]:
    """Different contents of a column with each row's index among them, where that is shorter.

    The indexes are 4 bytes each in base64: as JSON they took longer than the contents.
    """
    urut: defaultdict[Any, int] = defaultdict()
    urut.default_factory = urut.__len__
    kode = array("I", map(urut.__getitem__, sel))
    if len(urut) > len(sel) // 2:
        return list(sel), None
    # 1, 1.0 and True are equal: where there is no number among the different, there is none at all.
    if not _ANGKA.isdisjoint(map(type, urut)) and len(_ANGKA.intersection(map(type, sel))) > 1:
        return list(sel), None
    return list(urut), b64encode(kode).decode()


def _potong(isi: list[Any]) -> list[Any]:
    return [sel[:SEL_TERPANJANG] if isinstance(sel, str) else sel for sel in isi]


def jawab(pesanan: dict[str, Any], keluar: TextIO) -> None:
    """Carry out one order of `lib.impor.baca` and write the answer."""
    batas = Batas(**pesanan["batas"])
    kunci = [(nama, frozenset(semua)) for nama, semua in pesanan["kunci"]]
    try:
        hasil = baca_berkas(
            Path(pesanan["berkas"]), lembar=pesanan["lembar"], kunci=kunci, batas=batas
        )
        del hasil.baris[pesanan.get("paling_banyak") or len(hasil.baris) :]
        _tulis_hasil(hasil, keluar, batas)
    except xlsx.BerkasDitolak as galat:
        keluar.write(json.dumps({"alasan": galat.alasan, "langkah": galat.langkah}) + "\n")


if __name__ == "__main__":
    pesanan_induk = json.loads(sys.stdin.readline())
    memori = pesanan_induk["batas"]["memori"]
    resource.setrlimit(resource.RLIMIT_AS, (memori, memori))
    gc.disable()  # a short life, and hundreds of thousands of cells that make no cycles
    jawab(pesanan_induk, sys.stdout)
