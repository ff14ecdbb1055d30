"""Account pages from the mail to the new password, in Indonesian from end to end."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from instansi.models import Pengguna
from kelola.forms.masuk import SETARA
from notifikasi.actions import kirim_bagian
from notifikasi.models import Pesan
from tests.totp import kode_totp

pytestmark = pytest.mark.django_db
BARU = "kata-sandi-baru-77"


def tanpa_token(jawaban):
    return re.sub(r'data-pa-csrf="\w+"', "", jawaban.content.decode())


@pytest.fixture
def akun(dunia):
    cache.clear()
    EmailAddress.objects.create(
        user=dunia.palu.pegawai, email=dunia.palu.pegawai.email, verified=True, primary=True
    )
    return dunia.palu.pegawai


def surat_terakhir():
    """What the worker sends next."""
    kirim_bagian(jam=timezone.now)
    return mail.outbox[-1]


@pytest.mark.parametrize("nama", ["username", "email"])
def test_forgotten_password_from_mail_to_login(client, akun, nama):
    client.post(reverse("account_reset_password"), {"email": getattr(akun, nama)})
    surat = surat_terakhir()
    tautan = re.search(r"http://\S+", surat.body).group()
    formulir = client.get(tautan, follow=True)
    client.post(formulir.request["PATH_INFO"], {"password1": BARU, "password2": BARU})

    akun.refresh_from_db()
    assert akun.check_password(BARU)
    assert "Buat kata sandi baru" in surat.subject
    assert tautan in surat.alternatives[0][0]
    assert tautan.rstrip("/").rpartition("-")[2] not in str(list(Pesan.objects.values()))
    assert "Hello" not in surat.body


def test_used_link_says_so(client, akun):
    client.post(reverse("account_reset_password"), {"email": akun.email})
    tautan = re.search(r"http://\S+", surat_terakhir().body).group()
    formulir = client.get(tautan, follow=True)
    client.post(formulir.request["PATH_INFO"], {"password1": BARU, "password2": BARU})

    isi = client.get(tautan, follow=True).content.decode()

    assert "Tautan ini tidak berlaku lagi" in isi


def test_unknown_address_learns_nothing_on_the_page(client, akun):
    dikenal = client.post(reverse("account_reset_password"), {"email": akun.email}, follow=True)
    asing = client.post(reverse("account_reset_password"), {"email": "x@uji.example"}, follow=True)

    assert tanpa_token(dikenal) == tanpa_token(asing)
    kirim_bagian(jam=timezone.now)
    assert [surat.to for surat in mail.outbox] == [[akun.email]]


def test_the_answer_takes_as_long_whoever_is_named(client, akun):
    akun.pegawai.surel = ""
    akun.pegawai.save()
    Pengguna.objects.filter(pk=akun.pk).update(email=None)
    for nama in (akun.username, "hr.mana", "x@uji.example"):
        mulai = time.monotonic()
        client.post(reverse("account_reset_password"), {"email": nama})
        assert time.monotonic() - mulai >= SETARA
    assert not Pesan.objects.exists()


def test_changing_the_password_asks_for_the_old_one(client, akun):
    client.force_login(akun)
    alamat = reverse("account_change_password")

    tolak = client.post(alamat, {"oldpassword": "salah", "password1": BARU, "password2": BARU})
    akun.refresh_from_db()
    assert not akun.check_password(BARU)
    assert 'role="alert"' in tolak.content.decode()

    isi = {"oldpassword": "rahasia-uji-12", "password1": BARU, "password2": BARU}
    assert client.post(alamat, isi).status_code == 302
    akun.refresh_from_db()
    assert akun.check_password(BARU)


def test_logout_asks_on_get_and_leaves_on_post(client, akun):
    client.force_login(akun)

    assert "Keluar dari Pembinaan ASN?" in client.get(reverse("account_logout")).content.decode()
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_second_factor_from_setting_it_up_to_logging_in_with_it(client, dunia):
    """An address that nobody confirmed is no obstacle: accounts are made by HR, not by sign-up."""
    akun = dunia.palu.pegawai
    masuk = {"login": akun.username, "password": "rahasia-uji-12"}
    pasang = reverse("mfa_activate_totp")
    client.post(reverse("account_login"), masuk)
    client.post(reverse("account_reauthenticate"), {"password": masuk["password"]})
    EmailAddress.objects.create(user=akun, email=akun.email, verified=False, primary=True)
    formulir = client.get(pasang)
    kunci = formulir.context["form"].secret
    kode = {"code": kode_totp(kunci)}

    assert client.post(pasang, kode).url == reverse("mfa_view_recovery_codes")
    cadangan = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    client.post(reverse("account_logout"))
    jawaban = client.post(reverse("account_login"), masuk)
    assert jawaban.url.endswith(reverse("mfa_authenticate"))
    assert client.get("/").status_code == 302
    salah = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Belum cocok" in salah.content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": cadangan[0]}).url == "/"
    assert client.get("/").status_code == 200
    assert ">Kode</label>" in re.sub(r"\s+(?=<)|(?<=>)\s+", "", formulir.content.decode())


def test_an_address_is_added_and_confirmed_by_its_mail(client, dunia):
    client.force_login(dunia.palu.hr)
    client.post(reverse("account_email"), {"email": "baru@uji.example", "action_add": "1"})
    tautan = re.search(r"http://\S+", mail.outbox[0].body).group()

    assert "Belum dipastikan" in client.get(reverse("account_email")).content.decode()
    assert "Ya, pastikan surel ini" in client.get(tautan).content.decode()
    client.post(tautan)
    assert EmailAddress.objects.get(email="baru@uji.example").verified
    assert "Tautan ini tidak berlaku lagi" in client.get(f"{tautan[:-4]}x/").content.decode()
