"""Is this ZIP an XLSX that may be opened? Looks before the reader of spreadsheets does.

A file of 5 KB can name two cells so far apart that the reader allocates the whole rectangle, and
one of 300 KB can unpack to gigabytes: both are refused here, from the bytes, before any cell.
"""

import html
import re
import zipfile
from pathlib import Path

from lib.impor.kolom import Batas, huruf_kolom

GalatRumus = dict[str, dict[tuple[int, int], str]]

POTONGAN = 1 << 20
TUMPANG = 512  # bytes kept from one chunk to the next: longer than any address
SEL_TERPANJANG = 2_000  # bytes of one cell's XML in which its error is looked for
BAGIAN_TERBANYAK = 2_000
RASIO_BERLAKU_DARI = 20 * 1024**2  # bytes unpacked; small files of equal cells pack very well

# XML may write r="A1" with blanks around "=" or in single quotes: without blanks, and with one kind
# of quotes, it looks one way only.
_SATU_KUTIP = bytes.maketrans(b"'", b'"')
_BLANGKO = b" \t\r\n"
# Addresses of 3 letters, of 2 letters from G on, or of 6 digits: few, and quick to find.
_MUNGKIN_JAUH = re.compile(rb'r="((?:[A-Za-z]{3,}|[G-Zg-z][A-Za-z])\d+|[A-Za-z]{0,2}\d{6,})"')
_SEL_ATAU_BARIS = re.compile(rb"<(?:\w+:)?(?:c|row)")
_ALAMAT = re.compile(rb"([A-Za-z]*)(\d+)")
_TIPE_GALAT = re.compile(rb't="e"')
_NILAI_GALAT = re.compile(rb"v>(#[^<]{1,20})<")
_R = re.compile(rb'r="([A-Za-z]+\d+)"')
_LEMBAR = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_HUBUNGAN = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_ATRIBUT = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class BerkasDitolak(Exception):
    """The file as a whole cannot be used: `alasan` and `langkah`."""

    def __init__(self, alasan: str, langkah: str) -> None:
        super().__init__(f"{alasan} {langkah}")
        self.alasan = alasan
        self.langkah = langkah


_TIDAK_WAJAR = "Salin datanya ke lembar kerja baru, simpan sebagai .xlsx, lalu unggah lagi."


def periksa(berkas: Path, batas: Batas) -> GalatRumus:
    """Refuse what is no XLSX or would cost too much; return the formula errors by sheet and cell.

    Row and column of an error count from 0. Raises BerkasDitolak.
    """
    try:
        with zipfile.ZipFile(berkas) as zip_:
            _periksa_daftar_isi(zip_, batas)
            galat = {
                bagian.filename: _pindai(zip_, bagian, batas)
                for bagian in zip_.infolist()
                if not bagian.is_dir()
            }
            bagian_lembar = _bagian_lembar(zip_)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as salah:
        raise BerkasDitolak(
            "Berkas Excel ini rusak atau belum selesai terunggah.",
            "Buka di Excel, simpan ulang, lalu unggah lagi.",
        ) from salah
    return {nama: galat.get(bagian, {}) for nama, bagian in bagian_lembar.items()}


def _periksa_daftar_isi(zip_: zipfile.ZipFile, batas: Batas) -> None:
    daftar = zip_.infolist()
    nama = {bagian.filename for bagian in daftar}
    if "xl/workbook.xml" not in nama:
        raise BerkasDitolak(
            _sebutan_zip(nama), "Simpan tabelnya sebagai .xlsx atau .csv, lalu unggah lagi."
        )
    if any(bagian.flag_bits & 1 for bagian in daftar):
        raise BerkasDitolak("Berkas ini bersandi.", "Simpan tanpa kata sandi, lalu unggah lagi.")
    terurai = sum(bagian.file_size for bagian in daftar)
    terpampat = sum(bagian.compress_size for bagian in daftar) or 1
    terlalu_padat = terurai > RASIO_BERLAKU_DARI and terurai / terpampat > batas.rasio
    if terurai > batas.bita_terurai or terlalu_padat or len(daftar) > BAGIAN_TERBANYAK:
        raise BerkasDitolak("Isi berkas ini jauh lebih besar daripada yang wajar.", _TIDAK_WAJAR)


