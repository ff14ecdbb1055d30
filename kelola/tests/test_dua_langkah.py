"""The second factor: asked by policy, set up at once, freed by an admin; old passwords."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from instansi.models import CatatanMasuk, Penugasan
from notifikasi.actions import kirim_bagian
from tests.totp import kode_totp

pytestmark = pytest.mark.django_db
SANDI = "rahasia-uji-12"


@pytest.fixture(autouse=True)
def tanpa_hitungan():
    cache.clear()


@pytest.fixture
def wajib(dunia):
    dunia.palu.pemda.parameter.filter(kode="dua_langkah_wajib").update(nilai=1)


def masuk(client, akun):
    return client.post(reverse("account_login"), {"login": akun.username, "password": SANDI})


def test_admin_and_hr_can_do_nothing_else_before(client, dunia, wajib):
    masuk(client, dunia.palu.hr)

    for nama in ("beranda:beranda", "kelola:akun_daftar", "account_change_password", "mfa_index"):
        assert client.get(reverse(nama)).url == reverse("kelola:akun_wajib")
    assert client.post(reverse("kelola:akun_buat")).url == reverse("kelola:akun_wajib")
    halaman = client.get(reverse("kelola:akun_wajib")).content.decode()
    assert "Pasang verifikasi dua langkah dulu" in halaman
    assert reverse("mfa_activate_totp") in halaman


def test_the_auditor_who_reads_all_is_asked_too(client, dunia, wajib):
    masuk(client, dunia.palu.auditor)

    assert client.get(reverse("kelola:jejak_daftar")).url == reverse("kelola:akun_wajib")


def test_setting_it_up_opens_the_rest(client, dunia, wajib, django_capture_on_commit_callbacks):
    masuk(client, dunia.palu.hr)
    # The password was typed just now: nobody asks again.
    formulir = client.get(reverse("mfa_activate_totp"))
    kunci = formulir.context["form"].secret
    assert f'value="{kunci[:4]} {kunci[4:8]} ' in formulir.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        jawaban = client.post(reverse("mfa_activate_totp"), {"code": kode_totp(kunci)})

    assert jawaban.url == reverse("mfa_view_recovery_codes")
    assert "hanya tampil sekali" in client.get(jawaban.url).content.decode()
    assert client.get(reverse("beranda:beranda")).status_code == 200
    kirim_bagian(jam=timezone.now)
    assert mail.outbox[-1].subject == "Verifikasi dua langkah dipasang di akun Anda"
    assert CatatanMasuk.objects.filter(peristiwa="DUA_LANGKAH_PASANG").count() == 1


def test_backup_codes_are_shown_once(client, dunia):
    masuk(client, dunia.palu.hr)
    kunci = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": kode_totp(kunci)})

    pertama = client.get(reverse("mfa_view_recovery_codes"))
    kedua = client.get(reverse("mfa_view_recovery_codes"))

    kode = pertama.context["unused_codes"]
    assert len(set(kode)) == 10
    ke_akun = rf'href="{reverse("kelola:akun_saya")}"[^>]*>\s*Sudah saya simpan'
    assert re.search(ke_akun, pertama.content.decode())
    assert not any(k in kedua.content.decode() for k in kode)
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 403


def test_a_role_given_meanwhile_asks_at_the_next_request(client, dunia, wajib):
    orang = dunia.palu.pegawai
    masuk(client, orang)
    assert client.get(reverse("beranda:beranda")).status_code == 200
    peran = Penugasan.objects.create(
        pengguna=orang, peran="HR", instansi=dunia.palu.pemda, mulai=timezone.localdate()
    )

    assert client.get(reverse("beranda:beranda")).url == reverse("kelola:akun_wajib")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200

    peran.delete()
    assert client.get(reverse("beranda:beranda")).status_code == 200


def test_others_are_not_asked(client, dunia, wajib):
    masuk(client, dunia.palu.pegawai)

    assert client.get(reverse("beranda:beranda")).status_code == 200


def test_policy_off_asks_nobody(client, dunia):
    masuk(client, dunia.palu.hr)

    assert client.get(reverse("beranda:beranda")).status_code == 200


def test_a_required_factor_is_not_removed_by_oneself(client, dunia, wajib):
    TOTP.activate(dunia.palu.hr, generate_totp_secret())
    client.force_login(dunia.palu.hr)
    client.post(reverse("account_reauthenticate"), {"password": SANDI})

    isi = client.post(reverse("mfa_deactivate_totp")).content.decode()

    assert "mewajibkan verifikasi dua langkah" in isi
    assert Authenticator.objects.filter(user=dunia.palu.hr).exists()


def test_admin_frees_a_lost_phone_and_the_person_is_told(client, dunia):
    hr = dunia.palu.hr
    TOTP.activate(hr, generate_totp_secret())
    client.force_login(dunia.palu.admin)
    alamat = reverse("kelola:akun_lepas_dua_langkah", args=[hr.pk])

    client.post(alamat, {"alasan": ""})
    assert Authenticator.objects.filter(user=hr).exists()
    client.post(alamat, {"alasan": "Ponsel hilang"})

    assert not Authenticator.objects.filter(user=hr).exists()
    catatan = CatatanMasuk.objects.get(peristiwa="DUA_LANGKAH_LEPAS")
    assert (catatan.pengguna, catatan.oleh, catatan.alasan) == (
        hr,
        dunia.palu.admin,
        "Ponsel hilang",
    )
    kirim_bagian(jam=timezone.now)
    assert mail.outbox[-1].to == [hr.email]
    assert "oleh Ayu dengan alasan: Ponsel hilang" in mail.outbox[-1].body


def test_wrong_codes_are_logged_and_limited(client, dunia, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/900s/key"}
    TOTP.activate(dunia.palu.hr, generate_totp_secret())
    masuk(client, dunia.palu.hr)

    for _ in range(3):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    isi = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()

    assert "Terlalu banyak percobaan" in isi
    assert CatatanMasuk.objects.filter(pengguna=dunia.palu.hr, peristiwa="GAGAL").count() == 3


def test_an_entry_with_a_recovery_code_is_told_apart(client, dunia):
    hr = dunia.palu.hr
    kunci = generate_totp_secret()
    TOTP.activate(hr, kunci)
    cadangan = RecoveryCodes.activate(hr).get_unused_codes()[0]

    for ambil in (lambda: cadangan, lambda: kode_totp(kunci)):
        masuk(client, hr)
        client.post(reverse("mfa_authenticate"), {"code": ambil()})
        client.logout()

    catatan = CatatanMasuk.objects.filter(pengguna=hr, peristiwa__startswith="MASUK")
    assert [c.get_peristiwa_display() for c in catatan.order_by("pk")] == [
        "Masuk dengan kode cadangan",
        "Masuk",
    ]


def test_old_password_must_be_changed_where_the_local_rule_says_so(client, dunia):
    dunia.palu.pemda.parameter.filter(kode="sandi_berlaku_bulan").update(nilai=6)
    masuk(client, dunia.palu.pegawai)

    assert client.get(reverse("beranda:beranda")).url == reverse("kelola:akun_wajib")
    assert "Ganti kata sandi dulu" in client.get(reverse("kelola:akun_wajib")).content.decode()
    baru = "perahu biru di teluk"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": SANDI, "password1": baru, "password2": baru},
    )

    assert client.get(reverse("beranda:beranda")).status_code == 200
