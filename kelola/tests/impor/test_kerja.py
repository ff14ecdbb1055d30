"""A worker that dies in an import."""

from datetime import timedelta

import pytest
from django.utils import timezone

from instansi.models import Pegawai
from kelola.actions import impor as aksi
from kelola.actions import kerja_impor
from kelola.tests.impor.alat import (
    A,
    kerjakan,
    unggah,
)
from lib.pekerjaan import KLAIM

pytestmark = pytest.mark.django_db


class Mati(BaseException):
    """The process ends here."""


def test_a_killed_worker_is_followed_and_it_is_applied_once(dunia, monkeypatch):
    hr = dunia.palu.hr
    pekerjaan = kerjakan(unggah(hr, A))
    aksi.minta_terapkan(pekerjaan=pekerjaan, oleh=hr, sekarang=timezone.now())
    asli = kerja_impor.muat_impor

    def putus(**isi):
        asli(**isi)
        raise Mati

    monkeypatch.setattr(kerja_impor, "muat_impor", putus)
    with pytest.raises(Mati):
        kerjakan(pekerjaan)
    assert not Pegawai.objects.filter(nip=A[0]).exists()
    monkeypatch.setattr(kerja_impor, "muat_impor", asli)

    kerjakan(pekerjaan)
    assert pekerjaan.status == "MENERAPKAN"
    nanti = timezone.now() + KLAIM + timedelta(seconds=1)
    kerjakan(pekerjaan, jam=lambda: nanti)
    assert (pekerjaan.status, pekerjaan.percobaan) == ("DITERAPKAN", 2)
    kerjakan(pekerjaan, jam=lambda: nanti)
    assert Pegawai.objects.filter(nip=A[0]).count() == 1
