"""The judgement of one row of a staff export, without a file or a database."""

from dataclasses import replace
from datetime import date

import pytest

from instansi.rules.impor.kolom import (
    SEBUTAN_JABATAN,
    sel_golongan,
    sel_surel,
    sel_telepon,
    teks_paling,
)
from instansi.rules.impor.pegawai import Acuan, BarisPegawai, lengkapi, periksa_pegawai
from instansi.rules.impor.predikat import akhir_periode
from instansi.rules.impor.unit import AcuanUnit, kunci_nama
from lib.impor import Baris, GalatBaris, GalatSel

NIP = "199103122019021004"  # born 12-03-1991, PNS since 02-2019, a man
NIP_PPPK = "199103122023212001"  # a woman under contract
ACUAN = Acuan(
    hari_ini=date(2026, 11, 22),
    unit=AcuanUnit(
        unit={"dinas kesehatan": 7, "dinkes": 7, "kelurahan baru": 8, "kelurahan lama": 9},
        nama=("Dinas Kesehatan", "Kelurahan Baru", "Kelurahan Lama"),
        kembar={"tata usaha": ["Tata Usaha - Dinas Kesehatan", "tu-dikbud"]},
        tutup={8: "Kelurahan Raya", 9: ""},
    ),
    jabatan={"perawat ahli": "Perawat Ahli"},
)
KOSONG = dict.fromkeys(BarisPegawai._fields[3:], None)
ISI = KOSONG | {
    "nip": NIP,
    "nama": "Budi",
    "jabatan": "perawat  AHLI",
    "unit": "DINAS kesehatan",
}


def periksa(acuan: Acuan = ACUAN, **ubah) -> tuple[BarisPegawai | None, list[GalatBaris]]:
    isi = ISI | ubah
    galat, peringatan = periksa_pegawai(Baris(4, isi), acuan)
    if galat:
        return None, galat
    (baris,) = lengkapi([4], {nama: [nilai] for nama, nilai in isi.items()}, acuan)
    return baris, peringatan


@pytest.mark.parametrize(
    ("isi", "hasil"),
    [
        ("  III/c ", "III/c"),
        ("iii c", "III/c"),
        ("3C", "III/c"),
        ("1a", "I/a"),
        ("2-d", "II/d"),
        ("4.e", "IV/e"),
        ("IV/E", "IV/e"),
        ("ix", "IX"),
        ("XVII", "XVII"),
    ],
)
def test_sel_golongan_reads_each_spelling(isi, hasil):
    assert sel_golongan(isi) == hasil


@pytest.mark.parametrize("isi", ["III/e", "V/a", "5A", "XVIII", "0", "IIII"])
def test_sel_golongan_refuses_what_does_not_exist(isi):
    with pytest.raises(GalatSel) as galat:
        sel_golongan(isi)

    assert (galat.value.alasan, galat.value.langkah) == (
        "Golongan tidak dikenal.",
        "Isi I/a sampai IV/e untuk PNS, I sampai XVII untuk PPPK.",
    )


@pytest.mark.parametrize(
    ("isi", "hasil"),
    [
        ("Aminah@Palu.example", "aminah@palu.example"),
        ("a+b_c@surel.palu.go.id", "a+b_c@surel.palu.go.id"),
    ],
)
def test_sel_surel_is_lower_case(isi, hasil):
    assert sel_surel(isi) == hasil


@pytest.mark.parametrize("isi", ["aminah di palu", "a@b", "@palu.go.id", "a@@palu.go.id"])
def test_sel_surel_refuses_other_text(isi):
    with pytest.raises(GalatSel) as galat:
        sel_surel(isi)

    assert (galat.value.alasan, galat.value.langkah) == (
        "Bukan alamat surel.",
        "Tulis seperti nama@contoh.go.id, atau kosongkan.",
    )


@pytest.mark.parametrize(
    ("isi", "hasil"),
    [
        ("0812 3456-7890", "081234567890"),
        ("81234567890", "081234567890"),
        ("+62 (812) 345.678", "+62812345678"),
        ("123456", "123456"),
        ("1" * 15, "1" * 15),
    ],
)
def test_sel_telepon_keeps_digits_and_the_leading_zero(isi, hasil):
    assert sel_telepon(isi) == hasil


