"""A role ended at once, or before it had a day: what its page and the trail say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from instansi.models import Penugasan
from instansi.tests.factories import MULAI
from kelola.tests.test_views_peran import alamat, form_beri, isi
from laporan.queries.jejak import Saring, daftar_aksi
from lib.tanggal import tanggal_panjang

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, dunia):
    client.force_login(dunia.palu.admin)
    return client


def test_a_role_ended_at_once_says_the_day_it_ended(admin, dunia):
    tugas = dunia.palu.pengelola.penugasan.get()
    lain = Penugasan.objects.create(
        pengguna=dunia.palu.pengelola, peran="MENTOR", instansi=dunia.palu.dikbud,
        mulai=MULAI, selesai=timezone.localdate() - timedelta(days=3),
    )  # fmt: skip

    admin.post(alamat("peran_akhiri", tugas.pk), {"alasan": "Mutasi"})
    teks = isi(admin.get(alamat("peran_orang", dunia.palu.pengelola.pk)))

    hari = timezone.localdate()
    assert tanggal_panjang(hari - timedelta(days=1)) in teks
    assert f"Dihentikan {tanggal_panjang(hari)}" in teks
    assert f"Dihentikan {tanggal_panjang(lain.selesai)}" not in teks
    assert tanggal_panjang(lain.selesai) in teks


@pytest.mark.parametrize(("geser", "kapan"), [(0, "pada hari pertamanya"), (5, "sebelum mulai")])
def test_a_role_ended_before_it_had_a_day_stays_with_its_reason(admin, dunia, geser, kapan):
    """Its row is gone; the page of the person tells it from the history, in scope only."""
    hari, orang = timezone.localdate(), dunia.palu.pengelola
    tugas = Penugasan.objects.create(
        pengguna=orang, peran="MENTOR", instansi=dunia.palu.dikbud,
        mulai=hari + timedelta(days=geser),
    )  # fmt: skip

    admin.post(alamat("peran_akhiri", tugas.pk), {"alasan": "Salah orang"})
    teks = isi(admin.get(alamat("peran_orang", orang.pk)))

    assert not Penugasan.objects.filter(pk=tugas.pk).exists()
    assert f"Dihentikan {tanggal_panjang(hari)}, {kapan}. Alasan: Salah orang" in teks
    assert alamat("peran_ubah", tugas.pk) not in teks
    Penugasan.objects.get(pengguna=orang, peran="PENGELOLA_OPD").delete()
    assert "Salah orang" not in isi(admin.get(alamat("peran_orang", dunia.palu.hr.pk)))


def test_a_role_to_come_is_called_off_not_ended(admin, dunia):
    """Nobody loses what they have not got yet."""
    orang, besok = dunia.palu.pengelola, timezone.localdate() + timedelta(days=1)
    mentor = {"peran": "MENTOR", "instansi": dunia.palu.dikbud.pk, "konfirmasi": "ya"}
    diisi = form_beri(dunia, mulai=f"{besok}", **mentor)

    teks = isi(admin.post(f"{alamat('peran_beri')}?akun={orang.pk}", diisi, follow=True))
    assert f"Citra menjadi Mentor di {dunia.palu.dikbud} mulai {tanggal_panjang(besok)}." in teks
    tugas = Penugasan.objects.get(pengguna=orang, peran="MENTOR")
    tanya = isi(admin.get(alamat("peran_akhiri", tugas.pk)))
    kabar = isi(admin.post(alamat("peran_akhiri", tugas.pk), {"alasan": "Batal"}, follow=True))

    assert "Batalkan peran Citra yang belum mulai?" in tanya
    assert "langsung berhenti" not in tanya
    assert "Yang tidak akan bisa dilakukannya lagi" not in tanya
    assert f"Citra tidak jadi Mentor di {dunia.palu.dikbud}." in kabar


@pytest.mark.parametrize("bersandi", [True, False])
def test_that_an_account_is_not_activated_is_said_with_the_role(admin, dunia, bersandi):
    orang = dunia.palu.pengelola
    if not bersandi:
        type(orang).objects.filter(pk=orang.pk).update(password="!x")
    diisi = form_beri(dunia, peran="MENTOR", instansi=dunia.palu.dikbud.pk)

    teks = isi(admin.post(f"{alamat('peran_beri')}?akun={orang.pk}", diisi))

    assert ("Akun Citra belum diaktifkan" in teks) is not bersandi


def test_a_role_ended_at_once_says_why(admin, dunia):
    tugas = dunia.palu.pengelola.penugasan.get()

    admin.post(alamat("peran_akhiri", tugas.pk), {"alasan": "Mutasi ke Bappeda"})

    assert "Alasan: Mutasi ke Bappeda" in isi(admin.get(alamat("peran_orang", tugas.pengguna_id)))


@pytest.mark.parametrize(("mulai", "langkah"), [(MULAI, "1 diubah"), (None, "1 dihapus")])
def test_ending_a_role_is_one_line_of_the_trail(admin, dunia, mulai, langkah):
    tugas = Penugasan.objects.create(
        pengguna=dunia.palu.pengelola, peran="MENTOR", instansi=dunia.palu.dikbud,
        mulai=mulai or timezone.localdate(),
    )  # fmt: skip
    admin.post(alamat("peran_akhiri", tugas.pk), {"alasan": "Mutasi"})

    (entri,) = daftar_aksi(dunia.palu.pemda, Saring(aksi="akhiri_peran")).daftar

    (peran,) = [k for k in entri.kelompok if k.benda == "Peran"]
    assert peran.jumlah == langkah
    assert ("Alasan diakhiri", None, "Mutasi") in [tuple(b) for b in peran.rinci[0].butir]
    assert "Mutasi" in isi(admin.get(alamat("jejak_daftar")))
