"""Which column is which, and what may be done when."""

from datetime import UTC, datetime, timedelta

import pytest

from kelola.rules import impor as rules
from kelola.rules.masuk import BatasSesi, batas_sesi
from lib.impor import Kolom

KINI = datetime(2026, 11, 22, 3, tzinfo=UTC)
KOLOM = (Kolom("nip", judul="NIP"), Kolom("nama"), Kolom("surel", wajib=False))


def kolom(*judul):
    return [
        {"letak": n, "judul": j, "huruf": "ABCDEF"[n], "contoh": [], "nama": ""}
        for n, j in enumerate(judul)
    ]


def test_kunci_kolom_is_the_heading_its_number_or_its_letter():
    assert rules.kunci_kolom(kolom("NIP Baru", "Nama", "", "nama", "NAMA")) == {
        0: rules.kunci_judul("NIP Baru"),
        1: "nama",
        2: rules.kunci_judul("kolom C"),
        3: "nama #2",
        4: "nama #3",
    }


def test_kunci_kolom_leaves_out_the_reasons_of_rejected_rows():
    assert rules.kunci_kolom(kolom("Alasan ditolak", "NIP")) == {1: "nip"}


def test_the_heading_given_to_an_unnamed_column_is_no_name():
    judul = kolom("NIP", "", "Kolom F", "Kolom lama", "alasan  DITOLAK")
    assert [rules.bernama(k) for k in judul] == [True, False, False, True, False]


@pytest.mark.parametrize(
    ("judul", "contoh", "pasti"),
    [
        ("No.", ["1", "2", ""], True),
        ("NOMOR URUT", ["1.", "2."], True),
        ("No", ["814/12/BKPSDM", "2"], False),
        ("No SK", ["1", "2"], False),
    ],
)
def test_a_column_that_numbers_the_rows_is_not_asked_about(judul, contoh, pasti):
    nomor, nip = kolom(judul, "NIP")

    hasil = rules.pemetaan_ingatan([nomor | {"contoh": contoh}, nip | {"nama": "nip"}], [])

    assert hasil == ({"nip": 1}, pasti)


def test_a_mapping_goes_with_the_headings_into_another_file():
    dari = kolom("NIP", "Nama", "", "Nama")
    ke = kolom("Alasan ditolak", "Nama", "NIP", "Nama", "Kolom C")

    assert rules.pindahkan_pemetaan({"nip": 0, "nama": 3, "unit": 2}, dari, ke) == {
        "nip": 2,
        "nama": 3,
        "unit": 4,
    }
    assert rules.pindahkan_pemetaan({"nip": 0, "nama": 3}, dari, kolom("Nama", "NIP")) == {"nip": 1}


@pytest.mark.parametrize(
    ("status", "isi", "teks"),
    [
        ("SIAP", (1500, 2, 3), "1.500 baru, 2 berubah, 3 ditolak"),
        ("DITERAPKAN", (15, 0, 0), "15 baru, 0 berubah, 0 ditolak"),
        ("DIURUNGKAN", (15, 3, 1), "15 baris baru dihapus lagi, 3 baris kembali seperti semula"),
        ("DIURUNGKAN", (15, 0, 1), "15 baris baru dihapus lagi"),
        ("DIURUNGKAN", (0, 0, 1), "Tidak ada data yang berubah"),
        ("DIBATALKAN", (15, 3, 1), "Tidak ada data yang berubah"),
        ("GAGAL", (15, 3, 1), "Tidak ada data yang berubah"),
    ],
)
def test_ringkas_hasil_is_true_for_where_an_import_stands(status, isi, teks):
    angka = dict(zip(("baru", "berubah", "ditolak"), isi, strict=True))
    assert rules.ringkas_hasil(status, **angka) == teks


@pytest.mark.parametrize(
    ("isi", "teks"),
    [
        (
            {"baru": 1960, "ditolak": 40},
            "1.960 baris baru akan ditulis. 40 baris yang ditolak tidak ikut.",
        ),
        (
            {"berubah": 3, "kosong": "1 isian akan dikosongkan: telepon 1"},
            "3 baris berubah akan ditulis. 1 isian akan dikosongkan: telepon 1.",
        ),
        (
            {"baru": 1, "berubah": 2, "jabatan": "“A”, “B”", "banyak_jabatan": 2},
            "1 baris baru dan 2 baris berubah akan ditulis. 2 jabatan baru akan dibuat: “A”, “B”.",
        ),
        ({}, "Tidak ada baris yang akan ditulis."),
    ],
)
def test_what_applying_does_is_told_without_what_is_none(isi, teks):
    nol = dict.fromkeys(("baru", "berubah", "ditolak", "banyak_jabatan"), 0)

    akibat = rules.sebut_akibat(**nol | {"jabatan": "", "kosong": ""} | isi)

    assert akibat == f"{teks} Bisa diurungkan selama 7 hari, selama belum dipakai."


def test_sidik_judul_knows_no_order():
    assert rules.sidik_judul(kolom("NIP", "Nama")) == rules.sidik_judul(kolom("Nama", "NIP"))
    assert rules.sidik_judul(kolom("NIP", "Nama")) != rules.sidik_judul(kolom("NIP", "Unit"))
    assert len(rules.sidik_judul(kolom("NIP"))) == 64


@pytest.mark.parametrize(
    ("pemetaan", "galat"),
    [
        ({"nip": 0, "nama": 1}, None),
        ({"nip": 0, "nama": 1, "surel": 2}, None),
        ({"nama": 1}, "Pilih kolom untuk NIP."),
        ({}, "Pilih kolom untuk NIP, Nama."),
        ({"nip": 0, "nama": 0}, "Satu kolom berkas hanya bisa dipakai sekali."),
    ],
)
def test_galat_pemetaan(pemetaan, galat):
    assert rules.galat_pemetaan(pemetaan, KOLOM) == galat


@pytest.mark.parametrize(
    ("status", "siap", "alasan"),
    [
        ("SIAP", 1, None),
        ("SIAP", 0, "Tidak ada yang perlu diterapkan: data di berkas sama dengan yang tersimpan."),
        ("DITERAPKAN", 1, "Impor ini belum selesai diperiksa, atau sudah diterapkan."),
    ],
)
def test_alasan_tidak_bisa_diterapkan(status, siap, alasan):
    assert rules.alasan_tidak_bisa_diterapkan(status, siap) == alasan


BUKAN = "Hanya impor yang sudah diterapkan yang bisa diurungkan."
LEWAT = "Sudah lebih dari 7 hari sejak diterapkan, sehingga tidak bisa diurungkan lagi."


@pytest.mark.parametrize(
    ("status", "sampai", "alasan"),
    [
        ("DITERAPKAN", KINI, None),
        ("DITERAPKAN", KINI - timedelta(seconds=1), LEWAT),
        ("DITERAPKAN", None, BUKAN),
        ("SIAP", KINI, BUKAN),
        ("DIURUNGKAN", KINI, "Impor ini sudah diurungkan."),
    ],
)
def test_alasan_tidak_bisa_diurungkan(status, sampai, alasan):
    assert rules.alasan_tidak_bisa_diurungkan(status, sampai, KINI) == alasan


def test_batas_sesi_is_none_without_a_row():
    assert batas_sesi({}) == BatasSesi(0, 0)
    assert batas_sesi({"sesi_diam_menit": 30, "sesi_paling_lama_jam": 12}) == BatasSesi(30, 12)
