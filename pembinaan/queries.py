"""Reads of the catalogue, the conversion rules and the JP ledger."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from instansi import queries as instansi
from instansi.akses import IzinDasar
from instansi.models import Pegawai, Pengguna
from pembinaan.models import AturanKonversiJP, CatatanJP, Pelatihan
from pembinaan.rules.jp import RingkasanJP, berlaku_pada, target_prorata


def katalog_untuk(pengguna: Pengguna) -> QuerySet[Pelatihan]:
    """The trainings that the person's pemda offers; everyone may read them."""
    return Pelatihan.objects.filter(pemda=pengguna.pemda_id, aktif=True)


def cari_katalog(katalog: QuerySet[Pelatihan], *, kata: str, tema: str) -> QuerySet[Pelatihan]:
    """Trainings whose name, theme or aim holds every word, of one theme where given."""
    for potongan in kata.split():
        katalog = katalog.filter(
            Q(nama__icontains=potongan)
            | Q(tema__icontains=potongan)
            | Q(tujuan__icontains=potongan)
        )
    if tema:
        katalog = katalog.filter(tema=tema)
    return katalog.order_by("nama", "id")


def daftar_tema(pengguna: Pengguna) -> list[str]:
    """The themes of the catalogue, for its filter."""
    tema = katalog_untuk(pengguna).order_by("tema").values_list("tema", flat=True)
    return list(tema.distinct())


def aturan_berlaku(pemda_id: int, pada: date) -> dict[str, AturanKonversiJP]:
    """The conversion rules by code as they stood on a day; one query."""
    return berlaku_pada(aturan_pemda(pemda_id), pada)


def aturan_pemda(pemda_id: int, kode: Iterable[str] | None = None) -> list[AturanKonversiJP]:
    """All versions of a pemda's conversion rules (of these codes), the oldest first."""
    aturan = AturanKonversiJP.objects.filter(pemda=pemda_id).order_by("berlaku_dari", "id")
    return list(aturan if kode is None else aturan.filter(kode__in=kode))


def aturan_dari_json(isi: dict[str, Any]) -> AturanKonversiJP:
    """A version of a rule that another query brought along as JSON of its columns."""
    kolom = AturanKonversiJP._meta.concrete_fields
    return AturanKonversiJP(**{k.attname: k.to_python(isi[k.attname]) for k in kolom})


def catatan_untuk(pengguna: Pengguna, izin: IzinDasar) -> QuerySet[CatatanJP]:
    """Ledger rows of the people whom the person may see by this permission."""
    return CatatanJP.objects.filter(pegawai__in=instansi.pegawai_untuk(pengguna, izin))


def buku_besar(catatan: QuerySet[CatatanJP], tahun: int) -> QuerySet[CatatanJP]:
    """A year's rows as they are read: newest first, with what reversed what."""
    return (
        catatan.filter(tahun=tahun)
        .select_related("membalik", "dibalik_oleh")
        .order_by("-tanggal", "-id")
    )


def catatan_berlaku(pegawai_ids: Iterable[int]) -> QuerySet[CatatanJP]:
    """Rows that no later row has reversed, without the reversing rows themselves."""
    return CatatanJP.objects.filter(
        pegawai__in=pegawai_ids, membalik=None, dibalik_oleh=None
    ).order_by("id")


def pemakaian_batas(
    pegawai_ids: Iterable[int], kode: str, *, sejak_tahun: int, kecuali: str
) -> dict[int, dict[str, int]]:
    """What each person used of a form's cap (JP by day or times by month), outside one activity.

    ``kecuali`` is the start of the keys of that activity. The caller holds a lock on the people.
    """
    terpakai: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    baris = (
        catatan_berlaku(pegawai_ids)
        .filter(tahun__gte=sejak_tahun, hitungan__kode=kode)
        .exclude(kunci__startswith=kecuali)
        .values_list("pegawai", "hitungan__pemakaian")
    )
    for pegawai, pemakaian in baris:
        for kunci, jumlah in (pemakaian or {}).items():
            terpakai[pegawai][kunci] += jumlah
    return terpakai


def jumlah_jp(tahun: int) -> Coalesce:
    """JP of a year as an annotation of people."""
    milik = CatatanJP.objects.filter(pegawai=OuterRef("pk"), tahun=tahun).order_by()
    return Coalesce(Subquery(milik.values("pegawai").annotate(n=Sum("jp")).values("n")), 0)


def ringkasan_jp(pegawai_ids: Iterable[int], tahun: int, pada: date) -> dict[int, RingkasanJP]:
    """JP of a year against target and ceiling, for many people; two queries and one per pemda.

    A past year is judged by the parameters of its last day (invariant 9), the current one by
    those of ``pada``.
    """
    orang = list(
        Pegawai.objects.filter(pk__in=list(pegawai_ids)).values_list("pk", "jenis", "pemda")
    )
    return _ringkasan_banyak(orang, tahun, pada)


def ringkasan_jp_orang(pegawai: Pegawai, tahun: int, pada: date) -> RingkasanJP:
    """As ringkasan_jp for one person at hand: two queries."""
    orang = [(pegawai.pk, pegawai.jenis, pegawai.pemda_id)]
    return _ringkasan_banyak(orang, tahun, pada)[pegawai.pk]


def _ringkasan_banyak(
    orang: Sequence[tuple[int, str, int]], tahun: int, pada: date
) -> dict[int, RingkasanJP]:
    hari = min(max(pada, date(tahun, 1, 1)), date(tahun, 12, 31))
    jumlah = dict(
        CatatanJP.objects.filter(pegawai__in=[o[0] for o in orang], tahun=tahun)
        .values_list("pegawai")
        .annotate(Sum("jp"))
        .order_by()
    )
    kebijakan = {pemda: instansi.parameter(pemda, hari) for pemda in {o[2] for o in orang}}
    return {
        pk: _ringkasan(jumlah.get(pk, 0), jenis, kebijakan[pemda], pada, hari)
        for pk, jenis, pemda in orang
    }


def _ringkasan(
    jp: int, jenis: str, parameter: dict[str, Decimal], pada: date, hari: date
) -> RingkasanJP:
    pppk = jenis == Pegawai.Jenis.PPPK
    target = parameter["jp_target_pppk" if pppk else "jp_target_pns"]
    return RingkasanJP(
        jp=jp,
        target=int(target),
        batas=int(parameter["jp_batas_pppk"]) if pppk else None,
        prorata=target_prorata(target, hari) if pada >= hari else target * 0,
    )
