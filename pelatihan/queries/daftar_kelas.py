"""The list of classes: filters, order, and the few facts of each row."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet

from instansi.models import Instansi
from pelatihan.models import Kelas, Sesi

URUTAN = {
    "mulai": F("mulai").asc(nulls_last=True),
    "-mulai": F("mulai").desc(nulls_last=True),
    "nama": F("pelatihan__nama").asc(),
    "-nama": F("pelatihan__nama").desc(),
    "kursi": F("terisi").asc(),
    "-kursi": F("terisi").desc(),
}
URUTAN_AWAL = "-mulai"


def saring_kelas(kelas: QuerySet[Kelas], isi: dict[str, Any], zona: ZoneInfo) -> QuerySet[Kelas]:
    """Narrow by q (name of the training), status, penyelenggara (with its units) and bulan."""
    if q := isi.get("q"):
        kelas = kelas.filter(Q(pelatihan__nama__icontains=q) | Q(nomor_undangan__icontains=q))
    if status := isi.get("status"):
        kelas = kelas.filter(status=status)
    if unit := isi.get("penyelenggara"):
        kelas = kelas.filter(penyelenggara__path__startswith=unit.path)
    if bulan := isi.get("bulan"):
        sesi = Sesi.objects.filter(kelas=OuterRef("pk"), **_dalam_bulan(bulan, zona))
        kelas = kelas.filter(Exists(sesi))
    return kelas


def _dalam_bulan(bulan: date, zona: ZoneInfo) -> dict[str, datetime]:
    berikut = date(bulan.year + bulan.month // 12, bulan.month % 12 + 1, 1)
    awal, akhir = (datetime.combine(h, time(), zona) for h in (bulan, berikut))
    return {"mulai__gte": awal, "mulai__lt": akhir}


def urutkan_kelas(kelas: QuerySet[Kelas], urut: str) -> QuerySet[Kelas]:
    """With the facts of a row, in the wished order; unknown orders are the default."""
    return (
        kelas.select_related("pelatihan", "penyelenggara")
        .annotate(mulai=Min("sesi__mulai"), selesai=Max("sesi__selesai"), jumlah=Count("sesi"))
        .order_by(URUTAN.get(urut, URUTAN[URUTAN_AWAL]), "-pk")
    )


def penyelenggara_terlihat(kelas: QuerySet[Kelas]) -> QuerySet[Instansi]:
    """The organisers that occur among these classes."""
    return Instansi.objects.filter(pk__in=kelas.values("penyelenggara")).order_by("nama", "pk")
