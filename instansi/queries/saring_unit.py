"""The units by which lists of people and of accounts are narrowed."""

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from instansi.models import Instansi, Pengguna
from instansi.queries import instansi_untuk, simpul_izin
from instansi.queries.ingatan import Ingatan

if TYPE_CHECKING:
    from instansi.akses import IzinDasar


class UnitTersaring(NamedTuple):
    """A unit that a list may be narrowed to; of the chosen one also the keys of all from it on."""

    pk: int
    path: str
    nama: str
    subpohon: tuple[int, ...] = ()

    @property
    def sebutan(self) -> str:
        """The name as a choice, set in by its level."""
        return "– " * (len(self.path) // Instansi.steplen - 1) + self.nama


def unit_saringan(
    pengguna: Pengguna, izin: "IzinDasar", terpilih: str, ingatan: Ingatan
) -> list[UnitTersaring]:
    """The units that a person may choose, as ``unit_pilihan``; no query where it is remembered."""
    nomor = terpilih if terpilih.isdecimal() and len(terpilih) < 19 else ""
    kunci = ("unit", tuple(p.path for p in simpul_izin(pengguna, izin)), nomor)

    def pilihan() -> list[UnitTersaring]:
        return unit_pilihan(instansi_untuk(pengguna, izin).filter(aktif_sampai=None), nomor)

    return ingatan.ambil(kunci, pilihan)


def unit_pilihan(unit: QuerySet[Instansi], terpilih: str) -> list[UnitTersaring]:
    """The units to choose from: the two highest levels, and the way to the chosen one and below.

    A city has hundreds of schools: they appear once their agency is chosen. ``terpilih`` is a key
    or empty. One query.
    """
    syarat = Q(depth__lte=Subquery(unit.order_by("depth").values("depth")[:1]) + 1)
    if terpilih:
        dipilih = unit.filter(pk=terpilih)
        unit = unit.alias(
            jalur=Subquery(dipilih.values("path")[:1]), dalam=Subquery(dipilih.values("depth")[:1])
        )
        syarat |= Q(jalur__startswith=F("path"))
        syarat |= Q(path__startswith=F("jalur"), depth=F("dalam") + 1)
    bawah = ArraySubquery(Instansi.objects.filter(path__startswith=OuterRef("path")).values("pk"))
    subpohon = Case(When(pk=terpilih or None, then=bawah))
    daftar = unit.filter(syarat).order_by("path").values_list("pk", "path", "nama", subpohon)
    return [UnitTersaring(pk, path, nama, tuple(kunci or ())) for pk, path, nama, kunci in daftar]


def dengan_bawahan(unit: Instansi | UnitTersaring) -> Any:
    """A unit and all below it, for ``unit__in``.

    As keys where they are known: in the tree, the database would look for each name in order.
    """
    if isinstance(unit, UnitTersaring) and unit.subpohon:
        return unit.subpohon
    return Instansi.objects.filter(path__startswith=unit.path)
