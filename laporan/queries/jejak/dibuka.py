"""Who opened whose record, and who took files with many of them: lists and the workbook of both."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, Subquery

from instansi.models import BukaRekam, Instansi, Pengguna, UnduhRekam
from instansi.queries.buka_rekam import sebut_pembaca, sebut_pengunduh, unduhan
from laporan.queries.ekspor import SEKALI_BACA, Tabel
from laporan.queries.jejak.aksi import PENGGUNA, awal_hari
from laporan.queries.jejak.ekspor import kata_tanggal, kepala_berkas, nama_orang
from lib.angka import angka
from lib.tanggal import di_zona

Rekam = TypeVar("Rekam", BukaRekam, UnduhRekam)
PEGAWAI = "instansi.pegawai"
PER_HALAMAN = 25
KOLOM = (
    ("Waktu", 18),
    ("Pembaca", 28),
    ("Sebagai", 40),
    ("Cara", 28),
    ("Data pegawai", 32),
)


class SaringBuka(NamedTuple):
    """Keys of who read and of whose record it was, and days; each may be missing."""

    pembaca: int | None = None
    pegawai: int | None = None
    dari: date | None = None
    sampai: date | None = None


def saring_dibuka(isi: Mapping[str, Any]) -> SaringBuka:
    """The filters as a job remembers them."""
    hari = {k: date.fromisoformat(isi[k]) for k in ("dari", "sampai") if isi.get(k)}
    return SaringBuka(isi.get("pembaca"), isi.get("pegawai"), **hari)


def dibuka(pemda: Instansi, saring: SaringBuka, sebelum: int | None = None) -> list[BukaRekam]:
    """Openings of records of a pemda, the latest first, before one of them; one row too many."""
    return list(_sebelum(_dibuka(pemda, saring), sebelum)[: PER_HALAMAN + 1])


def diunduh(pemda: Instansi, saring: SaringBuka, sebelum: int | None = None) -> list[UnduhRekam]:
    """Files with many records of a pemda, as ``dibuka``."""
    return list(_sebelum(_diunduh(pemda, saring), sebelum)[: PER_HALAMAN + 1])


def banyak_diunduh(pemda: Instansi, saring: SaringBuka) -> int:
    """How many such files there are."""
    return _diunduh(pemda, saring).count()


def kata_saring(pengguna: Pengguna, saring: SaringBuka) -> Iterator[str]:
    """The filters in words."""
    if saring.pembaca is not None:
        yield f"pembaca {nama_orang(pengguna, PENGGUNA, saring.pembaca)}"
    if saring.pegawai is not None:
        yield f"data {nama_orang(pengguna, PEGAWAI, saring.pegawai)}"
    yield kata_tanggal(saring.dari, saring.sampai)


def tabel_dibuka(peminta: Pengguna, isi: dict[str, Any]) -> Tabel:
    """Openings and files of the requester's pemda by the filters of a job, the latest first."""
    pemda, saring = peminta.pemda, saring_dibuka(isi)
    banyak = _dibuka(pemda, saring).count() + banyak_diunduh(pemda, saring)
    kepala = kepala_berkas(peminta, kata_saring(peminta, saring))
    return Tabel(KOLOM, _baris(pemda, saring), banyak, f"Data yang dibuka {pemda}", kepala)


def _baris(pemda: Instansi, saring: SaringBuka) -> Iterator[Sequence[Any]]:
    zona = ZoneInfo(pemda.zona_waktu)
    berkas, satuan = _baris_unduh(pemda, saring), _baris_buka(pemda, saring)
    for waktu, *isi in merge(berkas, satuan, key=lambda b: b[0], reverse=True):
        yield [f"{di_zona(waktu, zona):%Y-%m-%d %H.%M.%S}", *isi]


def _baris_buka(pemda: Instansi, saring: SaringBuka) -> Iterator[Sequence[Any]]:
    rekam = iter(_dibuka(pemda, saring).iterator(chunk_size=SEKALI_BACA))
    while bagian := list(islice(rekam, SEKALI_BACA)):
        for p in sebut_pembaca(bagian):
            siapa = str(p.pegawai) if p.pegawai else "Orang yang telah dihapus"
            yield [p.rekam.pada, p.nama, p.sebagai, f"Membuka {p.rekam.halaman}", siapa]


def _baris_unduh(pemda: Instansi, saring: SaringBuka) -> Iterator[Sequence[Any]]:
    for p in sebut_pengunduh(_diunduh(pemda, saring)):
        isi = f"{angka(p.rekam.banyak)} pegawai"
        yield [p.rekam.pada, p.nama, p.sebagai, f"Mengunduh {p.rekam.isi}", isi]


def _dibuka(pemda: Instansi, saring: SaringBuka) -> QuerySet[BukaRekam]:
    daftar = _saring(BukaRekam.objects.filter(pemda=pemda), pemda, saring)
    return daftar.filter(pegawai=saring.pegawai) if saring.pegawai is not None else daftar


def _diunduh(pemda: Instansi, saring: SaringBuka) -> QuerySet[UnduhRekam]:
    daftar = _saring(unduhan().filter(pemda=pemda), pemda, saring)
    if saring.pegawai is not None:
        daftar = daftar.filter(pegawai__contains=[saring.pegawai])
    return daftar


def _saring(daftar: QuerySet[Rekam], pemda: Instansi, saring: SaringBuka) -> QuerySet[Rekam]:
    zona = ZoneInfo(pemda.zona_waktu)
    if saring.pembaca is not None:
        daftar = daftar.filter(pengguna=saring.pembaca)
    if saring.dari:
        daftar = daftar.filter(pada__gte=awal_hari(saring.dari, zona))
    if saring.sampai:
        daftar = daftar.filter(pada__lt=awal_hari(saring.sampai + timedelta(days=1), zona))
    return daftar.order_by("-pada", "-pk")


def _sebelum(daftar: QuerySet[Rekam], sebelum: int | None) -> QuerySet[Rekam]:
    """What is older than one of them; the tie at the same instant is broken by the key."""
    if sebelum is None:
        return daftar
    tanda = Subquery(daftar.model._default_manager.filter(pk=sebelum).values("pada")[:1])
    return daftar.filter(Q(pada__lt=tanda) | Q(pada=tanda, pk__lt=sebelum))
