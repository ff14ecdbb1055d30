"""A superior's direct reports."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Min, Q, QuerySet

from beranda.queries.pegawai import pegawai_tampil
from evaluasi.models import TugasEvaluasi
from instansi.models import Pegawai
from laporan.queries.perhatian import dengan_perhatian, nilai_perhatian
from laporan.rules.dasbor import Patokan
from pelatihan.models import Kehadiran


@dataclass
class AnggotaTim:
    """A direct report: JP and target of the year, absences, late forms, coming sessions.

    ``sesi_ditandai`` counts the sessions of the year of which the attendance is known.
    """

    pegawai: Pegawai
    sesi_ditandai: int = 0
    tidak_hadir: int = 0
    evaluasi_lewat: int = 0
    mendatang: list[tuple[str, datetime, datetime]] = field(default_factory=list)


def tim(pegawai_id: int, *, patokan: Patokan, sekarang: datetime) -> list[AnggotaTim]:
    """The active direct reports of a person; four queries whatever their number.

    tidak_hadir counts sessions of the year marked izin, sakit or tanpa keterangan; mendatang
    lists up to three classes with their first and last coming session.
    """
    orang = dengan_perhatian(
        pegawai_tampil(Pegawai.objects.filter(atasan=pegawai_id)),
        patokan=patokan,
        sekarang=sekarang,
    ).order_by("nama", "id")
    anggota = {p.pk: AnggotaTim(p) for p in orang}
    for satu in anggota.values():
        nilai_perhatian(satu.pegawai, patokan)
    hadir = Kehadiran.objects.filter(pegawai__in=anggota)
    ditandai = hadir.filter(mulai__year=patokan.tahun).exclude(status=Kehadiran.Status.BELUM)
    hitungan = ditandai.values("pegawai").annotate(
        semua=Count("pk"), tidak=Count("pk", filter=~Q(status=Kehadiran.Status.HADIR))
    )
    for pegawai, semua, jumlah in hitungan.values_list("pegawai", "semua", "tidak"):
        anggota[pegawai].sesi_ditandai = semua
        anggota[pegawai].tidak_hadir = jumlah
    for pegawai, jumlah in _lewat(anggota, sekarang):
        anggota[pegawai].evaluasi_lewat = jumlah
    for pegawai, nama, mulai, selesai in _mendatang(hadir, sekarang):
        anggota[pegawai].mendatang.append((nama, mulai, selesai))
    return list(anggota.values())


def _lewat(anggota: Iterable[int], sekarang: datetime) -> Iterable[tuple[int, int]]:
    """Open forms past their due time, by person."""
    return (
        TugasEvaluasi.objects.filter(
            pegawai__in=anggota, status=TugasEvaluasi.Status.TERBUKA, tenggat__lt=sekarang
        )
        .values_list("pegawai")
        .annotate(Count("pk"))
    )


def _mendatang(
    hadir: QuerySet[Kehadiran], sekarang: datetime
) -> Iterable[tuple[int, str, datetime, datetime]]:
    return (
        hadir.filter(terjadwal=True, selesai__gt=sekarang)
        .values("pegawai", "sesi__kelas", "sesi__kelas__pelatihan__nama")
        .annotate(awal=Min("mulai"), akhir=Max("selesai"))
        .order_by("awal")
        .values_list("pegawai", "sesi__kelas__pelatihan__nama", "awal", "akhir")
    )
