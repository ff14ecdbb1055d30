"""Dirty files as offices send them, each one kind of dirt, with the exact words that it earns."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from instansi.models import Instansi, Pegawai
from instansi.tests.factories import buat_unit, nip_baru
from lib.impor import GalatBaris
from tests.impor.alat import BAWAAN, NIP, muat, orang, semua_baris, tulis_pegawai

KEPALA = ("NIP", "Nama", "Jabatan", "Jenis jabatan", "Unit kerja")
NIP_LAIN = "198003172005012003"
LANGKAH_TANGGAL = "Tulis hari-bulan-tahun, misalnya 17-08-2026."
RUMUS = ("Rumus pada sel ini galat.", "Ganti rumus dengan nilainya.")
ANGKA = (
    "NIP tersimpan sebagai bilangan, sehingga tiga angka terakhirnya sudah hilang dari berkas.",
    "Ubah format kolom NIP menjadi Teks, lalu isi ulang NIP dari sumber aslinya.",
)
TIDAK_WAJAR = "Salin datanya ke lembar kerja baru, simpan sebagai .xlsx, lalu unggah lagi."


def isi(*, kolom: Sequence[str] = KEPALA, **ubah: Any) -> list[Any]:
    """One row of a file with these columns; `NIP_atasan` names the column "NIP atasan"."""
    nilai = BAWAAN | {nama.replace("_", " "): n for nama, n in ubah.items()}
    return [nilai.get(k) for k in kolom]


def buku(folder: Path, *baris: Sequence[Any], gabung: Sequence[tuple[str, str]] = ()) -> Path:
    """A workbook with just these cells: numbers as numbers, dates as dates, "=..." as formulas."""
    berkas = folder / "pegawai.xlsx"
    with xlsxwriter.Workbook(berkas) as b:
        lembar, tanggal = b.add_worksheet("Data"), b.add_format({"num_format": "dd-mm-yyyy"})
        for r, sel in enumerate(baris):
            for c, nilai in enumerate(sel):
                if isinstance(nilai, tuple):  # a formula with the value Excel has computed
                    lembar.write_formula(r, c, nilai[0], None, nilai[1])
                elif isinstance(nilai, date):
                    lembar.write_datetime(r, c, nilai, tanggal)
                elif nilai is not None:
                    lembar.write(r, c, nilai)
        for rentang, teks in gabung:
            lembar.merge_range(rentang, teks)
    return berkas


def teks(folder: Path, isi_berkas: bytes) -> Path:
    berkas = folder / "pegawai.xlsx"
    berkas.write_bytes(isi_berkas)
    return berkas


def dengan(folder: Path, *kolom: str, **ubah: Any) -> Path:
    """One row of the usual columns and these, with something changed."""
    semua = (*KEPALA, *kolom)
    return buku(folder, semua, isi(kolom=semua, **ubah))


# A cell

SEL = {
    "NIP bilangan": ({"NIP": int(NIP)}, "NIP", "1.99103E+17", *ANGKA),
    "NIP ilmiah": ({"NIP": "1.98E+17"}, "NIP", "1.98E+17", *ANGKA),
    "NIP 17 angka": (
        {"NIP": NIP[:17]},
        "NIP",
        NIP[:17],
        "NIP baru 17 angka.",
        "Lengkapi menjadi 18 angka.",
    ),
    "NIP 19 angka": (
        {"NIP": NIP + "1"},
        "NIP",
        NIP + "1",
        "NIP berisi 19 angka.",
        "Kurangi menjadi 18 angka.",
    ),
    "NIP berhuruf": (
        {"NIP": "NIP. 1991"},
        "NIP",
        "NIP. 1991",
        "NIP hanya berisi angka.",
        "Hapus huruf dan tanda lain.",
    ),
    "NIP dari masa depan": (
        {"NIP": "205001012070011001"},
        "NIP",
        "205001012070011001",
        "Tanggal lahir pada NIP, 20500101, belum lewat.",
        "Periksa delapan angka pertama.",
    ),
    "NIP kosong": ({"NIP": None}, "NIP", "", "Kosong.", "Isi NIP."),
    "nama hanya spasi": ({"Nama": " \u00a0 "}, "Nama", "", "Kosong.", "Isi Nama."),
    "NIP atasan bilangan": ({"NIP_atasan": int(NIP)}, "NIP atasan", "1.99103E+17", *ANGKA),
    "unit salah ketik": (
        {"Unit_kerja": "Dinas Kesehatann"},
        "Unit kerja",
        "Dinas Kesehatann",
        "Unit kerja tidak dikenal.",
        "Mungkin maksud Anda “Dinas Kesehatan”.",
    ),
    "unit tak dikenal": (
        {"Unit_kerja": "Kantor Lain Sekali"},
        "Unit kerja",
        "Kantor Lain Sekali",
        "Unit kerja tidak dikenal.",
        "Periksa ejaannya, atau tambahkan unit itu lebih dahulu.",
    ),
    "31 Februari": (
        {"Tanggal_lahir": "31/02/1985"},
        "Tanggal lahir",
        "31/02/1985",
        "Februari 1985 tidak punya tanggal 31.",
        LANGKAH_TANGGAL,
    ),
    "tanggal bilangan": (
        {"Tanggal_lahir": 33309},
        "Tanggal lahir",
        "33309",
        "33309.0 adalah bilangan, bukan tanggal.",
        "Ubah format kolomnya menjadi Tanggal di Excel, atau tulis 17-08-2026.",
    ),
    "tahun dua angka": (
        {"Tanggal_lahir": "12-03-91"},
        "Tanggal lahir",
        "12-03-91",
        "Tahun pada 12-03-91 hanya dua angka.",
        LANGKAH_TANGGAL,
    ),
    "bulan asing": (
        {"Tanggal_lahir": "12 Marct 1991"},
        "Tanggal lahir",
        "12 Marct 1991",
        "Nama bulan pada 12 Marct 1991 tidak dikenal.",
        LANGKAH_TANGGAL,
    ),
    "golongan tak ada": (
        {"Golongan": "III/e"},
        "Golongan",
        "III/e",
        "Golongan tidak dikenal.",
        "Isi I/a sampai IV/e untuk PNS, I sampai XVII untuk PPPK.",
    ),
    "golongan jenis lain": (
        {"Golongan": "IX"},
        "Golongan",
        "IX",
        "Bukan golongan PNS.",
        "Isi I/a sampai IV/e.",
    ),
    "jenis bertentangan dengan NIP": (
        {"Jenis_pegawai": "PPPK"},
        "Jenis pegawai",
        "PPPK",
        "Menurut NIP, ini PNS.",
        "Betulkan jenis pegawai, atau periksa NIP pada SK.",
    ),
    "jabatan baru tanpa jenis": (
        {"Jenis_jabatan": None},
        "Jenis jabatan",
        "",
        "Jabatan “Penata Layanan Operasional” belum dikenal.",
        "Isi jenis jabatannya: JPT Pratama, Administrator, Pengawas, Pelaksana, Fungsional.",
    ),
    "surel rusak": (
        {"E-mail": "aminah di palu"},
        "Surel",
        "aminah di palu",
        "Bukan alamat surel.",
        "Tulis seperti nama@contoh.go.id, atau kosongkan.",
    ),
    "telepon rusak": (
        {"No_HP": "tidak ada"},
        "Telepon",
        "tidak ada",
        "Bukan nomor telepon.",
        "Tulis angkanya saja, misalnya 081234567890.",
    ),
    "status asing": (
        {"Status": "Entah"},
        "Status",
        "Entah",
        "Isinya tidak dikenal.",
        "Isi salah satu: Aktif, Cuti di luar tanggungan negara, CLTN, Pensiun, Pindah, Berhenti.",
    ),
    "nama terlalu panjang": (
        {"Nama": "N" * 121},
        "Nama",
        "N" * 80 + "…",
        "Lebih dari 120 huruf.",
        "Singkat isinya.",
    ),
    "rumus galat": ({"Nama": ("=NA()", "#N/A")}, "Nama", "#N/A", *RUMUS),
}


@pytest.mark.parametrize("kotoran", SEL)
def test_sel_kotor_menolak_barisnya_saja(dunia, tmp_path, kotoran):
    ubah, *galat = SEL[kotoran]
    kolom = (*KEPALA, *(k.replace("_", " ") for k in ubah if k.replace("_", " ") not in KEPALA))
    baik = isi(kolom=kolom, NIP=NIP_LAIN) if len(kolom) == len(KEPALA) else None
    berkas = buku(tmp_path, kolom, isi(kolom=kolom, **ubah), *([baik] if baik else []))

    laporan = muat(dunia.palu, "pegawai", berkas)

    assert laporan.galat == [GalatBaris(2, *galat)]
    assert (laporan.ditolak, laporan.baru) == (1, 1 if baik else 0)
    assert not Pegawai.objects.filter(nip=NIP).exists()


# What a good import reads through

BERSIH = {
    "NIP berspasi": {"NIP": " 19910312 201902 1 004 "},
    "NIP bertitik": {"NIP": "19910312.201902.1.004"},
    "NIP berapostrof": {"NIP": f"'{NIP}"},
    "spasi tak putus dan tak terlihat": {"Nama": "  Sitti\u00a0  Ami\u200bnah\n"},
    "unit berhuruf besar": {"Unit_kerja": "DINAS  KESEHATAN"},
    "unit menurut kode": {"Unit_kerja": "dinas-kesehatan"},
    "tanggal teks": {"Tanggal_lahir": "12/03/1991"},
    "tanggal bernama bulan": {"Tanggal_lahir": "12 Maret 1991"},
    "tanggal ISO": {"Tanggal_lahir": "1991-03-12"},
    "tanggal Excel": {"Tanggal_lahir": date(1991, 3, 12)},
    "golongan berspasi": {"Golongan": "III B"},
    "status huruf kecil": {"Status": "aktif"},
    "rumus dengan nilai": {"Nama": ('="Sitti "&"Aminah"', "Sitti Aminah")},
}


@pytest.mark.parametrize("kotoran", BERSIH)
def test_kotoran_ringan_terbaca(dunia, tmp_path, kotoran):
    berkas = dengan(tmp_path, "Tanggal lahir", "Golongan", "Status", **BERSIH[kotoran])

    laporan = muat(dunia.palu, "pegawai", berkas)

    assert (laporan.galat, laporan.peringatan, laporan.baru) == ([], [], 1)
    p = orang(dunia.palu)
    assert (p.nama, p.jenis, p.jenis_kelamin) == ("Sitti Aminah", "PNS", "L")
    assert (p.tanggal_lahir, p.tmt) == (date(1991, 3, 12), date(2019, 2, 1))
    assert (p.golongan, p.unit, p.status) == ("III/b", dunia.palu.dinkes, "AKTIF")


# The shape of a sheet


def kop(folder: Path) -> Path:
    """A letterhead, the header in row 7, its columns numbered below."""
    kosong: list[list[Any]] = [
        ["PEMERINTAH KOTA"],
        ["DAFTAR PEGAWAI"],
        [],
        ["Keadaan: 2026"],
        [],
        [],
    ]
    return buku(folder, *kosong, KEPALA, ["(1)", "(2)", "(3)", "(4)", "(5)"], isi())


def gabungan(folder: Path) -> Path:
    """A header of two rows with merged cells."""
    kolom = ["NIP", "Nama", "Gelar", None, "Jabatan", "Jenis jabatan", "Unit kerja"]
    bawah = [None, None, "Depan", "Belakang", None, None, None]
    data = [NIP, "Sitti Aminah", "dr.", "M.Kes.", *isi()[2:]]
    rentang = [
        (f"{h}1:{h}2", str(k)) for h, k in zip("ABEFG", [*kolom[:2], *kolom[4:]], strict=True)
    ]
    return buku(folder, kolom, bawah, data, gabung=[*rentang, ("C1:D1", "Gelar")])


def ekor_kosong(folder: Path) -> Path:
    """Ten thousand formatted but empty rows below the data."""
    return buku(folder, KEPALA, isi(), *([" "] for _ in range(10_000)))


def lembar_tersembunyi(folder: Path) -> Path:
    """A hidden sheet of the same form before the one that counts."""
    berkas = folder / "pegawai.xlsx"
    with xlsxwriter.Workbook(berkas) as b:
        lama, baru = b.add_worksheet("Lama"), b.add_worksheet("Baru")
        for lembar, baris in ((lama, isi(NIP=NIP_LAIN)), (baru, isi())):
            lembar.write_row("A1", KEPALA)
            lembar.write_row("A2", baris)
        lama.hide()
        baru.activate()
    return berkas


def csv(pemisah: str, sandi: str) -> Callable[[Path], Path]:
    """A CSV file with a separator and an encoding."""

    def buat(folder: Path) -> Path:
        baris = (pemisah.join(map(str, sel)) for sel in (KEPALA, isi()))
        return teks(folder, "\r\n".join(baris).encode(sandi))

    return buat


BENTUK: dict[str, Callable[[Path], Path]] = {
    "judul di baris 7 di bawah kop, kolom bernomor": kop,
    "judul bergabung dua baris": gabungan,
    "sepuluh ribu baris kosong": ekor_kosong,
    "lembar tersembunyi lebih dahulu": lembar_tersembunyi,
    "CSV titik koma": csv(";", "utf-8"),
    "CSV UTF-8 dengan BOM": csv(",", "utf-8-sig"),
    "CSV Windows lama": csv(";", "cp1252"),
    "CSV UTF-16": csv("\t", "utf-16"),
}


@pytest.mark.parametrize("bentuk", BENTUK)
def test_bentuk_yang_aneh_terbaca(dunia, tmp_path, bentuk):
    laporan = muat(dunia.palu, "pegawai", BENTUK[bentuk](tmp_path))

    assert (laporan.galat_berkas, laporan.galat, laporan.baru) == ("", [], 1)
    assert orang(dunia.palu).nama == "Sitti Aminah"


def test_baris_jumlah_di_bawah_ditolak(dunia, tmp_path):
    laporan = muat(dunia.palu, "pegawai", buku(tmp_path, KEPALA, isi(), [None, "Jumlah: 1"]))

    assert [(g.baris, g.kolom, g.alasan) for g in laporan.galat] == [
        (3, "NIP", "Kosong."),
        (3, "Jabatan", "Kosong."),
        (3, "Unit kerja", "Kosong."),
    ]
    assert (laporan.baru, laporan.ditolak) == (1, 1)


def test_nip_ganda_baris_kedua_ditolak(dunia, tmp_path):
    laporan = muat(
        dunia.palu, "pegawai", buku(tmp_path, KEPALA, isi(), isi(NIP=f"{NIP} ", Nama="Lain"))
    )

    assert laporan.galat == [
        GalatBaris(3, "NIP", NIP, "Sama dengan baris 2.", "Hapus salah satunya.")
    ]
    assert orang(dunia.palu).nama == "Sitti Aminah"


def test_unit_kembar_perlu_kode(dunia, tmp_path):
    buat_unit(dunia.palu.dikbud, "Tata Usaha", "UNIT")
    dua = buat_unit(dunia.palu.dinkes, "TU Dinkes", "UNIT")
    Instansi.objects.filter(pk=dua.pk).update(nama="Tata  Usaha")
    baris = isi(Unit_kerja="Tata Usaha"), isi(NIP=NIP_LAIN, Unit_kerja="tu-dinkes")

    laporan = muat(dunia.palu, "pegawai", buku(tmp_path, KEPALA, *baris))

    alasan = "Ada lebih dari satu unit bernama ini."
    assert laporan.galat == [
        GalatBaris(2, "Unit kerja", "Tata Usaha", alasan, "Tulis kode unitnya.")
    ]
    assert dua.pegawai.count() == 1


@pytest.mark.parametrize(
    ("pengganti", "langkah"),
    [(True, "Pakai unit penggantinya, “Dinas Pendidikan”."), (False, "Pakai unit yang aktif.")],
)
def test_unit_tutup_menyebut_penggantinya(dunia, tmp_path, pengganti, langkah):
    Instansi.objects.filter(pk=dunia.palu.dinkes.pk).update(
        aktif_sampai=date(2025, 12, 31), digantikan_oleh=dunia.palu.dikbud if pengganti else None
    )

    laporan = muat(dunia.palu, "pegawai", buku(tmp_path, KEPALA, isi()))

    assert laporan.galat == [
        GalatBaris(2, "Unit kerja", "Dinas Kesehatan", "Unit kerja ini sudah tutup.", langkah)
    ]


# A file as a whole


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
