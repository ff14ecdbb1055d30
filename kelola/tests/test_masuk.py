import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from kelola.adapter import GAGAL_MASUK

SANDI = "rahasia-uji-12"


@pytest.fixture(autouse=True)
def tanpa_hitungan():
    cache.clear()


def masuk(client, login, sandi=SANDI):
    return client.post(reverse("account_login"), {"login": login, "password": sandi})


def berspasi(nip):
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


@pytest.mark.parametrize("bentuk", [str, berspasi, lambda nip: nip.replace("", ".")[1:-1]])
def test_masuk_by_nip(client, dunia, bentuk):
    jawaban = masuk(client, bentuk(dunia.palu.pegawai.username))

    assert jawaban.status_code == 302
    assert client.session["_auth_user_id"] == str(dunia.palu.pegawai.pk)


def test_masuk_by_handle_in_any_case(client, dunia):
    assert masuk(client, dunia.palu.auditor.username.upper()).status_code == 302


def test_masuk_by_verified_email(client, dunia):
    orang = dunia.palu.pegawai
    EmailAddress.objects.create(user=orang, email=orang.email, verified=True, primary=True)

    assert masuk(client, orang.email.upper()).status_code == 302


def test_masuk_by_unverified_email_fails_like_any_other(client, dunia):
    orang = dunia.palu.pegawai
    EmailAddress.objects.create(user=orang, email=orang.email, verified=False, primary=True)

    jawaban = masuk(client, orang.email)

    assert jawaban.context["form"].non_field_errors() == [GAGAL_MASUK]


@pytest.mark.parametrize("login", ["199001012015011001", "tidak.ada", "x@y.example"])
def test_masuk_failure_is_uniform(client, dunia, login):
    jawaban = masuk(client, login, "salah-sekali-12")

    assert jawaban.status_code == 200
    assert jawaban.context["form"].non_field_errors() == [GAGAL_MASUK]


def test_masuk_inactive_account_is_refused(client, dunia):
    dunia.palu.pegawai.is_active = False
    dunia.palu.pegawai.save()

    masuk(client, dunia.palu.pegawai.username)

    assert "_auth_user_id" not in client.session


def test_daftar_sendiri_is_closed(client, db):
    assert client.get("/akun/signup/").status_code == 404
    assert client.get("/akun/login/").status_code == 404


def test_masuk_locks_the_account_and_not_the_address(client, dunia):
    for _ in range(6):
        terakhir = masuk(client, dunia.palu.pegawai.username, "salah-sekali-12")

    assert terakhir.status_code == 429
    assert reverse("account_reset_password") in terakhir.content.decode()
    assert masuk(client, dunia.palu.pegawai.username).status_code == 429
    assert masuk(client, dunia.palu.hr.username).status_code == 302
