"""Who opened whose record, told with the role in which they did."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from instansi.models import BukaRekam, Pegawai, Pengguna, Penugasan


class Pembaca(NamedTuple):
    """One opening: the row, who read and in which role and unit that day, whose record.

    ``pegawai`` is None for someone whose import was undone since: the opening stays told.
    """

    rekam: BukaRekam
    nama: str
    sebagai: str
    pegawai: Pegawai | None


class _Orang(NamedTuple):
    """A reader: the name, the own record and its unit, both None outside the directory."""

    nama: str
    pegawai: int | None
    unit: str | None


def dibuka_milik(pengguna: Pengguna) -> QuerySet[BukaRekam]:
    """Openings of the person's own record, the latest first."""
    return BukaRekam.objects.filter(pegawai=pengguna.pegawai_id).order_by("-pada", "-pk")


def sebut_pembaca(daftar: Iterable[BukaRekam]) -> list[Pembaca]:
    """Who read, in which role and unit that day, and whose record; three queries for all of them.

    Whose record it was is read apart: a join would leave out people who are gone.
    """
    baris = list(daftar)
    pembaca = {b.pengguna_id for b in baris}
    akun = Pengguna.objects.filter(pk__in=pembaca)
    orang = {
        pk: _Orang(nama, pegawai, unit)
        for pk, nama, pegawai, unit in akun.values_list(
            "pk", "nama", "pegawai", "pegawai__unit__nama"
        )
    }
    dibuka = Pegawai.objects.in_bulk({b.pegawai_id for b in baris})
    per_orang: dict[int, list[Penugasan]] = {}
    for p in (
        Penugasan.objects.filter(pengguna__in=pembaca).select_related("instansi").order_by("pk")
    ):
        per_orang.setdefault(p.pengguna_id, []).append(p)
    hasil = []
    for b in baris:
        siapa, pegawai = orang[b.pengguna_id], dibuka.get(b.pegawai_id)
        sebagai = _sebagai(b, siapa, pegawai, per_orang.get(b.pengguna_id, []))
        hasil.append(Pembaca(b, siapa.nama, sebagai, pegawai))
    return hasil


def _sebagai(
    rekam: BukaRekam, siapa: _Orang, dibuka: Pegawai | None, penugasan: list[Penugasan]
) -> str:
    hari = timezone.localdate(rekam.pada)
    peran = [
        f"{p.get_peran_display()}, {p.instansi}"
        for p in penugasan
        if p.mulai <= hari and (p.selesai is None or p.selesai >= hari)
    ]
    if not peran and siapa.unit:
        if dibuka and dibuka.atasan_id == siapa.pegawai:
            return f"Atasan langsung, {siapa.unit}"
        return siapa.unit
    return "; ".join(peran) or "Tanpa peran pada hari itu"
