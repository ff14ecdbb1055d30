"""Taking over a city in a browser: 2,000 rows with 40 bad ones, mended, loaded again, undone.

The worker is a real process; nothing but the browser touches the import.
"""

import signal
import sys
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from instansi.models import Pegawai
from kelola.models import PekerjaanImpor
from lib.impor.tulis import tulis_xlsx
from lib.proses import mulai_anak
from tests.cerita.peramban import axe, gambar_panduan, masuk, tampil, tidak_melebar

AKAR = Path(settings.BASE_DIR)
BANYAK, RUSAK = 2_000, 40
KOLOM = ("Nomor Pokok", "Nama Lengkap", "Jabatan", "Jenis jabatan", "Unit Kerja", "Gol")
SELESAI = 120_000  # milliseconds that a check or an application may take here


@pytest.fixture
def pekerja(env_proses, transactional_db, tmp_path):
    """A real worker on the test database, with the same folder of files as the site."""
    env = env_proses | {
        "FOLDER_BERKAS": str(settings.STORAGES["default"]["OPTIONS"]["location"]),
    }
    argv = ["-m", "celery", "-A", "config", "worker", "-Q", "umum", "-c", "1"]
    argv += ["--without-mingle", "--without-gossip"]
    log = tmp_path / "pekerja.log"
    anak = mulai_anak(
        "pekerja", [sys.executable, *argv], henti=signal.SIGTERM, log=log, env=env, cwd=AKAR
    )
    yield
    anak.hentikan()


def nip(n: int) -> str:
    """A valid NIP for each number."""
    return f"19860408{2005 + n // 6000}{1 + n // 900 % 12:02d}1{n % 900 + 1:03d}"


def baris(n: int) -> list[str]:
    unit = ("Dinas Kesehatan", "Dinas Pendidikan")[n % 2]
    return [nip(n), f"Pegawai Baru {n}", "Arsiparis", "Fungsional", unit, "III/b"]


def rusak(n: int) -> list[str]:
    """The same row with one thing wrong, of four kinds."""
    isi = baris(n)
    kolom, nilai = ((0, isi[0][:16]), (1, ""), (4, "Dinas Kesehatann"), (5, "III/e"))[n // 50 % 4]
    isi[kolom] = nilai
    return isi


def berkas_kota(folder: Path) -> Path:
    semua = [rusak(n) if n % (BANYAK // RUSAK) == 7 else baris(n) for n in range(BANYAK)]
    tulis_xlsx(folder / "pegawai-november.xlsx", "Daftar Pegawai", KOLOM, semua)
    return folder / "pegawai-november.xlsx"


def perbaiki(unduhan: Path, tujuan: Path) -> None:
    """What the officer does in Excel: each row of the download put right, nothing else."""
    judul, *isi = CalamineWorkbook.from_path(unduhan).get_sheet_by_index(0).to_python()
    betul = {f"Pegawai Baru {n}": baris(n) for n in range(BANYAK)}
    per_nip = {nip(n): baris(n) for n in range(BANYAK)}
    hasil = [[*b[:2], *(betul.get(b[3]) or per_nip[b[2]])] for b in isi]
    tulis_xlsx(tujuan, "", judul, hasil)


def lihat(page, nama: str) -> None:
    axe(page)
    tidak_melebar(page)
    gambar_panduan(page, f"impor-{nama}")


def menjadi(page, judul: str) -> None:
    """Wait for the worker to bring the import that far."""
    expect(page.locator("h1")).to_have_text(judul, timeout=SELESAI)


def yakin(page, tombol: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name=tombol).click()


def periksa_berkas(page, berkas: Path) -> None:
    """Upload the city's file, with one column that has to be named by hand."""
    tampil(page, "/impor/baru/")
    lihat(page, "jenis")
    page.get_by_role("link", name="Pegawai", exact=True).last.click()
    page.get_by_label("Berkas Excel (.xlsx) atau CSV").set_input_files(berkas)
    lihat(page, "unggah")
    page.get_by_role("button", name="Unggah dan periksa").click()

    page.get_by_label("Kolom A, Nomor Pokok").select_option(label="NIP (wajib)")
    lihat(page, "kolom")
    page.get_by_role("button", name="Periksa data").click()
    menjadi(page, "Periksa sebelum diimpor")
    lihat(page, "hasil")
    angka = page.locator(".pa-kpi .pa-angka").all_inner_texts()
    assert angka == ["1.960 baris", "0 baris", "0 baris", "40 baris"]


def terapkan_yang_benar(page, ditolak: Path) -> None:
    """Keep the rejected rows for Excel and apply the others."""
    with page.expect_download() as unduh:
        page.get_by_role("link", name="Unduh baris yang ditolak").click()
    unduh.value.save_as(ditolak)
    page.get_by_role("button", name="Impor 1.960 baris yang benar").click()
    lihat(page, "terapkan")
    yakin(page, "Impor")
    menjadi(page, "Sudah diterapkan")


def terapkan_perbaikan(page, berkas: Path) -> None:
    page.goto("/impor/baru/?jenis=pegawai")
    page.get_by_label("Berkas Excel (.xlsx) atau CSV").set_input_files(berkas)
    page.get_by_role("button", name="Unggah dan periksa").click()
    menjadi(page, "Periksa sebelum diimpor")
    page.get_by_role("button", name="Impor 40 baris yang benar").click()
    yakin(page, "Impor")
    menjadi(page, "Sudah diterapkan")
    lihat(page, "selesai")


def test_a_city_is_taken_over(page, situs, dunia, pekerja, tmp_path):
    orang = Pegawai.objects.filter(pemda=dunia.palu.pemda)
    semula = orang.count()
    masuk(page, situs, dunia.palu.hr)
    periksa_berkas(page, berkas_kota(tmp_path))
    terapkan_yang_benar(page, tmp_path / "perlu.xlsx")
    perbaiki(tmp_path / "perlu.xlsx", tmp_path / "betul.xlsx")
    terapkan_perbaikan(page, tmp_path / "betul.xlsx")
    assert orang.count() == semula + BANYAK

    page.get_by_role("button", name="Urungkan impor").click()
    page.get_by_role("heading", name="Urungkan seluruh impor").wait_for()
    page.get_by_role("button", name="Urungkan impor").click()
    menjadi(page, "Diurungkan")
    assert orang.count() == semula + BANYAK - RUSAK
    page.goto("/impor/")
    lihat(page, "daftar")
    assert sorted(PekerjaanImpor.objects.values_list("status", flat=True)) == [
        "DITERAPKAN",
        "DIURUNGKAN",
    ]


def test_mapping_works_without_javascript(page_tanpa_js, situs, dunia, tmp_path):
    page = page_tanpa_js
    tulis_xlsx(tmp_path / "kecil.xlsx", "", KOLOM, [baris(1), rusak(2)])
    masuk(page, situs, dunia.palu.pengelola)
    tampil(page, "/impor/baru/?jenis=pegawai", lebar=360)
    page.get_by_label("Berkas Excel (.xlsx) atau CSV").set_input_files(tmp_path / "kecil.xlsx")
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_role("button", name="Periksa data").click()
    assert "Pilih kolom untuk NIP" in page.locator("main").inner_text()
    page.get_by_label("Kolom A, Nomor Pokok").select_option(label="NIP (wajib)")
    page.get_by_role("button", name="Periksa data").click()

    assert page.locator("h1").inner_text() == "Sedang diperiksa"
    assert page.get_by_role("link", name="Muat ulang").is_visible()
    tidak_melebar(page)
