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
from instansi.rules.impor.unit import AcuanUnit, Simpul, kunci_unit, saran_ejaan
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


def acuan(units=KOTA, cakupan=None, tutup=None):
    kunci = kunci_unit(units, cakupan)
    nama = tuple(u.nama for u in units if cakupan is None or u.pk in cakupan)
    return AcuanUnit(
        kunci.unit, nama, kunci.kembar, tutup or {}, cakupan=cakupan, sebutan=kunci.sebutan
    )


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
    assert tolakan.alasan == f"Nama ini cocok dengan 12 unit: {daftar}, dan 7 lain."


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


def test_words_in_the_names_of_several_units_list_them_with_the_one_above():
    nama = ("Badan Sekretariat", "Sekretariat DPU", "Sekretariatan", "Sekretariat Lama", "Bagian")
    units = [Simpul(n, isi, f"u{n}", ("Setda",)) for n, isi in enumerate(nama)]
    units += [Simpul(n, "Sekretariat Umum", f"u{n}", (f"Dinas {n}",)) for n in (7, 8)]

    assert acuan(units, tutup={3: "Bagian"}).tolak("SEKRETARIAT") == (
        "Unit kerja tidak dikenal. Ada 4 unit yang namanya memuat ini: “Sekretariat DPU - Setda”, "
        "“Sekretariat Umum - Dinas 7”, “Sekretariat Umum - Dinas 8”, “Badan Sekretariat - Setda”.",
        "Tulis kode unitnya, atau nama lengkapnya seperti “Sekretariat DPU - Setda”.",
    )


def test_a_misspelt_name_that_twelve_units_bear_lists_five_of_them():
    units = [Simpul(n, UMUM, f"umum-{n}", (f"Dinas {n}",)) for n in range(12)]

    daftar = ", ".join(f"“Subbagian Umum - Dinas {n}”" for n in range(5))
    assert acuan(units).tolak("SUBAGIAN UMUN") == (
        f"Unit kerja tidak dikenal. Ada 12 unit yang namanya mirip: {daftar}, dan 7 lain.",
        "Tulis kode unitnya, atau nama lengkapnya seperti “Subbagian Umum - Dinas 0”.",
    )


def test_only_the_most_alike_names_are_listed():
    nama = ("SDN 1 Palu", "SDN 2 Palu", "SDN Model Terpadu Palu", "Dinas Pendidikan")
    units = [Simpul(n, isi, f"u{n}", ()) for n, isi in enumerate(nama)]

    dua, satu = acuan(units).tolak("SDN 3 Palu"), acuan(units).tolak("SDN 2 Pallu")

    assert dua is not None
    assert dua.alasan.endswith("Ada 2 unit yang namanya mirip: “SDN 1 Palu”, “SDN 2 Palu”.")
    assert satu is not None
    assert satu.langkah == "Mungkin maksud Anda “SDN 2 Palu”."


@pytest.mark.parametrize("teks", ["Dinas Kesehat", "dinas kesehatan kota", "Kesehatan", "DINKES"])
def test_one_unit_alike_is_asked_for_by_its_name(teks):
    units = [KOTA[0], Simpul(2, "Dinas Kesehatan", "dks", ("Setda",)), KOTA[4]]

    langkah = "Mungkin maksud Anda “Dinas Kesehatan”."
    if teks == "DINKES":
        langkah = "Periksa ejaannya, atau tambahkan unit itu lebih dahulu."
    assert acuan(units).tolak(teks) == ("Unit kerja tidak dikenal.", langkah)


def test_names_alike_out_of_scope_or_closed_are_not_listed():
    nihil = ("Unit kerja tidak dikenal.", "Periksa ejaannya, atau tambahkan unit itu lebih dahulu.")

    assert acuan(cakupan={3}).tolak("Dinas Sosia") == nihil
    assert acuan(tutup={5: ""}).tolak("Sosial") == nihil
    satu = acuan(cakupan={7}).tolak("Subbagian Umun")
    assert satu is not None
    assert satu.langkah == "Mungkin maksud Anda “Subbagian Umum - Dinas Sosial”."


def test_one_name_spelt_in_two_ways_counts_each_unit_once():
    units = [
        *KOTA[:6],
        Simpul(7, "SUBBAGIAN  UMUM", "dinsos-umum", ("Sekretariat", "Dinas Sosial")),
    ]

    tolakan = acuan(units).tolak("Umum")

    assert tolakan is not None
    assert tolakan.alasan.startswith("Unit kerja tidak dikenal. Ada 2 unit yang namanya memuat ini")


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


NAMA_JABATAN = (
    "Penelaah Teknis Kebijakan",
    "Dokter Ahli Madya",
    "Kepala Subbagian Umum dan Keuangan",
    "Arsiparis Ahli Muda",
)


@pytest.mark.parametrize(
    ("teks", "maksud"),
    [
        ("Penelaah Tekniss Kebijakan", "Penelaah Teknis Kebijakan"),
        ("PenelaahTeknis Kebijakan", "Penelaah Teknis Kebijakan"),
        ("Doktor Ahli Madya", "Dokter Ahli Madya"),
        ("Arsiparis", "Arsiparis Ahli Muda"),
        ("Dokter Ahli Muda", None),
        ("Kepala Subbagian Umum dan Kepegawaian", None),
        ("Arsiparis Ahli Muda Khusus", None),
    ],
)
def test_a_slip_of_the_pen_is_told_from_another_position(teks, maksud):
    langkah = f"Mungkin maksud Anda “{maksud}”." if maksud else ""
    assert saran_ejaan(teks, NAMA_JABATAN) == ("", langkah)
