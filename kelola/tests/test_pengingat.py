from datetime import UTC, date, datetime, timedelta

import pytest

from instansi.models import Penugasan
from kelola.actions.pengingat import terbitkan_pengingat
from notifikasi.actions import pasang_aturan_bawaan
from notifikasi.models import Pesan

AKHIR = date(2026, 11, 29)
# 07.00 in Palu, seven days before; the rule begins to count a minute earlier.
TEMPO = datetime(2026, 11, 21, 23, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def aturan(dunia):
    pasang_aturan_bawaan(pemda=dunia.palu.pemda, oleh="sistem:uji")
    terbit(TEMPO - timedelta(minutes=1) - timedelta(days=1))


def terbit(sekarang):
    return terbitkan_pengingat(oleh="sistem:uji", sekarang=sekarang)


def peran(dunia, mulai=date(2026, 1, 1), selesai=AKHIR, **isi):
    return Penugasan.objects.create(
        **{
            "pengguna": dunia.palu.pegawai,
            "peran": "KEPALA",
            "instansi": dunia.palu.dikbud,
            "mulai": mulai,
            "selesai": selesai,
        }
        | isi
    )


def test_a_role_that_ends_in_a_week_is_told_once(dunia, aturan):
    tugas = peran(dunia)

    assert [terbit(TEMPO), terbit(TEMPO + timedelta(hours=1))] == [1, 0]
    pesan = Pesan.objects.get(jenis="peran_h7")
    assert (pesan.penerima, pesan.sasaran) == (dunia.palu.pegawai, f"penugasan:{tugas.pk}")


def test_both_sides_of_a_delegation_are_told(dunia, aturan):
    peran(dunia, delegasi_dari=dunia.palu.kepala.penugasan.get())

    terbit(TEMPO)

    assert set(Pesan.objects.values_list("penerima__nama", flat=True)) == {"Fajar", "Diana"}


@pytest.mark.parametrize(
    "isi",
    [
        {"selesai": AKHIR + timedelta(days=1)},
        {"selesai": None},
        {"mulai": AKHIR - timedelta(days=6)},
    ],
)
def test_others_are_not(dunia, aturan, isi):
    peran(dunia, **isi)

    assert terbit(TEMPO) == 0


def test_another_city_is_not_concerned(dunia, aturan):
    peran(dunia, pengguna=dunia.salatiga.pegawai, instansi=dunia.salatiga.dikbud)

    assert terbit(TEMPO) == 0
