"""Pages of imports."""

from datetime import timedelta

import pghistory
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from instansi.models import Pegawai
from kelola.models import PekerjaanImpor
from kelola.tests.impor.alat import KOLOM, RUSAK, A, B, kerjakan, muat, unggah, urungkan

pytestmark = pytest.mark.django_db


def alamat(nama, *args):
    return reverse(f"kelola:{nama}", args=args)


def test_own_imports_only_for_an_officer(client, dunia):
    milik = unggah(dunia.palu.pengelola, B)
    lain = unggah(dunia.palu.hr, A)
    client.force_login(dunia.palu.pengelola)

    daftar = client.get(alamat("impor_daftar"))

    assert [p for p, _ in daftar.context["baris"]] == [milik]
    assert client.get(alamat("impor_detail", lain.pk)).status_code == 404
    client.force_login(dunia.palu.hr)
    assert len(client.get(alamat("impor_daftar")).context["baris"]) == 2
    client.force_login(dunia.salatiga.hr)
    assert client.get(alamat("impor_detail", milik.pk)).status_code == 404


def test_officer_may_not_load_what_belongs_to_the_whole_city(client, dunia):
    client.force_login(dunia.palu.pengelola)

    assert client.get(alamat("impor_baru") + "?jenis=mitra").status_code == 403
    assert client.get(alamat("impor_templat", "mitra")).status_code == 403
    assert client.get(alamat("impor_templat", "pegawai")).status_code == 200
    assert client.get(alamat("impor_templat", "lain")).status_code == 404


@pytest.mark.parametrize("banyak", [1, 3])
def test_same_queries_whatever_the_number_of_rows(client, dunia, banyak, django_assert_num_queries):
    for _ in range(banyak):
        pekerjaan = kerjakan(unggah(dunia.palu.hr, RUSAK, *[A, B][:banyak]))
    client.force_login(dunia.palu.hr)

    with django_assert_num_queries(DAFTAR):
        client.get(alamat("impor_daftar"))
    with django_assert_num_queries(HASIL):
        client.get(alamat("impor_detail", pekerjaan.pk))


DAFTAR, HASIL = 5, 8


def test_result_is_paged(client, dunia):
    pekerjaan = kerjakan(unggah(dunia.palu.hr, *[[f"19{n}", *RUSAK[1:]] for n in range(60)]))
    client.force_login(dunia.palu.hr)

    satu = client.get(alamat("impor_detail", pekerjaan.pk))
    dua = client.get(alamat("impor_detail", pekerjaan.pk) + "?tab=DITOLAK&hal=2")

    assert (len(satu.context["halaman"]), len(dua.context["halaman"])) == (50, 10)
    unduh = client.get(alamat("impor_unduh", pekerjaan.pk))
    assert unduh["Content-Disposition"].startswith("attachment")
    assert unduh.getvalue().startswith(b"PK")


def test_rows_are_counted_not_messages(client, dunia):
    dua_masalah = [*RUSAK[:5], "bukan alamat surel"]
    pekerjaan = kerjakan(unggah(dunia.palu.hr, dua_masalah, RUSAK, A))
    assert pekerjaan.rincian.filter(jenis="DITOLAK").count() == 3
    client.force_login(dunia.palu.hr)

    jawaban = client.get(alamat("impor_detail", pekerjaan.pk) + "?tab=DITOLAK")

    assert ("DITOLAK", "Perlu diperbaiki", 2) in jawaban.context["tab"]
    assert jawaban.context["halaman"].paginator.count == pekerjaan.ditolak == 2
    isi = " ".join(jawaban.content.decode().split())
    assert "masalah ke-2" in isi
    assert "dari 2 baris" in isi


def test_a_new_row_says_who_it_is(client, dunia):
    pekerjaan = kerjakan(unggah(dunia.palu.hr, A))
    client.force_login(dunia.palu.hr)

    isi = client.get(alamat("impor_detail", pekerjaan.pk) + "?tab=BARU").content.decode()

    assert f"NIP {A[0]}, Arsiparis, Dinas Kesehatan" in isi


