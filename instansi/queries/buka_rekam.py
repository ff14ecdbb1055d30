"""Who opened or took whose record, told with the role in which they did."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from instansi.models import BukaRekam, Pegawai, Pengguna, Penugasan, UnduhRekam


class Pembaca(NamedTuple):
    """One opening: the row, who read and in which role and unit that day, whose record.

    ``pegawai`` is None for someone whose import was undone since: the opening stays told.
    """

    rekam: BukaRekam
    nama: str
    sebagai: str
    pegawai: Pegawai | None


class Pengunduh(NamedTuple):
    """One file with many records: the row, who took it and in which role and unit that day."""

    rekam: UnduhRekam
    nama: str
    sebagai: str


class _Orang(NamedTuple):
    """A reader: the name, the own record and its unit, both None outside the directory."""

    nama: str
    pegawai: int | None
    unit: str | None


def dibuka_milik(pengguna: Pengguna) -> QuerySet[BukaRekam]:
    """Openings of the person's own record, the latest first."""
    return BukaRekam.objects.filter(pegawai=pengguna.pegawai_id).order_by("-pada", "-pk")


def diunduh_milik(pengguna: Pengguna, banyak: int = 20) -> list[Pengunduh]:
    """The latest files that hold the person's own record; three queries."""
    milik = unduhan().filter(pegawai__contains=[pengguna.pegawai_id]).exclude(pengguna=pengguna)
    return sebut_pengunduh(milik.order_by("-pada", "-pk")[:banyak])


def unduhan() -> QuerySet[UnduhRekam]:
    """Files with many records, without their people: that may be a whole city each."""
    return UnduhRekam.objects.defer("pegawai")


def sebut_pembaca(daftar: Iterable[BukaRekam]) -> list[Pembaca]:
    """Who read, in which role and unit that day, and whose record; three queries for all of them.

    Whose record it was is read apart: a join would leave out people who are gone.
    """
    baris = list(daftar)
    orang, tugas = _pembaca({b.pengguna_id for b in baris})
    dibuka = Pegawai.objects.in_bulk({b.pegawai_id for b in baris})
    hasil = []
    for b in baris:
        siapa, pegawai = orang[b.pengguna_id], dibuka.get(b.pegawai_id)
        sebagai = _sebagai(b.pada, siapa, pegawai, tugas.get(b.pengguna_id, []))
        hasil.append(Pembaca(b, siapa.nama, sebagai, pegawai))
    return hasil


def sebut_pengunduh(daftar: Iterable[UnduhRekam]) -> list[Pengunduh]:
    """Who took these files, in which role and unit that day; two queries for all of them."""
    baris = list(daftar)
    orang, tugas = _pembaca({b.pengguna_id for b in baris})
    return [
        Pengunduh(
            b,
            orang[b.pengguna_id].nama,
            _sebagai(b.pada, orang[b.pengguna_id], None, tugas.get(b.pengguna_id, [])),
        )
        for b in baris
    ]


def _pembaca(pembaca: set[int]) -> tuple[dict[int, _Orang], dict[int, list[Penugasan]]]:
    """These readers and all roles they ever held; two queries."""
    akun = Pengguna.objects.filter(pk__in=pembaca)
    orang = {
        pk: _Orang(nama, pegawai, unit)
        for pk, nama, pegawai, unit in akun.values_list(
            "pk", "nama", "pegawai", "pegawai__unit__nama"
        )
    }
    per_orang: dict[int, list[Penugasan]] = {}
    for p in (
        Penugasan.objects.filter(pengguna__in=pembaca).select_related("instansi").order_by("pk")
    ):
        per_orang.setdefault(p.pengguna_id, []).append(p)
    return orang, per_orang


def _sebagai(
    pada: datetime, siapa: _Orang, dibuka: Pegawai | None, penugasan: list[Penugasan]
) -> str:
    hari = timezone.localdate(pada)
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
