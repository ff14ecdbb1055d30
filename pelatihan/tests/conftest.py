import pytest
from django.urls import reverse

from pelatihan.tests.factories import PengajarFactory, RuangFactory
from pelatihan.tests.jadwal import buat, nanti


@pytest.fixture
def kota(dunia):
    """Palu with two rooms and two trainers."""
    palu = dunia.palu
    palu.akun["aula"] = RuangFactory(pemda=palu.pemda, nama="Aula", kapasitas=60)
    palu.akun["kecil"] = RuangFactory(pemda=palu.pemda, nama="Ruang kecil", kapasitas=25)
    palu.akun["joko"] = PengajarFactory(pengguna=palu.pengajar)
    palu.akun["hana"] = PengajarFactory(pengguna=palu.pengelola_dinkes)
    return palu


@pytest.fixture
def kelas(kota):
    """A draft of the city: three sessions on three days, in the hall, with Joko."""
    return buat(kota, *(nanti(kota, n) for n in range(3)))


@pytest.fixture
def kelas_dinkes(kota):
    return buat(kota, nanti(kota, 7, jp=6), penyelenggara=kota.dinkes.pk)


@pytest.fixture
def buka(client):
    """GET a page as someone: buka(akun, "kelas_detail", pk, tab="peserta")."""

    def lakukan(akun, nama, *args, **kueri):
        client.force_login(akun)
        return client.get(reverse(f"pelatihan:{nama}", args=args), kueri)

    return lakukan


@pytest.fixture
def kirim(client):
    """POST a form as someone: kirim(akun, "kelas_batalkan", pk, {...})."""

    def lakukan(akun, nama, *args):
        *args, data = args
        client.force_login(akun)
        return client.post(reverse(f"pelatihan:{nama}", args=args), data)

    return lakukan
