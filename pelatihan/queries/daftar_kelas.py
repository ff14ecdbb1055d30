"""The list of classes: filters, order, and the few facts of each row."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet

from instansi.models import Instansi
from pelatihan.models import Kelas, Sesi

URUTAN = {
    "nama": F("pelatihan__nama").asc(),
    "-nama": F("pelatihan__nama").desc(),
    "kursi": F("terisi").asc(),
    "-kursi": F("terisi").desc(),
}


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


@dataclass(frozen=True)
class DaftarKelas:
    """Classes in the wished order, the latest first by default: what a Paginator cuts pages from.

    The order by time follows the index of sessions, so that a page costs the same at any size.
    """

    kelas: QuerySet[Kelas]
    urut: str

    def __len__(self) -> int:
        return self.kelas.count()

    def __getitem__(self, bagian: slice) -> list[Kelas]:
        """One page with the facts of its rows: two queries, four where undated classes begin."""
        if self.urut in URUTAN:
            urutan = list(
                self.kelas.order_by(URUTAN[self.urut], "-pk").values_list("pk", flat=True)[bagian]
            )
        else:
            urutan = self._menurut_waktu(bagian)
        terisi = (
            Kelas.objects.filter(pk__in=urutan)
            .select_related("pelatihan", "penyelenggara")
            .annotate(mulai=Min("sesi__mulai"), selesai=Max("sesi__selesai"), jumlah=Count("sesi"))
            .in_bulk()
        )
        return [terisi[pk] for pk in urutan]

    def _menurut_waktu(self, bagian: slice) -> list[int]:
        """By first session; classes without any come last, whichever way."""
        lebih_awal = Sesi.objects.filter(kelas=OuterRef("kelas"), mulai__lt=OuterRef("mulai"))
        pertama = Sesi.objects.filter(~Exists(lebih_awal), kelas__in=self.kelas.values("pk"))
        arah = ("mulai", "-kelas_id") if self.urut == "mulai" else ("-mulai", "-kelas_id")
        urutan = list(pertama.order_by(*arah).values_list("kelas_id", flat=True)[bagian])
        kurang = bagian.stop - bagian.start - len(urutan)
        if kurang > 0:
            lewat = 0 if urutan else bagian.start - pertama.count()
            tanpa = self.kelas.filter(sesi=None).order_by("-pk").values_list("pk", flat=True)
            urutan += tanpa[lewat : lewat + kurang]
        return urutan


def penyelenggara_terlihat(kelas: QuerySet[Kelas]) -> QuerySet[Instansi]:
    """The organisers that occur among these classes."""
    return Instansi.objects.filter(Exists(kelas.filter(penyelenggara=OuterRef("pk")))).order_by(
        "nama", "pk"
    )
