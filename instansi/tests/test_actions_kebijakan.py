"""Policy parameters: the past stays, the future may be set, mended and taken back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from instansi.actions import (
    koreksi_parameter,
    lengkapi_parameter_bawaan,
    tarik_parameter,
    tetapkan_parameter,
)
from instansi.actions.kebijakan import ParameterTidakBisaDitetapkan
from instansi.models import ParameterKebijakan
from instansi.queries import nilai_parameter, parameter
from instansi.rules import PARAMETER_BAWAAN

pytestmark = pytest.mark.django_db
HARI_INI = date(2026, 11, 22)
DEPAN = date(2027, 1, 1)
KODE = "jp_target_pns"


def tetapkan(kota, nilai=24, dari=DEPAN, kode=KODE, dasar="Perwali 12/2026", hari_ini=HARI_INI):
    return tetapkan_parameter(
        pemda=kota.pemda,
        kode=kode,
        nilai=Decimal(nilai),
        dasar_hukum=dasar,
        berlaku_dari=dari,
        oleh=kota.admin,
        hari_ini=hari_ini,
    )


def baris(kota, kode=KODE):
    return list(
        ParameterKebijakan.objects.filter(pemda=kota.pemda, kode=kode)
        .order_by("berlaku_dari")
        .values_list("nilai", "berlaku_dari", "berlaku_sampai")
    )


def test_a_new_value_closes_the_old_one_the_day_before(dunia):
    tetapkan(dunia.palu)

    assert baris(dunia.palu) == [
        (20, date(2024, 1, 1), date(2026, 12, 31)),
        (24, DEPAN, None),
    ]
    assert nilai_parameter(dunia.palu.pemda.pk, KODE, date(2026, 12, 31)) == 20
    assert nilai_parameter(dunia.palu.pemda.pk, KODE, DEPAN) == 24
    assert nilai_parameter(dunia.salatiga.pemda.pk, KODE, DEPAN) == 20


@pytest.mark.parametrize(
    ("isian", "pesan"),
    [
        ({"dari": date(2026, 11, 21)}, "masa lalu.*Pilih hari ini"),
        ({"nilai": 20, "dasar": PARAMETER_BAWAAN[0].dasar_hukum}, "sama dengan yang berlaku"),
        ({"kode": "tidak_ada"}, "tidak dikenal"),
        ({"kode": "jp_batas_pppk", "nilai": 12}, "Target JP untuk PPPK harus tidak melebihi"),
        ({"kode": "jam_kerja_mulai", "nilai": 960}, "Jam kerja mulai harus di bawah"),
    ],
)
def test_a_refused_value_writes_nothing(dunia, isian, pesan):
    semula = ParameterKebijakan.objects.order_by("pk").values_list()
    sebelum = list(semula)

    with pytest.raises(ParameterTidakBisaDitetapkan, match=pesan):
        tetapkan(dunia.palu, **isian)

    assert list(semula.all()) == sebelum


def test_a_second_value_waits_for_the_first_to_begin(dunia):
    tetapkan(dunia.palu)

    with pytest.raises(ParameterTidakBisaDitetapkan, match=r"mulai 1 Januari 2027.*tarik"):
        tetapkan(dunia.palu, nilai=30, dari=date(2028, 1, 1))


def test_a_value_may_begin_today_but_only_once(dunia):
    tetapkan(dunia.palu, dari=HARI_INI)

    with pytest.raises(ParameterTidakBisaDitetapkan, match="baru mulai hari ini"):
        tetapkan(dunia.palu, nilai=30, dari=HARI_INI)

    tetapkan(dunia.palu, nilai=30, dari=HARI_INI + timedelta(days=1))
    assert [n for n, _, _ in baris(dunia.palu)] == [20, 24, 30]


def test_a_value_of_today_is_mended_and_taken_back_until_night(dunia):
    """A slip that locks people out must not stay until tomorrow."""
    baru = tetapkan(dunia.palu, dari=HARI_INI)
    siapa = {"oleh": dunia.palu.admin, "hari_ini": HARI_INI}

    koreksi_parameter(parameter=baru, nilai=Decimal(25), dasar_hukum="X", **siapa)
    assert [n for n, _, _ in baris(dunia.palu)] == [20, 25]

    tarik_parameter(parameter=baru, **siapa)
    assert baris(dunia.palu) == [(20, date(2024, 1, 1), None)]


def test_the_first_value_of_all_is_not_taken_back(dunia):
    pertama = ParameterKebijakan.objects.get(pemda=dunia.palu.pemda, kode=KODE)

    with pytest.raises(ParameterTidakBisaDitetapkan, match="nilai yang pertama"):
        tarik_parameter(parameter=pertama, oleh=dunia.palu.admin, hari_ini=date(2024, 1, 1))


def test_a_value_to_come_is_mended_and_taken_back(dunia):
    baru = tetapkan(dunia.palu)

    koreksi_parameter(
        parameter=baru, nilai=Decimal(25), dasar_hukum="X", oleh=dunia.palu.admin, hari_ini=HARI_INI
    )
    assert baris(dunia.palu)[-1] == (25, DEPAN, None)

    tarik_parameter(parameter=baru, oleh=dunia.palu.admin, hari_ini=HARI_INI)
    assert baris(dunia.palu) == [(20, date(2024, 1, 1), None)]
    with pytest.raises(ParameterTidakBisaDitetapkan, match="sudah ditarik"):
        tarik_parameter(parameter=baru, oleh=dunia.palu.admin, hari_ini=HARI_INI)


def test_a_value_that_has_held_for_a_day_is_never_edited(dunia):
    baru = tetapkan(dunia.palu)
    sebelum, lusa = baris(dunia.palu), DEPAN + timedelta(days=1)

    for ubah in (
        lambda: tarik_parameter(parameter=baru, oleh=dunia.palu.admin, hari_ini=lusa),
        lambda: koreksi_parameter(
            parameter=baru, nilai=Decimal(1), dasar_hukum="", oleh=dunia.palu.admin, hari_ini=lusa
        ),
    ):
        with pytest.raises(ParameterTidakBisaDitetapkan, match="sudah berlaku"):
            ubah()
    assert baris(dunia.palu) == sebelum


def test_taking_back_may_not_leave_a_contradiction(dunia):
    tetapkan(dunia.palu, kode="jam_kerja_selesai", nilai=1000)
    mulai = tetapkan(dunia.palu, kode="jam_kerja_mulai", nilai=970)

    with pytest.raises(ParameterTidakBisaDitetapkan, match="Jam kerja mulai harus di bawah"):
        tarik_parameter(
            parameter=ParameterKebijakan.objects.get(
                pemda=dunia.palu.pemda, kode="jam_kerja_selesai", nilai=1000
            ),
            oleh=dunia.palu.admin,
            hari_ini=HARI_INI,
        )

    tarik_parameter(parameter=mulai, oleh=dunia.palu.admin, hari_ini=HARI_INI)


def test_the_database_refuses_two_values_on_one_day(dunia):
    isi = {"pemda": dunia.palu.pemda, "kode": KODE, "nilai": 1, "berlaku_dari": DEPAN}

    with pytest.raises(IntegrityError), transaction.atomic():
        ParameterKebijakan.objects.create(satuan="JP", dasar_hukum="X", **isi)


def test_an_existing_city_gets_what_a_new_version_brought(dunia):
    tetapkan(dunia.palu)
    milik = ParameterKebijakan.objects.filter(pemda=dunia.palu.pemda)
    milik.filter(kode__in=["bup_umum", "pdp_tenggat"]).delete()

    assert lengkapi_parameter_bawaan(hari_ini=HARI_INI, oleh="sistem:uji") == 2
    assert lengkapi_parameter_bawaan(hari_ini=HARI_INI, oleh="sistem:uji") == 0

    lampau = parameter(dunia.palu.pemda.pk, date(2024, 1, 1))
    assert lampau.keys() == {b.kode for b in PARAMETER_BAWAAN}
    assert nilai_parameter(dunia.palu.pemda.pk, KODE, DEPAN) == 24
