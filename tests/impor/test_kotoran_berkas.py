"""Files that are refused as a whole, and contents that look like formulas."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from instansi.tests.factories import nip_baru
from tests.impor.alat import NIP, muat, orang, semua_baris, tulis_pegawai
from tests.impor.kotor import KEPALA, buku, isi, teks

TIDAK_WAJAR = "Salin datanya ke lembar kerja baru, simpan sebagai .xlsx, lalu unggah lagi."


def ganti_nama(bagian: str) -> Callable[[Path], Path]:
    """An archive of something else, called .xlsx."""

    def buat(folder: Path) -> Path:
        wadah = io.BytesIO()
        with zipfile.ZipFile(wadah, "w") as zip_:
            zip_.writestr(bagian, "x")
        return teks(folder, wadah.getvalue())

    return buat


def lembar_xml(sel: str, **lain: bytes) -> Callable[[Path], Path]:
    """A workbook whose sheet holds this XML; other parts by name."""

    def buat(folder: Path) -> Path:
        berkas = buku(folder, KEPALA)
        with zipfile.ZipFile(berkas) as asal:
            bagian = {nama: asal.read(nama) for nama in asal.namelist()} | lain
        ruang = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        isi_lembar = f'<worksheet xmlns="{ruang}"><sheetData>{sel}</sheetData></worksheet>'
        bagian["xl/worksheets/sheet1.xml"] = isi_lembar.encode()
        with zipfile.ZipFile(berkas, "w", zipfile.ZIP_DEFLATED) as tujuan:
            for nama, satu in bagian.items():
                tujuan.writestr(nama, satu)
        return berkas

    return buat


def enam_puluh_mb(folder: Path) -> Path:
    berkas = folder / "pegawai.xlsx"
    with berkas.open("wb") as f:
        f.truncate(60 * 1024**2)
    return berkas


BERKAS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "dua kolom sama": (
        lambda f: buku(f, (*KEPALA, "NIP Baru"), [*isi(), NIP]),
        "Ada lebih dari satu kolom NIP: A, F. Sisakan satu.",
    ),
    "tanpa kolom wajib": (
        lambda f: buku(f, KEPALA[:4], isi()[:4]),
        "Kolom Unit kerja tidak ada pada baris judul (baris 1). "
        "Tambahkan kolom itu, lalu unggah lagi.",
    ),
    "tanpa data": (
        lambda f: buku(f, KEPALA),
        "Tidak ada data di bawah judul kolom (baris 1). Isi datanya, lalu unggah lagi.",
    ),
    ".xls bernama .xlsx, atau bersandi": (
        lambda f: teks(f, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)),
        "Berkas Excel lama (.xls) atau bersandi. "
        "Buka di Excel, simpan sebagai .xlsx tanpa kata sandi, lalu unggah lagi.",
    ),
    ".docx bernama .xlsx": (
        ganti_nama("word/document.xml"),
        "Ini berkas Word, bukan tabel. Simpan tabelnya sebagai .xlsx atau .csv, lalu unggah lagi.",
    ),
    "HTML bernama .xls": (
        lambda f: teks(f, b"<html><table><tr><td>NIP</td></tr></table></html>"),
        "Ini halaman web yang diberi nama seperti tabel. "
        "Buka di Excel, simpan sebagai .xlsx, lalu unggah lagi.",
    ),
    "bom zip": (
        lembar_xml("", **{"xl/media/a.xml": bytes(30_000_000)}),
        f"Isi berkas ini jauh lebih besar daripada yang wajar. {TIDAK_WAJAR}",
    ),
    "sel XFD1048576": (
        lembar_xml('<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'),
        "Ada sel berisi yang sangat jauh, 1048576: paling jauh baris 100000 dan kolom GR. "
        f"{TIDAK_WAJAR}",
    ),
    "60 MB": (
        enam_puluh_mb,
        "Berkas ini 60 MB, paling besar 20 MB. "
        "Pecah menjadi beberapa berkas, atau hapus gambar di dalamnya.",
    ),
    "terpotong saat diunggah": (
        lambda f: teks(f, buku(f, KEPALA, isi()).read_bytes()[:3000]),
        "Berkas Excel ini rusak atau belum selesai terunggah. "
        "Buka di Excel, simpan ulang, lalu unggah lagi.",
    ),
}


@pytest.mark.parametrize("kotoran", BERKAS)
def test_berkas_ditolak_dan_tidak_ada_yang_tertulis(dunia, tmp_path, kotoran):
    buat, galat = BERKAS[kotoran]
    sebelum = semua_baris()

    laporan = muat(dunia.palu, "pegawai", buat(tmp_path))

    assert laporan.galat_berkas == galat
    assert (laporan.baru, laporan.ditulis, semua_baris()) == (0, 0, sebelum)


def test_isi_yang_mirip_rumus_tetap_teks_pulang_pergi(dunia, tmp_path):
    nama = ("=1+1", "+62812", "-5 orang", "@SUM(A1)", "'=cmd|'/c calc'!A1")
    baris = [{"NIP": nip_baru(), "Nama": n, "E-mail": None} for n in nama]
    berkas = tulis_pegawai(tmp_path, *baris)

    assert muat(dunia.palu, "pegawai", berkas).galat == []

    assert [orang(dunia.palu, b["NIP"]).nama for b in baris] == list(nama)
    mentah = CalamineWorkbook.from_path(berkas).get_sheet_by_index(0).to_python()
    assert [b[1] for b in mentah[1:]] == [f"'{n}" for n in nama]
