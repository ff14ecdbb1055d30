"""Scheduling, in a browser: from an empty cell to a published class, with and without scripts."""

from datetime import timedelta

import pytest

from pelatihan.models import Kelas, Sesi
from pelatihan.tests.factories import PelatihanFactory, PengajarFactory, RuangFactory
from pelatihan.tests.jadwal import buat, daftarkan, nanti, senin_depan, terbitkan
from tests.cerita.peramban import axe, masuk, periksa, semua_rupa, tampil, tidak_melebar

HARI = timedelta(days=1)


@pytest.fixture
def kota(dunia):
    """Palu with two rooms, two trainers and a training of 6 JP."""
    palu = dunia.palu
    palu.akun["aula"] = RuangFactory(pemda=palu.pemda, nama="Aula", kapasitas=60)
    palu.akun["kecil"] = RuangFactory(pemda=palu.pemda, nama="Ruang kecil", kapasitas=35)
    palu.akun["joko"] = PengajarFactory(pengguna=palu.pengajar)
    palu.akun["hana"] = PengajarFactory(pengguna=palu.pengelola_dinkes)
    PelatihanFactory(pemda=palu.pemda, nama="Menangani Pengaduan", jp=6)
    return palu


@pytest.fixture
def terpakai(kota):
    """A published class on the Monday, 09-11 in the hall with Joko; Fajar attends."""
    kelas = buat(kota, *(nanti(kota, n) for n in range(3)))
    daftarkan(kelas, kota.pegawai)
    terbitkan(kota, kelas)
    return kelas


def buka_sel(page, ruang, hari=0):
    """Click the empty cell of a room and day."""
    minggu = senin_depan().isocalendar()
    tampil(page, f"/pelatihan/jadwal/?minggu={minggu.year}-W{minggu.week:02d}")
    baris = page.get_by_role("row").filter(has_text=ruang)
    baris.locator("td").nth(hari).get_by_role("link").click()


def isi_sesi(page, nomor, mulai, selesai):
    sesi = page.get_by_role("group", name=f"Sesi {nomor}")
    sesi.get_by_label("Mulai").fill(mulai)
    sesi.get_by_label("Selesai").fill(selesai)
    return sesi


def test_a_class_of_three_sessions_without_javascript(page_tanpa_js, situs, kota, terpakai):
    page = page_tanpa_js
    masuk(page, situs, kota.hr)
    buka_sel(page, "Ruang kecil", hari=1)
    page.get_by_label("Pelatihan").select_option(label="Menangani Pengaduan (6 JP)")
    isi_sesi(page, 1, "13.00", "14.30").get_by_label("Pengajar", exact=True).select_option(
        label="Hana"
    )
    page.get_by_role("button", name="Tambah sesi").click()
    page.get_by_role("button", name="Tambah sesi").click()
    page.get_by_role("group", name="Sesi 3").get_by_label("Ruang").select_option(
        label="Aula (60 kursi)"
    )
    page.get_by_role("button", name="Periksa bentrok").click()
    assert "6 dari 6 JP" in page.locator("#periksa").inner_text()
    page.get_by_role("button", name="Simpan draf").click()

    page.get_by_role("link", name="Terbitkan").click()
    page.get_by_role("button", name="Terbitkan kelas").click()

    kelas = Kelas.objects.get(pelatihan__nama="Menangani Pengaduan")
    assert kelas.status == "TERBIT"
    assert [s.ruang.nama for s in kelas.sesi.order_by("mulai")] == [
        "Ruang kecil",
        "Ruang kecil",
        "Aula",
    ]
    assert f"Nomor undangan {kelas.nomor_undangan}" in page.inner_text("main")


