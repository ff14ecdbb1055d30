"""Deputies of a role on its pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from instansi.models import Pegawai, Pengguna, Penugasan
from instansi.tests.factories import MULAI, PegawaiFactory, buat_akun
from kelola.tests.test_views_peran import admin, alamat, form_beri, isi, izin, nama_baris

__all__ = ["admin"]
pytestmark = pytest.mark.django_db


def test_peran_beri_deputy_of_another_city_is_unknown(admin, dunia):
    nip = "196512311990032007"  # like nobody's here
    Pengguna.objects.filter(pk=dunia.salatiga.hr.pk).update(username=nip)
    Pegawai.objects.filter(pengguna=dunia.salatiga.hr).update(nip=nip)
    isian = form_beri(dunia, konfirmasi="ya", deputi=nip)

    jawaban = admin.post(f"{alamat('peran_beri')}?akun={dunia.palu.pegawai.pk}", isian)

    assert "Tidak ada akun aktif" in isi(jawaban)


def test_peran_ubah_names_a_deputy(admin, dunia):
    tugas = dunia.palu.kepala.penugasan.get()

    url = alamat("peran_ubah", tugas.pk)
    isian = {"deputi": dunia.palu.pengelola.username, "alasan": "SK 2"}

    tinjau = admin.post(url, isian)
    teks = isi(tinjau)
    assert tinjau.status_code == 200
    assert tinjau.context["beda"] == [
        ("Deputi", "tidak ada", "Citra"),
        ("Alasan", "kosong", "SK 2"),
    ]
    assert "Diana dan deputinya diberi tahu." in teks
    tugas.refresh_from_db()
    assert tugas.deputi is None

    admin.post(url, isian | {"konfirmasi": "ya"})

    tugas.refresh_from_db()
    assert (tugas.deputi, tugas.alasan) == (dunia.palu.pengelola, "SK 2")
    assert "Deputi: Citra" in isi(admin.get(alamat("peran_daftar")))


def test_peran_ubah_shows_who_gains_and_who_loses_before_it_writes(admin, dunia):
    palu, hari = dunia.palu, timezone.localdate()
    tugas = palu.kepala.penugasan.get()
    tugas.deputi = palu.atasan
    tugas.save()
    titip = Penugasan.objects.create(
        pengguna=palu.pegawai, peran="KEPALA", instansi=palu.dikbud, mulai=hari,
        selesai=hari + timedelta(days=20), delegasi_dari=tugas,
    )  # fmt: skip
    isian = {"deputi": "Hana", "selesai": f"{hari + timedelta(days=9)}", "alasan": "SK 2"}

    jawaban = admin.post(alamat("peran_ubah", tugas.pk), isian)

    assert [b[0] for b in jawaban.context["beda"]] == ["Hari terakhir", "Deputi", "Alasan"]
    baru, didapat = jawaban.context["didapat"]
    lama, hilang = jawaban.context["hilang"]
    assert (baru, lama) == (palu.pengelola_dinkes, palu.atasan)
    # Hana manages another agency: there her rights do not reach this one.
    assert izin(didapat) == izin(hilang)
    assert "Melihat dasbor capaian unit" in izin(didapat)
    assert "Mendelegasikan peran sendiri selama tidak bertugas" not in izin(didapat)
    assert "Mengatur kata sandi, dua langkah, dan perangkat akun sendiri" not in izin(didapat)
    assert jawaban.context["dipersingkat"] == [titip]
    assert "Fajar di Dinas Pendidikan (semula sampai" in isi(jawaban)
    tugas.refresh_from_db()
    assert (tugas.deputi, tugas.selesai) == (palu.atasan, None)


def test_a_deputy_gains_only_what_other_roles_there_do_not_allow(admin, dunia):
    tugas = dunia.palu.kepala.penugasan.get()

    citra = admin.post(alamat("peran_ubah", tugas.pk), {"deputi": "Citra", "alasan": "SK 2"})

    # Citra manages the same agency.
    assert "Melihat dasbor capaian unit" not in izin(citra.context["didapat"][1])


@pytest.mark.parametrize(
    ("kata", "pesan"),
    [
        ("gta", "Tidak ada yang persis; ada yang mirip."),
        ("Pegawai", "Ada 2 yang cocok."),
        ("Tanpa Akun", "Tanpa Akun Satu: belum punya akun."),
        ("Zzzzz", "Tidak ada akun aktif dengan nama atau NIP itu."),
    ],
)
def test_a_deputy_is_found_by_name_and_typos_are_asked_about(admin, dunia, kata, pesan):
    PegawaiFactory(unit=dunia.palu.dikbud, nama="Tanpa Akun Satu")
    for nama in ("Pegawai Satu", "Pegawai Dua"):
        buat_akun(dunia.palu.dikbud, nama)
    url = alamat("peran_ubah", dunia.palu.kepala.penugasan.get().pk)

    jawaban = admin.post(url, {"deputi": kata, "alasan": "SK 2", "konfirmasi": "ya"})

    assert jawaban.status_code == 422
    assert pesan in isi(jawaban)
    assert dunia.palu.kepala.penugasan.get().deputi is None


def test_the_deputy_is_the_one_ticked(admin, dunia):
    dua = [buat_akun(dunia.palu.dikbud, nama) for nama in ("Pegawai Satu", "Pegawai Dua")]
    tugas = dunia.palu.kepala.penugasan.get()
    isian = {"deputi": "pegawai", "deputi_pilih": dua[1].pk, "alasan": "SK", "konfirmasi": "ya"}

    admin.post(alamat("peran_ubah", tugas.pk), isian)
    tugas.refresh_from_db()
    assert tugas.deputi == dua[1]

    # A tick of an earlier search does not stand for another name.
    admin.post(alamat("peran_ubah", tugas.pk), isian | {"deputi": "gita"})
    tugas.refresh_from_db()
    assert tugas.deputi == dunia.palu.atasan


def test_peran_beri_names_the_deputy_before_and_after(admin, dunia):
    url = f"{alamat('peran_beri')}?akun={dunia.palu.pegawai.pk}"
    isian = form_beri(dunia, deputi=dunia.palu.atasan.username)

    tinjau = isi(admin.post(url, isian))
    jadi = isi(admin.post(url, isian | {"konfirmasi": "ya"}, follow=True))

    hak = "mendapat hak yang sama selama peran ini berlaku"
    assert f"Deputi: <b>Gita</b>, {dunia.palu.atasan.pegawai.unit}, {hak}" in tinjau
    di = "Pengelola OPD di Dinas Kesehatan"
    assert f"Fajar kini {di} dengan deputi Gita. Fajar dan Gita diberi tahu." in jadi


@pytest.mark.parametrize("berlaku", [True, False])
def test_peran_orang_and_the_search_show_a_deputy_while_the_role_lasts(admin, dunia, berlaku):
    tugas = dunia.palu.hr.penugasan.get()
    tugas.deputi, tugas.selesai = dunia.palu.atasan, None if berlaku else MULAI
    tugas.save()

    orang = isi(admin.get(alamat("peran_orang", dunia.palu.atasan.pk)))
    daftar = admin.post(alamat("peran_daftar"), {"q": "gita"}, follow=True)

    wakil = f"Deputi dari {dunia.palu.hr}: Staf BKPSDM, Pemerintah Kota Palu"
    assert (wakil in orang) is berlaku
    assert nama_baris(daftar) == ([dunia.palu.hr.nama] if berlaku else [])
