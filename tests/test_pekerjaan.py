"""Jobs of all kinds follow one rule: one owner at a time, swept when it dies, over after three."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

import lib.pekerjaan
from instansi.tests.factories import Dunia
from kelola.actions import kerja_impor, pekerjaan_akun
from kelola.models import PekerjaanAkun, PekerjaanImpor
from laporan.actions import pekerjaan as pekerjaan_laporan
from laporan.models import PekerjaanLaporan
from lib.galat import GalatAturan
from lib.pekerjaan import (
    KLAIM,
    Antrean,
    gagalkan_pekerjaan,
    jalankan,
    klaim_pekerjaan,
    perpanjang_klaim,
)

KINI = datetime(2026, 7, 2, 4, tzinfo=UTC)
OLEH = "sistem:uji"
LAMA = KINI - timedelta(days=1)


def laporan(dunia: Dunia) -> PekerjaanLaporan:
    hr = dunia.palu.hr
    return PekerjaanLaporan.objects.create(
        pemda=dunia.palu.pemda,
        jenis="PEGAWAI",
        parameter={},
        kunci="x",
        peminta=hr,
        dibuat_pada=KINI,
    )


def akun(dunia: Dunia) -> PekerjaanAkun:
    return PekerjaanAkun.objects.create(
        pemda=dunia.palu.pemda,
        peminta=dunia.palu.hr,
        cara="SUREL",
        sasaran={},
        jumlah=0,
        dibuat_pada=KINI,
    )


def impor(dunia: Dunia, status: str = "DIPERIKSA") -> PekerjaanImpor:
    return PekerjaanImpor.objects.create(
        pemda=dunia.palu.pemda,
        jenis="pegawai",
        pengunggah=dunia.palu.hr,
        pelaksana=dunia.palu.hr,
        nama_berkas="x.xlsx",
        ukuran=1,
        status=status,
        diterapkan_pada=LAMA if status == "MENGURUNGKAN" else None,
        dibuat_pada=KINI,
        kedaluwarsa_pada=KINI + timedelta(days=30),
    )


@dataclass
class Kasus:
    antrean: Antrean[Any]
    baris: Any
    gagal: str = "GAGAL"

    def klaim(self, sekarang: datetime = KINI) -> Any:
        return klaim_pekerjaan(antrean=self.antrean, pk=self.baris.pk, oleh=OLEH, sekarang=sekarang)

    def kini(self) -> Any:
        self.baris.refresh_from_db()
        return self.baris


JENIS: dict[str, tuple[Antrean[Any], Callable[[Dunia], Any], str]] = {
    "laporan": (pekerjaan_laporan.ANTREAN, laporan, "GAGAL"),
    "akun": (pekerjaan_akun.ANTREAN, akun, "GAGAL"),
    "impor": (kerja_impor.ANTREAN, impor, "GAGAL"),
    "urungkan": (kerja_impor.ANTREAN, lambda d: impor(d, "MENGURUNGKAN"), "DITERAPKAN"),
}


@pytest.fixture(params=JENIS)
def kasus(dunia: Dunia, request: pytest.FixtureRequest) -> Kasus:
    antrean, buat, gagal = JENIS[request.param]
    return Kasus(antrean, buat(dunia), gagal)


def test_a_held_job_is_not_taken_and_an_abandoned_one_is(kasus: Kasus) -> None:
    assert kasus.antrean.terlantar(KINI) == [kasus.baris.pk]
    assert kasus.klaim().percobaan == 1
    sebentar = KINI + KLAIM - timedelta(seconds=1)
    assert kasus.klaim(sebentar) is None
    assert kasus.antrean.terlantar(sebentar) == []
    assert kasus.antrean.terlantar(KINI + KLAIM) == [kasus.baris.pk]
    assert kasus.klaim(KINI + KLAIM).percobaan == 2


def test_an_earlier_attempt_renews_nothing_and_fails_nothing(kasus: Kasus) -> None:
    lambat = kasus.klaim()
    kasus.klaim(KINI + KLAIM)
    status = kasus.kini().status
    perintah = {"antrean": kasus.antrean, "pekerjaan": lambat, "oleh": OLEH}

    perpanjang_klaim(**perintah, sekarang=KINI + 2 * KLAIM)
    gagalkan_pekerjaan(**perintah, alasan="Lambat", sekarang=KINI + 2 * KLAIM)

    assert (kasus.kini().status, kasus.baris.alasan) == (status, "")
    assert kasus.baris.klaim_sampai == KINI + 2 * KLAIM


def test_after_three_dead_workers_it_fails_with_a_reason(kasus: Kasus) -> None:
    for kali in range(3):
        assert kasus.klaim(KINI + kali * KLAIM)

    assert kasus.klaim(KINI + 3 * KLAIM) is None

    assert kasus.kini().status == kasus.gagal
    assert "tiga kali" in kasus.baris.alasan
    assert (kasus.baris.klaim_sampai, kasus.baris.selesai_pada) == (None, KINI + 3 * KLAIM)
    assert kasus.antrean.terlantar(KINI + 9 * KLAIM) == []


def test_a_refusal_fails_the_job_and_is_cut_to_the_column(kasus: Kasus) -> None:
    def tolak(_: object) -> None:
        raise GalatAturan("Alasan " * 200)

    jalankan(kasus.antrean, pk=kasus.baris.pk, isi=tolak, jam=lambda: KINI, oleh=OLEH)

    assert kasus.kini().status == kasus.gagal
    assert kasus.baris.alasan.startswith("Alasan Alasan")


@pytest.mark.django_db(transaction=True)
def test_a_living_worker_renews_its_claim(kasus: Kasus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work takes longer than the claim lasts, and reports nothing meanwhile."""
    monkeypatch.setattr(lib.pekerjaan, "DENYUT", 0.02)
    jam = iter(KINI + n * KLAIM / 2 for n in range(1000))
    terlihat = set()

    def lambat(_: object) -> None:
        batas = time.monotonic() + 10
        while len(terlihat) < 4 and time.monotonic() < batas:
            terlihat.add(kasus.kini().klaim_sampai)

    jalankan(kasus.antrean, pk=kasus.baris.pk, isi=lambat, jam=lambda: next(jam), oleh=OLEH)

    assert len(terlihat) == 4
    assert connection.is_usable()
