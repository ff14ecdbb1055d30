import pytest
from django.utils import timezone

from evaluasi.actions import pasang_instrumen_bawaan
from evaluasi.tests.factories import pengajar_baru, tugas_baru
from pelatihan.tests.factories import SEKARANG


@pytest.fixture
def pada_sekarang(monkeypatch):
    """Requests happen at the world's moment: only the clock is replaced."""
    monkeypatch.setattr(timezone, "now", lambda: SEKARANG)


@pytest.fixture
def palu(dunia):
    """Palu, its questionnaires installed."""
    pasang_instrumen_bawaan(pemda=dunia.palu.pemda, oleh="sistem:uji")
    return dunia.palu


@pytest.fixture
def tugas(dunia):
    """Fajar's open task about a class that Joko taught."""
    return tugas_baru(dunia.palu, dunia.palu.pegawai.pegawai, pengajar=[pengajar_baru(dunia.palu)])[
        0
    ]


@pytest.fixture
def pegawai(client, dunia):
    """A browser in which Fajar is logged in."""
    client.force_login(dunia.palu.pegawai)
    return client
