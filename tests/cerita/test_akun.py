"""An account's way: made by the admin, opened from the mail, protected, used on two devices.

Real Chromium, gunicorn, Celery worker and SMTP server. The city asks its HR for a second factor.
"""

import io
import re
import time

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from instansi.models import CatatanMasuk, Pengguna, Penugasan, Peran
from instansi.tests.factories import MULAI, PegawaiFactory
from tests.cerita.peramban import axe, masuk, tanpa_galat, tidak_melebar
from tests.cerita.test_tiga_orang import surat, surat_kepada, tunggu
from tests.totp import kode_totp

__all__ = ["surat"]
SANDI = "perahu biru di teluk"


@pytest.fixture
def kota(dunia):
    """Palu asks for the second factor; Lina of BKPSDM and Mira have no account yet."""
    palu = dunia.palu
    palu.pemda.parameter.filter(kode="dua_langkah_wajib").update(nilai=1)
    return palu


def undang(page: Page, situs: str, kota, *orang) -> None:
    """The admin ticks these people and sends links."""
    masuk(page, situs, kota.admin)
    page.goto(f"{reverse('kelola:akun_daftar')}?keadaan=tanpa_akun")
    axe(page)
    for nama in orang:
        page.get_by_label(nama, exact=True).check()
    page.get_by_role("button", name="Kirim tautan aktivasi").click()
    axe(page)
    page.get_by_role("button", name=re.compile(r"^Kirim (\d+ )?tautan$")).click()
    page.get_by_text("Selesai", exact=True).wait_for(timeout=40_000)
    page.get_by_text(f"{len(orang)} orang", exact=True).wait_for()
    axe(page)
    page.context.clear_cookies()


def tautan(folder, alamat: str) -> str:
    """The activation link in the mail to an address."""
    isi = tunggu(lambda: surat_kepada(folder, alamat, "Aktifkan akun"), pesan=alamat)
    return re.search(r"https?://[^/]+(/aktivasi/\S+)", isi).group(1)


def isi_sandi(page: Page) -> None:
    page.get_by_label("Kata sandi baru", exact=True).fill(SANDI)
    page.get_by_label("Kata sandi baru, sekali lagi").fill(SANDI)
    page.get_by_role("button", name="Simpan dan masuk").click()


def pasang_kode(page: Page) -> tuple[str, str]:
    """Follow the page that asks for the second factor; the app's key and one recovery code."""
    page.get_by_role("heading", name="Pasang verifikasi dua langkah dulu").wait_for()
    axe(page)
    page.goto(reverse("laporan:dasbor"))
    assert page.url.endswith(reverse("kelola:akun_wajib"))
    page.get_by_role("link", name="Pasang sekarang").click()
    kunci = page.get_by_label("Kunci, jika tidak bisa memindai").input_value().replace(" ", "")
    page.get_by_label("Kode", exact=True).fill(kode_totp(kunci))
    page.get_by_role("button", name="Pasang").click()
    page.get_by_role("heading", name="Kode cadangan").wait_for()
    axe(page)
    cadangan = page.locator(".pa-kode code").first.inner_text()
    page.get_by_role("link", name="Sudah saya simpan").click()
    page.wait_for_url(f"**{reverse('kelola:akun_saya')}")
    return kunci, cadangan


def masuk_dengan_kode(page: Page, akun: Pengguna, angka: str) -> None:
    page.goto(reverse("account_login"))
    page.get_by_label("NIP, nama akun, atau surel").fill(akun.username)
    page.get_by_label("Kata sandi", exact=True).fill(SANDI)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("heading", name="Masukkan kode").wait_for()
    page.get_by_label("Kode", exact=True).fill(angka)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/")


def kode_berikutnya() -> None:
    """A code is accepted once: wait for the app's next one."""
    time.sleep(30.5 - time.time() % 30)


def undang_lina(page: Page, situs: str, kota) -> Pengguna:
    """Lina, who becomes HR, and Mira are invited together; Lina's account."""
    lina = PegawaiFactory(unit=kota.pemda, nama="Lina", surel="lina@uji.example")
    PegawaiFactory(unit=kota.sekolah, nama="Mira", surel="mira@uji.example")
    undang(page, situs, kota, "Lina", "Mira")
    akun = Pengguna.objects.get(pegawai=lina)
    Penugasan.objects.create(pengguna=akun, peran=Peran.HR, instansi=kota.pemda, mulai=MULAI)
    return akun


