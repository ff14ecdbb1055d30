"""People narrowed and sorted, as the list and its workbook show them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
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
)
from django.db.models.functions import Cast, Coalesce, Collate, Lower

from instansi.models import Instansi, Pegawai
from instansi.queries.cari import tercari
from instansi.rules.orang import ESELON_TANPA_ATASAN, URUTAN_GOLONGAN
from laporan.queries.perhatian import perlu_perhatian
from laporan.rules.pegawai import SEMUA_STATUS, pakai_saring
from pembinaan.models import CatatanJP

# Filters that are one column each: the name in the form, the lookup.
SARING_SAMA = {
    "rumpun": "jabatan__rumpun",
    "jenis": "jenis",
    "jabatan": "jabatan__jenis",
    "jenjang": "jabatan__jenjang",
    "golongan": "golongan",
}
# What is missing, and the condition that says so.
SYARAT_KURANG = {
    "atasan": Q(atasan=None) & ~Q(jabatan__eselon__in=ESELON_TANPA_ATASAN),
    "surel": Q(surel=""),
}


def pegawai_tersaring(
    daftar: QuerySet[Pegawai], saring: dict[str, Any], *, cari: str, tahun: int
) -> QuerySet[Pegawai]:
    """People narrowed by what ``beranda.forms.FormSaring`` gives, and by a search.

    Active people where no status is asked for. ``unit`` (an Instansi) counts with all below it;
    ``cari`` is a part of a name, or a NIP with or without spaces. Attention is as stored by the
    summary of ``tahun``, at most a minute old.
    """
    status = saring.get("status") or Pegawai.Status.AKTIF
    if status != SEMUA_STATUS:
        daftar = daftar.filter(status=status)
    if unit := saring.get("unit"):
        daftar = daftar.filter(unit__in=Instansi.objects.filter(path__startswith=unit.path))
    daftar = daftar.filter(**{k: saring[s] for s, k in SARING_SAMA.items() if saring.get(s)})
    if kurang := saring.get("kurang"):
        daftar = daftar.filter(SYARAT_KURANG[kurang])
    if perhatian := saring.get("perhatian"):
        daftar = daftar.filter(pk__in=perlu_perhatian(tahun, perhatian).values("pegawai"))
    return tercari(daftar, cari)


def banyak_pegawai(
    daftar: QuerySet[Pegawai], saring: dict[str, Any], *, tahun: int, pemda: int | None
) -> int:
    """How many people ``daftar`` holds.

    Where only attention narrows a whole ``pemda``, the summary has the number: finding it again
    would join everyone. ``saring`` says what narrows.
    """
    if pemda and pakai_saring(saring) == ["perhatian"]:
        return perlu_perhatian(tahun, saring["perhatian"]).filter(pemda=pemda).count()
    return daftar.count()


def urutkan(daftar: QuerySet[Pegawai], urut: str, *, tahun: int) -> QuerySet[Pegawai]:
    """Sort by nama (default), unit, golongan or jp of the year; a leading minus reverses."""
    nama = Collate(Lower("nama"), "C")
    kunci = urut.lstrip("-")
    if kunci == "jp":
        daftar = daftar.annotate(jp_urut=jp_tahun(tahun))
    lain = {"unit": F("unit__nama"), "golongan": _TINGKAT_GOLONGAN, "jp": F("jp_urut")}
    kolom: Any = lain.get(kunci, nama)
    if urut.startswith("-"):
        return daftar.order_by(kolom.desc(nulls_last=True), nama, "id")
    return daftar.order_by(kolom.asc(nulls_first=True), nama, "id")


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
