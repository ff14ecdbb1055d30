from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from lib.kode import HURUF, baku_kode, kode_dari, tampilkan_kode
from lib.perangkat import nama_perangkat
from lib.sandi import (
    BukanDataDiri,
    BukanSandiUmum,
    PanjangMinimum,
    kurang_campuran,
    sisa_sandi,
)

ANDI = SimpleNamespace(
    nama="Andi Pratama Tolare",
    username="198503072005011001",
    email="a.pratama@palu.example",
    pegawai=SimpleNamespace(nip="198503072005011001"),
)


@pytest.mark.parametrize(
    "sandi",
    [
        "AndiPratama1985",
        "pratama-07031985",
        "198503072005011001",
        "Tolare.Andi.12",
        "1985 0307 2005 01 1001 !",
    ],
)
def test_a_password_made_of_ones_own_data_is_refused(sandi):
    with pytest.raises(ValidationError, match="terlalu mirip nama, NIP, atau surel Anda"):
        BukanDataDiri().validate(sandi, ANDI)


@pytest.mark.parametrize("sandi", ["andi-sepeda-kuning", "perahu biru di teluk", "Kopi7Gelas+Teh"])
def test_a_password_with_words_of_its_own_passes(sandi):
    for aturan in (BukanDataDiri(), BukanSandiUmum(), PanjangMinimum(12)):
        aturan.validate(sandi, ANDI)


@pytest.mark.parametrize("sandi", ["qz7", "xkvw9"])
def test_a_short_password_is_merely_short(sandi):
    for aturan in (BukanDataDiri(), BukanSandiUmum()):
        aturan.validate(sandi, ANDI)
    with pytest.raises(ValidationError, match="terlalu pendek"):
        PanjangMinimum(12).validate(sandi)


@pytest.mark.parametrize("sandi", ["------------", "!!! !!! !!! !", "ab!!!!!!!!!!"])
def test_a_password_of_marks_alone_is_refused(sandi):
    with pytest.raises(ValidationError, match="terlalu umum"):
        BukanSandiUmum().validate(sandi)


def test_without_an_account_there_is_nothing_to_compare():
    BukanDataDiri().validate("198503072005011001")


@pytest.mark.parametrize(
    "sandi", ["indonesia123", "Rahasia-Password1", "bismillah!!!", "qwertyuiop"]
)
def test_a_common_word_with_ornaments_is_refused(sandi):
    with pytest.raises(ValidationError, match="terlalu umum"):
        BukanSandiUmum().validate(sandi)


def test_length_is_said_in_our_words():
    with pytest.raises(ValidationError, match="Pakai paling sedikit 12 karakter"):
        PanjangMinimum(12).validate("pendek")
    assert "sandi anda" not in PanjangMinimum(12).get_help_text().lower()


@pytest.mark.parametrize(
    ("sandi", "kurang"),
    [
        ("semua kecil saja", ["huruf besar", "angka", "tanda baca"]),
        ("Kecil dan BESAR 7", ["tanda baca"]),
        ("Lengkap-7", []),
    ],
)
def test_rules_mixed_password(sandi, kurang):
    assert kurang_campuran(sandi) == kurang


def test_rules_short_words_are_not_taken_out():
    assert sisa_sandi("ab-satu-dua", ["ab", "satu"]) == "abdua"


def test_rules_code_has_twelve_letters_that_nobody_mistakes():
    kode = kode_dari(bytes(range(32)))

    assert len(kode) == 12
    assert set(kode) <= set(HURUF)
    assert not set("01IO") & set(HURUF)
    assert kode_dari(bytes(8)) == "2" * 12
    assert tampilkan_kode("ABCDEFGHJKLM") == "ABCD-EFGH-JKLM"
    assert baku_kode(" abcd-efgh jklm ") == "ABCDEFGHJKLM"


def test_rules_a_short_digest_makes_no_code():
    with pytest.raises(ValueError, match="terlalu pendek"):
        kode_dari(b"1234567")


@pytest.mark.parametrize(
    ("agen", "nama"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/120 Safari/537 Edg/120", "Edge di Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537", "Chrome di Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17 like Mac OS X) Safari/604", "Safari di iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Firefox/120.0", "Firefox di Linux"),
        ("curl/8.0", "Perangkat lain"),
        ("", "Perangkat lain"),
    ],
)
def test_rules_device_in_plain_words(agen, nama):
    assert nama_perangkat(agen) == nama