def aktifkan(page: Page, surat) -> str:
    """Lina opens her link on a phone and makes a password; the link."""
    page.set_viewport_size({"width": 360, "height": 740})
    alamat = tautan(surat, "lina@uji.example")
    assert tautan(surat, "mira@uji.example") != alamat
    page.goto(alamat)
    assert alamat not in page.url
    axe(page)
    tidak_melebar(page)
    isi_sandi(page)
    return alamat


def keluar(page: Page) -> None:
    page.get_by_label("Akun: Lina").click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"**{reverse('account_login')}")


def akhiri_perangkat(page: Page, lain: Page) -> None:
    """Lina ends the session of her other device, which then has to sign in."""
    page.goto(reverse("kelola:sesi_saya"))
    axe(page)
    tidak_melebar(page)
    page.get_by_role("button", name="Akhiri", exact=True).click()
    page.get_by_text("Perangkat itu sudah keluar.").wait_for()
    lain.goto(reverse("kelola:akun_saya"))
    assert reverse("account_login") in lain.url


def test_from_the_invitation_to_a_revoked_session(
    page, situs, surat, kota, browser: Browser, browser_context_args
):
    akun = undang_lina(page, situs, kota)
    alamat = aktifkan(page, surat)
    kunci, cadangan = pasang_kode(page)
    keluar(page)
    masuk_dengan_kode(page, akun, cadangan)

    konteks = browser.new_context(**browser_context_args)
    lain = konteks.new_page()
    with tanpa_galat(lain):
        kode_berikutnya()
        masuk_dengan_kode(lain, akun, kode_totp(kunci))
        akhiri_perangkat(page, lain)
    konteks.close()

    page.goto(alamat)
    page.get_by_role("heading", name="Tautan ini tidak berlaku lagi").wait_for()
    tunggu(
        lambda: surat_kepada(surat, "lina@uji.example", "dua langkah dipasang"),
        pesan="pemberitahuan",
    )
    peristiwa = CatatanMasuk.objects.filter(pengguna=akun).order_by("pk")
    assert list(peristiwa.values_list("peristiwa", flat=True)) == [
        "UNDANGAN",
        "AKTIF",
        "MASUK",
        "DUA_LANGKAH_PASANG",
        "KELUAR",
        "MASUK_CADANGAN",
        "MASUK",
        "SESI_DICABUT",
    ]


def test_slip_without_javascript(page_tanpa_js, situs, surat, kota):
    """An officer prints a slip for somebody without e-mail, who types its code on a phone."""
    page = page_tanpa_js
    mira = PegawaiFactory(unit=kota.sekolah, nama="Mira")
    masuk(page, situs, kota.pengelola)
    page.goto(f"{reverse('kelola:akun_daftar')}?keadaan=tanpa_akun")
    page.get_by_label("Mira", exact=True).check()
    page.get_by_role("button", name="Cetak slip aktivasi").click()
    page.get_by_role("button", name="Cetak 1 slip").click()
    page.wait_for_url("**/kelola/akun/pekerjaan/*/")

    def siap():
        page.reload()
        return page.get_by_role("link", name="Unduh").is_visible()

    tunggu(siap, pesan="slip")
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Unduh").click()
    isi = unduhan.value.path().read_bytes()
    teks = PdfReader(io.BytesIO(isi)).pages[0].extract_text()
    kode_slip = re.search(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", teks).group()

    page.context.clear_cookies()
    page.goto(reverse("kelola:aktivasi"))
    page.get_by_label("NIP atau nama akun").fill(mira.nip)
    page.get_by_label("Kode aktivasi").fill(kode_slip.lower())
    page.get_by_role("button", name="Lanjutkan").click()
    isi_sandi(page)
    page.wait_for_url("**/")
    assert page.get_by_text("Kata sandi Anda tersimpan.").is_visible()
    assert Pengguna.objects.get(pegawai=mira).check_password(SANDI)
