from datetime import date

import pytest

from instansi.actions.orang_status import ubah_status
from instansi.actions.peran import AdminTerakhir, admin_terjaga, persingkat_penugasan
from instansi.models import Pegawai, Pengguna, Penugasan, Peran
from instansi.tests.factories import MULAI, buat_akun

HARI = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


def jaga(kota):
    return admin_terjaga(pemda_id=kota.pemda.pk, hari_ini=HARI)


def peran(akun):
    return Penugasan.objects.get(pengguna=akun)


def test_last_admin_keeps_the_account(dunia):
    with (
        pytest.raises(AdminTerakhir, match="tidak akan punya admin pemda lagi") as galat,
        jaga(dunia.palu),
    ):
        Pengguna.objects.filter(pk=dunia.palu.admin.pk).update(is_active=False)

    assert "Beri peran Admin pemda" in galat.value.langkah


@pytest.mark.parametrize("status", ["PENSIUN", "PINDAH", "BERHENTI", "CUTI_LUAR"])
def test_last_admin_stays_in_service(dunia, status):
    with pytest.raises(AdminTerakhir), jaga(dunia.palu):
        Pegawai.objects.filter(pk=dunia.palu.admin.pegawai_id).update(status=status)


def test_the_day_without_admin_is_named(dunia):
    with pytest.raises(AdminTerakhir, match="mulai 1 Desember 2026"), jaga(dunia.palu):
        Penugasan.objects.filter(pengguna=dunia.palu.admin).update(selesai=date(2026, 11, 30))


def test_one_of_two_admins_may_go(dunia):
    buat_akun(dunia.palu.pemda, "Beni", Peran.ADMIN_PEMDA)

    with jaga(dunia.palu):
        Penugasan.objects.filter(pengguna=dunia.palu.admin).update(selesai=date(2026, 11, 1))


def test_an_admin_elsewhere_does_not_help(dunia):
    buat_akun(dunia.salatiga.pemda, "Beni", Peran.ADMIN_PEMDA)

    with pytest.raises(AdminTerakhir), jaga(dunia.palu):
        peran(dunia.palu.admin).delete()


def test_a_role_ends_with_what_was_handed_over_from_it(dunia):
    induk = peran(dunia.palu.kepala)
    umum = {"peran": "KEPALA", "delegasi_dari": induk}
    lama = Penugasan.objects.create(
        pengguna=dunia.palu.atasan,
        instansi=dunia.palu.dikbud,
        mulai=date(2026, 11, 1),
        selesai=date(2026, 11, 30),
        **umum,
    )
    nanti = Penugasan.objects.create(
        pengguna=dunia.palu.pegawai,
        instansi=dunia.palu.sekolah,
        mulai=date(2026, 11, 25),
        selesai=date(2026, 11, 28),
        **umum,
    )

    berubah = persingkat_penugasan(penugasan=induk, terakhir=HARI, oleh="sistem:uji")

    assert berubah == [lama, nanti]
    induk.refresh_from_db()
    lama.refresh_from_db()
    assert (induk.mulai, induk.selesai, lama.selesai) == (MULAI, HARI, HARI)
    assert not Penugasan.objects.filter(pk=nanti.pk).exists()


def test_a_role_that_has_not_begun_is_removed(dunia):
    nanti = Penugasan.objects.create(
        pengguna=dunia.palu.pegawai, peran="MENTOR", instansi=dunia.palu.dikbud, mulai=HARI
    )

    persingkat_penugasan(penugasan=nanti, terakhir=date(2026, 11, 21), oleh="sistem:uji")

    assert not Penugasan.objects.filter(pengguna=dunia.palu.pegawai).exists()


def test_unpaid_leave_does_not_leave_a_city_without_admin(dunia):
    admin = dunia.palu.admin.pegawai

    with pytest.raises(AdminTerakhir):
        ubah_status(
            pegawai=[admin],
            status="CUTI_LUAR",
            sejak=HARI,
            pengganti=None,
            oleh=dunia.palu.hr,
            hari_ini=HARI,
        )

    admin.refresh_from_db()
    assert admin.status == "AKTIF"
