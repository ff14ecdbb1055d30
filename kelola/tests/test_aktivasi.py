"""Invitations: by mail and on a slip, once, in time, and only the newest."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from instansi.models import CatatanMasuk, Pengguna
from instansi.tests.factories import PegawaiFactory
from kelola.actions import akun as actions
from kelola.actions.pekerjaan_akun import kerjakan, minta_akun
from kelola.models import Aktivasi, PekerjaanAkun
from kelola.queries.akun import kode_untuk
from notifikasi.actions import kirim_bagian
from notifikasi.models import Pesan

pytestmark = pytest.mark.django_db
SANDI = "perahu biru di teluk"
HARI = timedelta(days=1)


@pytest.fixture(autouse=True)
def tanpa_hitungan():
    cache.clear()


@pytest.fixture
def lina(dunia):
    """A teacher of SDN 1 without an account."""
    return PegawaiFactory(unit=dunia.palu.sekolah, nama="Lina", surel="Lina@uji.example")


def buat(dunia, *orang, cara="SUREL", oleh=None):
    """Ask for accounts of these people and let the worker do it."""
    pekerjaan = minta_akun(
        cara=cara,
        pegawai=[p.pk for p in orang],
        oleh=oleh or dunia.palu.hr,
        sekarang=timezone.now(),
    )
    kerjakan(pk=pekerjaan.pk, jam=timezone.now, oleh="sistem:uji")
    pekerjaan.refresh_from_db()
    return pekerjaan


def tautan_dari_surat():
    kirim_bagian(jam=timezone.now)
    return re.search(r"http://\S+/aktivasi/\S+", mail.outbox[-1].body).group()


def pilih_sandi(client, sandi=SANDI):
    return client.post(
        reverse("kelola:aktivasi_sandi"), {"password1": sandi, "password2": sandi}, follow=True
    )


def tolak(client, tautan):
    """The page that a dead link leads to."""
    jawaban = client.get(tautan, follow=True)
    assert jawaban.status_code == 200
    return "Tautan ini tidak berlaku lagi" in jawaban.content.decode()


def test_link_from_mail_opens_the_account_once_and_logs_in(client, dunia, lina):
    buat(dunia, lina)
    tautan = tautan_dari_surat()
    akun = Pengguna.objects.get(pegawai=lina)
    assert (akun.username, akun.email, akun.has_usable_password()) == (
        lina.nip,
        "lina@uji.example",
        False,
    )

    formulir = client.get(tautan, follow=True)
    assert formulir.request["PATH_INFO"] == reverse("kelola:aktivasi_sandi")
    pilih_sandi(client)

    assert client.session["_auth_user_id"] == str(akun.pk)
    akun.refresh_from_db()
    assert akun.check_password(SANDI)
    assert EmailAddress.objects.get(user=akun).verified
    catatan = CatatanMasuk.objects.filter(pengguna=akun).order_by("pk")
    assert [c.peristiwa for c in catatan] == ["UNDANGAN", "AKTIF", "MASUK"]
    client.logout()
    assert tolak(client, tautan)


def test_code_is_stored_nowhere(dunia, lina):
    buat(dunia, lina)
    kode = tautan_dari_surat().rstrip("/").rpartition("/")[2]

    simpanan = str([list(m.objects.values()) for m in (Aktivasi, Pesan, PekerjaanAkun)])

    assert len(kode) == 12
    assert kode not in simpanan


def test_newer_link_ends_the_older_one(client, dunia, lina):
    buat(dunia, lina)
    lama = tautan_dari_surat()
    akun = Pengguna.objects.get(pegawai=lina)

    actions.kirim_aktivasi(pengguna=akun, oleh=dunia.palu.hr, sekarang=timezone.now())

    assert tolak(client, lama)
    assert not tolak(client, tautan_dari_surat())


def test_waiting_mail_of_an_older_link_is_not_sent(dunia, lina):
    buat(dunia, lina)
    akun = Pengguna.objects.get(pegawai=lina)
    actions.kirim_aktivasi(pengguna=akun, oleh=dunia.palu.hr, sekarang=timezone.now())

    kirim_bagian(jam=timezone.now)

    assert sorted(Pesan.objects.values_list("status", flat=True)) == ["GUGUR", "TERKIRIM"]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("cara", ["lewat", "nonaktif", "sandi"])
def test_link_ends_with_time_account_and_password(client, dunia, lina, cara):
    buat(dunia, lina)
    tautan = tautan_dari_surat()
    akun = Pengguna.objects.get(pegawai=lina)
    if cara == "lewat":
        Aktivasi.objects.update(
            dibuat_pada=timezone.now() - 4 * HARI, berlaku_sampai=timezone.now() - HARI
        )
    elif cara == "nonaktif":
        Pengguna.objects.filter(pk=akun.pk).update(is_active=False)
    else:
        akun.set_password("sandi lain sama sekali")
        akun.save()

    assert tolak(client, tautan)


def test_link_lasts_as_long_as_policy_says(dunia, lina):
    buat(dunia, lina)
    aktivasi = Aktivasi.objects.get()

    assert aktivasi.berlaku_sampai - aktivasi.dibuat_pada == timedelta(hours=72)


def test_forged_code_opens_nothing(client, dunia, lina):
    buat(dunia, lina)
    nomor = Aktivasi.objects.get().pk

    assert tolak(client, reverse("kelola:aktivasi_tautan", args=[nomor, "ABCDEFGHJKLM"]))


def test_weak_password_is_refused_in_our_words(client, dunia, lina):
    buat(dunia, lina)
    client.get(tautan_dari_surat(), follow=True)

    isi = pilih_sandi(client, f"lina-{lina.nip}").content.decode()

    assert "terlalu mirip nama, NIP, atau surel Anda" in isi
    assert not Pengguna.objects.get(pegawai=lina).has_usable_password()
    assert "andi anda" not in isi


def test_local_rule_can_ask_for_a_mixed_password(client, dunia, lina):
    dunia.palu.pemda.parameter.filter(kode="sandi_campuran").update(nilai=1)
    buat(dunia, lina)
    halaman = client.get(tautan_dari_surat(), follow=True).content.decode()
    assert "Ada huruf besar, huruf kecil, angka, dan tanda baca: aturan pemda Anda." in halaman

    isi = pilih_sandi(client).content.decode()

    assert "Tambahkan huruf besar, angka, tanda baca" in isi
    pilih_sandi(client, "Perahu-7 biru di Teluk")
    assert Pengguna.objects.get(pegawai=lina).has_usable_password()


def test_code_on_the_slip_opens_with_the_nip(client, dunia, lina):
    buat(dunia, lina, cara="SLIP")
    kode = kode_untuk(Aktivasi.objects.select_related("pengguna").get())
    nip = f"{lina.nip[:8]} {lina.nip[8:14]} {lina.nip[14:]}"

    salah = client.post(reverse("kelola:aktivasi"), {"nama": nip, "kode": "ABCD-EFGH-JKLM"})
    assert "belum cocok" in salah.content.decode()
    benar = client.post(
        reverse("kelola:aktivasi"), {"nama": nip, "kode": f"{kode[:4].lower()}-{kode[4:]}"}
    )
    assert benar.url == reverse("kelola:aktivasi_sandi")
    pilih_sandi(client)

    assert "_auth_user_id" in client.session
    # Paper proves no address.
    assert not EmailAddress.objects.exists()
    assert CatatanMasuk.objects.filter(peristiwa="GAGAL", pengguna__pegawai=lina).count() == 1


def test_guessing_codes_is_limited(client, dunia, lina):
    buat(dunia, lina, cara="SLIP")
    isi = {"nama": lina.nip, "kode": "ABCD-EFGH-JKLM"}

    for _ in range(10):
        client.post(reverse("kelola:aktivasi"), isi)
    terakhir = client.post(reverse("kelola:aktivasi"), isi).content.decode()

    assert "Terlalu banyak percobaan" in terakhir


def test_an_unknown_name_reads_like_a_wrong_code(client, dunia, lina):
    buat(dunia, lina, cara="SLIP")
    jawaban = [
        client.post(reverse("kelola:aktivasi"), {"nama": n, "kode": "ABCD-EFGH-JKLM"})
        for n in (lina.nip, "198001012005011999")
    ]

    galat = [j.context["form"].non_field_errors() for j in jawaban]

    assert galat[0] == galat[1]


def test_slip_makes_the_older_link_invalid(client, dunia, lina):
    buat(dunia, lina)
    tautan = tautan_dari_surat()

    buat(dunia, lina, cara="SLIP")

    assert tolak(client, tautan)


def test_activation_ends_sessions_and_goes_through_the_second_factor(client, dunia):
    """A new password by slip does not open an account that has a second factor."""
    akun = dunia.palu.pegawai
    TOTP.activate(akun, generate_totp_secret())
    pekerjaan = minta_akun(
        cara="SLIP", akun=[akun.pk], oleh=dunia.palu.pengelola, sekarang=timezone.now()
    )
    kerjakan(pk=pekerjaan.pk, jam=timezone.now, oleh="sistem:uji")
    aktivasi = Aktivasi.objects.select_related("pengguna").get()
    client.get(reverse("kelola:aktivasi_tautan", args=[aktivasi.pk, kode_untuk(aktivasi)]))

    pilih_sandi(client)

    assert "_auth_user_id" not in client.session
    assert client.get("/").status_code == 302
    akun.refresh_from_db()
    assert akun.check_password(SANDI)