def test_a_clash_shows_while_typing_and_an_offered_slot_fills_the_form(page, situs, kota, terpakai):
    masuk(page, situs, kota.hr)
    tampil(page, f"/pelatihan/kelas/baru/?tanggal={senin_depan()}&ruang={kota.aula.pk}")
    page.get_by_label("Pelatihan").select_option(label="Menangani Pengaduan (6 JP)")
    isi_sesi(page, 1, "10.00", "12.15")

    panel = page.locator("#periksa")
    panel.get_by_text("1 bentrok").wait_for()
    assert "Pelayanan Prima angkatan 1" in panel.inner_text()
    assert "Hubungi Bagus" in panel.inner_text()
    axe(page)
    panel.get_by_role("button", name="Pakai").first.click()
    page.get_by_text("Tidak ada bentrok").wait_for()
    sesi = page.get_by_role("group", name="Sesi 1")
    assert sesi.get_by_label("Ruang").input_value() == str(kota.kecil.pk)
    assert sesi.get_by_label("Mulai").input_value() == "10.00"
    assert not Kelas.objects.filter(pelatihan__nama="Menangani Pengaduan").exists()


def test_moving_asks_about_a_participant_then_moves(page, situs, kota, terpakai):
    lain = buat(kota, nanti(kota, jam=13, jp=6, ruang=kota.kecil.pk, pengajar=(kota.hana.pk,)))
    daftarkan(lain, kota.pegawai)
    terbitkan(kota, lain)
    masuk(page, situs, kota.hr)
    tampil(page, f"/pelatihan/kelas/{terpakai.pk}/", lebar=360)
    page.get_by_role("link", name="Pindahkan").first.click()
    page.get_by_label("Mulai").fill("13.00")
    page.get_by_label("Selesai").fill("15.00")
    page.get_by_role("button", name="Pindahkan sesi").click()

    orang = page.get_by_role("group", name="Fajar, SDN 1 Palu")
    orang.wait_for()
    axe(page)
    tidak_melebar(page)
    orang.get_by_label("Izinkan ikut keduanya").check()
    orang.get_by_label("Alasan").fill("Disetujui kepala sekolah")
    page.get_by_role("button", name="Pindahkan sesi").click()
    page.get_by_text("1 peserta diberi tahu.").wait_for()
    assert Sesi.objects.filter(mulai=nanti(kota, jam=13).mulai).count() == 2


@semua_rupa
def test_every_page_of_scheduling(page, situs, kota, terpakai, lebar, gelap):
    draf = buat(kota, nanti(kota, jam=10, jp=6), nanti(kota, 1, jam=10))
    daftarkan(draf, kota.pegawai)
    masuk(page, situs, kota.hr)
    minggu = senin_depan().isocalendar()
    pekan = f"/pelatihan/jadwal/?minggu={minggu.year}-W{minggu.week:02d}"
    for nama, alamat in (
        ("jadwal-ruang", pekan),
        ("jadwal-pengajar", f"{pekan}&susun=pengajar"),
        ("jadwal-daftar", f"{pekan}&susun=daftar"),
        ("kelas-daftar", "/pelatihan/kelas/"),
        ("kelas-kosong", "/pelatihan/kelas/?q=tidak-ada"),
        ("kelas-baru", "/pelatihan/kelas/baru/"),
        ("kelas-draf", f"/pelatihan/kelas/{draf.pk}/"),
        ("kelas-ubah-draf", f"/pelatihan/kelas/{draf.pk}/ubah/"),
        ("kelas-terbitkan", f"/pelatihan/kelas/{draf.pk}/terbitkan/"),
        ("kelas-terbit", f"/pelatihan/kelas/{terpakai.pk}/"),
        ("kelas-undangan", f"/pelatihan/kelas/{terpakai.pk}/?tab=undangan"),
        ("kelas-ubah-terbit", f"/pelatihan/kelas/{terpakai.pk}/ubah/"),
        ("kelas-geser", f"/pelatihan/kelas/{terpakai.pk}/geser/"),
        ("kelas-batalkan", f"/pelatihan/kelas/{terpakai.pk}/batalkan/"),
        ("kelas-daftar-hadir", f"/pelatihan/kelas/{terpakai.pk}/daftar-hadir/"),
        ("sesi-pindah", f"/pelatihan/sesi/{terpakai.sesi.first().pk}/pindah/"),
    ):
        periksa(page, alamat, nama, lebar=lebar, gelap=gelap)
