"""The loader of the tree: parents anywhere in the file, moves, circles, closed units."""

from datetime import date

import pytest

from instansi.models import Instansi, PerubahanUnit
from lib.impor import Perubahan
from tests.impor.alat import muat, semua_baris, tulis

KOLOM = ("Kode unit", "Nama unit", "Jenis unit", "Kode induk", "Singkatan", "Aktif sampai")


def unit(kota, kode):
    return Instansi.objects.get(pemda=kota.pemda, kode=kode)


def test_induk_boleh_sesudah_anaknya(dunia, tmp_path):
    berkas = tulis(
        tmp_path,
        KOLOM,
        ("seksi-a", "Seksi A", "Unit", "bidang-a"),
        ("bidang-a", "Bidang A", "UNIT", "dinas-baru"),
        ("Dinas-Baru", "Dinas Baru", "Perangkat daerah", None, "DB"),
    )
    awal = semua_baris()
    assert muat(dunia.palu, "unit", berkas, terapkan=False).baru == 3
    assert semua_baris() == awal

    laporan = muat(dunia.palu, "unit", berkas)
    assert (laporan.baru, laporan.galat) == (3, [])
    assert unit(dunia.palu, "seksi-a").path.startswith(unit(dunia.palu, "bidang-a").path)
    assert unit(dunia.palu, "dinas-baru").depth == 2
    sebelum = semua_baris()
    lagi = muat(dunia.palu, "unit", berkas)
    assert ((lagi.tetap, lagi.ditulis), semua_baris()) == ((3, 0), sebelum)


def test_pindah_dan_ganti_nama_tampak_sebagai_perubahan(dunia, tmp_path):
    kota = dunia.palu
    berkas = tulis(
        tmp_path,
        KOLOM[:4],
        ("sdn-1-palu", "SDN 1 Kota", "Sekolah", "dinas-kesehatan"),
        ("dinas-kesehatan", "Dinas Kesehatan", "Perangkat daerah", "palu"),
    )
    laporan = muat(kota, "unit", berkas)
    assert laporan.perubahan == [
        Perubahan(
            2,
            "SDN 1 Kota",
            (
                ("Nama unit", "SDN 1 Palu", "SDN 1 Kota"),
                ("Kode induk", "dinas-pendidikan", "dinas-kesehatan"),
            ),
        )
    ]
    assert laporan.tetap == 1
    assert unit(kota, "sdn-1-palu").path.startswith(unit(kota, "dinas-kesehatan").path)
    (catatan,) = PerubahanUnit.objects.filter(unit=kota.sekolah)
    assert (catatan.jenis, catatan.dari, catatan.ke) == ("PINDAH", kota.dikbud, kota.dinkes)


def test_bertukar_tempat_dengan_induknya(dunia, tmp_path):
    kota = dunia.palu
    muat(
        kota,
        "unit",
        tulis(
            tmp_path,
            KOLOM[:4],
            ("a", "Unit A", "Unit", "dinas-kesehatan"),
            ("b", "Unit B", "Unit", "a"),
        ),
    )
    balik = tulis(
        tmp_path,
        KOLOM[:4],
        ("a", "Unit A", "Unit", "b"),
        ("b", "Unit B", "Unit", "dinas-kesehatan"),
    )
    assert muat(kota, "unit", balik).berubah == 2
    assert unit(kota, "a").path.startswith(unit(kota, "b").path)


def test_induk_yang_salah_disebut_di_kolomnya(dunia, tmp_path):
    baris = ("x", "Unit X", "Unit", "entah"), ("y", "Unit Y", "Unit", "x")

    laporan = muat(dunia.palu, "unit", tulis(tmp_path, KOLOM[:4], *baris))

    assert [(g.kolom, g.isi) for g in laporan.galat] == [
        ("Kode induk", "entah"),
        ("Kode induk", "x"),
    ]


