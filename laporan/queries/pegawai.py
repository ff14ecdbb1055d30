"""People narrowed and sorted, as the list and its workbook show them."""

from array import array
from collections.abc import Callable, Hashable, Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import (
    Count,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    Window,
)
from django.db.models.functions import Cast, Coalesce, Collate, Lower

from instansi.models import Pegawai
from instansi.queries.cari import tercari, terdekat_dahulu
from instansi.queries.ingatan import Ingatan, kunci_daftar
from instansi.queries.saring_unit import dengan_bawahan
from instansi.rules.orang import ESELON_TANPA_ATASAN, URUTAN_GOLONGAN
from laporan.models import RingkasanUnit
from laporan.queries.perhatian import KOLOM_PERHATIAN, perlu_perhatian
from laporan.rules.pegawai import SEMUA_STATUS, pakai_saring
from pembinaan.models import CatatanJP

# By code point: the same on every server, and the order of the index on names.
NAMA = Collate(Lower("nama"), "C")
# Filters that are one column each: the name in the form, the lookup.
SARING_SAMA = {
    "rumpun": "jabatan__rumpun",
    "jenis": "jenis",
    "jabatan": "jabatan__jenis",
    "jenjang": "jabatan__jenjang",
    "golongan": "golongan",
}
PER_HALAMAN = 25
# Of how many people an order by JP is remembered (8 bytes each): an agency, not a city.
URUTAN_TERPANJANG = 5_000
# What is missing, and the condition that says so.
SYARAT_KURANG = {
    "atasan": Q(atasan=None) & ~Q(jabatan__eselon__in=ESELON_TANPA_ATASAN),
    "surel": Q(surel=""),
}


def pegawai_tersaring(
    daftar: QuerySet[Pegawai], saring: dict[str, Any], *, cari: str, tahun: int
) -> QuerySet[Pegawai]:
    """People narrowed by what ``beranda.forms.FormSaring`` gives, and by a search.

    Active people where no status is asked for. ``unit`` (an Instansi or UnitTersaring) counts with
    all below it; ``cari`` is a part of a name, or a NIP with or without spaces. Attention is as
    stored by the summary of ``tahun``, at most a minute old.
    """
    status = saring.get("status") or Pegawai.Status.AKTIF
    if status != SEMUA_STATUS:
        daftar = daftar.filter(status=status)
    if unit := saring.get("unit"):
        daftar = daftar.filter(unit__in=dengan_bawahan(unit))
    daftar = daftar.filter(**{k: saring[s] for s, k in SARING_SAMA.items() if saring.get(s)})
    if kurang := saring.get("kurang"):
        daftar = daftar.filter(SYARAT_KURANG[kurang])
    if perhatian := saring.get("perhatian"):
        daftar = daftar.filter(pk__in=perlu_perhatian(tahun, perhatian).values("pegawai"))
    return tercari(daftar, cari)


def banyak_teringkas(saring: dict[str, Any], *, tahun: int, pemda: int | None) -> int | None:
    """How many people a list holds, where a summary knows it; else None.

    That is where only attention narrows a whole ``pemda``: finding the number again would join
    everyone. ``saring`` says what narrows. One query.
    """
    if pemda and pakai_saring(saring) == ["perhatian"]:
        unit = RingkasanUnit.objects.filter(pemda=pemda, tahun=tahun)
        return unit.aggregate(n=Sum(KOLOM_PERHATIAN[saring["perhatian"]], default=0))["n"]
    return None


def pemda_terurut(saring: dict[str, Any], pemda: int | None) -> int | None:
    """The pemda whose summary can give a list its order by JP, else None.

    Of active people, not narrowed to a unit or to a few, who are sorted faster by themselves.
    """
    return pemda if SARING_SAMA.keys() >= set(pakai_saring(saring)) else None


