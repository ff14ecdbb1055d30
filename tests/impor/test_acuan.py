"""The loaders of small tables: each new, changed, unchanged, tried, and loaded twice."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from instansi.models import HariLibur, Jabatan, Mitra
from kelola.actions.pemuat import PEMUAT
from lib.impor import GalatBaris, Perubahan
from pelatihan.models import Ruang
from tests.impor.alat import muat, semua_baris, tulis

BUKAN_SEPEMDA = (
    "Data ini berlaku untuk seluruh pemda, sehingga hanya BKPSDM yang bisa memuatnya. "
    "Kirim berkasnya kepada BKPSDM."
)
# Of each loader: headings, a row, the same key with something else, what that changes.
KASUS = {
    "jabatan": (
        ("Nama jabatan", "Jenis", "Jenjang", "Rumpun"),
        ("Perawat Ahli", "Fungsional", "Ahli Pertama", "Kesehatan"),
        ("PERAWAT ahli", "Pelaksana", None, "Kesehatan"),
        (
            ("Nama jabatan", "Perawat Ahli", "PERAWAT ahli"),
            ("Jenis", "Fungsional", "Pelaksana"),
            ("Jenjang", "Ahli Pertama", ""),
        ),
    ),
    "mitra": (
        ("Nama mitra", "Jenis", "Narahubung", "E-mail"),
        ("Universitas Teluk", "Universitas", "Rahmat", "Rahmat@Teluk.example"),
        ("Universitas Teluk", "LSM", "Rahmat", "rahmat@teluk.example"),
        (("Jenis", "Perguruan tinggi", "Organisasi masyarakat"),),
    ),
    "libur": (
        ("Tanggal", "Nama", "Jenis"),
        ("25-12-2026", "Natal", "Libur"),
        (date(2026, 12, 25), "Hari Raya Natal", "Libur nasional"),
        (("Nama", "Natal", "Hari Raya Natal"),),
    ),
    "ruang": (
        ("Nama ruang", "Kapasitas", "Unit pemilik", "Aktif"),
        ("Aula", 40, "Dinas Kesehatan", None),
        ("Aula", "45", "dinas-pendidikan", "tidak"),
        (
            ("Kapasitas", "40", "45"),
            ("Unit pemilik", "Dinas Kesehatan", "Dinas Pendidikan"),
            ("Aktif", "Ya", "Tidak"),
        ),
    ),
}


@pytest.mark.parametrize("kode", KASUS)
def test_baru_sama_lalu_berubah(dunia, tmp_path, kode):
    kolom, pertama, kedua, beda = KASUS[kode]
    awal = semua_baris()

    coba = muat(dunia.palu, kode, tulis(tmp_path, kolom, pertama), terapkan=False)
    assert ((coba.baru, coba.galat), semua_baris()) == ((1, []), awal)

    muat(dunia.palu, kode, tulis(tmp_path, kolom, pertama))
    sebelum = semua_baris()
    lagi = muat(dunia.palu, kode, tulis(tmp_path, kolom, pertama))
    assert ((lagi.tetap, lagi.ditulis), semua_baris()) == ((1, 0), sebelum)

    berkas = tulis(tmp_path, kolom, kedua)
    ubah = muat(dunia.palu, kode, berkas)
    assert [p.beda for p in ubah.perubahan] == [beda]
    assert (ubah.berubah, ubah.ditulis) == (1, 1)
    assert muat(dunia.palu, kode, berkas).tetap == 1


def test_kolom_yang_tidak_ada_tetap_dan_sel_kosong_kembali_ke_bawaan(dunia, tmp_path):
    isi = {"pemda": dunia.palu.pemda, "jenis": "JF", "rumpun": "GURU", "jenjang": "Ahli Muda"}
    Jabatan.objects.create(nama="Guru Muda", **isi)

    muat(dunia.palu, "jabatan", tulis(tmp_path, ("Nama", "Jenis"), ("Guru Muda", "JF")))
    assert Jabatan.objects.get(nama="Guru Muda").rumpun == "GURU"
    berkas = tulis(tmp_path, ("Nama", "Jenis", "Rumpun"), ("Guru Muda", "JF", None))
    (ubah,) = muat(dunia.palu, "jabatan", berkas).perubahan
    assert ubah == Perubahan(2, "Guru Muda", (("Rumpun", "Guru", "Umum"),))


def test_kunci_yang_sama_dua_kali_ditolak(dunia, tmp_path):
    berkas = tulis(
        tmp_path,
        ("Nama mitra", "Jenis"),
        ("Universitas Teluk", "Universitas"),
        ("UNIVERSITAS  TELUK", "LSM"),
    )
    laporan = muat(dunia.palu, "mitra", berkas)
    assert laporan.galat == [
        GalatBaris(
            3, "Nama mitra", "UNIVERSITAS TELUK", "Sama dengan baris 2.", "Hapus salah satunya."
        )
    ]
    assert (laporan.baru, laporan.ditolak, Mitra.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("kode", ["unit", "jabatan", "mitra", "libur"])
def test_yang_berlaku_sepemda_tidak_untuk_petugas_unit(dunia, tmp_path, kode):
    berkas = tulis(tmp_path, ("Tanggal", "Nama", "Jenis"), ("25-12-2026", "Natal", "Libur"))
    laporan = muat(dunia.palu, kode, berkas, cakupan={dunia.palu.dikbud.pk})
    assert laporan.galat_berkas == BUKAN_SEPEMDA
    assert not HariLibur.objects.filter(pemda=dunia.palu.pemda, nama="Natal").exists()


def test_ruang_hanya_di_unit_sendiri(dunia, tmp_path):
    kota = dunia.palu
    Ruang.objects.create(pemda=kota.pemda, pemilik=kota.dinkes, nama="Aula", kapasitas=10)
    berkas = tulis(
        tmp_path,
        ("Nama", "Kapasitas", "Unit pemilik"),
        ("Kelas 1", 0, "Dinas Pendidikan"),
        ("Kelas 2", 20, "Dinas Kesehatan"),
        ("Aula", 20, "Dinas Pendidikan"),
        ("Kelas 3", 20, "Dinas Pendidikan"),
    )
    laporan = muat(kota, "ruang", berkas, cakupan={kota.dikbud.pk, kota.sekolah.pk})
    assert [(g.baris, g.alasan) for g in laporan.galat] == [
        (2, "Kapasitas di luar kewajaran."),
        (3, "Di luar unit Anda."),
        (4, "Ruang ini milik unit lain."),
    ]
    assert list(Ruang.objects.order_by("nama").values_list("nama", "pemilik")) == [
        ("Aula", kota.dinkes.pk),
        ("Kelas 3", kota.dikbud.pk),
    ]


@pytest.mark.parametrize("kode", PEMUAT)
def test_templat_diterima_dan_contohnya_dilewati(dunia, tmp_path, kode):
    wadah = BytesIO()
    PEMUAT[kode].templat(wadah)
    berkas = tmp_path / "templat.xlsx"
    berkas.write_bytes(wadah.getvalue())

    assert muat(dunia.palu, kode, berkas).galat_berkas == (
        "Tidak ada data di bawah judul kolom (baris 1). Isi datanya, lalu unggah lagi."
    )
    lihat = PEMUAT[kode].lihat(berkas)
    assert [k.nama for k in lihat.kolom] == [k.nama for k in PEMUAT[kode].kolom]
    _, penjelasan = CalamineWorkbook.from_path(berkas).sheet_names
    isi = CalamineWorkbook.from_path(berkas).get_sheet_by_name(penjelasan).to_python()
    assert [b[0] for b in isi] == ["Kolom", *(k.sebutan for k in PEMUAT[kode].kolom)]
