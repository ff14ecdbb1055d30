"""The sorted list of people, page by page, against sorting them all in Python."""

import random
from datetime import UTC, datetime

import pytest

from instansi.models import Instansi, Pegawai
from instansi.rules.orang import URUTAN_GOLONGAN
from instansi.tests.factories import PegawaiFactory, buat_unit
from laporan.actions.ringkasan import segarkan_ringkasan
from laporan.queries.pegawai import DaftarTerurut, IngatanJP, pemda_terurut, urutkan
from pembinaan.models import CatatanJP
from pembinaan.tests.factories import buat_catatan

TAHUN = 2026
PADA = datetime(TAHUN, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def orang(dunia):
    """Forty people of units with equal names, ranks unknown and missing, and equal names."""
    acak = random.Random(7)
    sama = [buat_unit(dunia.palu.dinkes, f"Bagian {n}") for n in range(2)]
    Instansi.objects.filter(pk__in=[u.pk for u in sama]).update(nama="Sekretariat")
    unit = [dunia.palu.sekolah, *sama]
    for urut in range(40):
        p = PegawaiFactory(
            unit=acak.choice(unit),
            nama=acak.choice(["Ani", "ani", "Édi", "Budi", "budi S"]),
            golongan=acak.choice(["", "ZZ", "III/a", "III/d", "IX", "IV/e", "I"]),
        )
        CatatanJP.objects.create(
            pegawai=p, unit=p.unit, tanggal=f"{TAHUN}-01-02", tahun=TAHUN, jp=urut % 4,
            sumber="LUAR", kunci=str(urut), keterangan="-", dicatat_pada=f"{TAHUN}-01-03T00:00Z",
        )  # fmt: skip
    return Pegawai.objects.filter(pemda=dunia.palu.pemda)


def kunci(pegawai, urut):
    """What a list of people is sorted by, before name and key."""
    if urut == "unit":
        return (pegawai.unit.nama, pegawai.unit_id)
    if urut == "golongan":
        return (
            URUTAN_GOLONGAN.index(pegawai.golongan) if pegawai.golongan in URUTAN_GOLONGAN else -1
        )
    return sum(c.jp for c in pegawai.catatan_jp.all()) if urut == "jp" else 0


@pytest.mark.parametrize(
    "urut", ["nama", "-nama", "unit", "-unit", "golongan", "-golongan", "jp", "-jp"]
)
def test_pages_are_those_of_all_people_sorted(orang, urut):
    menurut_nama = sorted(orang.select_related("unit"), key=lambda p: (p.nama.lower(), p.pk))
    turun = urut.startswith("-")
    if urut == "-nama":
        semua = [p.pk for p in reversed(menurut_nama)]
    else:
        terurut = sorted(menurut_nama, key=lambda p: kunci(p, urut.lstrip("-")), reverse=turun)
        semua = [p.pk for p in terurut]

    daftar = DaftarTerurut(orang, urut, tahun=TAHUN)

    assert daftar.count() == len(semua)
    assert [p.pk for p in urutkan(orang, urut, tahun=TAHUN)] == semua
    for mulai in range(0, len(semua) + 7, 7):
        assert daftar[mulai : mulai + 7] == semua[mulai : mulai + 7]


def test_a_known_number_is_not_counted_again(orang, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert DaftarTerurut(orang, "nama", tahun=TAHUN, banyak=3).count() == 3


@pytest.mark.parametrize(
    ("urut", "kueri"), [("nama", 1), ("-unit", 1), ("golongan", 2), ("-jp", 1)]
)
def test_the_first_page_comes_with_the_number(orang, urut, kueri, django_assert_num_queries):
    daftar, lagi = (DaftarTerurut(orang, urut, tahun=TAHUN) for _ in range(2))

    with django_assert_num_queries(kueri):
        assert daftar.count()
        assert daftar[0:25]
    assert (daftar[0:7], daftar[3:40]) == (lagi[0:7], lagi[3:40])


@pytest.mark.parametrize("urut", ["jp", "-jp"])
def test_a_whole_city_is_sorted_by_the_summary(dunia, orang, urut, django_assert_num_queries):
    palu = dunia.palu.pemda
    PegawaiFactory(unit=dunia.salatiga.sekolah)
    segarkan_ringkasan(pemda=palu, tahun=TAHUN, oleh="sistem:uji", sekarang=PADA)
    langsung = DaftarTerurut(orang, urut, tahun=TAHUN)
    daftar = DaftarTerurut(orang, urut, tahun=TAHUN, pemda=palu.pk)

    with django_assert_num_queries(1):
        assert daftar[0:7]
    for mulai in range(0, langsung.count() + 7, 7):
        assert daftar[mulai : mulai + 7] == langsung[mulai : mulai + 7]
    assert (daftar.terurut_pada, langsung.terurut_pada) == (PADA, None)


@pytest.mark.parametrize("urut", ["jp", "-jp"])
def test_an_order_by_jp_is_remembered_until_the_ledger_grows(
    orang, urut, django_assert_num_queries
):
    def daftar():
        return DaftarTerurut(orang, urut, tahun=TAHUN, ingatan=(IngatanJP(), "uji"))

    def semua():
        return [p.pk for p in urutkan(orang, urut, tahun=TAHUN)]

    lama = semua()
    for mulai in range(0, len(lama) + 7, 7):
        assert daftar()[mulai : mulai + 7] == lama[mulai : mulai + 7]
    with django_assert_num_queries(1):  # whether the directory or the ledger changed
        assert daftar()[7:14] == lama[7:14]
    buat_catatan(Pegawai.objects.get(pk=lama[0 if urut == "jp" else -1]), 99)
    assert daftar()[0 : len(lama)] == semua() != lama


@pytest.mark.parametrize("urut", ["nama", "-unit", "golongan", "-golongan", "-jp"])
def test_remembered_sql_gives_the_list_as_it_stands(dunia, orang, urut):
    palu = dunia.palu.pemda
    segarkan_ringkasan(pemda=palu, tahun=TAHUN, oleh="sistem:uji", sekarang=PADA)

    def daftar(siapa=orang, kunci="semua"):
        ingatan = (IngatanJP(), kunci)
        return DaftarTerurut(siapa, urut, tahun=TAHUN, pemda=palu.pk, ingatan=ingatan)

    def semua():
        return [p.pk for p in urutkan(orang, urut, tahun=TAHUN)]

    for _ in range(2):
        for mulai in range(0, orang.count() + 7, 7):
            assert daftar()[mulai : mulai + 7] == semua()[mulai : mulai + 7]
    assert daftar(orang.filter(pk=semua()[3]), "satu")[0:7] == semua()[3:4]
    assert daftar(orang.none(), "nihil")[0:7] == []
    Pegawai.objects.filter(pk=semua()[0]).update(nama="zzz", golongan="I/a")
    assert daftar()[0:9] == semua()[0:9]


def test_a_long_order_by_jp_is_not_remembered(orang, monkeypatch):
    monkeypatch.setattr("laporan.queries.pegawai.URUTAN_TERPANJANG", 3)
    monkeypatch.setattr(DaftarTerurut, "_teringat", None)

    assert DaftarTerurut(orang, "jp", tahun=TAHUN, ingatan=(IngatanJP(), "uji"))[0:7]


def test_without_a_summary_a_city_is_sorted_as_it_stands(dunia, orang):
    daftar = DaftarTerurut(orang, "-jp", tahun=TAHUN, pemda=dunia.palu.pemda.pk)

    assert daftar[0:25] == DaftarTerurut(orang, "-jp", tahun=TAHUN)[0:25]
    assert daftar.terurut_pada is None


@pytest.mark.parametrize(
    ("saring", "hasil"),
    [
        ({}, 1),
        ({"jenis": "PNS", "golongan": "III/a"}, 1),
        ({"unit": object()}, None),
        ({"status": "SEMUA"}, None),
        ({"jenis": "PNS", "kurang": "surel"}, None),
    ],
)
def test_the_summary_sorts_active_people_of_a_whole_city(saring, hasil):
    assert pemda_terurut(saring, 1) == hasil
    assert pemda_terurut(saring, None) is None
