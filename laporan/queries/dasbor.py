"""The dashboard's figures for a subtree: sums over the summary tables."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet, Sum

from instansi.models import Instansi, Pengguna
from instansi.queries import instansi_untuk
from laporan.models import RingkasanBulan, RingkasanUnit
from laporan.permissions import Izin
from laporan.rules import Angka

KOLOM = [
    k.name
    for k in RingkasanUnit._meta.get_fields()
    if k.name not in {"id", "pemda", "unit", "tahun", "kelompok", "dihitung_pada"}
]


def unit_dasbor(pengguna: Pengguna) -> QuerySet[Instansi]:
    """The units whose dashboard a person may read, the highest first."""
    return instansi_untuk(pengguna, Izin.DASBOR_LIHAT).order_by("depth", "path")


def angka_kelompok(unit: Instansi, tahun: int) -> dict[str, Angka]:
    """The figures of a subtree by group, with the total under "SEMUA": one query."""
    baris = (
        RingkasanUnit.objects.filter(tahun=tahun, unit__path__startswith=unit.path)
        .values("kelompok")
        .annotate(**{f"n_{k}": Sum(k) for k in KOLOM})
    )
    per = {b["kelompok"]: Angka(**{k: b[f"n_{k}"] for k in KOLOM}) for b in baris}
    return per | {"SEMUA": jumlahkan(per.values())}


def angka_anak(unit: Instansi, tahun: int) -> list[tuple[Instansi, Angka]]:
    """Each direct child with the figures of its own subtree, in tree order: two queries."""
    anak = list(Instansi.objects.filter(path__startswith=unit.path, depth=unit.depth + 1))
    per: dict[str, list[Angka]] = {}
    panjang = len(unit.path) + Instansi.steplen
    baris: Iterable[dict[str, Any]] = RingkasanUnit.objects.filter(
        tahun=tahun, unit__path__startswith=unit.path
    ).values("unit__path", *KOLOM)
    for b in baris:
        path = b.pop("unit__path")
        per.setdefault(path[:panjang], []).append(Angka(**b))
    anak.sort(key=lambda u: u.path)
    return [(u, jumlahkan(per.get(u.path, []))) for u in anak]


def jp_bulanan(unit: Instansi, tahun: int) -> dict[int, int]:
    """JP recorded in each month by the subtree: one query; months without rows are absent."""
    return dict(
        RingkasanBulan.objects.filter(tahun=tahun, unit__path__startswith=unit.path)
        .values_list("bulan")
        .annotate(Sum("jp"))
        .order_by("bulan")
    )


def data_per(pemda_id: int, tahun: int) -> datetime | None:
    """When the summary was computed; None where it never was."""
    return RingkasanUnit.objects.filter(pemda=pemda_id, tahun=tahun).aggregate(
        t=Max("dihitung_pada")
    )["t"]


def jumlahkan(daftar: Iterable[Angka]) -> Angka:
    """The sum of figures, column by column."""
    hasil = Angka()
    for angka in daftar:
        hasil = hasil.tambah(angka)
    return hasil