def urutkan(
    daftar: QuerySet[Pegawai], urut: str, *, tahun: int, cari: str = ""
) -> QuerySet[Pegawai]:
    """Sort by nama (default), unit, golongan or jp of the year; a leading minus reverses.

    By name, whoever the words of a search (``cari``) fit best comes first. Units of one name stay
    apart. Only a rank can be missing: those come last from above.
    """
    if cari and urut == "nama":
        return daftar.order_by(*terdekat_dahulu(cari), NAMA, "id")
    kunci, turun = urut.lstrip("-"), urut.startswith("-")
    if kunci == "unit":
        unit = ("-unit__nama", "-unit_id") if turun else ("unit__nama", "unit_id")
        return daftar.order_by(*unit, NAMA, "id")
    if kunci not in ("golongan", "jp"):
        return daftar.order_by(*((NAMA.desc(), "-id") if turun else (NAMA, "id")))
    if kunci == "jp":
        daftar = daftar.annotate(jp_urut=jp_tahun(tahun))
    kolom: Any = F("jp_urut") if kunci == "jp" else _TINGKAT_GOLONGAN
    arah = kolom.desc(nulls_last=True) if turun else kolom.asc(nulls_first=True)
    return daftar.order_by(arah, NAMA, "id")


class IngatanJP(Ingatan):
    """With the state of the JP ledger (``lain``), which changes by newer rows only."""

    SQL_LAIN = "(SELECT max(id) FROM pembinaan_catatanjp)"