@pytest.mark.parametrize("isi", ["tidak ada", "12345", "1" * 16, "0812x345678"])
def test_sel_telepon_refuses_other_text(isi):
    with pytest.raises(GalatSel) as galat:
        sel_telepon(isi)

    assert (galat.value.alasan, galat.value.langkah) == (
        "Bukan nomor telepon.",
        "Tulis angkanya saja, misalnya 081234567890.",
    )


def test_teks_paling_allows_just_so_many():
    ubah = teks_paling(5)

    assert ubah("lima5") == "lima5"
    with pytest.raises(GalatSel) as galat:
        ubah("enam66")
    assert (galat.value.alasan, galat.value.langkah) == (
        "Lebih dari 5 huruf.",
        "Singkat isinya.",
    )


def test_kunci_nama_keeps_words_only():
    assert kunci_nama(" Dinas  P.U._dan-Ruang ") == "dinas p u dan ruang"


def test_bare_row_is_filled_from_the_nip():
    isi, peringatan = periksa()

    assert peringatan == []
    assert isi == BarisPegawai(
        baris=4,
        nip=NIP,
        nama="Budi",
        gelar_depan="",
        gelar_belakang="",
        jenis="PNS",
        jenis_kelamin="L",
        tanggal_lahir=date(1991, 3, 12),
        tmt=date(2019, 2, 1),
        golongan="",
        jabatan="Perawat Ahli",
        jabatan_jenis="",
        jabatan_jenjang="",
        jabatan_eselon="",
        jabatan_rumpun="UMUM",
        unit_id=7,
        mulai=None,
        nip_atasan="",
        status="",
        surel="",
        telepon="",
        tempat_lahir="",
        alasan_nip="",
    )


def test_full_row_keeps_what_it_says():
    penuh = {
        "gelar_depan": "dr.",
        "gelar_belakang": "M.Kes.",
        "jenis": "PNS",
        "jenis_kelamin": "L",
        "tanggal_lahir": date(1991, 3, 12),
        "tmt": date(2019, 3, 1),
        "golongan": "III/b",
        "jabatan": "Dokter Ahli",
        "jabatan_jenis": "JF",
        "jabatan_jenjang": "Ahli Muda",
        "jabatan_eselon": "IV.a",
        "jabatan_rumpun": "KESEHATAN",
        "mulai": date(2024, 1, 1),
        "nip_atasan": "197001011995031001",
        "status": "PENSIUN",
        "surel": "budi@palu.example",
        "telepon": "081234567890",
        "tempat_lahir": "Donggala",
        "alasan_nip": "Menurut SK.",
    }

    isi, peringatan = periksa(**penuh)

    assert peringatan == []
    assert isi._asdict() == penuh | {"baris": 4, "nip": NIP, "nama": "Budi", "unit_id": 7}


def test_contract_staff_has_its_own_grades_and_no_tmt():
    isi, _ = periksa(nip=NIP_PPPK, golongan="IX")

    assert (isi.jenis, isi.jenis_kelamin, isi.golongan) == ("PPPK", "P", "IX")


def test_contradiction_with_the_nip_is_a_warning():
    isi, peringatan = periksa(jenis_kelamin="P")

    assert isi.jenis_kelamin == "P"
    assert peringatan == [
        GalatBaris(
            4,
            "NIP",
            NIP,
            "Angka ke-15 NIP menunjukkan laki-laki, berbeda dari jenis kelamin pada data.",
            "Periksa; baris ini tetap dimuat. Bila benar, isi kolom Alasan NIP. Tanpa alasan, "
            "formulir pegawai memintanya saat data orang ini diubah.",
        )
    ]


def test_another_birth_date_is_a_warning():
    isi, peringatan = periksa(tanggal_lahir=date(1990, 3, 12))

    assert isi.tanggal_lahir == date(1990, 3, 12)
    assert [p.kolom for p in peringatan] == ["NIP"]


