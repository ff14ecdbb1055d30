"""Report jobs: one's own, what they are about, and those that no worker holds."""

from django.db.models import QuerySet

from instansi.akses import IzinDasar
from instansi.models import Pengguna
from instansi.queries import instansi_untuk, simpul_izin
from laporan.models import PekerjaanLaporan
from pelatihan.models import Kelas
from pelatihan.permissions import Izin as IzinPelatihan
from pelatihan.queries.kelas import kelas_untuk


def pekerjaan_untuk(pengguna: Pengguna) -> QuerySet[PekerjaanLaporan]:
    """A person's own jobs: nobody else may open them, whatever the role."""
    return PekerjaanLaporan.objects.filter(peminta=pengguna)


def kelas_undangan(pengguna: Pengguna) -> QuerySet[Kelas]:
    """The published classes whose invitation letter a person may print today."""
    return kelas_untuk(pengguna, IzinPelatihan.KELAS_KELOLA).exclude(nomor_undangan="")


def cakupan_kini(pengguna: Pengguna, izin: IzinDasar) -> list[int]:
    """The nodes that a table asked for now would reach down from, as its job remembers them."""
    return sorted({p.instansi_id for p in simpul_izin(pengguna, izin)})


def masih_mencakup(pengguna: Pengguna, izin: IzinDasar, simpul: list[int]) -> bool:
    """Whether all these nodes still lie in the person's scope by this permission."""
    return bool(simpul) and instansi_untuk(pengguna, izin).filter(pk__in=simpul).count() == len(
        simpul
    )