def _sebutan_zip(nama: set[str]) -> str:
    if "word/document.xml" in nama:
        return "Ini berkas Word, bukan tabel."
    if "ppt/presentation.xml" in nama:
        return "Ini berkas PowerPoint, bukan tabel."
    if "xl/workbook.bin" in nama:
        return "Ini berkas Excel biner (.xlsb)."
    if "content.xml" in nama:
        return "Ini berkas OpenDocument (.ods)."
    return "Ini berkas ZIP, bukan tabel."


def _pindai(
    zip_: zipfile.ZipFile, bagian: zipfile.ZipInfo, batas: Batas
) -> dict[tuple[int, int], str]:
    """Read one part as a stream: refuse far cells, collect formula errors."""
    galat: dict[tuple[int, int], str] = {}
    sisa = b""
    with zip_.open(bagian) as aliran:
        while potong := aliran.read(POTONGAN):
            teks = sisa + potong.translate(_SATU_KUTIP, _BLANGKO)
            for cocok in _MUNGKIN_JAUH.finditer(teks):
                awal = teks.rfind(b"<", max(0, cocok.start() - TUMPANG), cocok.start())
                if awal < 0 or _SEL_ATAU_BARIS.match(teks, awal):
                    _tolak_yang_jauh(cocok[1], batas)
            galat |= _galat_rumus(teks)
            sisa = teks[-TUMPANG:]
    return galat


def _tolak_yang_jauh(alamat: bytes, batas: Batas) -> None:
    huruf, baris = _letak(alamat)
    if baris >= batas.baris or huruf >= batas.kolom:
        raise BerkasDitolak(
            f"Ada sel berisi yang sangat jauh, {alamat.decode()}: paling jauh baris {batas.baris} "
            f"dan kolom {huruf_kolom(batas.kolom - 1)}.",
            _TIDAK_WAJAR,
        )


def _galat_rumus(teks: bytes) -> dict[tuple[int, int], str]:
    """Cells of type "e" with their text, such as #N/A, from XML without blanks."""
    hasil = {}
    for cocok in _TIPE_GALAT.finditer(teks):
        di = cocok.start()
        mulai = teks.rfind(b"<", max(0, di - TUMPANG), di)
        alamat = _R.search(teks, mulai, di + 60)
        nilai = _NILAI_GALAT.search(teks, di, di + SEL_TERPANJANG)
        if mulai >= 0 and alamat and nilai:
            kolom, baris = _letak(alamat[1])
            hasil[baris, kolom] = html.unescape(nilai[1].decode("utf-8", "replace"))
    return hasil


def _letak(alamat: bytes) -> tuple[int, int]:
    """Column and row of an address, from 0; -1 for a column that is not there."""
    cocok = _ALAMAT.fullmatch(alamat)
    assert cocok is not None  # noqa: S101 - both callers match letters and digits
    return _indeks_kolom(cocok[1].decode().upper()), int(cocok[2]) - 1


def _indeks_kolom(huruf: str) -> int:
    """A is 0; -1 for no letters."""
    indeks = 0
    for h in huruf:
        indeks = indeks * 26 + ord(h) - 64
    return indeks - 1


def _bagian_lembar(zip_: zipfile.ZipFile) -> dict[str, str]:
    """The file inside the archive that holds each sheet, by the sheet's name."""
    if "xl/_rels/workbook.xml.rels" not in zip_.namelist():
        return {}
    buku = zip_.read("xl/workbook.xml").decode("utf-8", "replace")
    hubungan = zip_.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    sasaran = {
        a["Id"]: a["Target"].removeprefix("/xl/")
        for a in map(_atribut, _HUBUNGAN.findall(hubungan))
        if "Id" in a and "Target" in a
    }
    return {
        a["name"]: "xl/" + sasaran[a["r:id"]]
        for a in map(_atribut, _LEMBAR.findall(buku))
        if "name" in a and a.get("r:id") in sasaran
    }


def _atribut(teks: str) -> dict[str, str]:
    return {nama: html.unescape(a or b) for nama, a, b in _ATRIBUT.findall(teks)}
