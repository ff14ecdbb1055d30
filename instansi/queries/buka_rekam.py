"""Who opened whose record, told with the role in which they did."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from instansi.models import BukaRekam, Pengguna, Penugasan


class Pembaca(NamedTuple):
    """One opening: the row, and in which role and unit the reader stood that day."""

    rekam: BukaRekam
    sebagai: str


def dibuka_milik(pengguna: Pengguna) -> QuerySet[BukaRekam]:
    """Openings of the person's own record, the latest first."""
    return BukaRekam.objects.filter(pegawai=pengguna.pegawai_id).order_by("-pada", "-pk")


def sebut_pembaca(daftar: Iterable[BukaRekam]) -> list[Pembaca]:
    """The role and unit of each reader on that day; two queries for all of them."""
    if isinstance(daftar, QuerySet):
        daftar = daftar.select_related("pengguna__pegawai__unit", "pegawai", "pengguna__pemda")
    baris = list(daftar)
    per_orang: dict[int, list[Penugasan]] = {}
    penugasan = Penugasan.objects.filter(pengguna__in={b.pengguna_id for b in baris})
    for p in penugasan.select_related("instansi").order_by("pk"):
        per_orang.setdefault(p.pengguna_id, []).append(p)
    return [Pembaca(b, _sebagai(b, per_orang.get(b.pengguna_id, []))) for b in baris]


def _sebagai(rekam: BukaRekam, penugasan: list[Penugasan]) -> str:
    hari = timezone.localdate(rekam.pada)
    peran = [
        f"{p.get_peran_display()}, {p.instansi}"
        for p in penugasan
        if p.mulai <= hari and (p.selesai is None or p.selesai >= hari)
    ]
    pembaca = rekam.pengguna.pegawai
    if not peran and pembaca and rekam.pegawai.atasan_id == pembaca.pk:
        return f"Atasan langsung, {pembaca.unit}"
    if not peran and pembaca:
        return str(pembaca.unit)
    return "; ".join(peran) or "Tanpa peran pada hari itu"
