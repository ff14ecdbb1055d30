"""The tree of agencies, one level at a time: a city has hundreds of schools."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import Length, Substr

from instansi.akses import IzinDasar
from instansi.models import Instansi, Pengguna, Peran
from instansi.queries import cabang, instansi_untuk, penugasan_aktif, simpul_izin
from instansi.queries.orang import puncak_jabatan
from instansi.queries.unit import awalan_path, cari_unit, dengan_induk
from laporan.models import RingkasanUnit

PER_HALAMAN = 50
LANGKAH = Instansi.steplen
URUTAN_JENIS = {jenis: n for n, jenis in enumerate(Instansi.Jenis.values)}
# Active people of a path: own, and with those below.
Orang = Callable[[str], tuple[int, int]]
KOLOM = ("pk", "path", "nama", "singkatan", "kode", "jenis", "aktif_sampai", "digantikan_oleh")


class Baris(NamedTuple):
    """A unit as the tree shows it; no model instance is built for it."""

    pk: int
    path: str
    nama: str
    singkatan: str
    kode: str
    jenis: str
    aktif_sampai: date | None
    digantikan_oleh: int | None
    induk: str = ""  # name of the node above, in search results
    orang: tuple[int, int] | None = None  # active people: own, and with those below
    kepala: tuple[str, ...] = ()
    pejabat: str = ""  # who has the leading position where nobody heads by role
    anak: int = 0  # open units directly below

    @property
    def label_jenis(self) -> str:
        """The kind in words."""
        return Instansi.Jenis(self.jenis).label


@dataclass
class Susunan:
    """One level of the tree with the way to it; ``data_per`` None: people were never counted."""

    jalur: list[tuple[Baris, bool]]  # node, whether it lies in scope
    terbuka: Baris | None
    halaman: Page[Baris]
    data_per: datetime | None
    banyak_tutup: int


def puncak(pengguna: Pengguna, izin: IzinDasar) -> list[str]:
    """The paths where a person's scope begins, none inside another."""
    hasil: list[str] = []
    for path in sorted({p.path for p in simpul_izin(pengguna, izin)}):
        if not hasil or not path.startswith(hasil[-1]):
            hasil.append(path)
    return hasil


def susunan(
    pengguna: Pengguna,
    izin: IzinDasar,
    *,
    buka: Instansi | None,
    tutup: bool,
    hal: str | None,
    hari: date,
) -> Susunan:
    """The units below ``buka`` (else where the scope begins), a page of them, and the way there.

    The number of queries does not depend on the size of the city, nor do the rows that are built.
    """
    awal = puncak(pengguna, izin)
    path = buka.path if buka else (awal[0] if len(awal) == 1 else "")
    di_jalur = _baris(Instansi.objects.filter(path__in=[*awalan_path(path), path]))
    semua = _satu_tingkat(path, awal)
    tampil = semua if tutup else [b for b in semua if b.aktif_sampai is None]
    halaman = Paginator(sorted(tampil, key=_urutan), PER_HALAMAN).get_page(hal)
    orang, data_per = _orang([path] if path else awal, hari.year)
    terbuka, isi = di_jalur[-1:], list(halaman.object_list)
    lengkap = _lengkapi(terbuka, isi, orang if data_per else None, hari)
    halaman.object_list = lengkap[len(terbuka) :]
    return Susunan(
        jalur=[(b, b.path.startswith(tuple(awal))) for b in di_jalur[:-1]],
        terbuka=lengkap[0] if terbuka else None,
        halaman=halaman,
        data_per=data_per,
        banyak_tutup=sum(b.aktif_sampai is not None for b in semua),
    )


def _satu_tingkat(path: str, awal: list[str]) -> list[Baris]:
    """What hangs directly below a path; without one the nodes where the scope begins."""
    if not path:
        return _baris(Instansi.objects.filter(path__in=awal))
    tingkat = len(path) // LANGKAH + 1
    return _baris(Instansi.objects.filter(path__startswith=path, depth=tingkat))


