"""People with what their progress is judged by; the reasons come from laporan.rules."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from evaluasi.models import TugasEvaluasi
from instansi.models import Pegawai
from laporan.models import RingkasanPerhatian
from laporan.rules.dasbor import ESELON_TANPA_ATASAN, Patokan, daftar_alasan
from pelatihan.models import Kehadiran
from pembinaan.models import CatatanJP

SYARAT_PERHATIAN = {
    "jp": Q(perhatian_jp=True),
    "evaluasi": Q(evaluasi_lewat__gt=0),
    "atasan": Q(tanpa_atasan=True),
}
PERHATIAN = {
    "jp": "JP di bawah laju, belum ada kelas",
    "evaluasi": "Evaluasi terlambat",
    "atasan": "Belum punya atasan",
}


def dengan_perhatian(
    pegawai: QuerySet[Pegawai], *, patokan: Patokan, sekarang: datetime
) -> QuerySet[Any]:
    """Annotate people with what needs attention, all in one statement.

    Adds jp (JP of the year), target and prorata (JP), ada_kelas (an upcoming scheduled session),
    evaluasi_lewat (open tasks later than the limit), tanpa_atasan, and perhatian_jp,
    perhatian_evaluasi, perhatian_atasan, perlu_perhatian.
    """
    batas = sekarang - timedelta(days=patokan.hari_lewat_evaluasi)
    jp = CatatanJP.objects.filter(pegawai=OuterRef("pk"), tahun=patokan.tahun)
    lewat = TugasEvaluasi.objects.filter(
        pegawai=OuterRef("pk"), status=TugasEvaluasi.Status.TERBUKA, tenggat__lt=batas
    )
    kelas = Kehadiran.objects.filter(pegawai=OuterRef("pk"), terjadwal=True, mulai__gt=sekarang)
    return (
        pegawai.annotate(
            jp=Coalesce(
                Subquery(jp.order_by().values("pegawai").annotate(n=Sum("jp")).values("n")), 0
            ),
            target=_menurut_jenis(patokan.target_pns, patokan.target_pppk),
            prorata=_menurut_jenis(
                patokan.prorata(patokan.target_pns), patokan.prorata(patokan.target_pppk)
            ),
            ada_kelas=Exists(kelas),
            evaluasi_lewat=Coalesce(
                Subquery(lewat.order_by().values("pegawai").annotate(n=Count("pk")).values("n")),
                0,
            ),
            tanpa_atasan=_benar(Q(atasan=None) & ~Q(jabatan__eselon__in=ESELON_TANPA_ATASAN)),
        )
        .annotate(
            perhatian_jp=_benar(Q(jp__lt=F("prorata"), ada_kelas=False)),
            perhatian_evaluasi=_benar(Q(evaluasi_lewat__gt=0)),
            perhatian_atasan=F("tanpa_atasan"),
        )
        .annotate(
            perlu_perhatian=_benar(
                Q(perhatian_jp=True) | Q(perhatian_evaluasi=True) | Q(perhatian_atasan=True)
            )
        )
    )


def perlu_perhatian(tahun: int, jenis: str = "semua") -> QuerySet[RingkasanPerhatian]:
    """The stored rows of those who need attention, for one reason of PERHATIAN or for any."""
    return RingkasanPerhatian.objects.filter(SYARAT_PERHATIAN.get(jenis, Q()), tahun=tahun)


def _menurut_jenis(pns: object, pppk: object) -> Case:
    angka = DecimalField(max_digits=14, decimal_places=4)
    return Case(
        When(jenis=Pegawai.Jenis.PPPK, then=Value(pppk, output_field=angka)),
        default=Value(pns, output_field=angka),
    )


def _benar(syarat: Q) -> Combinable:
    return ExpressionWrapper(syarat, output_field=BooleanField())


def alasan_perhatian(pegawai: Any) -> list[str]:
    """Why a person of ``dengan_perhatian`` or a row of RingkasanPerhatian needs attention."""
    return daftar_alasan(
        jp=pegawai.jp,
        perhatian_jp=pegawai.perhatian_jp,
        evaluasi_lewat=pegawai.evaluasi_lewat,
        tanpa_atasan=pegawai.tanpa_atasan,
    )
