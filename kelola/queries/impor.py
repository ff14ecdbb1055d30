"""Imports that a person may see, and the lines of their results."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Count, QuerySet

from instansi.akses import IzinDasar
from instansi.models import Pengguna
from instansi.queries import instansi_untuk, pemda_utuh
from kelola.models import PekerjaanImpor, RincianImpor


def impor_untuk(pengguna: Pengguna, izin: IzinDasar) -> QuerySet[PekerjaanImpor]:
    """Imports of the own pemda for who holds the right at its root, else only one's own."""
    semua = PekerjaanImpor.objects.filter(pemda=pengguna.pemda_id).select_related("pengunggah")
    if pemda_utuh(pengguna, izin):
        return semua
    return semua.filter(pengunggah=pengguna)


def cakupan_impor(pengguna: Pengguna, izin: IzinDasar) -> set[int] | None:
    """The units that a person may write to by this permission; None for the whole pemda."""
    if pemda_utuh(pengguna, izin):
        return None
    return set(instansi_untuk(pengguna, izin).values_list("pk", flat=True))


class Hitungan(NamedTuple):
    """Rows of the file, and messages about them: a row may have several."""

    baris: int = 0
    pesan: int = 0


def hitung_rincian(pekerjaan: PekerjaanImpor) -> dict[str, Hitungan]:
    """How many rows each kind of line is about, and how many lines there are; one query."""
    jumlah = (
        pekerjaan.rincian.order_by()
        .values_list("jenis")
        .annotate(baris=Count("baris", distinct=True), pesan=Count("id"))
    )
    ada = {jenis: Hitungan(*n) for jenis, *n in jumlah}
    return dict.fromkeys(RincianImpor.Jenis.values, Hitungan()) | ada


def baris_rincian(pekerjaan: PekerjaanImpor, jenis: str) -> QuerySet[RincianImpor, int]:
    """The numbers of the rows of one kind, in the order of the file, each once."""
    return (
        pekerjaan.rincian.filter(jenis=jenis)
        .order_by("baris")
        .values_list("baris", flat=True)
        .distinct()
    )


def rincian(
    pekerjaan: PekerjaanImpor, jenis: str, baris: Sequence[int]
) -> list[list[RincianImpor]]:
    """What is said of these rows: for each row its messages."""
    semua = pekerjaan.rincian.filter(jenis=jenis, baris__in=baris).order_by("baris", "id")
    return [list(isi) for _, isi in groupby(semua, key=attrgetter("baris"))]
