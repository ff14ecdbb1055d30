"""The judgement of one row of a training history, without a file or a database."""

from datetime import date

import pytest

from lib.impor import Baris, GalatBaris, GalatSel
from pembinaan.rules.impor import (
    JAM_TERBANYAK,
    KOLOM_RIWAYAT,
    galat_riwayat,
    hitungan_riwayat,
    peringatan_riwayat,
    sel_jam,
    sel_jenis_diklat,
    sidik_riwayat,
)

HARI_INI = date(2026, 11, 22)
ISI = dict.fromkeys(k.nama for k in KOLOM_RIWAYAT) | {
    "jenisDiklatId": 8,
    "jumlahJam": 12,
    "namaKursus": "Bimtek Pelayanan Prima",
    "tanggalSelesaiKursus": date(2026, 3, 11),
}


def baris(**ubah) -> Baris:
    return Baris(5, ISI | ubah)


def test_columns_are_called_by_their_own_names():
    assert [k.judul for k in KOLOM_RIWAYAT] == [k.nama for k in KOLOM_RIWAYAT]
    assert {k.nama for k in KOLOM_RIWAYAT if k.wajib} == {
        "jenisDiklatId",
        "jumlahJam",
        "namaKursus",
        "pnsOrangId",
        "tanggalSelesaiKursus",
    }


@pytest.mark.parametrize("nomor", [1, 25])
def test_sel_jenis_diklat_knows_the_table(nomor):
    assert sel_jenis_diklat(nomor) == nomor


@pytest.mark.parametrize("nomor", [0, 26])
def test_sel_jenis_diklat_refuses_the_rest(nomor):
    with pytest.raises(GalatSel) as galat:
        sel_jenis_diklat(nomor)

    assert (galat.value.alasan, galat.value.langkah) == (
        "Jenis diklat tidak dikenal.",
        "Isi nomor 1 sampai 25 menurut SIASN.",
    )


@pytest.mark.parametrize("jam", [1, JAM_TERBANYAK])
def test_sel_jam_allows_its_bounds(jam):
    assert sel_jam(jam) == jam


@pytest.mark.parametrize("jam", [0, JAM_TERBANYAK + 1])
def test_sel_jam_refuses_beyond(jam):
    with pytest.raises(GalatSel) as galat:
        sel_jam(jam)

    assert (galat.value.alasan, galat.value.langkah) == (
        "Jumlah jam di luar kewajaran.",
        "Isi JP bilangan bulat, 1 sampai 2000.",
    )


@pytest.mark.parametrize(
    "ubah",
    [
        {},
        {"tanggalSelesaiKursus": HARI_INI},
        {"tanggalKursus": date(2026, 3, 10)},
        {"tanggalKursus": date(2026, 3, 11)},
    ],
)
def test_finished_training_is_fine(ubah):
    assert galat_riwayat(baris(**ubah), hari_ini=HARI_INI) is None


@pytest.mark.parametrize(
    ("ubah", "isi", "alasan", "langkah"),
    [
        (
            {"tanggalSelesaiKursus": date(2026, 11, 23)},
            "23-11-2026",
            "Pelatihan ini belum selesai.",
            "Impor setelah tanggal selesainya.",
        ),
        (
            {"tanggalKursus": date(2026, 3, 12)},
            "11-03-2026",
            "Selesai sebelum mulai (12-03-2026).",
            "Periksa tanggalKursus dan tanggalSelesaiKursus.",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(ubah, isi, alasan, langkah):
    galat = galat_riwayat(baris(**ubah), hari_ini=HARI_INI)

    assert galat == GalatBaris(5, "tanggalSelesaiKursus", isi, alasan, langkah)


@pytest.mark.parametrize("tahun", [None, 2026])
def test_year_that_fits_says_nothing(tahun):
    assert peringatan_riwayat(baris(tahunKursus=tahun)) is None


def test_year_that_differs_is_told():
    assert peringatan_riwayat(baris(tahunKursus=2025)) == GalatBaris(
        5,
        "tahunKursus",
        "2025",
        "Berbeda dari tahun selesainya, 2026.",
        "JP dihitung untuk 2026.",
    )


def test_sidik_is_the_id_where_there_is_one():
    satu = sidik_riwayat(baris(id="abc"))

    assert satu == sidik_riwayat(baris(id="abc", namaKursus="Nama lain"))
    assert satu != sidik_riwayat(baris(id="abd"))
    assert satu == "ba7816bf8f01cfea4141"  # SHA-256 of "abc": stored keys depend on it


@pytest.mark.parametrize(
    "ubah",
    [
        {"namaKursus": "Bimtek Lain"},
        {"nomorSertipikat": "17"},
        {"tanggalSelesaiKursus": date(2026, 3, 12)},
    ],
)
def test_sidik_without_id_is_name_certificate_and_last_day(ubah):
    satu = sidik_riwayat(baris())

    assert satu == sidik_riwayat(baris(namaKursus="BIMTEK pelayanan PRIMA", jumlahJam=3))
    assert satu != sidik_riwayat(baris(**ubah))


def test_sidik_without_id_stays_as_stored():
    assert sidik_riwayat(baris()) == "6e250c875ac126f40624"
    assert sidik_riwayat(baris(nomorSertipikat="17")) == "b5375ae66b0941de02a7"


def test_hitungan_of_a_bare_row():
    assert hitungan_riwayat(baris()) == {
        "jenis_diklat": 8,
        "bentuk": "Bimtek",
        "jumlah_jam": 12,
        "penyelenggara": "",
        "nomor_sertifikat": "",
        "penjelasan": "Bimtek: 12 JP menurut riwayat SIASN.",
    }


def test_hitungan_of_a_full_row():
    isi = hitungan_riwayat(baris(institusiPenyelenggara="LAN", nomorSertipikat="17/2026"))

    assert (isi["penyelenggara"], isi["nomor_sertifikat"]) == ("LAN", "17/2026")
    assert isi["penjelasan"] == ("Bimtek: 12 JP menurut riwayat SIASN, sertifikat nomor 17/2026.")
