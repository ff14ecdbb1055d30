"""People with what their progress is judged by; the reasons come from laporan.rules."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Field, IntegerField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from instansi.models import Pegawai
from instansi.rules.orang import ESELON_TANPA_ATASAN
from laporan.models import RingkasanPerhatian
from laporan.rules.dasbor import Patokan, daftar_alasan

SYARAT_PERHATIAN = {
    "jp": Q(perhatian_jp=True),
    "evaluasi": Q(evaluasi_lewat__gt=0),
    "atasan": Q(tanpa_atasan=True),
}
# Of RingkasanUnit: how many people of a unit, for one reason or for any.
KOLOM_PERHATIAN = {"semua": "perhatian"} | {kode: f"perhatian_{kode}" for kode in SYARAT_PERHATIAN}
PERHATIAN = {
    "jp": "JP di bawah laju, belum ada kelas",
    "evaluasi": "Evaluasi terlambat",
    "atasan": "Belum punya atasan",
}


# Written by hand: drawing a page of people spent more time on building these than on its rows.
SQL_JP = """COALESCE((SELECT SUM(c.jp) FROM pembinaan_catatanjp c
    WHERE c.pegawai_id = instansi_pegawai.id AND c.tahun = %s), 0)"""
SQL_KELAS = """EXISTS (SELECT 1 FROM pelatihan_kehadiran k
    WHERE k.pegawai_id = instansi_pegawai.id AND k.terjadwal
        AND k.mulai > %s AND k.mulai >= %s AND k.mulai < %s)"""
SQL_LEWAT = """(SELECT COUNT(*) FROM evaluasi_tugasevaluasi t
    WHERE t.pegawai_id = instansi_pegawai.id AND t.status = 'TERBUKA' AND t.tenggat < %s)"""


def dengan_perhatian(
    pegawai: QuerySet[Pegawai], *, patokan: Patokan, sekarang: datetime
) -> QuerySet[Any]:
    """People with the facts that ``nilai_perhatian`` judges, all in one statement.

    Adds jp (JP of the year), ada_kelas (a session still to come this year) and evaluasi_lewat (open
    tasks later than the limit).
    """
    jp, kelas, lewat = isi_perhatian(patokan, sekarang)
    return pegawai.select_related("jabatan").annotate(
        jp=_mentah(SQL_JP, jp, IntegerField()),
        ada_kelas=_mentah(SQL_KELAS, kelas, BooleanField()),
        evaluasi_lewat=_mentah(SQL_LEWAT, lewat, IntegerField()),
    )


def isi_perhatian(patokan: Patokan, sekarang: datetime) -> tuple[list[Any], list[Any], list[Any]]:
    """The parameters of SQL_JP, SQL_KELAS and SQL_LEWAT."""
    tahun, batas = patokan.tahun, sekarang - timedelta(days=patokan.hari_lewat_evaluasi)
    awal, akhir = (timezone.make_aware(datetime(t, 1, 1)) for t in (tahun, tahun + 1))  # noqa: DTZ001
    return [tahun], [sekarang, awal, akhir], [batas]


def _mentah(sql: str, isi: list[Any], jenis: "Field[Any, Any]") -> RawSQL:
    return RawSQL(sql, isi, output_field=jenis)  # noqa: S611 - constants; values are parameters


def nilai_perhatian(pegawai: Any, patokan: Patokan) -> list[str]:
    """Why a person needs attention; sets ``target`` (JP) and ``alasan``.

    ``pegawai`` is of ``dengan_perhatian``, or a row with the same facts.
    """
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
