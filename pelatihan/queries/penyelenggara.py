"""What an agency keeps in the running of classes: classes not over yet, rooms in use."""

from django.db.models import Min, QuerySet

from instansi.models import Instansi
from pelatihan.models import Kelas, Ruang

BELUM_USAI = (Kelas.Status.DRAF, Kelas.Status.TERBIT, Kelas.Status.BERJALAN)


def kelas_belum_usai(unit: Instansi) -> QuerySet[Kelas]:
    """The drafts and running or announced classes that this very unit organises."""
    return (
        Kelas.objects.filter(penyelenggara=unit, status__in=BELUM_USAI)
        .select_related("pelatihan")
        .annotate(mulai=Min("sesi__mulai"))
        .order_by("mulai", "pk")
    )


def ruang_dipakai(unit: Instansi) -> QuerySet[Ruang]:
    """The rooms in use that belong to this very unit."""
    return Ruang.objects.filter(pemilik=unit, aktif=True).order_by("nama", "pk")
