"""Days off as a page shows them."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from instansi.models import HariLibur, Pengguna
from instansi.queries import pemda_utuh
from instansi.rules.libur import alasan_sudah_libur, pindah_tahun

if TYPE_CHECKING:
    from instansi.akses import IzinDasar


def libur_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[HariLibur]:
    """The days off of the pemda at whose root the person holds this permission."""
    return HariLibur.objects.filter(pemda=pemda_utuh(pengguna, izin))


def libur_setahun(pemda_id: int, tahun: int) -> QuerySet[HariLibur]:
    """The days off of a year, in order."""
    return HariLibur.objects.filter(pemda=pemda_id, tanggal__year=tahun).order_by("tanggal")


def alasan_terisi(libur: HariLibur, tanggal: date) -> str | None:
    """Why this day off cannot be on that date: another one of the pemda is; one query."""
    lain = HariLibur.objects.filter(pemda=libur.pemda_id, tanggal=tanggal).exclude(pk=libur.pk)
    ada = lain.first()
    return alasan_sudah_libur(tanggal, ada.nama, ada.get_jenis_display()) if ada else None


def tahun_libur(pemda_id: int, kini: int) -> list[tuple[int, int]]:
    """Years with the number of their days off, with this year and the next; one query."""
    ada = dict(
        HariLibur.objects.filter(pemda=pemda_id)
        .annotate(tahun=ExtractYear("tanggal"))
        .values_list("tahun")
        .annotate(Count("pk"))
        .order_by()
    )
    return [(t, ada.get(t, 0)) for t in sorted(ada.keys() | {kini, kini + 1})]


def usul_libur(pemda_id: int, tahun: int) -> list[tuple[date, str]]:
    """Days off of the year before that keep their date, for this year; those there are left out."""
    terisi = set(
        HariLibur.objects.filter(pemda=pemda_id, tanggal__year=tahun).values_list(
            "tanggal", flat=True
        )
    )
    lalu = HariLibur.objects.filter(
        pemda=pemda_id, tanggal__year=tahun - 1, jenis=HariLibur.Jenis.LIBUR
    )
    usul = pindah_tahun(lalu.order_by("tanggal").values_list("tanggal", "nama"), tahun)
    return [(hari, nama) for hari, nama in usul if hari not in terisi]
