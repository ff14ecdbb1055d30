"""A link goes to the staff record's address of now, never to an older one of the account."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from instansi.models import Pegawai, Pengguna
from kelola.actions import akun as aksi_akun
from kelola.models import Aktivasi, PekerjaanAkun
from kelola.tests.impor.alat import kerjakan as kerjakan_impor
from kelola.tests.impor.alat import unggah
from kelola.tests.test_kirim_tautan import pilih, teks
from kelola.tests.test_pekerjaan_akun import kerjakan, minta

pytestmark = pytest.mark.django_db
BARU = "baru@uji.example"


@pytest.fixture
def kepala(dunia):
    """Never activated, with a role, so the address stayed when the staff record changed."""
    akun = dunia.palu.kepala
    EmailAddress.objects.create(user=akun, email=akun.email, verified=True, primary=True)
    Pengguna.objects.filter(pk=akun.pk).update(password="!x")
    Pegawai.objects.filter(pk=akun.pegawai_id).update(surel=BARU)
    akun.refresh_from_db()
    return akun


def test_a_link_for_many_goes_to_the_address_of_now(dunia, kepala):
    kerjakan(minta(dunia, [kepala.pegawai]))

    kepala.refresh_from_db()
    assert kepala.email == BARU
    assert Aktivasi.objects.get().pengguna == kepala
    assert not EmailAddress.objects.exists()


def test_a_link_for_one_goes_to_the_address_of_now(client, dunia, kepala):
    client.force_login(dunia.palu.hr)

    isi = teks(client.post(reverse("kelola:akun_kirim", args=[kepala.pk]), follow=True))

    kepala.refresh_from_db()
    assert kepala.email == BARU
    assert f"Tautan baru sedang dikirim ke {BARU}" in isi


def test_an_address_of_another_account_is_refused(client, dunia, kepala):
    """By the worker and in the question alike; the officer of one account hears why."""
    lama = kepala.email
    Pengguna.objects.filter(pk=dunia.palu.pegawai.pk).update(email=BARU)
    client.force_login(dunia.palu.hr)

    rencana = pilih(client, kepala.pegawai).context["rencana"]
    pekerjaan = kerjakan(minta(dunia, [kepala.pegawai]))

    assert rencana.kirim == 0
    assert rencana.lewat == pekerjaan.lewat == {"surelnya dipakai akun lain": 1}
    with pytest.raises(aksi_akun.AkunTidakBisaDikelola, match="sudah dipakai akun lain"):
        aksi_akun.kirim_aktivasi(pengguna=kepala, oleh=dunia.palu.hr, sekarang=timezone.now())
    kepala.refresh_from_db()
    assert kepala.email == lama
    assert not Aktivasi.objects.exists()


def test_an_address_that_another_confirmed_is_refused(client, dunia, kepala):
    EmailAddress.objects.create(user=dunia.palu.pegawai, email=BARU, verified=True)
    client.force_login(dunia.palu.hr)

    rencana = pilih(client, kepala.pegawai).context["rencana"]

    assert rencana.lewat == kerjakan(minta(dunia, [kepala.pegawai])).lewat
    assert rencana.lewat == {"surelnya dipakai akun lain": 1}


def test_the_address_of_an_opened_account_stays(dunia):
    akun = dunia.palu.kepala
    Pegawai.objects.filter(pk=akun.pegawai_id).update(surel=BARU)
    akun.refresh_from_db()

    aksi_akun.kirim_aktivasi(pengguna=akun, oleh=dunia.palu.hr, sekarang=timezone.now())

    akun.refresh_from_db()
    assert akun.email != BARU


def test_the_question_names_the_address_of_now(client, dunia, kepala):
    client.force_login(dunia.palu.hr)

    jawaban = pilih(client, kepala.pegawai)

    assert f"dikirim ke {BARU}." in teks(jawaban)
    assert "akunnya ikut memakai surel ini" in teks(jawaban)
    assert jawaban.context["rencana"].ganti == 1
    assert not PekerjaanAkun.objects.exists()


@pytest.mark.parametrize(
    ("sandi", "nasihat"), [("!x", "Akunnya belum diaktifkan."), ("sandi", "di Akun saya.")]
)
def test_import_says_how_the_address_of_a_role_changes(dunia, sandi, nasihat):
    akun = dunia.palu.kepala
    Pengguna.objects.filter(pk=akun.pk).update(password=sandi)
    p = akun.pegawai
    baris = [p.nip, p.nama, p.jabatan.nama if p.jabatan else "", "", p.unit.nama, "lain@x.go.id"]

    pekerjaan = kerjakan_impor(unggah(dunia.palu.hr, baris))

    assert nasihat in str(list(pekerjaan.rincian.filter(jenis="PERINGATAN").values_list("isi")))
