"""Every page in a real browser: accessible, no wider than the screen, no error, no CSP report.

The pages follow from the addresses of the project and the matrix of roles (tests/akses/tabel.py):
each GET that shows something to someone is opened by the first of those roles. A new address fails
here until it stands in that table or below.
"""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page

from evaluasi.tests.factories import kirim, rombongan, tugas_baru
from instansi.actions.mutu import segarkan_mutu
from laporan.actions.ringkasan import segarkan_ringkasan
from pelatihan.models import Kelas
from tests.akses.semesta import PERAN, Semesta
from tests.akses.tabel import PUBLIK
from tests.akses.tabel import RUPA_LAIN as RUPA_TABEL
from tests.akses.tabel.akun import aktivasi_baru
from tests.akses.test_matriks import alamat, baca_tabel, semua_url
from tests.cerita.peramban import UKURAN, masuk_baru, tanpa_galat, temuan_axe, titip_kuki

SANDI = "rahasia-uji-12"
# Who opens a page that several roles may see.
URUTAN = (
    "hr", "kepala", "pengajar", "atasan", "pegawai", "opd", "admin", "auditor", "walikota", "anon",
)  # fmt: skip
# Addresses outside the matrix, and who opens them; "dua" has a second factor, "setengah" has typed
# the password and not yet that factor. Those behind a key stand in _berkunci.
TANPA_MATRIKS = {
    "beranda:komponen": "anon",
    "notifikasi:demo_surat": "hr",
    "kelola:aktivasi": "anon",
    "kelola:aktivasi_sandi": "anon",
    "account_login": "anon",
    "account_inactive": "anon",
    "account_reset_password": "anon",
    "account_reset_password_done": "anon",
    "account_reset_password_from_key_done": "anon",
    "account_email_verification_sent": "anon",
    "account_logout": "hr",
    "account_reauthenticate": "hr",
    "account_email": "hr",
    "account_change_password": "hr",
    "account_set_password": "tanpa_sandi",
    "mfa_index": "dua",
    "mfa_activate_totp": "kepala",
    "mfa_deactivate_totp": "dua",
    "mfa_view_recovery_codes": "dua",
    "mfa_generate_recovery_codes": "dua",
    "mfa_reauthenticate": "dua",
    "mfa_authenticate": "setengah",
}
BERKUNCI = {
    "account_reset_password_from_key",
    "account_confirm_email",
    "evaluasi:kelas_qr",
    "kelola:aktivasi_tautan",
}
BUKAN_HALAMAN = {
    "beranda:sehat": "one word for machines",
    "beranda:sehat_siap": "JSON for machines",
    "evaluasi:pekerja": "a script",
    "mfa_download_recovery_codes": "a file",
}
UNDUHAN = {"kelola:impor_templat"}  # in the matrix, but a file and no page
# The same address shows something else to another role, or under another query.
RUPA_LAIN = (
    *((peran, "beranda:beranda", "-", "") for peran in URUTAN[1:-1]),
    *(("hr", "pelatihan:kelas_detail", "draf", f"?tab={t}") for t in ("sesi", "peserta")),
    *(
        ("hr", "pelatihan:kelas_detail", kelas, f"?tab={t}")
        for kelas in ("terbit", "selesai")
        for t in ("peserta", "kehadiran", "undangan")
    ),
    ("pegawai", "pelatihan:kelas_detail", "selesai", "?tab=kehadiran"),
    ("pengajar", "pelatihan:kelas_detail", "selesai", "?tab=kehadiran"),
    ("hr", "pelatihan:jadwal", "-", "?susun=pengajar"),
    ("hr", "pelatihan:jadwal", "-", "?susun=daftar"),
    ("hr", "pelatihan:peserta_usul", "penuh", ""),
    ("hr", "evaluasi:kelas_hasil", "dinilai", ""),
    ("pegawai", "evaluasi:tugas_isi", "tugas", "?langkah=9"),
    ("walikota", "laporan:dasbor", "-", ""),
    ("hr", "mfa_index", "-", ""),
)


class Halaman(NamedTuple):
    """One page: who opens it, its name, its address."""

    peran: str
    nama: str
    alamat: str


@pytest.fixture
def semesta(transactional_db: None) -> Semesta:
    """The world of the matrix, with results, a full class and figures on the dashboard."""
    cache.clear()
    isi = Semesta()
    palu = isi.palu
    tugas = tugas_baru(palu, *rombongan(palu, 6))
    for t in tugas:
        kirim(t, 4, "Perbanyak contoh kasus dari kantor kami sendiri.")
    penuh = Kelas.objects.get(pk=isi.objek["terbit"])
    penuh.pk, penuh.angkatan, penuh.kursi, penuh.nomor_undangan = None, 7, 1, "800/7"
    penuh.save(force_insert=True)
    isi.objek |= {"dinilai": tugas[0].kelas_id, "penuh": penuh.pk}
    isi.orang |= {"dua": palu.pengajar, "tanpa_sandi": palu.pegawai_dinkes}
    RecoveryCodes.activate(palu.pengajar)
    TOTP.activate(palu.pengajar, generate_totp_secret())
    palu.pegawai_dinkes.set_unusable_password()
    palu.pegawai_dinkes.save(update_fields=["password"])
    segarkan_ringkasan(
        pemda=palu.pemda, tahun=timezone.localdate().year, oleh="sistem:uji", sekarang=isi.kini
    )
    segarkan_mutu(pemda=palu.pemda, oleh="sistem:uji", sekarang=isi.kini)
    return isi


