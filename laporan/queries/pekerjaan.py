"""Report jobs: one's own, what they are about, and those that no worker holds."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from instansi.akses import IzinDasar
from instansi.models import Pengguna
from laporan.models import PekerjaanLaporan
from laporan.queries.dasbor import unit_dasbor
from pelatihan.models import Kelas
from pelatihan.permissions import Izin as IzinPelatihan
from pelatihan.queries.kelas import kelas_untuk


def pekerjaan_untuk(pengguna: Pengguna) -> QuerySet[PekerjaanLaporan]:
    """A person's own jobs: nobody else may open them, whatever the role."""
    return PekerjaanLaporan.objects.filter(peminta=pengguna)


def kelas_undangan(pengguna: Pengguna) -> QuerySet[Kelas]:
    """The published classes whose invitation letter a person may print today."""
    return kelas_untuk(pengguna, IzinPelatihan.KELAS_KELOLA).exclude(nomor_undangan="")


def masih_dalam_cakupan(
    pengguna: Pengguna, jenis: str, parameter: dict[str, Any], izin: IzinDasar
) -> bool:
    """Whether the person may still see what the job is about: asked again at every step."""
    if jenis == PekerjaanLaporan.Jenis.UNDANGAN:
        return kelas_undangan(pengguna).filter(pk=parameter["kelas"]).exists()
    return unit_dasbor(pengguna, izin).filter(pk=parameter["unit"]).exists()


def terlantar(sekarang: datetime) -> list[int]:
    """Jobs that wait, or run under a claim that ran out: a worker died or was never asked."""
    status = PekerjaanLaporan.Status
    return list(
        PekerjaanLaporan.objects.filter(
            Q(status=status.ANTRE) | Q(status=status.BERJALAN, klaim_sampai__lte=sekarang)
        )
        .order_by("dibuat_pada", "id")
        .values_list("pk", flat=True)[:200]
    )
