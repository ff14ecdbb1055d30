"""A report is made once and kept for its days."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from laporan.actions.pekerjaan import (
    ANTREAN,
    hapus_kedaluwarsa,
    kerjakan,
    minta_laporan,
    selesaikan_pekerjaan,
)
from laporan.models import PekerjaanLaporan
from lib.pekerjaan import KLAIM, gagalkan_pekerjaan, klaim_pekerjaan, perpanjang_klaim

KINI = datetime(2026, 7, 2, 4, tzinfo=UTC)
OLEH = "sistem:uji"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    return tmp_path


@pytest.fixture
def pekerjaan(dunia):
    """A job of the head of Palu's education agency, waiting."""
    palu = dunia.palu
    return minta_laporan(
        jenis="KEMAJUAN",
        parameter={"unit": palu.dikbud.pk, "tahun": 2026},
        peminta=palu.kepala,
        oleh=palu.kepala,
        sekarang=KINI,
    )


def klaim(pekerjaan, sekarang=KINI):
    return klaim_pekerjaan(antrean=ANTREAN, pk=pekerjaan.pk, oleh=OLEH, sekarang=sekarang)


def selesaikan(giliran, isi, sekarang=KINI):
    return selesaikan_pekerjaan(pekerjaan=giliran, isi=isi, oleh=OLEH, sekarang=sekarang)


def test_two_workers_end_a_job_once(pekerjaan, folder):
    lambat = klaim(pekerjaan)
    cepat = klaim(pekerjaan, KINI + KLAIM)

    assert selesaikan(cepat, b"%PDF cepat") is True
    assert selesaikan(lambat, b"%PDF lambat", KINI + 2 * KLAIM) is False

    pekerjaan.refresh_from_db()
    with pekerjaan.berkas.open() as berkas:
        assert berkas.read() == b"%PDF cepat"
    assert pekerjaan.selesai_pada == KINI
    assert len(list(folder.rglob("*.pdf"))) == 1
    assert klaim(pekerjaan, KINI + 3 * KLAIM) is None


def test_the_first_to_finish_wins_although_another_took_over(pekerjaan):
    lambat = klaim(pekerjaan)
    cepat = klaim(pekerjaan, KINI + KLAIM)

    assert selesaikan(lambat, b"%PDF lambat") is True
    assert selesaikan(cepat, b"%PDF cepat") is False


def test_nothing_moves_after_the_end(pekerjaan):
    giliran = klaim(pekerjaan)
    selesaikan(giliran, b"%PDF")

    perintah = {"antrean": ANTREAN, "pekerjaan": giliran, "oleh": OLEH, "sekarang": KINI}
    perpanjang_klaim(**perintah, kemajuan={"persen": 10})
    gagalkan_pekerjaan(**perintah, alasan="Lambat")

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.persen) == ("SELESAI", 100)
    assert pekerjaan.klaim_sampai is None


def test_the_task_twice_fails_a_unit_without_data_once(pekerjaan, folder):
    for _ in range(2):
        kerjakan(pk=pekerjaan.pk, jam=timezone.now, oleh=OLEH)

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.percobaan) == ("GAGAL", 1)
    assert "Belum ada data" in pekerjaan.alasan
    assert list(folder.rglob("*.pdf")) == []


def test_report_and_file_go_after_thirty_days(
    pekerjaan, folder, django_capture_on_commit_callbacks
):
    selesaikan(klaim(pekerjaan), b"%PDF")
    batas = KINI + timedelta(days=30)

    def hapus(sekarang):
        with django_capture_on_commit_callbacks(execute=True):
            return hapus_kedaluwarsa(oleh=OLEH, sekarang=sekarang)

    assert hapus(batas - timedelta(seconds=1)) == 0
    assert len(list(folder.rglob("*.pdf"))) == 1
    assert hapus(batas) == 1
    assert list(folder.rglob("*.pdf")) == []
    assert not PekerjaanLaporan.objects.exists()
