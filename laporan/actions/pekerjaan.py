"""Report jobs: asked for in a request, rendered in a worker (invariant 10)."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet

from instansi.models import Pengguna
from laporan import tasks
from laporan.actions.penyusun import susun
from laporan.models import PekerjaanLaporan
from laporan.rules.dasbor import kunci_pekerjaan
from lib.aksi import aksi
from lib.denyut import berdenyut
from lib.galat import GalatAturan

Status = PekerjaanLaporan.Status
# A dead worker's job is free again after this, and the sweep comes every 30 s: together, with the
# rendering, within the 90 s of invariant 7. A living worker renews its claim.
KLAIM = timedelta(seconds=35)
DENYUT = 10.0  # seconds between renewals
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
def catat_kemajuan(
    *, pekerjaan: PekerjaanLaporan, persen: int, oleh: Pengguna | str, sekarang: datetime
) -> None:
    """Show how far a running job is (0 to 100) and renew its claim."""
    _milik(pekerjaan).update(persen=persen, klaim_sampai=sekarang + KLAIM)


@aksi
def perpanjang_klaim(
    *, pekerjaan: PekerjaanLaporan, oleh: Pengguna | str, sekarang: datetime
) -> None:
    """Keep a job that is still being rendered from being taken by another worker."""
    _milik(pekerjaan).update(klaim_sampai=sekarang + KLAIM)


@aksi
def selesaikan_pekerjaan(
    *, pekerjaan: PekerjaanLaporan, isi: bytes, oleh: Pengguna | str, sekarang: datetime
) -> bool:
    """Store the file with its fingerprint and close the job; False where it is closed already.

    Locks the job. The first worker that finishes wins, so a job ends once, and what was
    downloaded stays what it was.
    """
    kini = (
        PekerjaanLaporan.objects.select_for_update(of=("self",))
        .filter(pk=pekerjaan.pk, status=Status.BERJALAN)
        .first()
    )
    if kini is None:
        return False
    nama = f"{kini.kunci[:16]}-{kini.pk}.{kini.format.lower()}"
    kini.berkas.save(nama, ContentFile(isi), save=False)
    kini.sha256 = hashlib.sha256(isi).hexdigest()
    kini.status, kini.persen = Status.SELESAI, 100
    kini.klaim_sampai, kini.selesai_pada = None, sekarang
    kini.kedaluwarsa_pada = sekarang + SIMPAN
    kini.save()
    return True


@aksi
def gagalkan_pekerjaan(
    *, pekerjaan: PekerjaanLaporan, alasan: str, oleh: Pengguna | str, sekarang: datetime
) -> None:
    """Close the job with the reason that its requester reads, unless another attempt runs."""
    if kini := _milik(pekerjaan).select_for_update(of=("self",)).first():
        _gagalkan(kini, alasan, sekarang)


@aksi
def hapus_kedaluwarsa(*, oleh: Pengguna | str, sekarang: datetime) -> int:
    """Forget reports whose days of storage are over, and then their files; how many."""
    lama = list(
        PekerjaanLaporan.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            kedaluwarsa_pada__lte=sekarang
        )
    )
    for pekerjaan in lama:
        hapus = partial(pekerjaan.berkas.storage.delete, str(pekerjaan.berkas))
        pekerjaan.delete()
        transaction.on_commit(hapus, robust=True)
    return len(lama)


def _milik(pekerjaan: PekerjaanLaporan) -> QuerySet[PekerjaanLaporan]:
    """The running job, as long as no later attempt took it over."""
    return PekerjaanLaporan.objects.filter(
        pk=pekerjaan.pk, status=Status.BERJALAN, percobaan=pekerjaan.percobaan
    )


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
        catat_kemajuan(pekerjaan=pekerjaan, persen=persen, oleh=oleh, sekarang=jam())

    def denyut() -> None:
        perpanjang_klaim(pekerjaan=pekerjaan, oleh=oleh, sekarang=jam())

    try:
        with berdenyut(denyut, DENYUT):
            isi = susun(pekerjaan, lapor)
    except GalatAturan as galat:
        gagalkan_pekerjaan(pekerjaan=pekerjaan, alasan=str(galat), oleh=oleh, sekarang=jam())
    else:
        selesaikan_pekerjaan(pekerjaan=pekerjaan, isi=isi, oleh=oleh, sekarang=jam())
