"""Names: units that share one, people whose name does not fit the NIP, rows as one text."""

from datetime import date

import pytest

from instansi.rules.impor.pegawai import (
    KOLOM_SIDIK,
    BarisPegawai,
    nama_lain,
    orang_lain,
    sidik_baris,
)
from instansi.rules.impor.unit import AcuanUnit, Simpul, kunci_unit
from lib.impor import GalatBaris

UMUM = "Subbagian Umum"
KOTA = [
    Simpul(1, "Kota Palu", "palu", ()),
    Simpul(2, "Dinas Kesehatan", "dinkes", ()),
    Simpul(3, "Sekretariat", "dinkes-set", ("Dinas Kesehatan",)),
    Simpul(4, UMUM, "dinkes-umum", ("Sekretariat", "Dinas Kesehatan")),
    Simpul(5, "Dinas Sosial", "dinsos", ()),
    Simpul(6, "Sekretariat", "dinsos-set", ("Dinas Sosial",)),
    Simpul(7, UMUM, "dinsos-umum", ("Sekretariat", "Dinas Sosial")),
]


def acuan(units=KOTA, cakupan=None):
    unit, kembar = kunci_unit(units, cakupan)
    return AcuanUnit(unit=unit, nama=(), kembar=kembar, tutup={}, cakupan=cakupan)


@pytest.mark.parametrize(
    ("teks", "pk"),
    [
        ("dinas kesehatan", 2),
        ("dinsos-umum", 7),
        ("Subbagian Umum - Dinas Kesehatan", 4),
        ("Dinas Sosial / Subbagian Umum", 7),
        ("SUBBAGIAN UMUM, DINAS SOSIAL", 7),
        ("Sekretariat - Dinas Sosial", 6),
    ],
)
def test_unit_is_known_by_name_code_or_name_with_one_above(teks, pk):
    assert acuan().tolak(teks) is None
    assert acuan().pk(teks) == pk


@pytest.mark.parametrize(
    "teks", [UMUM, "subbagian umum - Sekretariat", "Sekretariat/Subbagian Umum"]
)
def test_names_of_several_units_are_refused_with_each_of_them(teks):
    assert acuan().tolak(teks) == (
        "Nama ini cocok dengan 2 unit: “Subbagian Umum - Dinas Kesehatan”, "
        "“Subbagian Umum - Dinas Sosial”.",
        "Tulis kode unitnya, atau nama dengan induknya seperti “Subbagian Umum - Dinas Kesehatan”.",
    )


def test_at_most_five_units_of_a_name_are_listed():
    units = [Simpul(n, UMUM, f"umum-{n}", (f"Dinas {n}",)) for n in range(12)]

    tolakan = acuan(units).tolak(UMUM)

    daftar = ", ".join(f"“Subbagian Umum - Dinas {n}”" for n in range(5))
    assert tolakan is not None
    assert tolakan.alasan == f"Nama ini cocok dengan 12 unit: {daftar}, dan 7 lagi."


def test_exactly_five_units_leave_nothing_over():
    units = [Simpul(n, UMUM, f"umum-{n}", (f"Dinas {n}",)) for n in range(5)]

    tolakan = acuan(units).tolak(UMUM)

    assert tolakan is not None
    assert tolakan.alasan.endswith("“Subbagian Umum - Dinas 4”.")


def test_a_unit_that_nothing_above_tells_apart_is_listed_by_its_code():
    units = [Simpul(n, UMUM, f"umum-{n}", ("Dinas Sosial",)) for n in range(2)]

    tolakan = acuan(units).tolak(UMUM)

    assert tolakan is not None
    assert tolakan.alasan == "Nama ini cocok dengan 2 unit: “umum-0”, “umum-1”."


def test_units_out_of_scope_are_not_listed():
    tolakan = acuan(cakupan={6, 7}).tolak(UMUM)

    assert tolakan is not None
    assert tolakan.alasan == "Nama ini cocok dengan 1 unit: “Subbagian Umum - Dinas Sosial”."
    assert acuan(cakupan={5}).tolak(UMUM) == (
        "Di luar unit Anda.",
        "Hapus baris ini, atau kirim kepada BKPSDM.",
    )


