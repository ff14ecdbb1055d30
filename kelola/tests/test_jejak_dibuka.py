"""Who opened whose record, and which files hold it."""

from datetime import timedelta

import pghistory
import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.actions import catat_unduh_rekam
from instansi.models import BukaRekam, Pegawai
from kelola.tests.test_jejak import DAFTAR, buka, teks
from laporan.models import PekerjaanLaporan

pytestmark = pytest.mark.django_db


def test_who_opened_whose_record(auditor, dunia):
    buka(dunia.palu)
    buka(dunia.palu, oleh="kepala", siapa="atasan")
    buka(dunia.salatiga)

    semua = auditor.get(reverse("kelola:jejak_dibuka")).context["daftar"]
    assert {(p.rekam.pengguna.nama, p.sebagai) for p in semua} == {
        ("Bagus", "Staf BKPSDM, Pemerintah Kota Palu"),
        ("Diana", "Kepala, Dinas Pendidikan"),
    }
    for kueri in (
        {"pembaca": dunia.palu.hr.pk},
        {"pegawai": dunia.palu.pegawai.pegawai_id},
    ):
        (satu,) = auditor.get(reverse("kelola:jejak_dibuka"), kueri).context["daftar"]
        assert satu.rekam.pengguna == dunia.palu.hr
    asing = {"pegawai": dunia.salatiga.pegawai.pegawai_id}
    assert auditor.get(reverse("kelola:jejak_dibuka"), asing).context["daftar"] == []


def test_an_opening_stays_told_after_the_person_is_gone(auditor, dunia):
    pergi = dunia.palu.pegawai.pegawai
    buka(dunia.palu)
    buka(dunia.palu, siapa="atasan")
    with pghistory.context(aksi="muat_pegawai", pelaku=dunia.palu.hr.pk):
        lama = Pegawai.objects.create(
            **{f.attname: getattr(pergi, f.attname) for f in Pegawai._meta.fields}
            | {"id": 987_654, "nip": "199901012024011099", "nama": "Rina Baru", "surel": ""}
        )
    lama.delete()
    BukaRekam.objects.filter(pegawai=pergi).update(pegawai=987_654)

    jawaban = auditor.get(reverse("kelola:jejak_dibuka"))

    isi = jawaban.content.decode()
    assert len(jawaban.context["daftar"]) == 2
    assert "Orang yang telah dihapus" in isi
    assert "Staf BKPSDM, Pemerintah Kota Palu" in isi
    alamat = reverse("kelola:jejak_benda", args=["pegawai", 987_654])
    assert alamat in isi
    riwayat = auditor.get(alamat).content.decode()
    assert "Rina Baru" in riwayat
    assert "Data ini sudah dihapus" in riwayat
    assert reverse("beranda:pegawai_detail", args=[987_654]) not in riwayat


def test_openings_are_paged_by_key(auditor, dunia):
    kini = timezone.now()
    for jam in range(30):
        buka(dunia.palu, pada=kini - timedelta(hours=jam))

    satu = auditor.get(reverse("kelola:jejak_dibuka"))
    dua = auditor.get(reverse("kelola:jejak_dibuka"), {"sebelum": satu.context["lanjut"]})

    dilihat = [p.rekam.pk for j in (satu, dua) for p in j.context["daftar"]]
    assert dilihat == list(BukaRekam.objects.order_by("-pada").values_list("pk", flat=True))
    assert dua.context["lanjut"] is None


def test_openings_are_narrowed_to_a_person_found_by_name(auditor, dunia):
    palu = dunia.palu
    buka(palu)
    buka(palu, oleh="kepala", siapa="atasan")
    alamat = reverse("kelola:jejak_cari")

    jawaban = auditor.post(
        f"{alamat}?ke=jejak_dibuka&dari=2026-01-01&sebelum=9", {"q": "Fajr"}, follow=True
    )

    tujuan = reverse("kelola:jejak_dibuka")
    assert jawaban.redirect_chain == [(f"{tujuan}?dari=2026-01-01&cari=1", 302)]
    (orang,) = jawaban.context["orang"]  # mistyped, and found
    assert f"{tujuan}?pegawai={orang.pegawai}" in jawaban.content.decode()
    halaman = auditor.get(tujuan, {"pegawai": orang.pegawai, "pembaca": palu.hr.pk})
    assert halaman.context["dipilih"] == {"akun": "Bagus", "pegawai": "Fajar"}
    assert [p.rekam.pengguna for p in halaman.context["daftar"]] == [palu.hr]
    lain = auditor.get(tujuan, {"pembaca": dunia.salatiga.hr.pk})
    assert lain.context["dipilih"] == {"akun": "orang lain"}
    asing = auditor.post(f"{alamat}?ke=//jahat.id", {"q": "x"})
    assert asing.url == f"{reverse(DAFTAR)}?cari=2"


def test_files_with_many_records_are_told_beside_the_openings(auditor, dunia):
    palu = dunia.palu
    orang = [palu.pegawai.pegawai_id, palu.atasan.pegawai_id]
    for oleh, siapa in ((palu.hr, orang), (palu.kepala, orang[1:]), (dunia.salatiga.hr, orang)):
        catat_unduh_rekam(
            pengguna=oleh, isi="Daftar pegawai", pegawai=siapa, sekarang=timezone.now()
        )
    alamat = reverse("kelola:jejak_diunduh")

    def pengunduh(**kueri):
        return [(p.nama, p.rekam.banyak) for p in auditor.get(alamat, kueri).context["daftar"]]

    assert pengunduh() == [("Diana", 1), ("Bagus", 2)]
    assert pengunduh(pegawai=orang[0]) == [("Bagus", 2)]
    assert pengunduh(pembaca=palu.kepala.pk) == [("Diana", 1)]
    assert pengunduh(sampai="2026-01-01") == []
    dibuka = auditor.get(reverse("kelola:jejak_dibuka"), {"pegawai": orang[0]})
    assert f"{alamat}?pegawai={orang[0]}" in dibuka.content.decode()
    assert "1 berkas yang diunduh" in dibuka.content.decode()


def test_a_person_sees_which_files_hold_the_own_record(client, dunia):
    palu = dunia.palu
    milik = [palu.pegawai.pegawai_id]
    for oleh, siapa in ((palu.hr, milik), (palu.pegawai, milik), (palu.kepala, [9])):
        catat_unduh_rekam(
            pengguna=oleh, isi="Daftar pegawai", pegawai=siapa, sekarang=timezone.now()
        )
    client.force_login(palu.pegawai)

    unduhan = client.get(reverse("instansi:dibuka_saya")).context["unduhan"]

    assert [p.nama for p in unduhan] == ["Bagus"]


def test_the_download_of_openings_is_a_job_with_their_filters(auditor, dunia):
    auditor.post(f"{reverse('kelola:jejak_dibuka_ekspor')}?pembaca=7&sampai=2026-11-22&dari=")

    kerja = PekerjaanLaporan.objects.get()
    assert (kerja.jenis, kerja.peminta) == ("DIBUKA", dunia.palu.auditor)
    harap = {"pembaca": 7, "pegawai": None, "dari": None, "sampai": "2026-11-22"}
    assert kerja.parameter == harap


def test_the_page_of_openings_says_what_counts_as_opening(auditor):
    isi = " ".join(teks(auditor, "kelola:jejak_dibuka").split())

    assert "Yang dihitung membuka: halaman data satu pegawai" in isi
    assert "daftar atau hasil pencarian tidak dihitung" in isi
