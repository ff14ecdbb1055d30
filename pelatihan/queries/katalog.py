"""What the catalogue's pages add from classes."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pelatihan.models import Kelas, Sesi
from pembinaan.models import Pelatihan


def dengan_kelas_mendatang(katalog: QuerySet[Pelatihan], sekarang: datetime) -> QuerySet[Pelatihan]:
    """Adds mendatang: how many published classes of each training are still to begin."""
    sesi = Sesi.objects.filter(kelas=OuterRef("pk"))
    kelas = Kelas.objects.filter(
        Exists(sesi),
        ~Exists(sesi.filter(mulai__lte=sekarang)),
        pelatihan=OuterRef("pk"),
        status=Kelas.Status.TERBIT,
    )
    jumlah = kelas.order_by().values("pelatihan").annotate(n=Count("pk")).values("n")
    return katalog.annotate(mendatang=Coalesce(Subquery(jumlah), 0))
