"""Pages of imports."""

import gzip
import re
from datetime import timedelta

import pghistory
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from instansi.models import Jabatan, Pegawai
from kelola.actions import impor as aksi
from kelola.actions import kerja_impor
from kelola.models import PekerjaanImpor
from kelola.tests.impor.alat import (
    KOLOM,
    KOLOM_UNIT,
    RUSAK,
    A,
    B,
    kerjakan,
    muat,
    unggah,
    urungkan,
)

pytestmark = pytest.mark.django_db


def alamat(nama, *args):
    return reverse(f"kelola:{nama}", args=args)


def test_own_imports_only_for_an_officer(client, dunia):
    milik = unggah(dunia.palu.pengelola, B)
    lain = unggah(dunia.palu.hr, A)
    client.force_login(dunia.palu.pengelola)

    daftar = client.get(alamat("impor_daftar"))

    assert [p for p, *_ in daftar.context["baris"]] == [milik]
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


DAFTAR, HASIL = 5, 11


def test_result_is_paged(client, dunia):
    pekerjaan = kerjakan(unggah(dunia.palu.hr, *[[f"19{n}", *RUSAK[1:]] for n in range(60)]))
    client.force_login(dunia.palu.hr)

    satu = client.get(alamat("impor_detail", pekerjaan.pk))
    dua = client.get(alamat("impor_detail", pekerjaan.pk) + "?tab=DITOLAK&hal=2")

    assert (len(satu.context["halaman"]), len(dua.context["halaman"])) == (50, 10)
    unduh = client.get(alamat("impor_unduh", pekerjaan.pk))
    assert unduh["Content-Disposition"].startswith("attachment")
    assert unduh.getvalue().startswith(b"PK")


def test_two_thousand_rejected_rows_stay_a_small_page(client, dunia):
    """Later pages are 25 KB at most as they travel (DESIGN 8), and build 3 objects a row."""
    pekerjaan = kerjakan(unggah(dunia.palu.hr, *[[f"19{n}", *RUSAK[1:]] for n in range(2_000)]))
    client.force_login(dunia.palu.hr)

    for akhir in ("", "?hal=40"):
        jawaban = client.get(alamat("impor_detail", pekerjaan.pk) + akhir)
        assert (len(jawaban.context["rinci"]), pekerjaan.ditolak) == (50, 2_000)
        assert len(gzip.compress(jawaban.content)) < 25 * 1024
    PekerjaanImpor.objects.filter(pk=pekerjaan.pk).update(status="DIPERIKSA")
    assert len(gzip.compress(client.get(alamat("impor_detail", pekerjaan.pk)).content)) < 25 * 1024


def test_lines_of_a_result_are_made_and_stored_part_by_part(dunia, monkeypatch):
    """All lines of a city's file at once took 33 MB."""
    monkeypatch.setattr(kerja_impor, "SEKALI_RINCI", 2)
    dibuat, saat_simpan = [], []
    rincian, catat = kerja_impor._rincian, kerja_impor.catat_rincian

    def satu_satu(*isi):
        for satu in rincian(*isi):
            dibuat.append(satu)
            yield satu

    def simpan(**isi):
        saat_simpan.append((len(isi["rincian"]), len(dibuat)))
        catat(**isi)

    monkeypatch.setattr(kerja_impor, "_rincian", satu_satu)
    monkeypatch.setattr(kerja_impor, "catat_rincian", simpan)

    pekerjaan = kerjakan(unggah(dunia.palu.hr, *[[f"19{n}", *RUSAK[1:]] for n in range(5)]))

    assert saat_simpan == [(2, 2), (2, 4), (1, 5)]
    assert (pekerjaan.rincian.count(), pekerjaan.persen) == (5, 100)


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
    assert "2 baris perlu diperbaiki, 3 masalah" in isi


def test_a_new_row_says_who_it_is(client, dunia):
    pekerjaan = kerjakan(unggah(dunia.palu.hr, [*A, "III/b"], kolom=(*KOLOM, "Golongan")))
    client.force_login(dunia.palu.hr)

    isi = client.get(alamat("impor_detail", pekerjaan.pk) + "?tab=BARU").content.decode()

    rinci = [("NIP", A[0]), ("Jabatan", A[2]), ("Unit kerja", A[4]), ("Golongan", "III/b")]
    for kolom, teks in rinci:
        assert f'<li><span class="pa-redup">{kolom}</span> {teks}</li>' in isi
    assert "pa-lipat-ponsel" in isi


