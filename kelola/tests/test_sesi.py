"""Sessions end by time, by their owner and by an officer; what happened is logged."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from instansi.models import CatatanMasuk
from instansi.queries import parameter
from kelola.rules.masuk import DENYUT

pytestmark = pytest.mark.django_db
SANDI = "rahasia-uji-12"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:120.0) Firefox/120.0"
PONSEL = "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537"


@pytest.fixture(autouse=True)
def tanpa_hitungan():
    cache.clear()


def masuk(akun, sandi=SANDI, **kepala):
    client = Client(HTTP_USER_AGENT=kepala.pop("agen", FIREFOX), **kepala)
    client.post(reverse("account_login"), {"login": akun.username, "password": sandi})
    return client


def peristiwa(akun):
    return list(
        CatatanMasuk.objects.filter(pengguna=akun)
        .order_by("pk")
        .values_list("peristiwa", flat=True)
    )


def geser(client, **detik):
    """Let time pass for a session: its marks move into the past."""
    sesi = client.session
    for tanda, lama in detik.items():
        sesi[tanda] -= lama
    sesi.save()


def di_dalam(client):
    return client.get(reverse("kelola:akun_saya")).status_code == 200


def test_every_entry_is_logged_with_address_and_device(dunia):
    akun = dunia.palu.pegawai
    salah = masuk(akun, "salah-sekali-12")
    client = masuk(akun, REMOTE_ADDR="10.1.2.3")
    client.post(reverse("account_logout"))

    assert not di_dalam(salah)
    assert peristiwa(akun) == ["GAGAL", "MASUK", "KELUAR"]
    catatan = CatatanMasuk.objects.get(peristiwa="MASUK")
    assert (catatan.alamat, catatan.perangkat) == ("10.1.2.3", "Firefox di Windows")
    assert (catatan.pemda, catatan.oleh) == (dunia.palu.pemda, None)


def test_a_name_that_nobody_has_is_not_kept(dunia):
    Client().post(reverse("account_login"), {"login": "bukan.siapa", "password": "x" * 12})

    catatan = CatatanMasuk.objects.get()
    assert (catatan.peristiwa, catatan.pengguna, catatan.pemda) == ("GAGAL", None, None)
    assert "bukan.siapa" not in str(CatatanMasuk.objects.values())


def test_the_lock_is_logged_once(dunia):
    for _ in range(8):
        masuk(dunia.palu.pegawai, "salah-sekali-12")

    assert peristiwa(dunia.palu.pegawai) == ["GAGAL"] * 5 + ["TERKUNCI"] + ["GAGAL"] * 2


def test_a_locked_out_stranger_does_not_use_up_the_owners_tries(dunia):
    """Hundreds of tries from one address lock that address out, and nobody else."""
    for _ in range(40):
        masuk(dunia.palu.pegawai, "salah-sekali-12", REMOTE_ADDR="10.6.6.6")

    assert di_dalam(masuk(dunia.palu.pegawai, REMOTE_ADDR="10.1.1.1"))


def test_many_names_from_one_address_are_limited(dunia, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "5/900s/ip"}
    for n in range(5):
        Client().post(reverse("account_login"), {"login": f"orang.{n}", "password": "x" * 12})

    jawaban = Client().post(
        reverse("account_login"), {"login": dunia.palu.hr.username, "password": SANDI}
    )

    assert "Terlalu banyak percobaan yang gagal" in jawaban.content.decode()
    assert di_dalam(masuk(dunia.palu.hr, REMOTE_ADDR="10.1.1.1"))


def test_idle_limit(dunia):
    client = masuk(dunia.palu.pegawai)

    geser(client, dilihat_pada=29 * 60)
    assert di_dalam(client)
    geser(client, dilihat_pada=31 * 60)
    jawaban = client.get(reverse("kelola:akun_saya"), follow=True)

    assert jawaban.redirect_chain[-1][0].startswith("/masuk/")
    assert "30 menit tidak dipakai" in jawaban.content.decode()
    assert peristiwa(dunia.palu.pegawai) == ["MASUK", "SESI_HABIS"]
    assert not UserSession.objects.exists()


def test_absolute_limit_counts_from_logging_in(dunia):
    client = masuk(dunia.palu.pegawai)

    geser(client, masuk_pada=11 * 3600)
    assert di_dalam(client)
    geser(client, masuk_pada=2 * 3600)

    assert not di_dalam(client)


def test_limits_are_the_pemdas(dunia):
    dunia.palu.pemda.parameter.filter(kode="sesi_diam_menit").update(nilai=5)
    client = masuk(dunia.palu.pegawai)

    geser(client, dilihat_pada=6 * 60)

    assert not di_dalam(client)


def test_drafts_leave_the_device_only_on_logging_out(dunia):
    client = masuk(dunia.palu.pegawai)
    geser(client, dilihat_pada=31 * 60)
    habis = client.get(reverse("kelola:akun_saya"))
    keluar = masuk(dunia.palu.pegawai).post(reverse("account_logout"))

    assert "Clear-Site-Data" not in habis
    assert keluar["Clear-Site-Data"] == '"storage"'


def test_use_is_noted_once_a_minute(dunia, django_assert_num_queries):
    client = masuk(dunia.palu.pegawai)
    sebelum = UserSession.objects.get().last_seen_at
    with django_assert_num_queries(5):
        client.get(reverse("kelola:sesi_saya"))
    assert UserSession.objects.get().last_seen_at == sebelum

    geser(client, dilihat_pada=DENYUT)
    client.get(reverse("kelola:sesi_saya"))

    assert UserSession.objects.get().last_seen_at > sebelum


def test_sessions_are_listed_in_plain_words(dunia):
    ini = masuk(dunia.palu.pegawai)
    masuk(dunia.palu.pegawai, agen=PONSEL)
    masuk(dunia.palu.hr)

    isi = ini.get(reverse("kelola:sesi_saya")).content.decode()

    assert isi.index("Firefox di Windows") < isi.index("Chrome di Android")
    assert isi.count("Perangkat ini") == 1
    assert isi.count("sesi/") == 2  # end that one, end all others
    assert ini.session.session_key not in isi


def test_one_session_is_ended_and_really_ends(dunia):
    ini, ponsel = masuk(dunia.palu.pegawai), masuk(dunia.palu.pegawai, agen=PONSEL)
    lain = UserSession.objects.get(user_agent=PONSEL)

    ini.post(reverse("kelola:sesi_akhiri", args=[lain.pk]))

    assert not di_dalam(ponsel)
    assert di_dalam(ini)
    assert peristiwa(dunia.palu.pegawai)[-1] == "SESI_DICABUT"


def test_all_others_end_and_this_one_stays(dunia):
    ini = masuk(dunia.palu.pegawai)
    lain = [masuk(dunia.palu.pegawai, agen=PONSEL) for _ in range(2)]
    orang_lain = masuk(dunia.palu.hr)

    ini.post(reverse("kelola:sesi_akhiri_lain"))

    assert [di_dalam(c) for c in (ini, *lain, orang_lain)] == [True, False, False, True]


def test_nobody_ends_anothers_session_or_the_own_by_this(dunia):
    ini, _ = masuk(dunia.palu.pegawai), masuk(dunia.palu.hr)

    for sesi in UserSession.objects.all():
        assert ini.post(reverse("kelola:sesi_akhiri", args=[sesi.pk])).status_code == 404
    assert UserSession.objects.count() == 2


def test_a_new_password_ends_other_devices(dunia):
    ini, lain = masuk(dunia.palu.pegawai), masuk(dunia.palu.pegawai, agen=PONSEL)
    baru = "perahu biru di teluk"

    jawaban = ini.post(
        reverse("account_change_password"),
        {"oldpassword": SANDI, "password1": baru, "password2": baru},
    )

    assert jawaban.url == reverse("kelola:akun_saya")
    (satu,) = ini.get(reverse("kelola:sesi_saya")).context["daftar"]
    assert satu["ini"]
    assert (di_dalam(ini), di_dalam(lain)) == (True, False)
    assert peristiwa(dunia.palu.pegawai)[-1] == "SANDI"


def test_a_wrong_old_password_is_called_wrong(dunia):
    ini, baru = masuk(dunia.palu.pegawai), "perahu biru di teluk"

    jawaban = ini.post(
        reverse("account_change_password"),
        {"oldpassword": "bukan-yang-ini", "password1": baru, "password2": baru},
    )

    assert "Kata sandi yang sekarang belum cocok." in jawaban.content.decode()


def test_devices_that_time_has_ended_are_not_listed(dunia):
    ini = masuk(dunia.palu.pegawai)
    diam, lama = (masuk(dunia.palu.pegawai, agen=PONSEL) for _ in range(2))
    batas = {
        k: int(v)
        for k, v in parameter(dunia.palu.pemda.pk, timezone.localdate()).items()
        if k.startswith("sesi_")
    }
    kini = timezone.now()
    for client, isi in (
        (diam, {"last_seen_at": kini - timedelta(minutes=batas["sesi_diam_menit"] + 1)}),
        (lama, {"created_at": kini - timedelta(hours=batas["sesi_paling_lama_jam"] + 1)}),
    ):
        UserSession.objects.filter(session_key=client.session.session_key).update(**isi)

    assert len(ini.get(reverse("kelola:sesi_saya")).context["daftar"]) == 1
    assert ini.get(reverse("kelola:akun_saya")).context["sesi"] == 1


def test_the_same_password_is_no_new_one(dunia):
    ini, baru = masuk(dunia.palu.pegawai), "perahu biru di teluk"
    ganti = {"oldpassword": SANDI, "password1": baru, "password2": baru}
    ini.post(reverse("account_change_password"), ganti)

    jawaban = ini.post(reverse("account_change_password"), ganti | {"oldpassword": baru})

    assert "Sama dengan kata sandi sekarang. Pakai yang lain." in jawaban.content.decode()
    assert peristiwa(dunia.palu.pegawai).count("SANDI") == 1


def test_client_behind_our_proxy_is_told_apart(dunia, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    masuk(dunia.palu.pegawai, HTTP_X_FORWARDED_FOR="1.1.1.1, 36.80.1.2")

    assert CatatanMasuk.objects.get().alamat == "36.80.1.2"
