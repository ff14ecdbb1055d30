"""The list of people: its columns and filters, without a database."""

from instansi.rules.impor.kolom import KOLOM_PEGAWAI
from laporan.rules import pegawai as rules
from laporan.rules.pegawai import KOLOM_BAWAAN, KOLOM_DAFTAR


def test_chosen_columns_keep_the_order_of_the_list():
    assert rules.kolom_terpilih(["status", "nip", "unit"]) == ("nip", "unit", "status")
    assert rules.kolom_terpilih(iter(["jp", "jp"])) == ("jp",)
    assert rules.kolom_terpilih(KOLOM_DAFTAR) == tuple(KOLOM_DAFTAR)


def test_without_a_column_that_exists_the_usual_ones_are_shown():
    assert rules.kolom_terpilih([]) == KOLOM_BAWAAN == ("unit", "jp", "perhatian")
    assert rules.kolom_terpilih(["sandi"]) == KOLOM_BAWAAN
    assert rules.kolom_terpilih(["sandi", "eselon"]) == ("eselon",)


def test_a_workbook_calls_columns_as_the_importer_reads_them():
    impor = {k.nama: k.sebutan for k in KOLOM_PEGAWAI}

    judul = {kode: rules.judul_tabel(kode, 2026) for kode in KOLOM_DAFTAR}

    assert judul == {
        "nip": impor["nip"],
        "unit": impor["unit"],
        "jenis": impor["jenis"],
        "golongan": impor["golongan"],
        "jenjang": impor["jabatan_jenjang"],
        "rumpun": impor["jabatan_rumpun"],
        "eselon": impor["jabatan_eselon"],
        "atasan": "Nama atasan",
        "status": impor["status"],
        "jp": "JP 2026",
        "perhatian": "Perlu perhatian",
    }


def test_columns_of_a_workbook_are_as_wide_as_what_they_hold():
    judul = ["NIP", "Nama", "Jabatan", "Unit kerja", "Perlu perhatian", "Golongan"]

    assert rules.lebar(judul) == [
        ("NIP", 21),
        ("Nama", 30),
        ("Jabatan", 34),
        ("Unit kerja", 36),
        ("Perlu perhatian", 50),
        ("Golongan", 18),
    ]


def test_a_stored_value_is_written_by_the_first_word_for_it():
    kata = {"laki-laki": "L", "pria": "L", "perempuan": "P"}

    assert rules.sebutan_impor(kata) == {"L": "laki-laki", "P": "perempuan"}


def test_only_filters_with_a_value_narrow():
    isi = {"unit": 3, "golongan": "", "jenis": None, "perhatian": [], "status": "AKTIF", "nol": 0}

    assert rules.pakai_saring(isi) == ["unit", "status"]
