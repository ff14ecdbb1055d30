"""A job has one owner at a time and ends once."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from laporan.actions import pekerjaan as aksi_pekerjaan
from laporan.actions.pekerjaan import (
    KLAIM,
    catat_kemajuan,
    gagalkan_pekerjaan,
    hapus_kedaluwarsa,
    kerjakan,
    klaim_pekerjaan,
    minta_laporan,
    selesaikan_pekerjaan,
)
from laporan.models import PekerjaanLaporan
from laporan.queries.pekerjaan import terlantar

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
    return klaim_pekerjaan(pk=pekerjaan.pk, oleh=OLEH, sekarang=sekarang)


def selesaikan(giliran, isi, sekarang=KINI):
    return selesaikan_pekerjaan(pekerjaan=giliran, isi=isi, oleh=OLEH, sekarang=sekarang)


def test_a_held_job_is_not_taken_and_an_abandoned_one_is(pekerjaan):
    assert klaim(pekerjaan).percobaan == 1
    assert klaim(pekerjaan, KINI + KLAIM - timedelta(seconds=1)) is None
    assert terlantar(KINI + KLAIM - timedelta(seconds=1)) == []
    assert terlantar(KINI + KLAIM) == [pekerjaan.pk]
    assert klaim(pekerjaan, KINI + KLAIM).percobaan == 2


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


def test_an_earlier_attempt_moves_no_progress_and_fails_nothing(pekerjaan):
    lambat = klaim(pekerjaan)
    cepat = klaim(pekerjaan, KINI + KLAIM)
    catat_kemajuan(pekerjaan=cepat, persen=82, oleh=OLEH, sekarang=KINI + KLAIM)

    catat_kemajuan(pekerjaan=lambat, persen=10, oleh=OLEH, sekarang=KINI + 2 * KLAIM)
    gagalkan_pekerjaan(pekerjaan=lambat, alasan="Lambat", oleh=OLEH, sekarang=KINI + 2 * KLAIM)

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.persen) == ("BERJALAN", 82)
    assert pekerjaan.klaim_sampai == KINI + 2 * KLAIM


def test_nothing_moves_after_the_end(pekerjaan):
    giliran = klaim(pekerjaan)
    selesaikan(giliran, b"%PDF")

    catat_kemajuan(pekerjaan=giliran, persen=10, oleh=OLEH, sekarang=KINI)
    gagalkan_pekerjaan(pekerjaan=giliran, alasan="Lambat", oleh=OLEH, sekarang=KINI)

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.persen) == ("SELESAI", 100)
    assert pekerjaan.klaim_sampai is None


def test_after_three_attempts_it_fails_with_a_reason(pekerjaan):
    for kali in range(3):
        assert klaim(pekerjaan, KINI + kali * KLAIM)

    assert klaim(pekerjaan, KINI + 3 * KLAIM) is None

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "GAGAL"
    assert "tiga kali" in pekerjaan.alasan


@pytest.mark.django_db(transaction=True)
def test_a_living_worker_renews_its_claim(pekerjaan, monkeypatch):
    """Laying out takes longer than the claim lasts, and reports nothing meanwhile."""
    monkeypatch.setattr(aksi_pekerjaan, "DENYUT", 0.02)
    jam = iter(KINI + n * KLAIM / 2 for n in range(1000))
    terlihat = set()

    def lambat(pekerjaan, lapor):
        batas = time.monotonic() + 10
        while len(terlihat) < 4 and time.monotonic() < batas:
            pekerjaan.refresh_from_db()
            terlihat.add(pekerjaan.klaim_sampai)
        return b"%PDF"

    monkeypatch.setattr(aksi_pekerjaan, "susun", lambat)

    kerjakan(pk=pekerjaan.pk, jam=lambda: next(jam), oleh=OLEH)

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "SELESAI"
    assert len(terlihat) == 4
    assert connection.is_usable()


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
