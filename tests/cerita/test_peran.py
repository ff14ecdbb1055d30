"""Roles in a browser: an admin gives one, a head hands one over during leave, and it ends."""

import re
from datetime import timedelta

from django.core import mail
from django.urls import reverse
from django.utils import timezone

from instansi.models import Penugasan
from notifikasi.actions import kirim_bagian
from tests.cerita.peramban import axe, gambar_panduan, masuk, tampil, tidak_melebar

HARI = timedelta(days=1)


def surat_baru(alamat):
    """Send what waits; the one mail to this address."""
    mail.outbox.clear()
    kirim_bagian(jam=timezone.now)
    (surat,) = [s for s in mail.outbox if s.to == [alamat]]
    return surat


def periksa(page, nama):
    axe(page)
    tidak_melebar(page)
    gambar_panduan(page, nama)


def test_an_admin_makes_an_officer_without_javascript(page_tanpa_js, situs, dunia):
    page, indra = page_tanpa_js, dunia.palu.pegawai_dinkes
    masuk(page, situs, dunia.palu.admin)
    tampil(page, reverse("kelola:kelola"), lebar=360)
    page.get_by_role("link", name="Peran", exact=True).click()
    page.get_by_role("link", name="Beri peran").click()
    page.get_by_label("Nama, NIP, atau nama akun").fill("indra")
    page.get_by_role("button", name="Cari").click()
    assert "indra" not in page.url.lower()
    page.get_by_role("link", name="Pilih Indra").click()
    page.get_by_label("Peran", exact=True).select_option(label="Pengelola OPD")
    page.get_by_label(re.compile(r"^\s*Instansi")).select_option(label="– Dinas Kesehatan")
    page.get_by_label("Alasan").fill("SK 800/12/2026")
    page.get_by_role("button", name="Periksa").click()
    assert (
        "Indra akan menjadi Pengelola OPD di Dinas Kesehatan" in page.locator("main").inner_text()
    )
    assert not indra.penugasan.exists()
    page.get_by_role("button", name="Ya, beri peran ini").click()
    assert page.locator("h1").inner_text() == "Peran Indra"

    surat = surat_baru(indra.email)
    assert surat.subject == "Peran baru untuk Anda: Pengelola OPD, Dinas Kesehatan"
    assert "SK 800/12/2026" in surat.body

    masuk(page, situs, indra)
    tampil(page, reverse("beranda:pegawai_daftar"), lebar=360)
    isi = page.locator("main").inner_text()
    assert all(nama in isi for nama in ("Eko", "Hana", "Indra"))
    assert not any(nama in isi for nama in ("Fajar", "Diana", "Bagus"))
    orang = page.goto(reverse("beranda:pegawai_detail", args=[dunia.palu.pegawai.pegawai_id]))
    dasbor = page.goto(f"{reverse('laporan:dasbor')}?unit={dunia.palu.dikbud.pk}")
    assert (orang.status, dasbor.status) == (404, 404)


def test_a_head_on_leave_is_represented_until_it_ends(page, situs, dunia):
    kepala, gita, hari = dunia.palu.kepala, dunia.palu.atasan, timezone.localdate()
    masuk(page, situs, kepala)
    tampil(page, "/")
    page.get_by_label("Akun: Diana").click()
    page.get_by_role("link", name="Delegasi").click()
    page.get_by_role("link", name="Delegasikan peran saya").click()
    page.get_by_label("Nama atau NIP rekan").fill("gita")
    page.get_by_role("search").get_by_role("button", name="Cari").click()
    periksa(page, "delegasi-rekan")
    page.get_by_role("link", name="Pilih Gita").click()
    page.get_by_label("Hari terakhir").fill((hari + HARI).isoformat())
    page.get_by_label("Alasan").fill("Cuti tahunan")
    periksa(page, "delegasi-isi")
    page.get_by_role("button", name="Periksa").click()
    assert not Penugasan.objects.filter(pengguna=gita).exists()
    periksa(page, "delegasi-periksa")
    page.get_by_role("button", name="Tetap delegasikan").click()  # Gita heads no unit
    assert "Gita" in page.get_by_role("table", name="Delegasi yang Anda berikan").inner_text()
    periksa(page, "delegasi-daftar")
    assert "Diana mendelegasikan peran Kepala" in surat_baru(gita.email).body

    masuk(page, situs, gita)
    tampil(page, "/")
    page.get_by_role("navigation", name="Navigasi utama").get_by_role("link", name="Dasbor").click()
    assert page.goto(page.url).status == 200
    page.get_by_label("Akun: Gita").click()
    assert page.get_by_text("Sebagai delegasi dari Diana, sampai").is_visible()
    gambar_panduan(page, "delegasi-menu")

    Penugasan.objects.filter(delegasi_dari__pengguna=kepala).update(
        mulai=hari - 3 * HARI, selesai=hari - HARI
    )
    tampil(page, "/")
    menu = page.get_by_role("navigation", name="Navigasi utama")
    assert menu.get_by_role("link", name="Dasbor").count() == 0
    assert page.goto(reverse("laporan:dasbor")).status == 403
    tampil(page, reverse("kelola:delegasi_daftar"))
    assert "Berakhir" in page.get_by_role("table").inner_text()


def test_a_delegation_is_ended_early_and_told(page, situs, dunia):
    gita, hari = dunia.palu.atasan, timezone.localdate()
    Penugasan.objects.create(
        pengguna=gita,
        peran="KEPALA",
        instansi=dunia.palu.dikbud,
        mulai=hari - HARI,
        selesai=hari + HARI,
        delegasi_dari=dunia.palu.kepala.penugasan.get(),
    )
    masuk(page, situs, gita)
    tampil(page, reverse("kelola:delegasi_daftar"), lebar=390)
    page.get_by_role("link", name="Akhiri delegasi Kepala").click()
    page.get_by_label("Alasan").fill("Saya ikut diklat")
    page.get_by_role("button", name="Akhiri delegasi").click()

    assert "Delegasi diakhiri" in page.locator("main").inner_text()
    surat = surat_baru(dunia.palu.kepala.email)
    assert surat.subject == "Delegasi berakhir: Gita, Kepala"
    assert "Saya ikut diklat" in surat.body
    assert page.goto(reverse("laporan:dasbor")).status == 403


def test_pages_of_the_guide(page, situs, dunia):
    """What docs/panduan/peran.md shows."""
    palu = dunia.palu
    masuk(page, situs, palu.admin)
    for alamat, nama in (
        (reverse("kelola:peran_daftar"), "peran-daftar"),
        (f"{reverse('kelola:peran_beri')}?akun={palu.pegawai_dinkes.pk}", "peran-beri"),
        (reverse("kelola:peran_unit", args=[palu.dikbud.pk]), "peran-unit"),
        (reverse("kelola:peran_akhiri", args=[palu.pengelola.penugasan.get().pk]), "peran-akhiri"),
        (reverse("kelola:hak"), "peran-hak"),
    ):
        tampil(page, alamat)
        periksa(page, nama)
    tampil(page, f"{reverse('kelola:peran_beri')}?akun={palu.pegawai_dinkes.pk}")
    page.get_by_label("Peran", exact=True).select_option(label="Pengelola OPD")
    page.get_by_label(re.compile(r"^\s*Instansi")).select_option(label="– Dinas Kesehatan")
    page.get_by_label("Alasan").fill("SK 800/12/2026")
    page.get_by_role("button", name="Periksa").click()
    periksa(page, "peran-periksa")
