"""Accounts of people who are no staff of the city."""

import pytest
from django.urls import reverse

from instansi.models import Pengguna
from instansi.tests.factories import PegawaiFactory
from kelola.models import Aktivasi
from notifikasi.models import Pesan

pytestmark = pytest.mark.django_db
ALAMAT = "kelola:akun_luar"
ISIAN = {"nama": "Hadianto Rasyid", "nama_akun": "Wali.Kota", "surel": "Wali@Palu.example"}


def test_the_account_is_made_and_its_owner_invited(hr, dunia):
    jawaban = hr.post(reverse(ALAMAT), ISIAN, follow=True)

    akun = Pengguna.objects.get(username="wali.kota")
    assert (akun.nama, akun.email, akun.pegawai) == ("Hadianto Rasyid", "wali@palu.example", None)
    assert akun.pemda == dunia.palu.pemda
    assert not akun.has_usable_password()
    assert jawaban.redirect_chain[-1][0] == reverse("kelola:akun_detail", args=[akun.pk])
    assert "tautan aktivasinya dikirim" in jawaban.content.decode()
    assert Aktivasi.objects.get(pengguna=akun).cara == "SUREL"
    assert Pesan.objects.filter(jenis="akun_aktivasi", penerima=akun).exists()


def test_without_an_address_a_slip_is_to_be_printed(hr):
    isi = hr.post(reverse(ALAMAT), ISIAN | {"surel": ""}, follow=True).content.decode()

    assert "cetak slip aktivasinya di sini" in isi
    assert Pengguna.objects.get(username="wali.kota").email is None
    assert not Aktivasi.objects.exists()


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"nama": ""}, "Tulis namanya."),
        ({"nama_akun": "wali kota"}, "Mulai dengan huruf"),
        ({"nama_akun": "199103122019021004"}, "Mulai dengan huruf"),
        ({"nama_akun": "{hr}"}, "Nama akun ini sudah dipakai."),
        ({"surel": "{surel_hr}"}, "Surel ini sudah dipakai akun lain."),
        ({"surel": "budi@palu.example"}, "Surel ini tercatat untuk seorang pegawai."),
    ],
)
def test_what_is_taken_or_no_name_is_refused(hr, dunia, ubah, pesan):
    PegawaiFactory(unit=dunia.palu.sekolah, surel="Budi@Palu.example")
    Pengguna.objects.filter(pk=dunia.palu.hr.pk).update(username="hr.uji", email="hr@uji.example")
    isi = {k: v.format(hr="HR.uji", surel_hr="HR@uji.example") for k, v in (ISIAN | ubah).items()}
    sebelum = Pengguna.objects.count()

    jawaban = hr.post(reverse(ALAMAT), isi)

    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()
    assert Pengguna.objects.count() == sebelum


def test_staff_of_another_city_may_have_an_account_here(hr, dunia):
    PegawaiFactory(unit=dunia.salatiga.sekolah, surel="budi@salatiga.example")

    hr.post(reverse(ALAMAT), ISIAN | {"surel": "Budi@Salatiga.example"})

    assert Pengguna.objects.get(username="wali.kota").email == "budi@salatiga.example"


def test_the_lists_lead_to_it(hr, dunia, client):
    assert reverse(ALAMAT) in hr.get(reverse("kelola:akun_daftar")).content.decode()
    client.force_login(dunia.palu.admin)
    assert reverse(ALAMAT) in client.get(reverse("kelola:peran_beri")).content.decode()
    client.force_login(dunia.palu.pengelola)
    assert reverse(ALAMAT) not in client.get(reverse("kelola:akun_daftar")).content.decode()


@pytest.mark.parametrize("kata", ["hr.palu", "HR.Palu", "hr@palu.example"])
def test_staff_are_found_by_what_they_enter_with(hr, dunia, kata):
    Pengguna.objects.filter(pk=dunia.palu.pegawai.pk).update(
        username="hr.palu", email="hr@palu.example"
    )

    hr.post(reverse("kelola:akun_daftar"), {"q": kata})
    jawaban = hr.get(reverse("kelola:akun_daftar") + "?cari=1")

    assert [b.nama for b in jawaban.context["baris"]] == [str(dunia.palu.pegawai.pegawai)]
