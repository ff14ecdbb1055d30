import pytest

from pelatihan.tests.factories import PengajarFactory, RuangFactory


@pytest.fixture
def kota(dunia):
    """Palu with two rooms and two trainers."""
    palu = dunia.palu
    palu.akun["aula"] = RuangFactory(pemda=palu.pemda, nama="Aula", kapasitas=60)
    palu.akun["kecil"] = RuangFactory(pemda=palu.pemda, nama="Ruang kecil", kapasitas=25)
    palu.akun["joko"] = PengajarFactory(pengguna=palu.pengajar)
    palu.akun["hana"] = PengajarFactory(pengguna=palu.pengelola_dinkes)
    return palu