def test_new_units_and_positions_show_their_columns(dunia):
    unit = unggah(
        dunia.palu.hr,
        ["bid-x", "Bidang X", "Unit", "dinas-kesehatan"],
        kolom=KOLOM_UNIT,
        jenis="unit",
    )
    jabatan = unggah(
        dunia.palu.hr, ["Arsiparis", "Fungsional"], kolom=("Nama", "Jenis"), jenis="jabatan"
    )

    assert [r.isi["kolom"] for r in kerjakan(unit).rincian.all()] == [
        [["Kode", "bid-x"], ["Jenis", "Unit"], ["Induk", "Dinas Kesehatan"]]
    ]
    assert [r.isi["kolom"] for r in kerjakan(jabatan).rincian.all()] == [[["Jenis", "Fungsional"]]]


def test_an_undone_import_does_not_speak_as_if_it_stood(client, dunia):
    pekerjaan = muat(dunia.palu.hr, A, B)
    client.force_login(dunia.palu.hr)
    halaman = alamat("impor_detail", pekerjaan.pk)
    assert "Baru" in client.get(halaman).content.decode()
    urungkan(pekerjaan, dunia.palu.hr)

    jawaban = client.get(halaman)

    isi = " ".join(jawaban.content.decode().split())
    assert "Diurungkan: 2 baris baru dihapus lagi" in isi
    assert "rincian di bawah hanya catatannya" in isi
    assert jawaban.context["tab"][0] == ("BARU", "Dihapus lagi", 2)
    assert "> Baru<" not in isi
    daftar = client.get(alamat("impor_daftar")).content.decode()
    assert "2 baris baru dihapus lagi" in daftar
    assert "2 baru" not in daftar


def test_a_cancelled_import_says_that_nothing_changed(client, dunia):
    pekerjaan = kerjakan(unggah(dunia.palu.hr, A))
    aksi.batalkan_impor(pekerjaan=pekerjaan, oleh=dunia.palu.hr, sekarang=timezone.now())
    client.force_login(dunia.palu.hr)

    isi = client.get(alamat("impor_detail", pekerjaan.pk)).content.decode()

    assert "Impor ini dibatalkan, tidak ada data yang berubah" in isi
    assert "hanya hasil pemeriksaan" in isi
    assert "Tidak ada data yang berubah" in client.get(alamat("impor_daftar")).content.decode()


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
    assert "1 orang di berkas ini belum punya atasan" in " ".join(isi.split())
    urungkan(pekerjaan, dunia.palu.hr)

    assert "Perbaiki di berkas itu" not in client.get(halaman).content.decode()


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


def test_an_undo_that_would_be_refused_is_not_asked_about(client, dunia):
    pekerjaan = muat(dunia.palu.hr, A)
    client.force_login(dunia.palu.hr)
    urung = alamat("impor_urungkan", pekerjaan.pk)
    assert "Urungkan seluruh impor" in client.post(urung).content.decode()
    with pghistory.context():  # a later command; else the test's one transaction is one context
        Pegawai.objects.filter(nip=A[0]).update(nama="Aminah")

    isi = client.post(urung, follow=True).content.decode()

    assert "Impor ini tidak diurungkan" in isi
    assert "1 data pegawai sudah diubah sejak impor ini (Aminah). Tidak ada yang" in isi
    assert "Urungkan seluruh impor" not in isi
    assert "Bisa diurungkan sampai" not in isi
    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.urung_terhalang) == ("DITERAPKAN", True)


def test_an_officer_is_told_who_of_the_own_unit_was_changed(client, dunia):
    """Not who was moved out of it since."""
    hana = dunia.palu.pengelola_dinkes
    Jabatan.objects.create(pemda=dunia.palu.pemda, nama=A[2], jenis="JF")
    pekerjaan = muat(hana, A)
    client.force_login(hana)
    with pghistory.context():
        Pegawai.objects.filter(nip=A[0]).update(nama="Aminah")

    def alasan():
        isi = client.post(alamat("impor_urungkan", pekerjaan.pk), follow=True).content.decode()
        return isi.split("sudah diubah sejak impor ini")[1].split("Tidak ada")[0]

    assert alasan() == " (Aminah). "
    Pegawai.objects.filter(nip=A[0]).update(unit=dunia.palu.dikbud)
    PekerjaanImpor.objects.update(alasan="")
    assert alasan() == ". "


