"""People: the list narrowed and sorted, one page of it, one person."""

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from instansi import queries as instansi
from instansi.models import Pegawai, Pengguna
from laporan.queries.perhatian import dengan_perhatian, nilai_perhatian
from laporan.rules.dasbor import Patokan, patokan
from pelatihan.models import Kehadiran, Pendaftaran
from pembinaan.models import CatatanJP


def patokan_hari_ini(pengguna: Pengguna) -> Patokan:
    """The yardstick of the person's pemda for today."""
    hari = timezone.localdate()
    return patokan(instansi.parameter(pengguna.pemda_id, hari), hari, hari.year)


def pegawai_tampil(daftar: QuerySet[Pegawai]) -> QuerySet[Pegawai]:
    """Active people with unit and position, sorted by name the same way on every server."""
    return daftar.filter(status=Pegawai.Status.AKTIF).select_related("unit", "jabatan")


def isi_halaman(halaman: QuerySet[Pegawai], *, patokan: Patokan, sekarang: datetime) -> list[Any]:
    """The people of one page in its order, with JP and reasons (``alasan``): two queries."""
    urutan = list(halaman.values_list("pk", flat=True))
    orang = Pegawai.objects.filter(pk__in=urutan).select_related("unit", "jabatan")
    terisi = dengan_perhatian(
        orang.annotate(nama_atasan=F("atasan__nama")), patokan=patokan, sekarang=sekarang
    ).in_bulk()
    for pegawai in terisi.values():
        nilai_perhatian(pegawai, patokan)
    return [terisi[pk] for pk in urutan]


def pegawai_lengkap(
    daftar: QuerySet[Pegawai], *, patokan: Patokan, sekarang: datetime
) -> QuerySet[Pegawai]:
    """People with all that their own page shows."""
    return dengan_perhatian(
        daftar.select_related("unit", "jabatan", "atasan"), patokan=patokan, sekarang=sekarang
    )


def riwayat_kelas(pegawai: Pegawai) -> QuerySet[Pendaftaran]:
    """The person's last 20 enrolments: first session, sessions attended of all (hadir, sesi)."""
    return (
        pegawai.pendaftaran.filter(status=Pendaftaran.Status.DITERIMA)
        .select_related("kelas__pelatihan")
        .annotate(
            mulai=Min("kehadiran__mulai"),
            sesi=Count("kehadiran"),
            hadir=Count("kehadiran", filter=Q(kehadiran__status=Kehadiran.Status.HADIR)),
        )
        .order_by(F("mulai").desc(nulls_last=True), "-id")[:20]
    )


def catatan_terakhir(pegawai: Pegawai, tahun: int) -> QuerySet[CatatanJP]:
    """The person's ledger rows of a year, newest first."""
    return pegawai.catatan_jp.filter(tahun=tahun).order_by("-tanggal", "-id")[:20]
