"""The question before links are mailed: to the ticked, or to all that a filter leaves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.models import Pegawai, Pengguna
from instansi.tests.factories import PegawaiFactory
from kelola.actions import pekerjaan_akun as actions
from kelola.models import Aktivasi, PekerjaanAkun
from kelola.tests.test_pekerjaan_akun import kerjakan, orang

__all__ = ["orang"]
pytestmark = pytest.mark.django_db


def kirim(client, saring="", **isi):
    alamat = f"{reverse('kelola:akun_buat')}{saring}"
    return client.post(alamat, {"cara": "SUREL", "semua": "1"} | isi)


def teks(jawaban):
    return " ".join(jawaban.content.decode().split())


def test_mail_to_all_asks_first(client, dunia, orang):
    """How many get one, for whom an account is made, who does not and why, what ends."""
    lina, mira = orang[:2]
    PegawaiFactory.create_batch(2, unit=dunia.palu.sekolah, surel="")
    Pegawai.objects.filter(pk__in=[p.pk for p in orang]).update(surel="")
    for p in (lina, mira):
        Pegawai.objects.filter(pk=p.pk).update(surel=f"p{p.pk}@uji.example")
    isi = {"cara": "SUREL", "pegawai": [lina.pk]}
    kerjakan(actions.minta_akun(**isi, oleh=dunia.palu.hr, sekarang=timezone.now()))
    Pengguna.objects.filter(pk=dunia.palu.atasan.pk).update(is_active=False)
    client.force_login(dunia.palu.hr)

    jawaban = kirim(client)

    isi = teks(jawaban)
    assert PekerjaanAkun.objects.count() == 1
    assert "Kirim tautan aktivasi ke 2 orang?" in isi
    assert "1 di antaranya belum punya akun" in isi
    assert "1 orang masih memegang tautan atau slip yang belum dipakai" in isi
    assert "tidak bisa ditarik" in isi
    assert "3 orang: belum punya surel." in isi
    assert "1 orang: akunnya nonaktif" in isi


@pytest.mark.parametrize("saring", ["", "?keadaan=tanpa_akun", "?keadaan=belum_aktif"])
def test_question_promises_what_the_job_does(client, dunia, orang, saring):
    """The same numbers, reason by reason; the link holds as long."""
    for n, p in enumerate(orang):
        Pegawai.objects.filter(pk=p.pk).update(surel=f"o{n}@uji.example" if n else "")
    Pengguna.objects.filter(pk=dunia.palu.pegawai.pk).update(password="!x", email="")
    Pengguna.objects.filter(pk=dunia.palu.atasan.pk).update(password="!x", email=None)
    Pegawai.objects.filter(pk=dunia.palu.atasan.pegawai_id).update(surel="")
    Pegawai.objects.filter(pk=dunia.palu.kepala.pegawai_id).update(status="PENSIUN")
    Pengguna.objects.filter(pk=dunia.palu.kepala.pk).update(password="!x")
    client.force_login(dunia.palu.hr)

    rencana = kirim(client, saring).context["rencana"]
    kirim(client, saring, konfirmasi="ya")

    pekerjaan = kerjakan(PekerjaanAkun.objects.get())
    assert rencana.kirim == pekerjaan.aktivasi.count() > 0
    assert rencana.akun_baru == pekerjaan.akun_baru
    assert rencana.lewat == pekerjaan.lewat
    assert abs(pekerjaan.aktivasi.first().berlaku_sampai - rencana.sampai) < timedelta(minutes=5)


def test_question_leaves_out_accounts_of_higher_roles(client, dunia, orang):
    """The officer's page promises no mail that the worker would refuse, and ends no invitation."""
    palu = dunia.palu
    Pegawai.objects.filter(pk=palu.hr.pegawai_id).update(unit=palu.dikbud)
    Pengguna.objects.filter(pk__in=[palu.hr.pk, palu.pegawai.pk]).update(password="!x")
    sekarang = timezone.now()
    Aktivasi.objects.create(
        pengguna=palu.hr,
        cara="SUREL",
        dibuat_oleh=palu.admin,
        dibuat_pada=sekarang,
        berlaku_sampai=sekarang + timedelta(days=1),
    )
    client.force_login(palu.pengelola)

    rencana = kirim(client, "?keadaan=belum_aktif").context["rencana"]

    assert (rencana.kirim, rencana.akun_baru, rencana.gugur) == (1, 0, 0)
    assert rencana.lewat == {"di luar wewenang Anda": 1}


def pilih(client, *orang, **isi):
    return client.post(
        reverse("kelola:akun_buat"), {"cara": "SUREL", "pegawai": [p.pk for p in orang]} | isi
    )


def test_mail_to_the_ticked_asks_first_and_then_goes_to_them(client, dunia, orang):
    """Who is out of scope is counted, as the worker will count."""
    for n, p in enumerate(orang[:2]):
        Pegawai.objects.filter(pk=p.pk).update(surel=f"o{n}@uji.example")
    asing = PegawaiFactory(unit=dunia.salatiga.pemda)
    client.force_login(dunia.palu.hr)

    jawaban = pilih(client, *orang[:2], asing)

    assert not PekerjaanAkun.objects.exists()
    assert "Kirim tautan aktivasi ke 2 orang?" in teks(jawaban)
    assert jawaban.context["isian"] == [
        ("cara", "SUREL"), *(("pegawai", p.pk) for p in (*orang[:2], asing)),
    ]  # fmt: skip
    pilih(client, *orang[:2], asing, konfirmasi="ya")
    pekerjaan = kerjakan(PekerjaanAkun.objects.get())
    assert jawaban.context["rencana"].kirim == pekerjaan.aktivasi.count() == 2
    assert jawaban.context["rencana"].lewat == pekerjaan.lewat == {"di luar wewenang Anda": 1}


def test_mail_to_one_ticked_person_asks_with_the_address(client, dunia, orang):
    Pegawai.objects.filter(pk=orang[0].pk).update(surel="satu@uji.example")
    client.force_login(dunia.palu.hr)

    isi = teks(pilih(client, orang[0]))

    assert not PekerjaanAkun.objects.exists()
    assert f"Kirim tautan aktivasi kepada {orang[0]}?" in isi
    assert "dikirim ke satu@uji.example." in isi


def test_nobody_to_mail_gives_no_button(client, dunia):
    PegawaiFactory(unit=dunia.palu.sekolah, surel="")
    client.force_login(dunia.palu.hr)
    saring = f"?keadaan=tanpa_surel&unit={dunia.palu.dikbud.pk}"

    jawaban = kirim(client, saring)

    assert "Tidak ada yang mendapat tautan" in teks(jawaban)
    assert 'name="konfirmasi"' not in teks(jawaban)
    assert f"?keadaan=tanpa_surel&amp;unit={dunia.palu.dikbud.pk}" in teks(jawaban)


@pytest.mark.parametrize("banyak", [1, 3])
def test_same_queries_for_the_question(client, dunia, banyak, django_assert_num_queries):
    for n in range(banyak):
        PegawaiFactory(unit=dunia.palu.sekolah, surel=f"q{n}@uji.example")
    client.force_login(dunia.palu.hr)

    with django_assert_num_queries(TANYA):
        kirim(client, "?keadaan=tanpa_akun")


TANYA = 15
