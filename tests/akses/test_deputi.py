"""The deputy of a role has its rights while it lasts, and the history tells in whose place."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from beranda.tests.test_instansi import detail
from instansi.models import Instansi, Pegawai, Pengguna, Penugasan, Peran
from instansi.permissions import Izin
from instansi.queries import delegasi_izin, penugasan_hari_ini, peran_hari_ini
from instansi.tests.factories import buat_akun

pytestmark = [pytest.mark.akses, pytest.mark.django_db]

HARI = timezone.localdate
MUTU = reverse("instansi:mutu")


def jadikan_deputi(deputi, pemegang, **ubah):
    tugas = Penugasan.objects.get(pengguna=pemegang)
    Penugasan.objects.filter(pk=tugas.pk).update(deputi=deputi, **ubah)
    return tugas


def segar(akun):
    return Pengguna.objects.get(pk=akun.pk)


def test_a_deputy_sees_and_does_what_the_holder_may_and_nothing_else(client, dunia):
    palu = dunia.palu
    jadikan_deputi(palu.atasan, palu.admin)
    client.force_login(palu.atasan)

    assert client.get(detail(palu.dinkes)).status_code == 200
    isi = {"nama": "Dinas Kesehatan Kota", "jenis": "OPD", "kode": "dinkes"}
    client.post(reverse("instansi:unit_ubah", args=[palu.dinkes.pk]), isi)
    assert Instansi.objects.get(pk=palu.dinkes.pk).nama == "Dinas Kesehatan Kota"
    assert client.get(detail(dunia.salatiga.dinkes)).status_code == 404


def test_a_deputy_of_one_agency_stays_inside_it(client, dunia):
    palu = dunia.palu
    client.force_login(palu.atasan)
    assert client.get(MUTU).status_code == 403

    jadikan_deputi(palu.atasan, palu.kepala)

    assert client.get(MUTU).status_code == 200
    assert client.get(MUTU, {"unit": palu.dinkes.pk}).status_code == 404


def test_it_is_told_in_whose_place_a_deputy_acts(client, dunia):
    palu = dunia.palu
    tugas = jadikan_deputi(palu.atasan, palu.kepala)
    deputi = segar(palu.atasan)

    (dipegang,) = penugasan_hari_ini(deputi)

    assert dipegang.delegasi == (tugas.pk, "Diana", "Dinas Pendidikan", None, True)
    assert delegasi_izin(deputi, Izin.MUTU_LIHAT) == [tugas.pk]
    client.force_login(deputi)
    teks = " ".join(client.get("/").content.decode().split())
    assert "Kepala, Dinas Pendidikan<small>Sebagai deputi Diana</small>" in teks


def test_the_holder_holds_the_role_as_before(dunia):
    jadikan_deputi(dunia.palu.atasan, dunia.palu.kepala)

    assert [p.delegasi for p in penugasan_hari_ini(segar(dunia.palu.kepala))] == [None]


@pytest.mark.parametrize(
    "masa",
    [
        {"selesai": HARI() - timedelta(days=1)},
        {"mulai": HARI() + timedelta(days=2), "selesai": None},
    ],
)
def test_a_deputy_has_nothing_before_and_after_the_role(dunia, masa):
    jadikan_deputi(dunia.palu.atasan, dunia.palu.kepala, **masa)

    assert Peran.KEPALA not in peran_hari_ini(segar(dunia.palu.atasan))


def test_a_deputy_of_a_closed_account_or_who_left_has_nothing(dunia):
    palu = dunia.palu
    jadikan_deputi(palu.atasan, palu.kepala)
    Pengguna.objects.filter(pk=palu.kepala.pk).update(is_active=False)
    assert Peran.KEPALA not in peran_hari_ini(segar(palu.atasan))

    Pengguna.objects.filter(pk=palu.kepala.pk).update(is_active=True)
    assert Peran.KEPALA in peran_hari_ini(segar(palu.atasan))
    Pegawai.objects.filter(pk=palu.atasan.pegawai_id).update(status="CUTI_LUAR")
    assert Peran.KEPALA not in peran_hari_ini(segar(palu.atasan))


def test_a_deputy_of_an_admin_makes_no_admin(client, dunia):
    palu = dunia.palu
    jadikan_deputi(palu.atasan, palu.admin)
    client.force_login(palu.atasan)
    semula = Penugasan.objects.count()

    client.post(
        f"{reverse('kelola:peran_beri')}?akun={palu.pegawai.pk}",
        {
            "peran": "ADMIN_PEMDA",
            "instansi": palu.pemda.pk,
            "mulai": HARI(),
            "alasan": "SK 1",
            "konfirmasi": "ya",
        },
    )

    assert Penugasan.objects.count() == semula


def test_the_account_of_a_deputy_is_guarded_like_that_of_the_holder(client, dunia):
    """Who could open it again by a new link, or give it another address, would be an admin."""
    palu = dunia.palu
    deputi = buat_akun(palu.dikbud, "Wakil")
    alamat = reverse("kelola:akun_slip", args=[deputi.pk])
    ubah = reverse("instansi:pegawai_ubah", args=[deputi.pegawai_id])
    jadikan_deputi(deputi, palu.admin)
    semula = deputi.email
    client.force_login(palu.hr)

    client.post(alamat)
    client.post(ubah, {"surel": "orang.lain@uji.example", "nama": "Wakil"})

    assert Pengguna.objects.get(pk=deputi.pk).password == deputi.password
    assert Pengguna.objects.get(pk=deputi.pk).email == semula
