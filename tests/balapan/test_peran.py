"""Two commands about roles at once: the pemda's row is the one lock."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from instansi.actions import peran as penjaga
from instansi.actions.peran import AdminTerakhir
from instansi.models import Instansi, Penugasan, Peran
from instansi.queries import masa_admin, peran_hari_ini
from instansi.tests.factories import buat_akun
from kelola.actions.delegasi import TidakBisaDidelegasikan, delegasikan
from kelola.actions.peran import IsiPeran, PeranTidakBisaDiberi, akhiri_peran, beri_peran
from kelola.rules.peran import Masa

pytestmark = [pytest.mark.balapan, pytest.mark.django_db(transaction=True)]
SEKARANG = datetime(2026, 11, 22, 2, tzinfo=UTC)
HARI = date(2026, 11, 22)
PUTARAN = 10


@pytest.fixture
def dua_admin(dunia):
    """Ayu and Beni, the two admins of Palu, both past the gate of the page."""
    admin = [dunia.palu.admin, buat_akun(dunia.palu.pemda, "Beni", Peran.ADMIN_PEMDA)]
    assert all(Peran.ADMIN_PEMDA in peran_hari_ini(a) for a in admin)
    return admin


def saling_copot(dua_admin, balapkan):
    """Each ends the other's role at the same time; how they stand afterwards."""

    def copot(n):
        tugas = Penugasan.objects.get(pengguna=dua_admin[1 - n])
        return akhiri_peran(penugasan=tugas, alasan="x", oleh=dua_admin[n], sekarang=SEKARANG)

    hasil = balapkan(copot, [0, 1])
    sisa = [m for m in masa_admin(dua_admin[0].pemda_id) if m[1] is None]
    Penugasan.objects.filter(pengguna__in=dua_admin).update(selesai=None)
    return hasil, len(sisa)


def test_two_admins_who_remove_each_other_leave_one(dua_admin, balapkan):
    for _ in range(PUTARAN):
        hasil, sisa = saling_copot(dua_admin, balapkan)

        assert sisa == 1
        assert sorted(type(h).__name__ for h in hasil) == ["AdminTerakhir", "NoneType"]


def test_without_the_lock_a_city_can_lose_its_admins(dua_admin, balapkan, monkeypatch):
    """Shows that this race is a real one: both see the other still there."""
    pagar = threading.Barrier(2)

    def baca_bersama(pemda_id):
        masa = masa_admin(pemda_id)
        pagar.wait(10)
        return masa

    monkeypatch.setattr(
        penjaga.Instansi.objects, "select_for_update", lambda **_: Instansi.objects.all()
    )
    monkeypatch.setattr(penjaga.queries, "masa_admin", baca_bersama)

    hasil, sisa = saling_copot(dua_admin, balapkan)

    assert (hasil, sisa) == ([None, None], 0)


def test_one_leaves_while_the_other_is_removed(dua_admin, balapkan):
    def kerja(n):
        tugas = Penugasan.objects.get(pengguna=dua_admin[n])
        return akhiri_peran(penugasan=tugas, alasan="x", oleh=dua_admin[0], sekarang=SEKARANG)

    hasil = balapkan(kerja, [0, 1])

    assert [h for h in hasil if isinstance(h, AdminTerakhir)]
    assert len([m for m in masa_admin(dua_admin[0].pemda_id) if m[1] is None]) == 1


def test_a_role_that_ends_meanwhile_is_not_handed_over(dunia, balapkan):
    """Whoever is first: no delegation outlives the role that it came from."""
    asal = dunia.palu.kepala.penugasan.get()

    def kerja(apa):
        if apa == "akhiri":
            return akhiri_peran(
                penugasan=asal, alasan="x", oleh=dunia.palu.admin, sekarang=SEKARANG
            )
        return delegasikan(
            induk=asal,
            penerima=dunia.palu.atasan,
            instansi=dunia.palu.dikbud,
            masa=Masa(HARI, HARI + timedelta(days=2)),
            alasan="Cuti",
            oleh=dunia.palu.kepala,
            sekarang=SEKARANG,
        )

    for _ in range(PUTARAN):
        hasil = balapkan(kerja, ["akhiri", "titip"])

        assert hasil[0] is None
        assert isinstance(hasil[1], TidakBisaDidelegasikan | Penugasan)
        assert not Penugasan.objects.filter(delegasi_dari=asal).exists()
        Penugasan.objects.filter(pk=asal.pk).update(selesai=None)


def test_the_same_role_given_twice_is_given_once(dunia, balapkan):
    isi = IsiPeran("PENGELOLA_OPD", dunia.palu.dinkes, HARI, None, alasan="SK")

    hasil = balapkan(
        lambda _: beri_peran(
            penerima=dunia.palu.pegawai, isi=isi, oleh=dunia.palu.admin, sekarang=SEKARANG
        ),
        range(6),
    )

    assert sum(isinstance(h, PeranTidakBisaDiberi) for h in hasil) == 5
    assert dunia.palu.pegawai.penugasan.count() == 1
