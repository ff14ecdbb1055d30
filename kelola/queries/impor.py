"""Imports that a person may see, and those that no worker holds."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from instansi.akses import IzinDasar
from instansi.models import Pengguna
from instansi.queries import instansi_untuk, pemda_utuh
from kelola.models import PekerjaanImpor, RincianImpor


def impor_untuk(pengguna: Pengguna, izin: IzinDasar) -> QuerySet[PekerjaanImpor]:
    """Imports of the own pemda for who holds the right at its root, else only one's own."""
    semua = PekerjaanImpor.objects.filter(pemda=pengguna.pemda_id).select_related("pengunggah")
    if pemda_utuh(pengguna, izin):
        return semua
    return semua.filter(pengunggah=pengguna)


def cakupan_impor(pengguna: Pengguna, izin: IzinDasar) -> set[int] | None:
    """The units that a person may write to by this permission; None for the whole pemda."""
    if pemda_utuh(pengguna, izin):
        return None
    return set(instansi_untuk(pengguna, izin).values_list("pk", flat=True))


def hitung_rincian(pekerjaan: PekerjaanImpor) -> dict[str, int]:
    """How many lines of each kind a result has."""
    baris = pekerjaan.rincian.order_by().values_list("jenis").annotate(n=Count("id"))
    return dict.fromkeys(RincianImpor.Jenis.values, 0) | dict(baris)


def rincian(pekerjaan: PekerjaanImpor, jenis: str) -> QuerySet[RincianImpor]:
    """The lines of one kind in the order of the file."""
    return pekerjaan.rincian.filter(jenis=jenis).order_by("id")


def impor_terlantar(sekarang: datetime) -> list[int]:
    """Imports that wait for a worker, or whose worker's claim ran out."""
    return list(
        PekerjaanImpor.objects.filter(
            Q(klaim_sampai=None) | Q(klaim_sampai__lte=sekarang),
            status__in=PekerjaanImpor.DIKERJAKAN,
        )
        .order_by("dibuat_pada", "id")
        .values_list("pk", flat=True)[:200]
    )