@pytest.mark.parametrize(
    ("baris", "galat"),
    [
        (
            [("x", "Unit X", "Unit", "entah"), ("y", "Unit Y", "Unit", "x")],
            [
                (2, "Unit induk ini tidak ada.", "Periksa kode induknya."),
                (
                    3,
                    "Unit induknya di berkas ini ditolak.",
                    "Perbaiki baris 2 dahulu; baris ini ikut dimuat bersamanya.",
                ),
            ],
        ),
        (
            [("x", "Unit X", "Unit", "y"), ("y", "Unit Y", "Unit", "x")],
            [
                (2, "Induknya berada di bawah unit ini sendiri.", "Betulkan induknya."),
                (3, "Induknya berada di bawah unit ini sendiri.", "Betulkan induknya."),
            ],
        ),
        (
            [("dinas-pendidikan", "Dinas Pendidikan", "Perangkat daerah", "sdn-1-palu")],
            [(2, "Induknya berada di bawah unit ini sendiri.", "Betulkan induknya.")],
        ),
        (
            [("x", "Kelurahan X", "Kelurahan", "palu")],
            [
                (
                    2,
                    "Kelurahan tidak bisa berada di bawah Pemerintah kota. "
                    "Bisa: Perangkat daerah, Kecamatan, RSUD.",
                    "",
                )
            ],
        ),
        (
            [("palu", "Kota Lain", "Perangkat daerah", None)],
            [(2, "Ini kode pemda sendiri.", "Pakai kode lain untuk unitnya.")],
        ),
        (
            [("dinas a", "Dinas A", "Perangkat daerah", None)],
            [
                (
                    2,
                    "Kode hanya berisi huruf, angka, dan tanda hubung, paling panjang 60.",
                    "Tulis misalnya dinas-kesehatan.",
                )
            ],
        ),
        (
            [("dinas-kesehatan", "Dinas Kesehatan", "Perangkat daerah", None, None, "31-12-2025")],
            [
                (
                    2,
                    "Unit tidak ditutup atau dibuka lewat berkas.",
                    "Lakukan di Susunan instansi, agar pegawai dan kelasnya ikut diperiksa.",
                )
            ],
        ),
    ],
)
def test_baris_yang_merusak_susunan_ditolak(dunia, tmp_path, baris, galat):
    sebelum = semua_baris()
    laporan = muat(dunia.palu, "unit", tulis(tmp_path, KOLOM, *baris))
    assert [(g.baris, g.alasan, g.langkah) for g in laporan.galat] == galat
    assert (laporan.ditolak, laporan.ditulis, semua_baris()) == (len(baris), 0, sebelum)


def test_unit_lama_yang_sudah_tutup(dunia, tmp_path):
    berkas = tulis(
        tmp_path,
        KOLOM,
        ("dinas-lama", "Dinas Lama", "Perangkat daerah", None, None, "31-12-2025"),
        ("bidang-lama", "Bidang Lama", "Unit", "dinas-lama", None, "31-12-2025"),
        ("dinas-tua", "Dinas Tua", "Perangkat daerah", None, None, "31-12-2025"),
        ("bidang-tua", "Bidang Tua", "Unit", "dinas-tua", None, None),
    )
    laporan = muat(dunia.palu, "unit", berkas)
    assert [(g.baris, g.alasan, g.langkah) for g in laporan.peringatan] == [
        (4, "Dinas Tua masih berisi 1 unit di bawahnya.", "Unit dimuat, tetapi belum ditutup.")
    ]
    assert unit(dunia.palu, "dinas-lama").aktif_sampai == date(2025, 12, 31)
    assert muat(dunia.palu, "unit", berkas).galat[0].baris == 4


def test_jenis_dan_induk_berganti_dalam_satu_baris(dunia, tmp_path):
    kota = dunia.palu
    berkas = tulis(
        tmp_path,
        KOLOM[:4],
        ("dinas-kesehatan", "Bidang Kesehatan", "Unit", "dinas-pendidikan"),
    )

    laporan = muat(kota, "unit", berkas)

    assert (laporan.galat, laporan.berubah) == ([], 1)
    bidang = unit(kota, "dinas-kesehatan")
    assert (bidang.nama, bidang.jenis) == ("Bidang Kesehatan", "UNIT")
    assert bidang.path.startswith(unit(kota, "dinas-pendidikan").path)
    assert (muat(kota, "unit", berkas).tetap, bidang.depth) == (1, 3)


def test_jenis_yang_tidak_muat_di_induk_baru_menolak_keduanya(dunia, tmp_path):
    kota = dunia.palu
    berkas = tulis(
        tmp_path,
        KOLOM[:4],
        ("dinas-kesehatan", "Dinas Kesehatan", "Kecamatan", "dinas-pendidikan"),
    )

    laporan = muat(kota, "unit", berkas)

    assert (laporan.ditolak, laporan.ditulis) == (1, 0)
    assert (unit(kota, "dinas-kesehatan").jenis, unit(kota, "dinas-kesehatan").depth) == ("OPD", 2)
