"""The trees of the five cities hold every kind of agency, each where the law puts it."""

import pytest

from beranda.demo.kota import KOTA, daftar_unit
from instansi.models import Instansi
from instansi.rules.unit import alasan_jenis

# Names that all cities share (PP 18/2016 jo PP 72/2019); the kinds follow below.
WAJIB = {
    "Sekretariat Daerah",
    "Bagian Organisasi",
    "Sekretariat DPRD",
    "Inspektorat",
    "Satuan Polisi Pamong Praja",
    "Badan Penanggulangan Bencana Daerah",
    "Badan Kesatuan Bangsa dan Politik",
    "Dinas Pendidikan",
    "Dinas Kesehatan",
}


@pytest.mark.parametrize("kota", KOTA.values(), ids=list(KOTA))
def test_a_city_has_every_kind_where_it_may_hang(kota):
    unit = {u.nama: u for u in daftar_unit(kota)}

    tolak = [
        alasan_jenis(u.jenis, unit[u.induk].jenis if u.induk else "PEMDA") for u in unit.values()
    ]

    assert {t for t in tolak if t} == set()
    assert WAJIB - unit.keys() == set()
    assert {u.jenis for u in unit.values()} == set(Instansi.Jenis) - {"PEMDA"}
    assert len(unit) == len(daftar_unit(kota))


def test_zones_of_the_five_cities():
    assert {k.kode: Instansi.Zona(k.zona).label for k in KOTA.values()} == {
        "palu": "WITA", "salatiga": "WIB", "palembang": "WIB", "kendari": "WITA", "medan": "WIB",
    }  # fmt: skip