def _lengkapi(
    terbuka: list[Baris], isi: list[Baris], orang: Orang | None, hari: date
) -> list[Baris]:
    """The rows with people, heads and, but for the open node, units below: three queries."""
    semua = [*terbuka, *isi]
    kepala = kepala_per_unit([b.pk for b in semua], hari)
    tanpa = [b.path for b in semua if b.pk not in kepala]
    pejabat = dict(puncak_jabatan(tanpa).values_list("unit__path", "nama"))
    anak = _anak(isi)
    return [
        b._replace(
            orang=orang(b.path) if orang else None,
            kepala=tuple(kepala.get(b.pk, ())),
            pejabat=pejabat.get(b.path, ""),
            anak=anak.get(b.path, 0),
        )
        for b in semua
    ]


def hasil_cari(
    pengguna: Pengguna, izin: IzinDasar, *, cari: str, tutup: bool, hal: str | None
) -> Page[Baris]:
    """The units in scope that match, with the name of the node above; closed ones on demand."""
    unit = cari_unit(instansi_untuk(pengguna, izin), cari)
    if not tutup:
        unit = unit.filter(aktif_sampai=None)
    daftar = dengan_induk(unit).order_by("depth", "nama", "pk").values_list(*KOLOM, "nama_induk")
    halaman = Paginator(daftar, PER_HALAMAN).get_page(hal)
    halaman.object_list = [
        Baris(*isi)._replace(induk=atas or "") for *isi, atas in halaman.object_list
    ]
    return halaman


def kepala_per_unit(unit: Iterable[int], hari: date) -> dict[int, list[str]]:
    """Who heads each unit by role today, acting ones marked: one query."""
    hasil: dict[int, list[str]] = {}
    baris = (
        penugasan_aktif(hari)
        .filter(instansi__in=list(unit), peran=Peran.KEPALA)
        .order_by("pelaksana_tugas", "mulai", "pk")
        .values_list("instansi", "pengguna__nama", "pelaksana_tugas")
    )
    for pk, nama, pelaksana in baris:
        hasil.setdefault(pk, []).append(f"{nama} (Plt/Plh)" if pelaksana else nama)
    return hasil


def anak_langsung(unit: Instansi) -> list[Baris]:
    """The open units directly below, sorted as the tree sorts them: one query."""
    bawah = Instansi.objects.filter(
        path__startswith=unit.path, depth=unit.depth + 1, aktif_sampai=None
    )
    return sorted(_baris(bawah), key=_urutan)


def _baris(unit: QuerySet[Instansi]) -> list[Baris]:
    return [Baris(*b) for b in unit.order_by("path").values_list(*KOLOM)]


def _urutan(baris: Baris) -> tuple[Any, ...]:
    """By kind, then by name with its numbers as numbers: SDN 2 before SDN 10."""
    potongan = re.split(r"(\d+)", baris.nama.lower())
    alami = [(int(p), "") if p.isdigit() else (-1, p) for p in potongan if p]
    return (URUTAN_JENIS[baris.jenis], alami, baris.pk)


def _orang(awal: list[str], tahun: int) -> tuple[Orang, datetime | None]:
    """Active people of a path, own and with those below, by the summary: one query."""
    isi = list(
        RingkasanUnit.objects.filter(cabang(awal, "unit__"), tahun=tahun)
        .values_list("unit__path")
        .annotate(Sum("pegawai"), Max("dihitung_pada"))
        .order_by()
    )
    sendiri = {path: n for path, n, _ in isi}
    semua: Counter[str] = Counter()
    for path, n in sendiri.items():
        semua.update(dict.fromkeys((*awalan_path(path), path), n))
    return lambda path: (sendiri.get(path, 0), semua[path]), max((p for *_, p in isi), default=None)


def _anak(baris: list[Baris]) -> dict[str, int]:
    """How many open units hang directly below each path: one query."""
    return dict(
        Instansi.objects.annotate(induk=Substr("path", 1, Length("path") - LANGKAH))
        .filter(
            cabang({b.path[:-LANGKAH] for b in baris}),
            depth__in={len(b.path) // LANGKAH + 1 for b in baris},
            aktif_sampai=None,
        )
        .values_list("induk")
        .annotate(n=Count("pk"))
        .order_by()
    )
