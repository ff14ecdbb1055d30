from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.models import Pegawai
from pelatihan.actions.pendaftaran import daftarkan_peserta
from pelatihan.tests.factories import PelatihanFactory, buat_kelas
from pembinaan.actions import pasang_aturan_konversi
from pembinaan.tests.factories import buat_catatan

URL_JP = "/pembinaan/jp/"
URL_KATALOG = "/pembinaan/katalog/"


@pytest.fixture
def hari_ini():
    return timezone.localdate()


def test_names():
    assert (reverse("pembinaan:jp_saya"), reverse("pembinaan:katalog")) == (URL_JP, URL_KATALOG)


def test_ledger_is_shown_with_its_computation(client, dunia, hari_ini):
    pegawai = dunia.palu.pegawai.pegawai
    buat_catatan(pegawai, 8, hari_ini, hitungan={"penjelasan": "Seminar: 2 hari, menjadi 8 JP."})
    salah = buat_catatan(pegawai, 6, hari_ini)
    buat_catatan(pegawai, -6, hari_ini, membalik=salah, alasan="Salah orang", kunci="balik:1")
    buat_catatan(pegawai, 6, hari_ini)
    buat_catatan(dunia.palu.atasan.pegawai, 20, hari_ini, keterangan="Milik Gita")
    client.force_login(dunia.palu.pegawai)

    teks = client.get(URL_JP).content.decode()

    assert f"14 dari 20 JP pada tahun {hari_ini.year}" in teks
    assert "Seminar: 2 hari, menjadi 8 JP." in teks
    assert "Membatalkan catatan 6 JP" in teks
    assert "Alasan: Salah orang" in teks
    assert "Sudah dikoreksi" in teks
    assert "Milik Gita" not in teks
    assert teks.count('<i class="isi">') == 14


def test_planned_jp_are_striped(client, dunia, hari_ini):
    pasang_aturan_konversi(pemda=dunia.palu.pemda, berlaku_dari=date(2024, 1, 1), oleh="sistem:uji")
    kini = timezone.now()
    # Yesterday in this year whenever the test runs: it waits for its verification.
    kelas = buat_kelas(
        dunia.palu.pemda,
        mulai=kini - timedelta(hours=3),
        jumlah_sesi=1,
        pelatihan=PelatihanFactory(pemda=dunia.palu.pemda, bentuk="B6"),
    )
    daftarkan_peserta(
        kelas=kelas,
        pegawai=[dunia.palu.pegawai.pegawai],
        alasan_luar_masa="Uji",
        oleh=dunia.palu.hr,
        sekarang=kini,
    )
    client.force_login(dunia.palu.pegawai)

    teks = client.get(URL_JP).content.decode()

    assert teks.count('<i class="datang">') == 4
    assert "Menunggu verifikasi" in teks


def test_pppk_is_warned_never_blocked(client, dunia, hari_ini):
    pegawai = dunia.palu.pegawai.pegawai
    Pegawai.objects.filter(pk=pegawai.pk).update(jenis="PPPK")
    buat_catatan(pegawai, 25, hari_ini)
    client.force_login(dunia.palu.pegawai)

    teks = client.get(URL_JP).content.decode()

    assert "25 dari 20 JP" in teks
    assert "Anda melewati batas JP PPPK" in teks
    assert "dari 24" not in teks


def test_other_years_and_bad_years(client, dunia, hari_ini):
    buat_catatan(dunia.palu.pegawai.pegawai, 7, date(hari_ini.year - 1, 5, 4))
    client.force_login(dunia.palu.pegawai)

    lalu = client.get(URL_JP, {"tahun": hari_ini.year - 1}).content.decode()

    assert f"7 dari 20 JP pada tahun {hari_ini.year - 1}" in lalu
    for tahun in ("abc", "1900", "99999999999999999999"):
        kini = client.get(URL_JP, {"tahun": tahun})
        assert f"pada tahun {hari_ini.year}" in kini.content.decode()


def test_no_rows_say_when_they_come(client, dunia):
    client.force_login(dunia.palu.pegawai)

    assert "Belum ada JP pada tahun ini" in client.get(URL_JP).content.decode()


@pytest.mark.parametrize("jumlah", [1, 3])
def test_jp_query_count(client, dunia, hari_ini, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        buat_catatan(dunia.palu.pegawai.pegawai, 2, hari_ini)
        daftarkan_peserta(
            kelas=buat_kelas(dunia.palu.pemda, jumlah_sesi=0, terbit=True),
            pegawai=[dunia.palu.pegawai.pegawai],
            alasan_luar_masa="Uji",
            oleh=dunia.palu.hr,
            sekarang=timezone.now(),
        )
    client.force_login(dunia.palu.pegawai)

    with django_assert_num_queries(8):
        client.get(URL_JP)


def test_who_has_no_jp_page(client, dunia):
    client.force_login(dunia.palu.walikota)

    assert client.get(URL_JP).status_code == 403
    assert client.post(URL_KATALOG).status_code == 405
    client.force_login(dunia.palu.pegawai)
    assert client.post(URL_JP).status_code == 405


@pytest.mark.parametrize("akun", ["pegawai", "hr", "walikota", "auditor", "pengajar"])
def test_everyone_reads_the_catalogue(client, dunia, akun):
    PelatihanFactory(pemda=dunia.palu.pemda, nama="Layanan ramah")
    PelatihanFactory(pemda=dunia.salatiga.pemda, nama="Milik Salatiga")
    client.force_login(getattr(dunia.palu, akun))

    teks = client.get(URL_KATALOG).content.decode()

    assert "Layanan ramah" in teks
    assert "Milik Salatiga" not in teks


def test_catalogue_search_theme_and_coming_classes(client, dunia):
    ramah = PelatihanFactory(pemda=dunia.palu.pemda, nama="Layanan ramah", tema="Layanan")
    PelatihanFactory(pemda=dunia.palu.pemda, nama="Etika ASN", tema="Integritas")
    besok = timezone.now() + timedelta(days=1)
    buat_kelas(dunia.palu.pemda, pelatihan=ramah, angkatan=1, mulai=besok)
    buat_kelas(dunia.palu.pemda, pelatihan=ramah, angkatan=2, mulai=besok - timedelta(days=2))
    buat_kelas(dunia.palu.pemda, pelatihan=ramah, angkatan=3, mulai=besok, terbit=False)
    client.force_login(dunia.palu.pegawai)

    respons = client.get(URL_KATALOG, {"q": "RAMAH", "tema": "Layanan"})

    assert [(p, p.mendatang) for p, _ in respons.context["baris"]] == [(ramah, 1)]
    kosong = client.get(URL_KATALOG, {"q": "tidak ada"}).content.decode()
    assert "Tidak ada pelatihan yang cocok" in kosong
    asing = client.get(URL_KATALOG, {"tema": "Lain"})
    assert len(asing.context["baris"]) == 2


@pytest.mark.parametrize("jumlah", [1, 3])
def test_catalogue_query_count(client, dunia, django_assert_num_queries, jumlah):
    PelatihanFactory.create_batch(jumlah, pemda=dunia.palu.pemda)
    client.force_login(dunia.palu.pegawai)

    with django_assert_num_queries(7):
        client.get(URL_KATALOG)