class DaftarTerurut:
    """People in the order of ``urutkan``, for a Paginator: their number, the keys of a slice.

    By rank, the number of people of each rank says which ranks a page shows; only these are sorted
    by name. By JP, active people of a whole ``pemda`` come in the order of its summary
    (``terurut_pada`` says as of when), where there is one. ``banyak`` is their number where it is
    known. With ``ingatan``, beside it all that ``daftar`` depends on, a number counted before may
    serve, an order by JP of up to ``URUTAN_TERPANJANG`` people, and SQL once built. Two queries,
    one for the first page where nothing else knows the number, one more without the summary.
    """

    def __init__(
        self,
        daftar: QuerySet[Pegawai],
        urut: str,
        *,
        tahun: int,
        cari: str = "",
        banyak: int | None = None,
        pemda: int | None = None,
        ingatan: tuple[IngatanJP, Hashable] | None = None,
    ) -> None:
        self.pemda = pemda
        self.ingatan: IngatanJP | None
        self.kunci: Hashable
        self.ingatan, self.kunci = ingatan or (None, None)
        self.terurut_pada: datetime | None = None
        self.daftar, self.urut, self.tahun = daftar, urut, tahun
        self.cari, self.banyak = cari, banyak

    def count(self) -> int:
        if self.banyak is not None:
            return self.banyak
        if self.ingatan or self._menurut_golongan:
            return sum(self._per_golongan.values())
        return self._awal[0]

    @cached_property
    def _awal(self) -> tuple[int, list[int]]:
        """The number of people and the keys of the first ``PER_HALAMAN``, in one statement."""
        terurut = urutkan(self.daftar, self.urut, tahun=self.tahun, cari=self.cari)
        baris = list(terurut.values_list("pk", Window(Count("*")))[:PER_HALAMAN])
        return baris[0][1] if baris else 0, [pk for pk, _ in baris]

    def __getitem__(self, irisan: slice) -> list[int]:
        if irisan.start >= irisan.stop:
            return []
        if self.urut.lstrip("-") == "jp" and (pk := self._menurut_jp(irisan)):
            return pk
        if "_awal" in vars(self) and irisan.stop <= PER_HALAMAN:
            return self._awal[1][irisan]
        if self._menurut_golongan:
            return [pk for _, _, pk in sorted(self._baca(self._tergolong, irisan))]
        return [pk for (pk,) in self._baca(self._terurut, irisan)]

    def _baca(self, kueri: "Callable[[slice], QuerySet[Any, Any]]", irisan: slice) -> list[Any]:
        """The rows of a query of this list; its SQL takes as long to build as to run."""
        if self.ingatan is None:
            return list(kueri(irisan))
        kunci = (kueri.__name__, self.urut, self.tahun, self.pemda, irisan.start, irisan.stop)
        tersusun = self.ingatan.ambil((*kunci, self.kunci), lambda: kunci_daftar(kueri(irisan)))
        if not tersusun:
            return []
        with connection.cursor() as kursor:
            kursor.execute(*tersusun)
            return kursor.fetchall()

    def _terurut(self, irisan: slice) -> "QuerySet[Any, Any]":
        terurut = urutkan(self.daftar, self.urut, tahun=self.tahun, cari=self.cari)
        return terurut[irisan].values_list("pk")

    def _tergolong(self, irisan: slice) -> "QuerySet[Any, Any]":
        """Place of the rank, name, key: of the ranks that the slice shows."""
        bagian = [
            self.daftar.filter(golongan__in=golongan)
            .order_by(NAMA, "id")
            .values_list(Value(urutan, output_field=IntegerField()), NAMA, "pk")[potong]
            for urutan, (golongan, potong) in enumerate(self._bagian(irisan.start, irisan.stop))
        ]
        if not bagian:
            return self.daftar.none()
        return bagian[0].union(*bagian[1:], all=True) if bagian[1:] else bagian[0]

    def _menurut_jp(self, irisan: slice) -> list[int]:
        """A whole pemda by its summary, fewer people by their remembered order; else none."""
        if self.pemda:
            baris = self._baca(self._teringkas, irisan)
            if baris:
                self.terurut_pada = baris[0][1]
            return [pk for pk, _ in baris]
        if self.ingatan and self.count() <= URUTAN_TERPANJANG:
            return self._teringat(self.ingatan)[irisan].tolist()
        return []

    def _teringat(self, ingatan: IngatanJP) -> "array[int]":
        """All keys by JP."""
        terurut = urutkan(self.daftar, self.urut, tahun=self.tahun).values_list("pk", flat=True)
        kunci = (self.urut, self.tahun, ingatan.lain, self.kunci)
        return ingatan.ambil(kunci, lambda: array("q", terurut))

    def _teringkas(self, irisan: slice) -> "QuerySet[Any, Any]":
        """By the summary, whose index has the order; none where it was not computed yet."""
        jp = F("ringkasan_jp__jp")
        pada = RingkasanUnit.objects.filter(pemda=self.pemda, tahun=self.tahun)
        return (
            self.daftar.filter(ringkasan_jp__pemda=self.pemda, ringkasan_jp__tahun=self.tahun)
            .order_by(jp.desc() if self.urut.startswith("-") else jp.asc(), NAMA, "id")
            .values_list("pk", Subquery(pada.values("dihitung_pada")[:1]))[irisan]
        )

    @property
    def _menurut_golongan(self) -> bool:
        return self.urut.lstrip("-") == "golongan"

    @cached_property
    def _per_golongan(self) -> dict[str, int]:
        kueri = self.daftar.order_by().values_list("golongan").annotate(n=Count("*"))
        if self.ingatan is None:
            return dict(kueri)
        return self.ingatan.ambil(("golongan", self.kunci), lambda: dict(kueri))

    def _bagian(self, mulai: int, selesai: int) -> Iterator[tuple[list[str], slice]]:
        """The ranks that lie between two places of the list, and what of each."""
        lain = [g for g in self._per_golongan if g not in URUTAN_GOLONGAN]
        urutan = [lain, *([g] for g in URUTAN_GOLONGAN)]
        lewat = 0
        for golongan in reversed(urutan) if self.urut.startswith("-") else urutan:
            banyak = sum(self._per_golongan.get(g, 0) for g in golongan)
            potong = slice(max(mulai - lewat, 0), min(selesai - lewat, banyak))
            if potong.start < potong.stop:
                yield golongan, potong
            lewat += banyak


def jp_tahun(tahun: int) -> Coalesce:
    """The JP of a person in a year, to be annotated."""
    jp = CatatanJP.objects.filter(pegawai=OuterRef("pk"), tahun=tahun)
    return Coalesce(Subquery(jp.order_by().values("pegawai").annotate(n=Sum("jp")).values("n")), 0)


_TINGKAT_GOLONGAN = Func(
    Value(list(URUTAN_GOLONGAN), output_field=ArrayField(TextField())),
    Cast(F("golongan"), TextField()),
    function="array_position",
    output_field=IntegerField(),
)
