"""Changes of one tree at the same time: they follow one another and leave it whole."""

from datetime import UTC, datetime

import pytest

from instansi.actions.unit import gabung_unit, pindah_unit, tambah_unit
from instansi.models import Instansi
from instansi.rules.unit import IsiDataUnit
from instansi.tests.factories import buat_unit
from lib.galat import GalatAturan

pytestmark = [pytest.mark.balapan, pytest.mark.django_db(transaction=True)]

SEKARANG = datetime(2026, 9, 1, 3, tzinfo=UTC)
UJI = {"dasar": "", "oleh": "sistem:uji", "sekarang": SEKARANG}
PUTARAN = 5


def masalah():
    return [daftar for daftar in Instansi.objects.find_problems() if daftar]


def test_two_units_that_move_into_each_other(dunia, balapkan):
    """Without the root's lock both pass the check and the two hang on nothing but each other."""
    for putaran in range(PUTARAN):
        a = buat_unit(dunia.palu.dikbud, f"Bidang A{putaran}", "UNIT")
        b = buat_unit(dunia.palu.dikbud, f"Bidang B{putaran}", "UNIT")

        hasil = balapkan(lambda p: pindah_unit(unit=p[0], tujuan=p[1], **UJI), [(a, b), (b, a)])

        assert sorted(isinstance(h, GalatAturan) for h in hasil) == [False, True]
        assert masalah() == []


def test_many_moves_additions_and_mergers_at_once(dunia, balapkan):
    palu = dunia.palu
    unit = [buat_unit(palu.dikbud, f"Bidang {n}", "UNIT") for n in range(6)]
    banyak = Instansi.objects.count()

    def kerja(n):
        if n < 2:
            return pindah_unit(unit=unit[n], tujuan=palu.dinkes, **UJI)
        if n < 4:
            return gabung_unit(unit=unit[n], tujuan=palu.dinkes, hari=SEKARANG.date(), **UJI)
        isi = IsiDataUnit(nama=f"Seksi {n}", jenis="UNIT", kode="")
        return tambah_unit(induk=unit[n], isi=isi, **UJI)

    hasil = balapkan(kerja, range(6))

    assert [h for h in hasil if isinstance(h, GalatAturan)] == []
    assert Instansi.objects.count() == banyak + 2
    assert masalah() == []
