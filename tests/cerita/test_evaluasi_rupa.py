"""Evaluation pages in both themes and widths."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from evaluasi.actions import buka_hasil
from evaluasi.queries import token_kelas
from evaluasi.tests.factories import kirim, pengajar_baru, rombongan
from tests.cerita.peramban import masuk, periksa, semua_rupa
from tests.cerita.test_evaluasi_luring import alamat, buka_tugas_sekarang


@pytest.fixture
def kota(transactional_db, dunia):
    cache.clear()
    return dunia.palu


@pytest.fixture
def tugas(kota):
    return buka_tugas_sekarang(kota, kota.pegawai.pegawai, pengajar=[pengajar_baru(kota)])[0]


@semua_rupa
def test_form_pages_are_accessible(page, tugas, kota, lebar, gelap, situs):
    masuk(page, situs, kota.pegawai)
    for nomor, nama in enumerate(("penyelenggaraan", "pengajar", "uraian", "tinjau"), start=1):
        tujuan = f"{alamat(tugas)}?langkah={nomor}"
        periksa(page, tujuan, f"evaluasi-{nama}", lebar=lebar, gelap=gelap)
    periksa(page, reverse("evaluasi:tugas_daftar"), "evaluasi-daftar", lebar=lebar, gelap=gelap)
    kirim(tugas, 4, "")
    for rute in ("tugas_selesai", "tugas_isi"):
        tujuan = reverse(f"evaluasi:{rute}", args=[tugas.pk])
        periksa(page, tujuan, f"evaluasi-{rute}-terkirim", lebar=lebar, gelap=gelap)


@semua_rupa
def test_result_pages_are_accessible(page, kota, lebar, gelap, situs):
    orang = rombongan(kota, 8)
    tugas = buka_tugas_sekarang(kota, *orang, pengajar=[pengajar_baru(kota)])
    for t in tugas[:5]:
        kirim(t, 4, "Perbanyak contoh kasus dari kantor kami sendiri.")
    masuk(page, situs, kota.hr)
    for rute, nama in (("kelas_hasil", "menunggu"), ("kelas_slide", "slide")):
        tujuan = reverse(f"evaluasi:{rute}", args=[tugas[0].kelas_id])
        periksa(page, tujuan, f"evaluasi-{nama}", lebar=lebar, gelap=gelap)
    buka_hasil(oleh="sistem:uji", sekarang=tugas[0].tenggat)
    tujuan = reverse("evaluasi:kelas_hasil", args=[tugas[0].kelas_id])
    periksa(page, tujuan, "evaluasi-hasil", lebar=lebar, gelap=gelap)
    assert "Penyelenggaraan" in page.inner_text("main")


@semua_rupa
def test_public_pages_are_accessible(page, tugas, lebar, gelap):
    qr = reverse("evaluasi:kelas_qr", args=[token_kelas(tugas.kelas)])
    periksa(page, qr, "evaluasi-qr", lebar=lebar, gelap=gelap)
    asing = reverse("evaluasi:tugas_tautan", args=["asing"])
    periksa(page, asing, "evaluasi-tautan-asing", lebar=lebar, gelap=gelap)
