"""What the rows of an import are judged against."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from instansi.models import Instansi, Pegawai
from instansi.rules.impor.unit import AcuanUnit, kunci_nama


def acuan_unit(pemda: Instansi, hari_ini: date, cakupan: Collection[int] | None) -> AcuanUnit:
    """Units by name and by code, closed ones with their successor; one query."""
    units = list(
        Instansi.objects.filter(Q(pemda=pemda) | Q(pk=pemda.pk))
        .select_related("digantikan_oleh")
        .order_by("path")
    )
    nama = Counter(kunci_nama(u.nama) for u in units)
    return AcuanUnit(
        unit={kunci_nama(u.nama): u.pk for u in units} | {kunci_nama(u.kode): u.pk for u in units},
        nama=tuple(u.nama for u in units if cakupan is None or u.pk in cakupan),
        kembar=frozenset(n for n, banyak in nama.items() if banyak > 1),
        tutup={
            u.pk: u.digantikan_oleh.nama if u.digantikan_oleh else ""
            for u in units
            if u.aktif_sampai and u.aktif_sampai < hari_ini
        },
        cakupan=cakupan,
    )


def orang_dikenal(pemda: Instansi, cakupan: Collection[int] | None) -> dict[str, int]:
    """The pemda's people, within the scope, by NIP."""
    orang = Pegawai.objects.filter(pemda=pemda)
    if cakupan is not None:
        orang = orang.filter(unit__in=cakupan)
    return dict(orang.values_list("nip", "pk"))