def semua_halaman(semesta: Semesta) -> Iterator[Halaman]:
    """Every page once by the fitting role, then its other looks."""
    for baris in baca_tabel():
        melihat = [p for p in URUTAN if baris.kode[PERAN.index(p)] == "2"]
        if baris.metode == "GET" and melihat and baris.nama not in UNDUHAN:
            yield Halaman(melihat[0], baris.nama, alamat(semesta, baris))
    for nama, peran in TANPA_MATRIKS.items():
        yield Halaman(peran, nama, reverse(nama))
    for peran, nama, objek, kueri in (*RUPA_LAIN, *RUPA_TABEL):
        args = [] if objek == "-" else [semesta.objek[objek]]
        yield Halaman(peran, nama, reverse(nama, args=args) + kueri)
    yield from _berkunci(semesta)


def _berkunci(semesta: Semesta) -> Iterator[Halaman]:
    """Pages behind a key that somebody was sent, genuine and forged."""
    hr = semesta.palu.hr
    surel = EmailAddress.objects.create(user=hr, email="baru@palu.example", primary=False)
    sandi = {"uidb36": user_pk_to_url_str(hr), "key": default_token_generator.make_token(hr)}
    for nama, kunci in (
        ("account_reset_password_from_key", sandi),
        ("account_reset_password_from_key", sandi | {"key": "palsu"}),
        ("account_confirm_email", {"key": EmailConfirmationHMAC(surel).key}),
        ("account_confirm_email", {"key": "palsu"}),
        ("evaluasi:kelas_qr", {"token": semesta.objek["token_kelas"]}),
        ("kelola:aktivasi_tautan", aktivasi_baru(semesta)),
    ):
        yield Halaman("anon", nama, reverse(nama, kwargs=kunci))


def buka_sesi(page: Page, situs: str, semesta: Semesta, peran: str) -> None:
    """Log in as this role."""
    if peran == "setengah":
        klien = Client()
        akun = {"login": semesta.orang["dua"].username, "password": SANDI}
        assert klien.post(reverse("account_login"), akun).url.endswith(reverse("mfa_authenticate"))
        titip_kuki(page, situs, klien)
    elif semesta.orang[peran]:
        masuk_baru(page, situs, semesta.orang[peran], SANDI)


def temuan(page: Page, halaman: Halaman, galat: list[str]) -> list[str]:
    """What is wrong with one page."""
    jawaban = page.goto(halaman.alamat)
    hasil = [f"status {jawaban.status}"] if jawaban.status != 200 else []
    if urlsplit(page.url).path != urlsplit(halaman.alamat).path and halaman.nama not in BERKUNCI:
        hasil.append(f"dialihkan ke {page.url}")
    lebar = page.evaluate("document.documentElement.scrollWidth")
    if lebar > page.viewport_size["width"]:
        hasil.append(f"selebar {lebar} piksel")
    hasil += temuan_axe(page) + galat
    galat.clear()
    return hasil


LENGKAP = pytest.mark.lengkap


@pytest.mark.parametrize(
    ("lebar", "tema"),
    [
        (360, "light"),
        pytest.param(360, "dark", marks=LENGKAP),
        pytest.param(1440, "light", marks=LENGKAP),
        pytest.param(1440, "dark", marks=LENGKAP),
    ],
)
def test_every_page(browser: Browser, browser_context_args, situs, semesta, lebar, tema, subtests):
    per_peran: dict[str, list[Halaman]] = {}
    for halaman in semua_halaman(semesta):
        per_peran.setdefault(halaman.peran, []).append(halaman)
    for peran, daftar in per_peran.items():
        ukuran = {"width": lebar, "height": UKURAN[lebar]}
        konteks = browser.new_context(**browser_context_args, viewport=ukuran, color_scheme=tema)
        page = konteks.new_page()
        with tanpa_galat(page) as galat:
            buka_sesi(page, situs, semesta, peran)
            for halaman in daftar:
                with subtests.test(f"{halaman.nama} {peran}"):
                    assert temuan(page, halaman, galat) == [], halaman.alamat
        konteks.close()


def test_every_address_is_a_page_here_or_named_as_none():
    di_sini = TANPA_MATRIKS.keys() | BERKUNCI | BUKAN_HALAMAN.keys()
    matriks = {b.nama for b in baca_tabel()}

    assert {nama for nama, _ in semua_url()} == matriks | di_sini
    assert di_sini == PUBLIK.keys()


RUSAK = {
    "<p style='color:red'>x</p>": "Content Security Policy",
    "<script>x</script>": "Content Security Policy",
    "<img src='/static/tidak-ada.png' alt='x'>": "404",
    "<table><tr><td>" + "lebar" * 200 + "</td></tr></table>": "selebar",
    "<img src='/favicon.ico'>": "image-alt",
    "<button>.</button><button>.</button>": "target-size",
}


def test_the_check_sees_what_is_wrong(context, transactional_db):
    """The login page as it is sent, with one thing broken in its body."""
    page = context.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    halaman = Halaman("anon", "account_login", reverse("account_login"))
    unsur = ""

    def rusak(rute):
        asli = rute.fetch()
        rute.fulfill(response=asli, body=asli.text().replace("</main>", f"{unsur}</main>"))

    page.route("**/masuk/", rusak)
    with tanpa_galat(page) as galat:
        assert temuan(page, halaman, galat) == []
        for unsur, kata in RUSAK.items():
            assert any(kata in h for h in temuan(page, halaman, galat)), unsur
