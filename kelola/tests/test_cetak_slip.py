"""The question before slips with secrets are printed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.tests.factories import PegawaiFactory
from kelola.actions import pekerjaan_akun as actions
from kelola.models import PekerjaanAkun
from kelola.tests.test_pekerjaan_akun import kerjakan, orang

__all__ = ["orang"]
pytestmark = pytest.mark.django_db


def cetak_dulu(dunia, orang):
    """Slips printed before."""
    isi = {"cara": "SLIP", "pegawai": [p.pk for p in orang]}
    kerjakan(actions.minta_akun(**isi, oleh=dunia.palu.hr, sekarang=timezone.now()))


def cetak(client, orang, **isi):
    isi = {"cara": "SLIP", "pegawai": [p.pk for p in orang]} | isi
    return client.post(reverse("kelola:akun_buat"), isi)


def test_slips_are_printed_only_after_a_question(client, dunia, orang):
    """How many, what each holds, for whom, until when, what becomes of the older ones."""
    cetak_dulu(dunia, orang[:1])
    client.force_login(dunia.palu.hr)

    jawaban = cetak(client, [*orang, dunia.palu.pegawai.pegawai])

    isi = " ".join(jawaban.content.decode().split())
    assert PekerjaanAkun.objects.count() == 1
    assert "Cetak 3 slip aktivasi?" in isi
    assert "kode rahasia sekali pakai" in isi
    assert isi.index("Lina, SDN 1 Palu") < isi.index("Mira, SDN 1 Palu") < isi.index("Nur, ")
    assert "Fajar: akunnya sudah aktif" in isi
    assert "1 orang masih memegang slip atau tautan yang belum dipakai" in isi
    sampai = jawaban.context["akibat"].sampai
    cetak(client, orang, konfirmasi="ya")
    pekerjaan = kerjakan(PekerjaanAkun.objects.latest("pk"))
    assert pekerjaan.aktivasi.count() == 3
    assert abs(pekerjaan.aktivasi.first().berlaku_sampai - sampai) < timedelta(minutes=5)


def test_question_names_twenty_and_counts_the_others(client, dunia):
    banyak = [PegawaiFactory(unit=dunia.palu.sekolah) for _ in range(23)]
    client.force_login(dunia.palu.hr)

    jawaban = cetak(client, banyak)

    assert len(jawaban.context["orang"]) == 20
    assert "Dan 3 orang lain." in jawaban.content.decode()


def test_question_leaves_out_accounts_of_higher_roles(client, dunia):
    """The officer's page promises no slip that the worker would refuse."""
    hr = dunia.palu.hr
    hr.pegawai.unit = dunia.palu.dikbud
    hr.pegawai.save()
    hr.set_unusable_password()
    hr.save()
    client.force_login(dunia.palu.pengelola)

    jawaban = cetak(client, [hr.pegawai])

    assert jawaban.context["banyak"] == 0
    assert "di luar wewenang Anda" in jawaban.content.decode()


@pytest.mark.parametrize("banyak", [1, 3])
def test_same_queries_for_the_question(client, dunia, banyak, django_assert_num_queries):
    orang = [PegawaiFactory(unit=dunia.palu.sekolah) for _ in range(banyak)]
    cetak_dulu(dunia, orang)
    client.force_login(dunia.palu.hr)

    with django_assert_num_queries(TANYA):
        cetak(client, orang)


TANYA = 11


def test_one_slip_asks_too(client, dunia):
    client.force_login(dunia.palu.hr)
    alamat = reverse("kelola:akun_slip", args=[dunia.palu.pegawai.pk])

    for jawaban in (client.get(alamat), client.post(alamat)):
        assert "Cetak 1 slip aktivasi?" in jawaban.content.decode()
    assert not PekerjaanAkun.objects.exists()
    client.post(alamat, {"konfirmasi": "ya"})
    assert PekerjaanAkun.objects.get().sasaran == {"akun": [dunia.palu.pegawai.pk]}
