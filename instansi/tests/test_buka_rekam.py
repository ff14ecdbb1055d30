"""Who opened whose record."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from instansi.actions import catat_buka_rekam, catat_unduh_rekam
from instansi.models import BukaRekam, PelaksanaTugas, Penugasan

pytestmark = pytest.mark.django_db
PUKUL = datetime(2026, 11, 22, 3, 5, tzinfo=UTC)


def buka(kota, oleh="hr", siapa="pegawai", pada=PUKUL):
    catat_buka_rekam(
        pegawai=getattr(kota, siapa).pegawai,
        halaman="Data pegawai",
        oleh=getattr(kota, oleh),
        sekarang=pada,
    )


def test_one_row_per_person_record_and_hour(dunia, django_assert_num_queries):
    buka(dunia.palu)
    with django_assert_num_queries(1):
        buka(dunia.palu, pada=PUKUL + timedelta(minutes=54))
    assert BukaRekam.objects.count() == 1

    buka(dunia.palu, pada=PUKUL + timedelta(minutes=55))
    buka(dunia.palu, oleh="kepala")
    buka(dunia.palu, siapa="atasan")
    assert BukaRekam.objects.count() == 4


def test_ones_own_record_is_not_noted(dunia, django_assert_num_queries):
    with django_assert_num_queries(0):
        buka(dunia.palu, oleh="pegawai")


def test_opening_a_persons_page_is_noted_once_and_refusals_are_not(client, dunia):
    alamat = reverse("beranda:pegawai_detail", args=[dunia.palu.pegawai.pegawai_id])
    client.force_login(dunia.palu.kepala_dinkes)
    assert client.get(alamat).status_code == 404
    client.force_login(dunia.palu.pegawai)
    client.get(alamat)
    assert not BukaRekam.objects.exists()

    client.force_login(dunia.palu.hr)
    client.get(alamat)
    client.get(alamat)

    rekam = BukaRekam.objects.get()
    assert (rekam.pengguna, rekam.pegawai) == (dunia.palu.hr, dunia.palu.pegawai.pegawai)
    assert rekam.pemda == dunia.palu.pemda


def test_the_person_reads_who_and_in_which_role(client, dunia):
    palu = dunia.palu
    Penugasan.objects.filter(pengguna=palu.kepala).update(selesai=date(2026, 11, 21))
    for oleh in ("hr", "kepala", "atasan", "auditor"):
        buka(palu, oleh=oleh)
    buka(palu, siapa="atasan")
    client.force_login(palu.pegawai)

    jawaban = client.get(reverse("instansi:dibuka_saya"))

    assert {p.rekam.pengguna.nama: p.sebagai for p in jawaban.context["daftar"]} == {
        "Bagus": "Staf BKPSDM, Pemerintah Kota Palu",
        "Diana": "Dinas Pendidikan",
        "Gita": "Atasan langsung, SDN 1 Palu",
        "Kirana": "Auditor, Pemerintah Kota Palu",
    }
    assert "pukul 11.05 WITA" in jawaban.content.decode()


def test_a_reader_without_any_role_left_is_still_named(client, dunia):
    buka(dunia.palu, oleh="pengajar")
    Penugasan.objects.filter(pengguna=dunia.palu.pengajar).update(selesai=date(2026, 1, 1))
    client.force_login(dunia.palu.pegawai)

    teks = client.get(reverse("instansi:dibuka_saya")).content.decode()

    assert "Tanpa peran pada hari itu" in teks


def test_the_page_costs_the_same_for_one_and_three(client, dunia, django_assert_num_queries):
    client.force_login(dunia.palu.pegawai)
    buka(dunia.palu)
    catat_unduh_rekam(
        pengguna=dunia.palu.hr,
        isi="Daftar pegawai",
        pegawai=[dunia.palu.pegawai.pegawai_id],
        sekarang=timezone.now(),
    )
    for _ in range(2):
        with django_assert_num_queries(11):
            client.get(reverse("instansi:dibuka_saya"))
        buka(dunia.palu, oleh="kepala")
        buka(dunia.palu, oleh="atasan", pada=timezone.now())


SATU_ORANG = {
    "beranda:pegawai_detail": "Data pegawai",
    "instansi:pegawai_ubah": "Ubah data pegawai",
    "instansi:pegawai_pindah": "Pindahkan pegawai",
    "instansi:pegawai_atasan": "Ganti atasan",
    "instansi:pegawai_status": "Ubah status",
    "instansi:penempatan_mulai": "Betulkan tanggal mulai",
    "instansi:pelaksana_baru": "Tetapkan Plt atau Plh",
}


def test_every_address_of_one_person_is_listed_above():
    semua = {
        f"{ruang}:{pola.name}"
        for ruang in ("beranda", "instansi")
        for pola in _pola(get_resolver(), ruang)
        if str(pola.pattern).startswith("pegawai/<int:pk>/")
    }
    assert semua == set(SATU_ORANG)


def _pola(penyelesai, ruang):
    for pola in penyelesai.url_patterns:
        if isinstance(pola, URLResolver):
            if pola.namespace in (None, ruang):
                yield from _pola(pola, ruang)
        elif penyelesai.namespace == ruang:
            yield pola


@pytest.mark.parametrize("nama", SATU_ORANG)
def test_each_page_of_one_person_is_noted(client, dunia, nama):
    fajar = dunia.palu.pegawai.pegawai
    alamat = reverse(nama, args=[fajar.pk])
    client.force_login(dunia.palu.pengelola_dinkes)
    assert client.get(alamat).status_code in (403, 404)
    assert not BukaRekam.objects.exists()

    client.force_login(dunia.palu.hr)
    assert client.get(alamat).status_code == 200
    client.get(alamat)

    rekam = BukaRekam.objects.get()
    assert (rekam.pengguna, rekam.pegawai) == (dunia.palu.hr, fajar)
    assert rekam.halaman == SATU_ORANG[nama]


def test_the_page_that_ends_an_acting_post_is_noted(client, dunia):
    fajar, hari = dunia.palu.pegawai.pegawai, timezone.localdate()
    tugas = PelaksanaTugas.objects.create(
        pegawai=fajar,
        unit=fajar.unit,
        jabatan=fajar.jabatan,
        jenis="PLT",
        mulai=hari,
        selesai=hari + timedelta(days=9),
    )
    client.force_login(dunia.palu.hr)

    client.get(reverse("instansi:pelaksana_akhiri", args=[tugas.pk]))

    assert BukaRekam.objects.get().pegawai == fajar
