"""Report jobs: asked for in a request, rendered in a worker (invariant 10)."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from instansi.models import Pengguna
from laporan import tasks
from laporan.actions.penyusun import susun
from laporan.models import PekerjaanLaporan
from laporan.rules.dasbor import kunci_pekerjaan
from lib.aksi import aksi
from lib.galat import GalatAturan

Status = PekerjaanLaporan.Status
KLAIM = timedelta(seconds=60)
SIMPAN = timedelta(days=30)
PERCOBAAN_MAKS = 3


@aksi
def minta_laporan(
    *,
    jenis: str,
    parameter: dict[str, Any],
    peminta: Pengguna,
    oleh: Pengguna | str,
    sekarang: datetime,
) -> PekerjaanLaporan:
    """Create the job, or give back the same one while it waits or runs.

    The worker is asked after commit; when the broker is down the sweep finds the row.
    """
    kunci = kunci_pekerjaan(jenis, parameter, peminta.pk)
    PekerjaanLaporan.objects.bulk_create(
        [
            PekerjaanLaporan(
                pemda_id=peminta.pemda_id,
                jenis=jenis,
                parameter=parameter,
                kunci=kunci,
                peminta=peminta,
                dibuat_pada=sekarang,
            )
        ],
        ignore_conflicts=True,
    )
    pekerjaan = PekerjaanLaporan.objects.get(
        kunci=kunci, status__in=[Status.ANTRE, Status.BERJALAN]
    )
    minta_susun(pekerjaan.pk)
    return pekerjaan


def minta_susun(pk: int) -> None:
    """Ask a worker after commit. A broker that is down is logged and fails nothing."""
    transaction.on_commit(lambda: tasks.susun_laporan.delay(pk), robust=True)


@aksi
def klaim_pekerjaan(
    *, pk: int, oleh: Pengguna | str, sekarang: datetime
) -> PekerjaanLaporan | None:
    """Take a waiting job, or one whose claim ran out; None where another worker has it.

    The attempt is counted before the dangerous part: after three the job fails with a reason.
    """
    pekerjaan = (
        PekerjaanLaporan.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(pk=pk, status__in=[Status.ANTRE, Status.BERJALAN])
        .first()
    )
    if pekerjaan is None or (pekerjaan.klaim_sampai and pekerjaan.klaim_sampai > sekarang):
        return None
    if pekerjaan.percobaan >= PERCOBAAN_MAKS:
        _gagalkan(pekerjaan, "Penyusunan terhenti tiga kali. Hubungi BKPSDM.", sekarang)
        return None
    pekerjaan.status = Status.BERJALAN
    pekerjaan.percobaan += 1
    pekerjaan.persen = 0
    pekerjaan.klaim_sampai = sekarang + KLAIM
    pekerjaan.save(update_fields=["status", "percobaan", "persen", "klaim_sampai"])
    return pekerjaan


@aksi
def catat_kemajuan(*, pk: int, persen: int, oleh: Pengguna | str, sekarang: datetime) -> None:
    """Show how far a running job is (0 to 100) and renew its claim."""
    PekerjaanLaporan.objects.filter(pk=pk, status=Status.BERJALAN).update(
        persen=persen, klaim_sampai=sekarang + KLAIM
    )


@aksi
def selesaikan_pekerjaan(
    *, pekerjaan: PekerjaanLaporan, isi: bytes, oleh: Pengguna | str, sekarang: datetime
) -> None:
    """Store the file with its fingerprint and close the job."""
    pekerjaan.berkas.save(
        f"{pekerjaan.kunci[:16]}-{pekerjaan.pk}.pdf", ContentFile(isi), save=False
    )
    pekerjaan.sha256 = hashlib.sha256(isi).hexdigest()
    pekerjaan.status, pekerjaan.persen = Status.SELESAI, 100
    pekerjaan.klaim_sampai, pekerjaan.selesai_pada = None, sekarang
    pekerjaan.kedaluwarsa_pada = sekarang + SIMPAN
    pekerjaan.save()


@aksi
def gagalkan_pekerjaan(
    *, pekerjaan: PekerjaanLaporan, alasan: str, oleh: Pengguna | str, sekarang: datetime
) -> None:
    """Close the job with the reason that its requester reads."""
    _gagalkan(pekerjaan, alasan, sekarang)


def _gagalkan(pekerjaan: PekerjaanLaporan, alasan: str, sekarang: datetime) -> None:
    pekerjaan.status, pekerjaan.alasan = Status.GAGAL, alasan[:300]
    pekerjaan.klaim_sampai, pekerjaan.selesai_pada = None, sekarang
    pekerjaan.save(update_fields=["status", "alasan", "klaim_sampai", "selesai_pada"])


def kerjakan(*, pk: int, jam: Callable[[], datetime], oleh: str) -> None:
    """Claim, render and close one job; each step commits by itself, so a kill loses nothing.

    ``jam`` gives the time of each step: rendering takes seconds and the claim is renewed.
    """
    pekerjaan = klaim_pekerjaan(pk=pk, oleh=oleh, sekarang=jam())
    if pekerjaan is None:
        return

    def lapor(persen: int) -> None:
        catat_kemajuan(pk=pk, persen=persen, oleh=oleh, sekarang=jam())

    try:
        isi = susun(pekerjaan, lapor)
    except GalatAturan as galat:
        gagalkan_pekerjaan(pekerjaan=pekerjaan, alasan=str(galat), oleh=oleh, sekarang=jam())
    else:
        selesaikan_pekerjaan(pekerjaan=pekerjaan, isi=isi, oleh=oleh, sekarang=jam())