def test_the_list_says_of_a_refused_undo_that_it_is_blocked(client, dunia):
    pekerjaan = muat(dunia.palu.hr, A)
    client.force_login(dunia.palu.hr)
    assert "terhalang" not in client.get(alamat("impor_daftar")).content.decode()
    with pghistory.context():
        Pegawai.objects.filter(nip=A[0]).update(nama="Aminah")
    urungkan(pekerjaan, dunia.palu.hr)

    isi = client.get(alamat("impor_daftar")).content.decode()

    assert "terhalang" in isi


def test_rows_about_people_lead_to_them_and_rejected_ones_have_a_name(client, dunia):
    muat(dunia.palu.hr, A)
    orang = Pegawai.objects.get(nip=A[0])
    ubah = [*A[:4], "Dinas Pendidikan", A[5]]
    pekerjaan = kerjakan(unggah(dunia.palu.hr, ubah, B, RUSAK))
    client.force_login(dunia.palu.hr)

    def tab(kode):
        jawaban = client.get(alamat("impor_detail", pekerjaan.pk), {"tab": kode})
        return " ".join(jawaban.content.decode().split())

    def tautan(orang):
        alamat_orang = reverse("beranda:pegawai_detail", args=[orang.pk])
        return re.compile(f'<a href="{alamat_orang}[^"]*" ?>{orang.nama}</a>')

    assert tautan(orang).search(tab("BERUBAH"))
    assert "Budi Hartono" in tab("BARU")
    assert "Budi Hartono</a>" not in tab("BARU")
    assert ">Rusak<" in tab("DITOLAK")
    aksi.minta_terapkan(pekerjaan=pekerjaan, oleh=dunia.palu.hr, sekarang=timezone.now())
    kerjakan(pekerjaan)
    assert tautan(Pegawai.objects.get(nip=B[0])).search(tab("BARU"))


@pytest.mark.parametrize(
    ("baris", "kata"), [((A,), "Tidak ada yang berbeda"), ((A, RUSAK), "Perlu diperbaiki")]
)
def test_a_check_with_nothing_to_apply_is_not_called_ready(client, dunia, baris, kata):
    muat(dunia.palu.hr, A)
    pekerjaan = kerjakan(unggah(dunia.palu.hr, *baris))

    assert (pekerjaan.status, pekerjaan.keadaan) == ("SIAP", kata)


def test_an_applied_import_says_what_comes_next(client, dunia):
    pekerjaan = muat(dunia.palu.hr, A)
    client.force_login(dunia.palu.hr)

    isi = " ".join(client.get(alamat("impor_detail", pekerjaan.pk)).content.decode().split())

    assert "1 akun dibuat" in isi
    assert "Undang pemilik akun baru" in isi
    assert reverse("beranda:pegawai_daftar") in isi
    assert "1 orang baru tanpa TMT jabatan" in isi


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


def test_a_change_of_superior_names_those_who_may_be_opened(client, dunia):
    palu, kolom = dunia.palu, (*KOLOM, "NIP atasan")
    hana, indra, fajar = (
        getattr(palu, nama).pegawai for nama in ("pengelola_dinkes", "pegawai_dinkes", "pegawai")
    )
    muat(palu.hr, [*A, indra.nip], kolom=kolom)
    client.force_login(palu.pengelola_dinkes)
    beda = []
    for atasan in (hana, fajar):  # Fajar is of another agency
        pekerjaan = kerjakan(unggah(palu.pengelola_dinkes, [*A, atasan.nip], kolom=kolom))
        jawaban = client.get(alamat("impor_detail", pekerjaan.pk), {"tab": "BERUBAH"})
        beda += jawaban.context["rinci"][0][0].isi["beda"]

    lama = f"{indra.nip} (Indra)"
    assert beda == [
        ["NIP atasan", lama, f"{hana.nip} (Hana)"],
        ["NIP atasan", lama, fajar.nip],
    ]
