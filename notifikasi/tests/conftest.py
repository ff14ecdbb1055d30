import pytest

from notifikasi import rules
from notifikasi.tests.factories import UJI, UJI_HARIAN


@pytest.fixture(autouse=True)
def _jenis_uji(monkeypatch):
    for jenis in (UJI, UJI_HARIAN):
        monkeypatch.setitem(rules._DAFTAR, jenis.kode, jenis)
