"""Taking part, in a browser: nominate, mark on a phone, verify, see the JP."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from instansi.tests.factories import PegawaiFactory
from pelatihan.actions.pendaftaran import daftarkan_peserta
from pelatihan.models import Kehadiran, PengajarSesi, Sesi
from pelatihan.queries.kehadiran import token_luar
from pelatihan.tests.factories import PengajarFactory, buat_kelas
from pembinaan.actions import pasang_aturan_konversi
from pembinaan.models import CatatanJP
from pembinaan.tests.factories import buat_catatan
from tests.cerita.peramban import axe, masuk, periksa, semua_rupa, tampil, tangkap, tidak_melebar

HARI = timedelta(days=1)


@pytest.fixture
def kelas(dunia):
    """A class of Palu from tomorrow on, open for registration."""
    pasang_aturan_konversi(pemda=dunia.palu.pemda, berlaku_dari=date(2024, 1, 1), oleh="sistem:uji")
    kini = timezone.now()
    return buat_kelas(
        dunia.palu.pemda,
        mulai=kini + HARI,
        kursi=3,
        jumlah_sesi=1,
        daftar_mulai=kini - HARI,
        daftar_selesai=kini + HARI / 2,
    )


def sudah_lewat(kelas):
    """Move the class to yesterday, as time would."""
    for sesi in kelas.sesi.all():
        Sesi.objects.filter(pk=sesi.pk).update(
            mulai=sesi.mulai - 2 * HARI, selesai=sesi.selesai - 2 * HARI
        )
    return kelas.sesi.get()


def ajar(dunia, sesi):
    return PengajarSesi.objects.create(
        sesi=sesi,
        pengajar=PengajarFactory(pengguna=dunia.palu.pengajar),
        mulai=sesi.mulai,
        selesai=sesi.selesai,
        terjadwal=True,
    )


def test_from_nomination_to_jp_without_javascript(page_tanpa_js, situs, dunia, kelas):
    page = page_tanpa_js
    masuk(page, situs, dunia.palu.pengelola)
    tampil(page, f"/pelatihan/kelas/{kelas.pk}/peserta/usul/", lebar=360)
    page.get_by_label("Nama atau NIP, satu baris satu orang").fill("Fajar\nGita\nCitra\nDiana")
    page.get_by_role("button", name="Daftarkan dari tulisan").click()
    assert page.locator("h1").inner_text() == "3 dari 4 orang mendapat kursi"
    assert "Kursi sudah habis" in page.get_by_role("row", name="Diana").inner_text()

    sesi = sudah_lewat(kelas)
    tugas = ajar(dunia, sesi)
    page.context.clear_cookies()
    tampil(page, f"/pelatihan/hadir/{token_luar(sesi.pk, tugas.pengajar_id)}/", lebar=360)
    page.get_by_role("button", name="Semua hadir").click()
    page.get_by_role("group", name="Gita").get_by_text("Sakit").click()
    page.get_by_role("button", name="Simpan tanda hadir").click()
    assert Kehadiran.objects.filter(status="HADIR").count() == 2

    masuk(page, situs, dunia.palu.hr)
    tampil(page, f"/pelatihan/kelas/{kelas.pk}/kehadiran/verifikasi/")
    page.get_by_role("button", name="Verifikasi dan catat JP").click()
    assert sorted(CatatanJP.objects.values_list("jp", flat=True)) == [0, 2, 2]

    masuk(page, situs, dunia.palu.pegawai)
    tampil(page, "/pembinaan/jp/", lebar=360)
    assert page.locator("h1").inner_text().startswith("2 dari 20 JP")
    assert "Hadir 1 dari 1 sesi" in page.locator("main").inner_text()


def test_ticking_a_unit_with_javascript(page, situs, dunia, kelas):
    masuk(page, situs, dunia.palu.hr)
    tampil(page, f"/pelatihan/kelas/{kelas.pk}/peserta/usul/?unit={dunia.palu.sekolah.pk}")

    page.get_by_label("Pilih semua di halaman ini").check()
    assert page.get_by_text("2 orang dipilih").is_visible()
    page.get_by_role("button", name="Daftarkan yang dicentang").click()

    assert page.locator("h1").inner_text() == "2 dari 2 orang mendapat kursi"


@semua_rupa
def test_pages_look_right(page, situs, dunia, kelas, lebar, gelap):
    orang = [dunia.palu.pegawai.pegawai, dunia.palu.pegawai_dinkes.pegawai]
    umum = {"oleh": dunia.palu.hr, "sekarang": timezone.now()}
    daftarkan_peserta(kelas=kelas, pegawai=orang, **umum)
    lain = buat_kelas(dunia.palu.pemda, mulai=kelas.sesi.get().mulai, jumlah_sesi=1)
    daftarkan_peserta(
        kelas=lain,
        pegawai=[PegawaiFactory(unit=dunia.palu.sekolah, nama="Sri Wahyuningsih Lamakarate")],
        alasan_luar_masa="Uji",
        **umum,
    )
    setelan = {"lebar": lebar, "gelap": gelap}
    masuk(page, situs, dunia.palu.hr)
    daftar = kelas.pendaftaran.first()
    periksa(page, f"/pelatihan/kelas/{kelas.pk}/?tab=peserta", "kelas-peserta", **setelan)
    periksa(page, f"/pelatihan/kelas/{kelas.pk}/peserta/usul/", "peserta-usul", **setelan)
    periksa(page, f"/pelatihan/pendaftaran/{daftar.pk}/batalkan/", "peserta-batalkan", **setelan)
    sesi = sudah_lewat(kelas)
    tugas = ajar(dunia, sesi)
    periksa(page, f"/pelatihan/kelas/{kelas.pk}/?tab=kehadiran", "kelas-kehadiran", **setelan)
    periksa(page, f"/pelatihan/sesi/{sesi.pk}/kehadiran/", "kehadiran-tandai", **setelan)
    verifikasi = f"/pelatihan/kelas/{kelas.pk}/kehadiran/verifikasi/"
    periksa(page, verifikasi, "kehadiran-verifikasi", **setelan)
    periksa(page, "/pembinaan/katalog/", "katalog", **setelan)
    luar = f"/pelatihan/hadir/{token_luar(sesi.pk, tugas.pengajar_id)}/"
    periksa(page, luar, "kehadiran-luar", **setelan)
    masuk(page, situs, dunia.palu.pegawai)
    salah = buat_catatan(orang[0], 6, timezone.localdate())
    buat_catatan(orang[0], -6, salah.tanggal, membalik=salah, alasan="Salah orang", kunci="balik:1")
    buat_catatan(orang[0], 9, timezone.localdate())
    periksa(page, "/pembinaan/jp/", "jp-saya", **setelan)


@pytest.mark.parametrize("lebar", [360, 1440])
def test_result_of_a_nomination_looks_right(page, situs, dunia, kelas, lebar):
    lain = buat_kelas(dunia.palu.pemda, mulai=kelas.sesi.get().mulai, jumlah_sesi=1)
    daftarkan_peserta(
        kelas=lain,
        pegawai=[dunia.palu.pegawai.pegawai],
        alasan_luar_masa="Uji",
        oleh=dunia.palu.hr,
        sekarang=timezone.now(),
    )
    masuk(page, situs, dunia.palu.hr)
    tampil(page, f"/pelatihan/kelas/{kelas.pk}/peserta/usul/", lebar=lebar)
    page.get_by_label("Nama atau NIP, satu baris satu orang").fill("Fajar\nGita\nBukan Siapa")
    page.get_by_role("button", name="Daftarkan dari tulisan").click()

    periksa_di_tempat(page, f"peserta-daftarkan-{lebar}")
    page.get_by_label("Fajar").check()
    page.get_by_label("Alasan boleh bentrok").fill("Diminta Sekda")
    page.get_by_role("button", name="Izinkan dan daftarkan").click()
    assert page.locator("h1").inner_text() == "1 dari 1 orang mendapat kursi"


def periksa_di_tempat(page, nama):
    """Picture, accessibility and width of the page that is open."""
    tangkap(page, nama)
    axe(page)
    tidak_melebar(page)
