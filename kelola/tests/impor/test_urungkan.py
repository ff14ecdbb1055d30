"""Undo: it leaves nothing behind, or says why not."""

from datetime import timedelta

import pghistory
import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.actions.unit import pindah_unit
from instansi.models import BukaRekam, Instansi, Pegawai, Pengguna
from instansi.tests.factories import PegawaiFactory
from kelola.actions import impor as aksi
from kelola.actions.pemuat import ImporTidakBisa
from kelola.tests.impor.alat import (
    KOLOM_UNIT,
    A,
    B,
    muat,
    sidik,
    urungkan,
)
from pembinaan.models import CatatanJP
from pembinaan.rules.impor import KOLOM_RIWAYAT

pytestmark = pytest.mark.django_db


def test_undo_leaves_everything_as_before(dunia):
    hr = dunia.palu.hr
    muat(hr, A)
    semula = sidik()
    ubah = [*A[:4], "Dinas Pendidikan", A[5]]

    pekerjaan = muat(hr, ubah, B, nama="kedua.xlsx")
    assert (pekerjaan.baru, pekerjaan.berubah) == (1, 1)
    assert sidik() != semula

    urungkan(pekerjaan, hr)

    assert pekerjaan.status == "DIURUNGKAN"
    assert sidik() == semula
    with pytest.raises(ImporTidakBisa, match="sudah diurungkan"):
        aksi.minta_urungkan(pekerjaan=pekerjaan, oleh=hr, sekarang=timezone.now())


def test_undo_of_new_people_removes_their_unused_accounts(dunia):
    hr = dunia.palu.hr
    semula = sidik()
    pekerjaan = muat(hr, A)
    assert Pengguna.objects.filter(username=A[0]).exists()

    assert urungkan(pekerjaan, hr).status == "DIURUNGKAN"

    assert sidik() == semula


def test_undo_of_new_units_leaves_a_sound_tree(client, dunia):
    baris = (
        ["damkar", "Dinas Damkar", "Perangkat daerah", "palu"],
        ["pos", "Pos Damkar Barat", "Unit", "damkar"],
    )
    semula = list(Instansi.objects.order_by("path").values())
    kerja = muat(dunia.palu.hr, *baris, kolom=KOLOM_UNIT, jenis="unit")
    assert kerja.baru == 2

    urungkan(kerja, dunia.palu.hr)

    assert kerja.status == "DIURUNGKAN", kerja.alasan
    assert list(Instansi.objects.order_by("path").values()) == semula
    assert all(not daftar for daftar in Instansi.objects.find_problems())
    client.force_login(dunia.palu.hr)
    assert (
        client.get(reverse("beranda:instansi_detail", args=[dunia.palu.pemda.pk])).status_code
        == 200
    )


def test_undo_of_units_is_refused_once_something_hangs_there(dunia):
    baris = ["damkar", "Dinas Damkar", "Perangkat daerah", "palu"]
    kerja = muat(dunia.palu.hr, baris, kolom=KOLOM_UNIT, jenis="unit")
    pindah_unit(
        unit=dunia.palu.sekolah,
        tujuan=Instansi.objects.get(kode="damkar"),
        dasar="",
        oleh=dunia.palu.hr,
        sekarang=timezone.now(),
    )

    urungkan(kerja, dunia.palu.hr)

    assert (kerja.status, Instansi.objects.filter(kode="damkar").count()) == ("DITERAPKAN", 1)
    assert "1 perubahan unit" in kerja.alasan


def test_undo_of_moved_units_says_how(dunia):
    baris = ["sdn-1-palu", "SDN 1 Palu", "Sekolah", "dinas-kesehatan"]
    kerja = muat(dunia.palu.hr, baris, kolom=KOLOM_UNIT, jenis="unit")
    assert kerja.berubah == 1, kerja.alasan

    urungkan(kerja, dunia.palu.hr)

    assert kerja.status == "DITERAPKAN"
    assert "memindahkan 1 unit" in kerja.alasan


def test_undo_although_somebody_looked_at_a_new_record(client, dunia):
    kerja = muat(dunia.palu.hr, A)
    client.force_login(dunia.palu.hr)
    baru = Pegawai.objects.get(nip=A[0])
    client.get(reverse("beranda:pegawai_detail", args=[baru.pk]))
    assert BukaRekam.objects.filter(pegawai=baru.pk).count() == 1

    urungkan(kerja, dunia.palu.hr)

    assert kerja.status == "DIURUNGKAN", kerja.alasan
    assert BukaRekam.objects.filter(pegawai_id=baru.pk).count() == 1


def test_undo_is_refused_after_seven_days(dunia):
    hr = dunia.palu.hr
    pekerjaan = muat(hr, A)

    with pytest.raises(ImporTidakBisa, match="7 hari"):
        aksi.minta_urungkan(
            pekerjaan=pekerjaan, oleh=hr, sekarang=timezone.now() + timedelta(days=7, seconds=5)
        )


def test_undo_is_refused_when_a_row_changed_since(dunia):
    hr = dunia.palu.hr
    pekerjaan = muat(hr, A)
    with pghistory.context():  # a later command; else the test's one transaction is one context
        Pegawai.objects.filter(nip=A[0]).update(golongan="III/c")
    semula = sidik()

    urungkan(pekerjaan, hr)

    assert pekerjaan.status == "DITERAPKAN"
    assert "Sitti Aminah" in pekerjaan.alasan
    assert sidik() == semula


def test_undo_is_refused_when_something_depends_on_it(dunia):
    hr = dunia.palu.hr
    pekerjaan = muat(hr, A)
    atasan = Pegawai.objects.get(nip=A[0])
    with pghistory.context():
        PegawaiFactory(unit=dunia.palu.dinkes, atasan=atasan)
    semula = sidik()

    urungkan(pekerjaan, hr)

    assert pekerjaan.status == "DITERAPKAN"
    assert "sudah dipakai: 1 pegawai" in pekerjaan.alasan
    assert sidik() == semula


def test_undo_is_refused_when_an_account_was_opened(dunia):
    hr = dunia.palu.hr
    pekerjaan = muat(hr, A)
    with pghistory.context():
        Pengguna.objects.filter(username=A[0]).update(last_login=timezone.now())

    urungkan(pekerjaan, hr)

    assert "1 akun yang sudah dibuka pemiliknya" in pekerjaan.alasan
    assert Pegawai.objects.filter(nip=A[0]).exists()


def test_undo_of_training_history_reverses_the_ledger(dunia):
    hr = dunia.palu.hr
    nip = dunia.palu.pegawai.pegawai.nip
    kolom = ("pnsOrangId", "namaKursus", "jumlahJam", "tanggalSelesaiKursus")
    baris = [nip, "Dasar pelayanan", "8", "10-03-2026"]
    wajib = {k.nama: k.contoh for k in KOLOM_RIWAYAT if k.wajib and k.nama not in kolom}
    pekerjaan = muat(
        hr, [*baris, *wajib.values()], kolom=(*kolom, *wajib), jenis="riwayat", nama="r.xlsx"
    )
    assert pekerjaan.status == "DITERAPKAN", pekerjaan.alasan
    assert sum(CatatanJP.objects.values_list("jp", flat=True)) == 8

    assert urungkan(pekerjaan, hr).status == "DIURUNGKAN", pekerjaan.alasan
    assert sorted(CatatanJP.objects.values_list("jp", flat=True)) == [-8, 8]

    muat(hr, [*baris, *wajib.values()], kolom=(*kolom, *wajib), jenis="riwayat", nama="r.xlsx")
    assert sum(CatatanJP.objects.values_list("jp", flat=True)) == 8
