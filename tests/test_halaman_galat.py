"""Pages of refusal and failure: status, reason, next step, and the right shell."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults

pytestmark = pytest.mark.django_db


def permintaan(pengguna=None):
    request = RequestFactory().get("/x/")
    if pengguna:
        request.user = pengguna
    return request


def test_404_for_a_stranger_has_no_navigation(client):
    jawaban = client.get("/tidak/ada/")

    assert jawaban.status_code == 404
    isi = jawaban.content.decode()
    assert "Halaman tidak ditemukan" in isi
    assert "pa-bawah" not in isi
    assert "tidak/ada" not in isi


def test_404_for_a_person_keeps_the_navigation(client, dunia):
    client.force_login(dunia.palu.hr)

    isi = client.get("/tidak/ada/").content.decode()

    assert 'aria-label="Navigasi utama"' in isi
    assert "Akun: " in isi


def test_403_says_the_reason(dunia):
    alasan = "Halaman ini untuk kepala OPD. Jika Anda perlu membukanya, hubungi BKPSDM."

    jawaban = defaults.permission_denied(permintaan(dunia.palu.pegawai), PermissionDenied(alasan))

    assert jawaban.status_code == 403
    assert alasan in jawaban.content.decode()


def test_400_and_500_need_no_request():
    salah = defaults.bad_request(permintaan(), Exception("x"))
    gangguan = defaults.server_error(permintaan())

    assert (salah.status_code, gangguan.status_code) == (400, 500)
    assert "muat ulang" in salah.content.decode()
    assert "Ada gangguan di sistem kami" in gangguan.content.decode()


def test_missing_csrf_token_is_explained():
    jawaban = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a"})

    assert jawaban.status_code == 403
    assert "sudah kedaluwarsa" in jawaban.content.decode()


def test_many_failures_lock_that_account_at_that_address_only(client, dunia):
    cache.clear()
    masuk = reverse("account_login")
    for _ in range(6):
        jawaban = client.post(masuk, {"login": dunia.palu.hr.username, "password": "salah"})
    lain = client.post(masuk, {"login": dunia.palu.kepala.username, "password": "salah"})

    assert jawaban.status_code == 429
    assert "Tunggu 15 menit" in jawaban.content.decode()
    assert lain.status_code == 200


def test_mail_has_its_link_in_both_forms():
    konteks = {"url": "https://contoh.test/t/1/", "url_teks": "Isi evaluasi", "pemda_nama": "Palu"}

    html = render_to_string("surat/dasar.html", konteks)
    teks = render_to_string("surat/dasar.txt", konteks)

    assert html.count("https://contoh.test/t/1/") == 2
    assert "Isi evaluasi" in html
    assert "Isi evaluasi:\nhttps://contoh.test/t/1/" in teks
    assert "<" not in teks


@pytest.mark.parametrize("nama", ["hr", "pegawai"])
def test_shell_names_the_person_and_marks_the_place(client, dunia, nama):
    akun = getattr(dunia.palu, nama)
    client.force_login(akun)

    isi = client.get(reverse("account_change_password")).content.decode()

    assert '<a class="pa-lewati" href="#isi">' in isi
    assert f"Akun: {akun}" in isi
    assert 'hx-headers:inherited=\'{"X-CSRFToken": "' in isi
    assert 'action="/keluar/"' in isi


def test_pages_are_compressed_for_browsers_that_ask(client):
    jawaban = client.get(reverse("account_login"), headers={"accept-encoding": "gzip"})

    assert jawaban["Content-Encoding"] == "gzip"
    assert len(jawaban.content) < 4_000
