"""The first city of an installation, made by one command."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from evaluasi.models import Instrumen
from instansi.models import Instansi, ParameterKebijakan, Pengguna, Penugasan
from notifikasi.models import AturanPengingat
from pembinaan.models import AturanKonversiJP

PALU = ("--kode", "palu", "--nama", "Pemerintah Kota Palu", "--zona", "WITA")
SANDI = "tugu-durian-senja-71"


@pytest.fixture(autouse=True)
def tanpa_sandi(db, monkeypatch):
    monkeypatch.delenv("SANDI_ADMIN", raising=False)


def kota_baru(*argumen, admin="budi.bkpsdm"):
    keluar = StringIO()
    call_command("kota_baru", *PALU, "--admin", admin, *argumen, stdout=keluar)
    return keluar.getvalue()


def isi():
    model = (Instansi, Pengguna, Penugasan, ParameterKebijakan, AturanPengingat)
    return [m.objects.count() for m in (*model, AturanKonversiJP, Instrumen)]


def test_a_city_with_its_parameters_and_an_administrator():
    kota_baru()

    pemda = Instansi.objects.get()
    assert (pemda.kode, pemda.zona_waktu, pemda.jenis) == ("palu", "Asia/Makassar", "PEMDA")
    awal = date(timezone.localdate().year - 2, 1, 1)
    assert set(ParameterKebijakan.objects.values_list("pemda", "berlaku_dari")) == {
        (pemda.pk, awal)
    }
    assert AturanKonversiJP.objects.filter(pemda=pemda).exists()
    assert AturanPengingat.objects.filter(pemda=pemda).exists()
    assert Instrumen.objects.get().aktif
    peran = Penugasan.objects.filter(pengguna__username="budi.bkpsdm", instansi=pemda)
    assert set(peran.values_list("peran", flat=True)) == {"ADMIN_PEMDA", "HR"}


def test_again_changes_nothing():
    kota_baru()
    lama = isi()

    assert kota_baru().count("sudah ada") == 2

    assert isi() == lama


def test_the_link_sets_a_password_once(client):
    alamat = re.search(r"http://[^/]+(/\S+)", kota_baru())[1]
    formulir = client.get(alamat, follow=True)
    tujuan = formulir.redirect_chain[-1][0]

    client.post(tujuan, {"password1": SANDI, "password2": SANDI})

    pengguna = Pengguna.objects.get()
    assert pengguna.check_password(SANDI)
    assert "tidak berlaku lagi" in client.get(alamat, follow=True).content.decode()
    assert "http" not in kota_baru()


def test_the_administrator_sees_the_empty_city(client):
    kota_baru()
    client.force_login(Pengguna.objects.get())

    assert client.get("/").status_code == 200
    assert "Belum ada data" in client.get("/laporan/dasbor/").content.decode()


def test_password_from_the_environment(monkeypatch):
    monkeypatch.setenv("SANDI_ADMIN", SANDI)

    assert "http" not in kota_baru()

    assert Pengguna.objects.get().check_password(SANDI)


def test_password_from_input_and_an_existing_one_stays(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO(f"{SANDI}\n"))
    kota_baru("--sandi-stdin")
    monkeypatch.setattr("sys.stdin", StringIO("kata-sandi-lain-99\n"))

    kota_baru("--sandi-stdin")

    assert Pengguna.objects.get().check_password(SANDI)


def test_a_weak_password_makes_nothing(monkeypatch):
    monkeypatch.setenv("SANDI_ADMIN", "pendek")

    with pytest.raises(CommandError):
        kota_baru()

    assert isi() == [0] * 7


def test_an_account_of_another_city_is_refused(dunia):
    with pytest.raises(CommandError, match="Pilih nama akun lain"):
        kota_baru(admin=dunia.salatiga.hr.username)


def test_production_serves_one_city(dunia, settings):
    settings.PRODUKSI = True
    lama = isi()

    with pytest.raises(CommandError, match="melayani satu kota"):
        kota_baru()

    assert isi() == lama


@pytest.mark.parametrize("kode", ["Palu", "p", "kota palu"])
def test_a_code_is_short_and_plain(kode):
    with pytest.raises(CommandError, match="--kode"):
        kota_baru("--kode", kode)
