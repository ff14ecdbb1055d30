"""Tables of an odd shape: what reads through, and rows that contradict the others."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from instansi.models import Instansi, Pegawai
from instansi.tests.factories import buat_unit, nip_baru
from lib.impor import GalatBaris
from tests.impor.alat import NIP, muat, orang
from tests.impor.kotor import KEPALA, NIP_LAIN, buku, isi, teks


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


BAWAH = "Baris di bawah tabel, dilewati."
TANDA_TANGAN = (
    [],
    [None, None, None, None, "Palu, 22 November 2026"],
    ["Mengetahui,", "Kepala Dinas Kesehatan"],
    [],
    [None, "Drs. Rahmat"],
    [None, "NIP. 19700101 199503 1 001"],
)


def test_jumlah_dan_tanda_tangan_di_bawah_tabel_dilewati(dunia, tmp_path):
    ekor = [None, "Jumlah: 1"], *TANDA_TANGAN

    laporan = muat(dunia.palu, "pegawai", buku(tmp_path, KEPALA, isi(), *ekor))

    assert (laporan.galat, laporan.baru, laporan.ditolak) == ([], 1, 0)
    langkah = "Bila ini data, isi kolom wajibnya."
    assert laporan.peringatan == [
        GalatBaris(3, "", "Jumlah: 1", BAWAH, langkah),
        GalatBaris(5, "", "Palu, 22 November 2026", BAWAH, langkah),
        GalatBaris(6, "", "Mengetahui,, Kepala Dinas Kesehatan", BAWAH, langkah),
        GalatBaris(8, "", "Drs. Rahmat", BAWAH, langkah),
        GalatBaris(9, "", "NIP. 19700101 199503 1 001", BAWAH, langkah),
    ]


@pytest.mark.parametrize(
    "ekor",
    [
        pytest.param([None, "Jumlah", 150], id="nama dan satu kolom wajib"),
        pytest.param(["TOTAL", 150, 75, 75], id="kata di kolom NIP"),
        pytest.param([None, "Jumlah pegawai", None, 150, 12, 3], id="banyak angka"),
    ],
)
def test_jumlah_dengan_banyak_sel_dilewati(dunia, tmp_path, ekor):
    laporan = muat(dunia.palu, "pegawai", buku(tmp_path, KEPALA, isi(), ekor))

    assert (laporan.galat, laporan.baru, laporan.ditolak) == ([], 1, 0)
    assert [(g.baris, g.alasan) for g in laporan.peringatan] == [(3, BAWAH)]


@pytest.mark.parametrize("nip", [NIP_LAIN, "19790522 199810"])
def test_orang_bernama_jumlah_tidak_dilewati(dunia, tmp_path, nip):
    baris = isi(NIP=nip, Nama="Jumlah Rahmat")
    baris[0], baris[1] = baris[1], baris[0]
    kepala = [KEPALA[1], KEPALA[0], *KEPALA[2:]]
    semua = isi()
    semua[0], semua[1] = semua[1], semua[0]

    laporan = muat(dunia.palu, "pegawai", buku(tmp_path, kepala, semua, baris))

    assert BAWAH not in {g.alasan for g in laporan.peringatan}
    assert laporan.baru + laporan.ditolak == 2


@pytest.mark.parametrize(
    "baris",
    [
        pytest.param([NIP_LAIN], id="NIP saja"),
        pytest.param([None, "Rahmat", "Penata Layanan"], id="nama dan satu kolom wajib"),
        pytest.param([None, "Rahmat", None, "Pelaksana", "x"], id="lebih dari dua sel"),
    ],
)
def test_orang_di_bawah_baris_kosong_tetap_ditolak(dunia, tmp_path, baris):
    laporan = muat(dunia.palu, "pegawai", buku(tmp_path, KEPALA, isi(), [], baris))

    assert (laporan.peringatan, laporan.baru, laporan.ditolak) == ([], 1, 1)
    assert {g.baris for g in laporan.galat} == {4}


def test_baris_kurang_isi_tepat_di_bawah_data_tetap_ditolak(dunia, tmp_path):
    laporan = muat(dunia.palu, "pegawai", buku(tmp_path, KEPALA, isi(), [None, "Rahmat"]))

    assert (laporan.peringatan, laporan.ditolak) == ([], 1)


def test_baris_lemah_di_tengah_tabel_tetap_ditolak(dunia, tmp_path):
    baris = isi(), [], [None, "Jumlah: 1"], isi(NIP=NIP_LAIN)

    laporan = muat(dunia.palu, "pegawai", buku(tmp_path, KEPALA, *baris))

    assert (laporan.peringatan, laporan.baru, laporan.ditolak) == ([], 2, 1)


def test_nip_ganda_baris_kedua_ditolak(dunia, tmp_path):
    laporan = muat(dunia.palu, "pegawai", buku(tmp_path, KEPALA, isi(), isi(NIP=f"{NIP} ")))

    assert laporan.galat == [
        GalatBaris(3, "NIP", NIP, "Sama dengan baris 2.", "Hapus salah satunya.")
    ]
    assert orang(dunia.palu).nama == "Sitti Aminah"


def test_nip_ganda_untuk_dua_nama_tidak_dimuat(dunia, tmp_path):
    laporan = muat(dunia.palu, "pegawai", buku(tmp_path, KEPALA, isi(), isi(Nama="Lain")))

    langkah = "Periksa NIP keduanya."
    assert laporan.galat == [
        GalatBaris(2, "NIP", NIP, "Sama dengan baris 3, tetapi namanya lain.", langkah),
        GalatBaris(3, "NIP", NIP, "Sama dengan baris 2, tetapi namanya lain.", langkah),
    ]
    assert not Pegawai.objects.filter(nip=NIP).exists()


def test_unit_kembar_disebut_dengan_induknya(dunia, tmp_path):
    satu = buat_unit(dunia.palu.dikbud, "Tata Usaha", "UNIT")
    dua = buat_unit(dunia.palu.dinkes, "TU Dinkes", "UNIT")
    Instansi.objects.filter(pk=dua.pk).update(nama="Tata  Usaha")
    tulisan = (
        "Tata Usaha",
        "tu-dinkes",
        "Tata Usaha - Dinas Kesehatan",
        "Dinas Pendidikan / TATA USAHA",
    )
    baris = (isi(NIP=nip_baru(), Unit_kerja=unit) for unit in tulisan)

    laporan = muat(dunia.palu, "pegawai", buku(tmp_path, KEPALA, *baris))

    assert [tuple(g) for g in laporan.galat] == [
        (
            2,
            "Unit kerja",
            "Tata Usaha",
            "Nama ini cocok dengan 2 unit: “Tata Usaha - Dinas Pendidikan”, "
            "“Tata  Usaha - Dinas Kesehatan”.",
            "Tulis kode unitnya, atau nama dengan induknya seperti "
            "“Tata Usaha - Dinas Pendidikan”.",
        )
    ]
    assert (satu.pegawai.count(), dua.pegawai.count()) == (1, 2)


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