def test_empty_columns_say_so_and_unnamed_ones_are_left_out(client, dunia):
    kolom = ("Nomor pokok", *KOLOM[1:], "Catatan", "")
    pekerjaan = unggah(dunia.palu.hr, [*A, None, None], kolom=kolom)
    client.force_login(dunia.palu.hr)

    jawaban = client.get(alamat("impor_kolom", pekerjaan.pk))

    assert [k["judul"] for k, _ in jawaban.context["tanya"]] == ["Nomor pokok", "Catatan"]
    assert [k["judul"] for k, _ in jawaban.context["dikenal"]] == list(KOLOM[1:])
    assert jawaban.content.decode().count(">kosong<") == 1


def test_the_remedy_of_rejected_rows_goes_with_an_undo(client, dunia):
    pekerjaan = muat(dunia.palu.hr, A, ["1", *A[1:]])
    client.force_login(dunia.palu.hr)
    halaman = alamat("impor_detail", pekerjaan.pk) + "?tab=DITOLAK"
    isi = client.get(halaman).content.decode()
    assert "Perbaiki di berkas itu" in isi
    assert "1 orang di berkas ini belum punya atasan." in " ".join(isi.split())
    urungkan(pekerjaan, dunia.palu.hr)

    assert "Perbaiki di berkas itu" not in client.get(halaman).content.decode()


def test_fewer_accounts_than_new_people_are_explained(client, dunia):
    pekerjaan = muat(dunia.palu.hr, A)
    client.force_login(dunia.palu.hr)
    for akun, ada in ((1, False), (2, True)):
        PekerjaanImpor.objects.filter(pk=pekerjaan.pk).update(baru=2, akun_baru=akun)
        isi = client.get(alamat("impor_detail", pekerjaan.pk)).content.decode()
        assert ("surelnya terisi dan belum dipakai akun lain" not in isi) is ada


def test_a_refused_undo_shows_why_instead_of_the_button(client, dunia):
    pekerjaan = muat(dunia.palu.hr, A)
    client.force_login(dunia.palu.hr)
    halaman = alamat("impor_detail", pekerjaan.pk)
    assert "Bisa diurungkan sampai" in client.get(halaman).content.decode()
    with pghistory.context():  # a later command; else the test's one transaction is one context
        Pegawai.objects.filter(nip=A[0]).update(nama="Aminah")
    urungkan(pekerjaan, dunia.palu.hr)

    isi = client.get(halaman).content.decode()

    assert "Bisa diurungkan sampai" not in isi
    assert "sudah diubah sejak impor ini" in isi
    assert "Betulkan datanya satu per satu" in isi


def test_after_seven_days_the_page_says_what_to_do_instead(client, dunia):
    pekerjaan = muat(dunia.palu.hr, A)
    lama = timezone.now() - timedelta(days=8)
    PekerjaanImpor.objects.filter(pk=pekerjaan.pk).update(diterapkan_pada=lama)
    client.force_login(dunia.palu.hr)

    isi = client.get(alamat("impor_detail", pekerjaan.pk)).content.decode()

    assert "Sudah lebih dari 7 hari" in isi
    assert "Urungkan impor" not in isi


def test_apply_asks_first_and_writes_only_after_yes(client, dunia):
    pekerjaan = kerjakan(unggah(dunia.palu.hr, A))
    client.force_login(dunia.palu.hr)

    tanya = client.post(alamat("impor_terapkan", pekerjaan.pk)).content.decode()
    assert "1 baris baru" in tanya
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "SIAP"

    client.post(alamat("impor_terapkan", pekerjaan.pk), {"konfirmasi": "ya"})
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "MENERAPKAN"


@pytest.mark.parametrize("nama", ["surat.pdf", "foto.png", "tabel.xlsx"])
def test_a_text_that_calls_itself_something_else_is_refused(client, dunia, nama):
    client.force_login(dunia.palu.hr)
    isi = {"berkas": ContentFile(b"Kepada Yth. Kepala Dinas, dengan hormat", nama)}

    jawaban = client.post(alamat("impor_baru") + "?jenis=pegawai", isi)

    assert "Ini bukan berkas Excel" in jawaban.content.decode()
    assert not PekerjaanImpor.objects.exists()
