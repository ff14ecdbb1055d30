"""Jobs of workers: claimed under a row lock, kept by a heartbeat, swept when a worker died.

The row of a job has status, percobaan, klaim_sampai, alasan, dibuat_pada and selesai_pada; each
kind of job says in an ``Antrean`` which of its states are work.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any, Generic, TypeVar

from django.db import DatabaseError, connection
from django.db.models import Model, Q, QuerySet

from lib.aksi import aksi
from lib.galat import GalatAturan

P = TypeVar("P", bound=Model)
# A dead worker's job is free again after this, and the sweep comes every 30 s: together, with the
# work, within the 90 s of invariant 7. A living worker renews its claim.
KLAIM = timedelta(seconds=35)
DENYUT = 10.0  # seconds between renewals
PERCOBAAN_MAKS = 3
SEKALI_SAPU = 200


@dataclass(frozen=True)
class Antrean(Generic[P]):
    """One kind of job. ``awal`` are the fields that a claim sets anew.

    ``dikerjakan`` are the states in which a worker has a job or is to have it; ``terhenti`` is
    what its requester reads after three dead workers; ``gagal`` gives the state it then falls to.
    """

    model: type[P]
    dikerjakan: tuple[str, ...]
    terhenti: str
    gagal: Callable[[P], str] = lambda _: "GAGAL"
    awal: Mapping[str, object] = field(default_factory=dict)

    def milik(self, pekerjaan: P) -> QuerySet[P]:
        """The job at work, as long as no later attempt took it over and nobody closed it."""
        baris: Any = pekerjaan
        return self.model._default_manager.filter(
            pk=baris.pk, status__in=self.dikerjakan, percobaan=baris.percobaan
        )

    def terkunci(self, pekerjaan: P) -> P | None:
        """The job as it stands now, locked; None where it is another attempt's or closed."""
        return self.milik(pekerjaan).select_for_update(of=("self",)).first()

    def terlantar(self, sekarang: datetime) -> list[int]:
        """Jobs that wait, or run under a claim that ran out: a worker died or was never asked."""
        bebas = Q(klaim_sampai=None) | Q(klaim_sampai__lte=sekarang)
        return list(
            self.model._default_manager.filter(bebas, status__in=self.dikerjakan)
            .order_by("dibuat_pada", "pk")
            .values_list("pk", flat=True)[:SEKALI_SAPU]
        )


@aksi
def klaim_pekerjaan(*, antrean: Antrean[P], pk: int, oleh: str, sekarang: datetime) -> P | None:
    """Take a waiting job, or one whose claim ran out; None where another worker has it.

    The attempt is counted before the dangerous part: after three the job fails with a reason.
    """
    pekerjaan: Any = (
        antrean.model._default_manager.select_for_update(skip_locked=True, of=("self",))
        .filter(pk=pk, status__in=antrean.dikerjakan)
        .first()
    )
    if pekerjaan is None or (pekerjaan.klaim_sampai and pekerjaan.klaim_sampai > sekarang):
        return None
    if pekerjaan.percobaan >= PERCOBAAN_MAKS:
        _gagalkan(antrean, pekerjaan, antrean.terhenti, sekarang)
        return None
    for nama, nilai in antrean.awal.items():
        setattr(pekerjaan, nama, deepcopy(nilai))
    pekerjaan.percobaan += 1
    pekerjaan.klaim_sampai = sekarang + KLAIM
    pekerjaan.save(update_fields=[*antrean.awal, "percobaan", "klaim_sampai"])
    return pekerjaan


@aksi
def perpanjang_klaim(
    *,
    antrean: Antrean[P],
    pekerjaan: P,
    kemajuan: Mapping[str, object] | None = None,
    oleh: str,
    sekarang: datetime,
) -> None:
    """Keep a job at work from being taken by another worker, and show how far it is."""
    antrean.milik(pekerjaan).update(**(kemajuan or {}), klaim_sampai=sekarang + KLAIM)


@aksi
def gagalkan_pekerjaan(
    *, antrean: Antrean[P], pekerjaan: P, alasan: str, oleh: str, sekarang: datetime
) -> None:
    """Close the job with the reason that its requester reads, unless another attempt runs."""
    if kini := antrean.terkunci(pekerjaan):
        _gagalkan(antrean, kini, alasan, sekarang)


def _gagalkan(antrean: Antrean[P], pekerjaan: P, alasan: str, sekarang: datetime) -> None:
    kolom: Any = pekerjaan._meta.get_field("alasan")
    tutup(pekerjaan, antrean.gagal(pekerjaan), sekarang, alasan=alasan[: kolom.max_length])
    pekerjaan.save(update_fields=["status", "alasan", "klaim_sampai", "selesai_pada"])


def tutup(pekerjaan: Model, status: str, sekarang: datetime, **isi: object) -> None:
    """Set that a job is over; its action, which holds the lock, saves it."""
    akhir = {"status": status, "klaim_sampai": None, "selesai_pada": sekarang, **isi}
    for nama, nilai in akhir.items():
        setattr(pekerjaan, nama, nilai)


def jalankan(
    antrean: Antrean[P],
    *,
    pk: int,
    isi: Callable[[P], object],
    jam: Callable[[], datetime],
    oleh: str,
) -> None:
    """Claim a job and do ``isi``, which closes it, under a heartbeat; a refusal fails the job.

    ``jam`` gives the time of each step: work takes seconds and the claim is renewed.
    """
    pekerjaan = klaim_pekerjaan(antrean=antrean, pk=pk, oleh=oleh, sekarang=jam())
    if pekerjaan is None:
        return

    def denyut() -> None:
        perpanjang_klaim(antrean=antrean, pekerjaan=pekerjaan, oleh=oleh, sekarang=jam())

    try:
        with berdenyut(denyut, DENYUT):
            isi(pekerjaan)
    except GalatAturan as galat:
        gagalkan_pekerjaan(
            antrean=antrean, pekerjaan=pekerjaan, alasan=str(galat), oleh=oleh, sekarang=jam()
        )


@contextmanager
def berdenyut(denyut: Callable[[], object], jeda: float) -> Iterator[None]:
    """Call ``denyut`` every ``jeda`` seconds while the block runs.

    On a connection of its own, so it commits beside the work. A beat that the database refuses is
    passed over: the next one tries again.
    """
    henti = Event()

    def ulangi() -> None:
        while not henti.wait(jeda):
            with suppress(DatabaseError):
                denyut()
            connection.close()

    utas = Thread(target=ulangi, daemon=True)
    utas.start()
    try:
        yield
    finally:
        henti.set()
        utas.join()
