"""People to follow in the audit trail, and who opened whose record."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Lower

from instansi.models import BukaRekam, Instansi, Pegawai, Pengguna
from instansi.queries.cari import pencarian

PER_HALAMAN = 25
HASIL_CARI = 20


class Orang(NamedTuple):
    """Someone found: with an account, a record, or both."""

    nama: str
    keterangan: str
    akun: int | None
    pegawai: int | None


def cari_orang(pemda_id: int, kata: str) -> list[Orang]:
    """People and accounts of a pemda by name or NIP, alike ones where none; three to five queries.

    The account of who has no record is also found by its very name (handle).
    """
    if not kata:
        return []
    temuan = pencarian(Pegawai.objects.filter(pemda=pemda_id), kata)
    pegawai = temuan.daftar.select_related("unit", "pengguna").order_by(
        *temuan.urutan, Lower("nama"), "pk"
    )[:HASIL_CARI]
    lain = Pengguna.objects.filter(
        Q(nama__icontains=kata) | Q(username=kata.lower()), pemda=pemda_id, pegawai=None
    ).order_by(Lower("nama"), "pk")[:HASIL_CARI]
    akun = [Orang(a.nama, "Akun tanpa data pegawai", a.pk, None) for a in lain]
    if temuan.mirip and akun:
        return akun
    return [Orang(str(p), str(p.unit), _akun(p), p.pk) for p in pegawai] + akun


def _akun(pegawai: Pegawai) -> int | None:
    return pegawai.pengguna.pk if hasattr(pegawai, "pengguna") else None


def dibuka(pemda: Instansi, isi: dict[str, Any], sebelum: int | None) -> list[BukaRekam]:
    """Openings of records of a pemda, the latest first, before one of them; one row too many."""
    daftar = _saring(BukaRekam.objects.filter(pemda=pemda), pemda, isi)
    if sebelum is not None:
        tanda = Subquery(BukaRekam.objects.filter(pk=sebelum, pemda=pemda).values("pada")[:1])
        daftar = daftar.filter(Q(pada__lt=tanda) | Q(pada=tanda, pk__lt=sebelum))
    return list(daftar.order_by("-pada", "-pk")[: PER_HALAMAN + 1])


def _saring(
    daftar: QuerySet[BukaRekam], pemda: Instansi, isi: dict[str, Any]
) -> QuerySet[BukaRekam]:
    zona = ZoneInfo(pemda.zona_waktu)
    if isi.get("pegawai"):
        daftar = daftar.filter(pegawai=isi["pegawai"])
    if isi.get("pembaca"):
        daftar = daftar.filter(pengguna=isi["pembaca"])
    if isi.get("dari"):
        daftar = daftar.filter(pada__gte=_awal(isi["dari"], zona))
    if isi.get("sampai"):
        daftar = daftar.filter(pada__lt=_awal(isi["sampai"] + timedelta(days=1), zona))
    return daftar


def _awal(hari: date, zona: ZoneInfo) -> datetime:
    return datetime.combine(hari, time(), zona)