def test_the_beginning_of_several_names_lists_them():
    nama = ("Sekretariat DPU", "Sekretariat DPRD", "Sekretariatan", "Sekretariat Lama", "Bagian")
    units = [Simpul(n, isi, f"u{n}", ("Kota",)) for n, isi in enumerate(nama)]
    units += [Simpul(n, "Sekretariat Umum", f"u{n}", (f"Dinas {n}",)) for n in (7, 8)]
    unit, kembar = kunci_unit(units, None)
    satu = AcuanUnit(
        unit=unit, nama=(*nama, *["Sekretariat Umum"] * 2), kembar=kembar, tutup={3: "Bagian"}
    )

    assert satu.tolak("SEKRETARIAT") == (
        "Ada 4 unit yang namanya berawal begini: “Sekretariat DPU”, “Sekretariat DPRD”, "
        "“Sekretariat Umum - Dinas 7”, “Sekretariat Umum - Dinas 8”.",
        "Tulis kode unitnya, atau nama lengkapnya seperti “Sekretariat DPU”.",
    )


def test_the_beginning_of_one_name_is_suggested():
    unit, kembar = kunci_unit(KOTA, None)
    satu = AcuanUnit(unit=unit, nama=("Dinas Kesehatan",), kembar=kembar, tutup={})

    assert satu.tolak("Dinas Kesehat") == (
        "Unit kerja tidak dikenal.",
        "Mungkin maksud Anda “Dinas Kesehatan”.",
    )
    assert satu.tolak("Dinas") == (
        "Unit kerja tidak dikenal.",
        "Periksa ejaannya, atau tambahkan unit itu lebih dahulu.",
    )


def test_a_name_of_its_own_is_never_taken_for_a_pair():
    units = [*KOTA, Simpul(8, "Subbagian Umum Dinas Sosial", "lain", ())]

    assert acuan(units).pk("Subbagian Umum - Dinas Sosial") == 8


@pytest.mark.parametrize(
    ("lama", "baru", "lain"),
    [
        ("Sitti Aminah", "Budi Santoso", True),
        ("Sitti Aminah", "Siti Aminah", False),
        ("Muhammad Rizal", "Muh. Rizal", False),
        ("Ni Made Ayu Lestari", "Ayu Lestari", False),
        ("AMINAH, SITTI", "Sitti Aminah", False),
        ("Rahmat Hidayat", "Rahmawati", True),
        ("Fajar", "Wahyu", True),
        ("", "", False),
    ],
)
def test_orang_lain(lama, baru, lain):
    assert orang_lain(lama, baru) is lain
    assert orang_lain(baru, lama) is lain


def test_nama_lain_names_both_people():
    teks = "NIP ini milik Sitti Aminah; berkas menulis Budi."

    assert nama_lain(2, "1", "Sitti", "Siti", "") == ([], [])
    galat, peringatan = nama_lain(2, "1", "Sitti Aminah", "Budi", "")
    langkah = "Perbaiki NIP-nya. Bila orangnya memang berganti nama, isi kolom Alasan NIP."
    assert (galat, peringatan) == ([GalatBaris(2, "NIP", "1", teks, langkah)], [])
    galat, peringatan = nama_lain(2, "1", "Sitti Aminah", "Budi", "Penetapan PN 7/2026.")
    langkah = "Pastikan orangnya sama; baris ini dimuat karena Alasan NIP terisi."
    assert (galat, peringatan) == ([], [GalatBaris(2, "NIP", "1", teks, langkah)])


def test_sidik_baris_is_the_row_in_the_order_of_the_columns():
    kosong = dict.fromkeys(BarisPegawai._fields, "")
    baris = BarisPegawai(
        **kosong
        | {"baris": 2, "nip": "1", "nama": "Budi", "tanggal_lahir": date(1991, 3, 12)}
        | {"tmt": None, "unit_id": 7, "mulai": None, "jabatan": "Perawat"}
    )

    (sidik,) = sidik_baris([baris], KOLOM_SIDIK)
    assert sidik.split("\x1f")[:2] == ["1", "Budi"]
    assert sidik.split("\x1f")[6:11] == ["1991-03-12", "", "", "Perawat", "7"]
    assert list(sidik_baris([baris, baris], ["nip", "unit_id"])) == ["1\x1f7", "1\x1f7"]
