"""People: the list narrowed and sorted, one page of it, one person."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from instansi import queries as instansi
from instansi.akses import boleh
from instansi.models import Pegawai, PelaksanaTugas, Pengguna, RiwayatPenempatan
from instansi.queries.ingatan import Ingatan
from instansi.queries.pelaksana import plt_kini
from laporan.queries.perhatian import dengan_perhatian, nilai_perhatian
from laporan.rules.dasbor import Patokan, patokan
from pelatihan.models import Kehadiran, Kelas, Pendaftaran
from pelatihan.permissions import Izin as IzinPelatihan
from pelatihan.queries.kelas import kelas_untuk
from pembinaan.models import CatatanJP

# What a row of the list can show; the record has much more.
TAMPIL = (
    "nip", "nama", "gelar_depan", "gelar_belakang", "jenis", "golongan", "status", "atasan",
    "unit__nama", "jabatan__nama", "jabatan__jenjang", "jabatan__eselon", "jabatan__rumpun",
)  # fmt: skip


def patokan_hari_ini(pengguna: Pengguna, ingatan: Ingatan | None = None) -> Patokan:
    """The yardstick of the person's pemda for today; one query, none where it is remembered."""
    hari, pemda = timezone.localdate(), pengguna.pemda_id

    def ukur() -> Patokan:
        return patokan(instansi.parameter(pemda, hari), hari, hari.year)

    return ingatan.ambil(("patokan", pemda, hari), ukur) if ingatan else ukur()


def pegawai_tampil(daftar: QuerySet[Pegawai]) -> QuerySet[Pegawai]:
    """Active people with unit and position, sorted by name the same way on every server."""
    return daftar.filter(status=Pegawai.Status.AKTIF).select_related("unit", "jabatan")


def isi_halaman(urutan: Sequence[int], *, patokan: Patokan, sekarang: datetime) -> list[Any]:
    """These people in order, with JP, reasons (``alasan``), acting post (``plt``): one query."""
    orang = (
        Pegawai.objects.filter(pk__in=urutan)
        .select_related("unit")
        .only(*TAMPIL)
        .annotate(nama_atasan=F("atasan__nama"), plt=plt_kini(timezone.localdate(sekarang)))
    )
    terisi = dengan_perhatian(orang, patokan=patokan, sekarang=sekarang).in_bulk()
    for pegawai in terisi.values():
        nilai_perhatian(pegawai, patokan)
    return [terisi[pk] for pk in urutan]


def pegawai_lengkap(
    daftar: QuerySet[Pegawai], *, patokan: Patokan, sekarang: datetime
) -> QuerySet[Pegawai]:
    """People with all that their own page shows."""
    return dengan_perhatian(
        daftar.select_related("unit", "jabatan", "atasan__jabatan"),
        patokan=patokan,
        sekarang=sekarang,
    )


def penempatan(pegawai: Pegawai) -> QuerySet[RiwayatPenempatan]:
    """Where the person worked, today's first."""
    return pegawai.penempatan.select_related("unit", "jabatan").order_by("-mulai", "-id")


def pelaksana(pegawai: Pegawai) -> QuerySet[PelaksanaTugas]:
    """Acting posts of the person, the last first."""
    return pegawai.pelaksana_tugas.select_related("unit", "jabatan").order_by("-mulai", "-id")


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


def kelas_terbuka(pengguna: Pengguna, sekarang: datetime) -> QuerySet[Kelas]:
    """Published classes that take people now, the next first; BKPSDM may outside the window."""
    kelas = kelas_untuk(pengguna, IzinPelatihan.KELAS_LIHAT).filter(
        status=Kelas.Status.TERBIT, terisi__lt=F("kursi")
    )
    if not boleh(pengguna, IzinPelatihan.PESERTA_IZINKAN):
        kelas = kelas.filter(daftar_mulai__lte=sekarang, daftar_selesai__gt=sekarang)
    return (
        kelas.select_related("pelatihan", "penyelenggara")
        .annotate(mulai=Min("sesi__mulai"), sisa=F("kursi") - F("terisi"))
        .filter(mulai__gt=sekarang)
        .order_by("mulai", "id")[:30]
    )


def kelas_mendatang(pegawai: Collection[Pegawai], sekarang: datetime) -> QuerySet[Pendaftaran]:
    """Seats that these people hold in classes with a session still to come."""
    mendatang = Kehadiran.objects.filter(
        pendaftaran=OuterRef("pk"), terjadwal=True, mulai__gt=sekarang
    )
    return (
        Pendaftaran.objects.filter(
            Exists(mendatang), pegawai__in=pegawai, status=Pendaftaran.Status.DITERIMA
        )
        .select_related("pegawai", "kelas__pelatihan")
        .order_by("kelas", "id")
    )


def catatan_terakhir(pegawai: Pegawai, tahun: int) -> QuerySet[CatatanJP]:
    """The person's ledger rows of a year, newest first."""
    return pegawai.catatan_jp.filter(tahun=tahun).order_by("-tanggal", "-id")[:20]
