"""What is done to one account."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from instansi.models import CatatanMasuk, Pengguna
from instansi.tests.factories import buat_akun
from kelola.models import PekerjaanAkun
from kelola.queries.masuk import akun_terkunci
from kelola.tests.test_akun import SANDI, kunci
from notifikasi.models import Pesan

pytestmark = pytest.mark.django_db


def tindak(client, nama_url, akun, alasan="Permintaan pemiliknya"):
    return client.post(reverse(nama_url, args=[akun.pk]), {"alasan": alasan}, follow=True)


@pytest.mark.parametrize("tetap", [True, False])
def test_the_last_lasting_admins_account_is_not_closed(client, dunia, tetap):
    """Beni is admin too, for good or for three days only."""
    beni = buat_akun(dunia.palu.pemda, "Beni", "ADMIN_PEMDA")
    if not tetap:
        beni.penugasan.update(selesai=timezone.localdate() + timedelta(days=3))
    client.force_login(beni)

    isi = tindak(client, "kelola:akun_nonaktifkan", dunia.palu.admin).content.decode()

    dunia.palu.admin.refresh_from_db()
    assert dunia.palu.admin.is_active is not tetap
    assert ("tidak akan punya admin pemda lagi mulai" in isi) is not tetap


def test_closing_an_account_ends_its_sessions_and_opening_restores_it(hr, dunia):
    akun = dunia.palu.pegawai
    sesi = Client()
    sesi.post(reverse("account_login"), {"login": akun.username, "password": SANDI})

    tindak(hr, "kelola:akun_nonaktifkan", akun, "Cuti panjang")

    akun.refresh_from_db()
    assert not akun.is_active
    assert sesi.get("/").status_code == 302
    catatan = CatatanMasuk.objects.get(peristiwa="NONAKTIF")
    assert (catatan.oleh, catatan.alasan) == (dunia.palu.hr, "Cuti panjang")
    assert kabar(akun, "akun_ditutup") == [("NONAKTIF", "Cuti panjang", dunia.palu.hr.nama)]
    tindak(hr, "kelola:akun_aktifkan", akun)
    assert [p for p, _, _ in kabar(akun)] == ["AKTIF_LAGI"]
    akun.refresh_from_db()
    assert akun.is_active
    assert akun.check_password(SANDI)


def test_reason_is_required(hr, dunia):
    isi = tindak(hr, "kelola:akun_nonaktifkan", dunia.palu.pegawai, "").content.decode()

    assert "tulis alasannya" in isi
    assert Pengguna.objects.get(pk=dunia.palu.pegawai.pk).is_active


def test_retired_people_get_no_account_back(hr, dunia):
    akun = dunia.palu.pegawai
    akun.pegawai.status = "PENSIUN"
    akun.pegawai.save()
    Pengguna.objects.filter(pk=akun.pk).update(is_active=False)

    isi = tindak(hr, "kelola:akun_aktifkan", akun).content.decode()

    assert "tercatat pensiun" in isi
    assert not Pengguna.objects.get(pk=akun.pk).is_active


def test_lock_is_seen_and_opened(hr, dunia):
    kunci(dunia.palu.pegawai)
    assert list(akun_terkunci(timezone.now())) == [dunia.palu.pegawai.username]
    assert akun_terkunci(timezone.now() + timedelta(minutes=16)) == {}

    tindak(hr, "kelola:akun_buka_kunci", dunia.palu.pegawai)

    assert not AccessAttempt.objects.exists()
    masuk = Client().post(
        reverse("account_login"), {"login": dunia.palu.pegawai.username, "password": SANDI}
    )
    assert masuk.status_code == 302


def test_all_sessions_of_a_person_end(hr, dunia):
    akun = dunia.palu.pegawai
    sesi = [Client(), Client()]
    for client in sesi:
        client.post(reverse("account_login"), {"login": akun.username, "password": SANDI})

    tindak(hr, "kelola:akun_cabut_sesi", akun, "Laptop hilang")

    assert [c.get("/").status_code for c in sesi] == [302, 302]
    assert CatatanMasuk.objects.get(peristiwa="SESI_DICABUT").alasan == "Laptop hilang"
    assert kabar(akun) == [("SESI_DICABUT", "Laptop hilang", dunia.palu.hr.nama)]
    tindak(hr, "kelola:akun_cabut_sesi", akun, "Sekali lagi")
    assert len(kabar(akun)) == 1  # nothing was open any more


def kabar(akun, jenis="akun_keamanan"):
    """What the owner was told by mail: what, why, by whom."""
    daftar = Pesan.objects.filter(jenis=jenis, penerima=akun).order_by("pk")
    return [(p.data["peristiwa"], p.data["alasan"], p.data["petugas"]) for p in daftar]


@pytest.mark.parametrize(
    "nama_url",
    [
        "kelola:akun_nonaktifkan",
        "kelola:akun_cabut_sesi",
        "kelola:akun_buka_kunci",
        "kelola:akun_kirim",
        "kelola:akun_slip",
    ],
)
def test_hr_cannot_act_on_the_admin_and_nobody_on_oneself(hr, dunia, nama_url):
    for akun, kata in (
        (dunia.palu.admin, "hanya bisa diurus admin pemda lain"),
        (dunia.palu.hr, "Akun Anda sendiri"),
    ):
        isi = tindak(hr, nama_url, akun).content.decode()
        assert kata in isi
    assert not CatatanMasuk.objects.exists()
    assert not PekerjaanAkun.objects.exists()
    assert Pengguna.objects.filter(is_active=False).count() == 0


def test_link_needs_an_address(hr, dunia):
    akun = dunia.palu.pegawai
    akun.pegawai.surel = ""
    akun.pegawai.save()
    Pengguna.objects.filter(pk=akun.pk).update(email=None)

    assert "belum punya surel" in tindak(hr, "kelola:akun_kirim", akun).content.decode()
    halaman = hr.get(reverse("kelola:akun_detail", args=[akun.pk])).content.decode()
    assert "tautan tidak bisa dikirim" in " ".join(halaman.split())
    assert reverse("kelola:akun_kirim", args=[akun.pk]) not in halaman


def test_a_second_link_is_mailed_only_after_a_question(hr, dunia):
    akun, alamat = dunia.palu.pegawai, reverse("kelola:akun_kirim", args=[dunia.palu.pegawai.pk])
    hr.post(alamat)

    tanya = " ".join(hr.post(alamat).content.decode().split())

    assert "Tautan yang dibuat" in tanya
    assert f"Tautan baru dikirim ke {akun.email}." in tanya
    assert akun.aktivasi.count() == 1
    hr.post(alamat, {"konfirmasi": "ya"})
    assert akun.aktivasi.count() == 2
