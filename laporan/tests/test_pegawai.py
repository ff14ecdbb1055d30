"""The sorted list of people, page by page, against sorting them all in Python."""

import random

import pytest

from instansi.models import Instansi, Pegawai
from instansi.rules.orang import URUTAN_GOLONGAN
from instansi.tests.factories import PegawaiFactory, buat_unit
from laporan.queries.pegawai import DaftarTerurut, urutkan
from pembinaan.models import CatatanJP

TAHUN = 2026


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


@pytest.mark.parametrize("urut", ["nama", "-unit", "golongan", "-jp"])
def test_two_queries_whatever_the_sort(orang, urut, django_assert_num_queries):
    daftar = DaftarTerurut(orang, urut, tahun=TAHUN)

    with django_assert_num_queries(2):
        assert daftar.count()
        assert daftar[0:25]