@pytest.mark.parametrize(
    ("ubah", "galat"),
    [
        (
            {"unit": "Dinas Kesehatann"},
            (
                "Unit kerja",
                "Dinas Kesehatann",
                "Unit kerja tidak dikenal.",
                "Mungkin maksud Anda “Dinas Kesehatan”.",
            ),
        ),
        (
            {"unit": "Kantor Lain Sekali"},
            (
                "Unit kerja",
                "Kantor Lain Sekali",
                "Unit kerja tidak dikenal.",
                "Periksa ejaannya, atau tambahkan unit itu lebih dahulu.",
            ),
        ),
        (
            {"unit": "Tata Usaha"},
            (
                "Unit kerja",
                "Tata Usaha",
                "Nama ini cocok dengan 2 unit: “Tata Usaha - Dinas Kesehatan”, “tu-dikbud”.",
                "Tulis kode unitnya, atau nama dengan induknya seperti "
                "“Tata Usaha - Dinas Kesehatan”.",
            ),
        ),
        (
            {"unit": "Kelurahan Baru"},
            (
                "Unit kerja",
                "Kelurahan Baru",
                "Unit kerja ini sudah tutup.",
                "Pakai unit penggantinya, “Kelurahan Raya”.",
            ),
        ),
        (
            {"unit": "Kelurahan Lama"},
            (
                "Unit kerja",
                "Kelurahan Lama",
                "Unit kerja ini sudah tutup.",
                "Pakai unit yang aktif.",
            ),
        ),
        (
            {"nip": NIP[:17]},
            ("NIP", NIP[:17], "NIP ini hanya 17 angka.", "Lengkapi menjadi 18 angka."),
        ),
        (
            {"jenis": "PPPK"},
            (
                "Jenis pegawai",
                "PPPK",
                "Menurut NIP, ini PNS.",
                "Betulkan jenis pegawai, atau periksa NIP pada SK.",
            ),
        ),
        (
            {"golongan": "IX"},
            ("Golongan", "IX", "Bukan golongan PNS.", "Isi I/a sampai IV/e."),
        ),
        (
            {"nip": NIP_PPPK, "golongan": "III/b"},
            ("Golongan", "III/b", "Bukan golongan PPPK.", "Isi I sampai XVII."),
        ),
        (
            {"jabatan": "Penata Baru"},
            (
                "Jabatan",
                "Penata Baru",
                "Jabatan “Penata Baru” belum dikenal.",
                "Isi kolom Jenis jabatan: JPT Pratama, Administrator, Pengawas, Pelaksana, "
                "Fungsional.",
            ),
        ),
    ],
)
def test_row_is_refused_with_why_and_what_next(ubah, galat):
    assert periksa(**ubah) == (None, [GalatBaris(4, *galat)])


def test_every_fault_of_a_row_is_told_at_once():
    isi, galat = periksa(unit="Entah", jenis="PPPK", golongan="IX", jabatan="Penata Baru")

    assert isi is None
    assert [g.kolom for g in galat] == ["Unit kerja", "Jenis pegawai", "Golongan", "Jabatan"]


def test_unknown_position_with_its_kind_is_new():
    isi, _ = periksa(jabatan="Penata Baru", jabatan_jenis=SEBUTAN_JABATAN["Pelaksana"])

    assert (isi.jabatan, isi.jabatan_jenis) == ("Penata Baru", "PELAKSANA")


def test_unreadable_nip_says_nothing_of_kind_and_grade():
    _, galat = periksa(nip="1991", jenis="PPPK", golongan="IX")

    assert [g.kolom for g in galat] == ["NIP"]


def test_judged_on_the_day_given():
    dini = replace(ACUAN, hari_ini=date(1980, 1, 1))

    isi, galat = periksa(dini)

    assert isi is None
    assert [g.kolom for g in galat] == ["NIP"]


@pytest.mark.parametrize(
    ("periode", "akhir"),
    [
        ("SEMESTER_1", date(2025, 6, 30)),
        ("SEMESTER_2", date(2025, 12, 31)),
        ("TAHUNAN", date(2025, 12, 31)),
    ],
)
def test_akhir_periode(periode, akhir):
    assert akhir_periode(2025, periode) == akhir
