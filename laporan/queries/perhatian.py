"""People with what their progress is judged by; the reasons come from laporan.rules."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from evaluasi.models import TugasEvaluasi
from instansi.models import Pegawai
from instansi.rules.orang import ESELON_TANPA_ATASAN
from laporan.models import RingkasanPerhatian
from laporan.rules.dasbor import Patokan, daftar_alasan
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
    """People with the facts that ``nilai_perhatian`` judges, all in one statement.

    Adds jp (JP of the year), ada_kelas (a session still to come this year) and evaluasi_lewat (open
    tasks later than the limit).
    """
    batas = sekarang - timedelta(days=patokan.hari_lewat_evaluasi)
    jp = CatatanJP.objects.filter(pegawai=OuterRef("pk"), tahun=patokan.tahun)
    lewat = TugasEvaluasi.objects.filter(
        pegawai=OuterRef("pk"), status=TugasEvaluasi.Status.TERBUKA, tenggat__lt=batas
    )
    kelas = Kehadiran.objects.filter(
        pegawai=OuterRef("pk"), terjadwal=True, mulai__gt=sekarang, mulai__year=patokan.tahun
    )
    return pegawai.select_related("jabatan").annotate(
        jp=Coalesce(Subquery(jp.order_by().values("pegawai").annotate(n=Sum("jp")).values("n")), 0),
        ada_kelas=Exists(kelas),
        evaluasi_lewat=Coalesce(
            Subquery(lewat.order_by().values("pegawai").annotate(n=Count("pk")).values("n")), 0
        ),
    )


def nilai_perhatian(pegawai: Any, patokan: Patokan) -> list[str]:
    """Why a person of ``dengan_perhatian`` needs attention; sets ``target`` (JP) and ``alasan``."""
    pegawai.target = patokan.target(pegawai.jenis)
    pegawai.alasan = daftar_alasan(
        jp=pegawai.jp,
        perhatian_jp=pegawai.jp < patokan.prorata(pegawai.target) and not pegawai.ada_kelas,
        evaluasi_lewat=pegawai.evaluasi_lewat,
        tanpa_atasan=pegawai.atasan_id is None
        and pegawai.jabatan.eselon not in ESELON_TANPA_ATASAN,
    )
    return pegawai.alasan


def perlu_perhatian(tahun: int, jenis: str = "semua") -> QuerySet[RingkasanPerhatian]:
    """The stored rows of those who need attention, for one reason of PERHATIAN or for any."""
    return RingkasanPerhatian.objects.filter(SYARAT_PERHATIAN.get(jenis, Q()), tahun=tahun)


def alasan_perhatian(pegawai: RingkasanPerhatian) -> list[str]:
    """Why the person of a row of RingkasanPerhatian needs attention."""
    return daftar_alasan(
        jp=pegawai.jp,
        perhatian_jp=pegawai.perhatian_jp,
        evaluasi_lewat=pegawai.evaluasi_lewat,
        tanpa_atasan=pegawai.tanpa_atasan,
    )
