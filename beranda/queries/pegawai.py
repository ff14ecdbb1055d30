"""People: the list narrowed and sorted, one page of it, one person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, F, Min, OuterRef, QuerySet
from django.utils import timezone

from instansi import queries as instansi
from instansi.akses import boleh
from instansi.models import Pegawai, PelaksanaTugas, Pengguna, RiwayatPenempatan
from instansi.queries.ingatan import Ingatan
from instansi.queries.pelaksana import SQL_PLT
from laporan.queries.perhatian import (
    SQL_JP,
    SQL_KELAS,
    SQL_LEWAT,
    dengan_perhatian,
    isi_perhatian,
    nilai_perhatian,
)
from laporan.rules.dasbor import Patokan, patokan
from lib.sebutan import bergelar
from pelatihan.models import Kehadiran, Kelas, Pendaftaran
from pelatihan.permissions import Izin as IzinPelatihan
from pelatihan.queries.kelas import kelas_untuk
from pembinaan.models import CatatanJP

# Written by hand: building it, and objects out of its rows, took longer than finding these. Without
# joins, which take as long to plan as all of it.
_SQL_HALAMAN = f"""SELECT instansi_pegawai.id, instansi_pegawai.nip, instansi_pegawai.nama,
    instansi_pegawai.gelar_depan, instansi_pegawai.gelar_belakang, instansi_pegawai.jenis,
    instansi_pegawai.golongan, instansi_pegawai.status, instansi_pegawai.atasan_id,
    (SELECT u.nama FROM instansi_instansi u WHERE u.id = instansi_pegawai.unit_id),
    (SELECT a.nama FROM instansi_pegawai a WHERE a.id = instansi_pegawai.atasan_id),
    {SQL_JP}, {SQL_KELAS}, {SQL_LEWAT}, {SQL_PLT},
    (SELECT ARRAY[j.nama, j.jenjang, j.eselon, j.rumpun] FROM instansi_jabatan j
        WHERE j.id = instansi_pegawai.jabatan_id)
FROM instansi_pegawai WHERE instansi_pegawai.id = ANY(%s)"""  # noqa: S608 - constants; values are parameters

_SQL_RIWAYAT = """SELECT l.nama, k.angkatan, k.status, min(h.mulai), count(h.id),
    count(*) FILTER (WHERE h.status = 'HADIR')
FROM pelatihan_pendaftaran d JOIN pelatihan_kelas k ON k.id = d.kelas_id
JOIN pembinaan_pelatihan l ON l.id = k.pelatihan_id
LEFT JOIN pelatihan_kehadiran h ON h.pendaftaran_id = d.id
WHERE d.pegawai_id = %s AND d.status = 'DITERIMA'
GROUP BY d.id, k.id, l.id ORDER BY min(h.mulai) DESC NULLS LAST, d.id DESC LIMIT 20"""
_SQL_TAMPILAN = """SELECT id, nama, saringan FROM instansi_tampilantersimpan
WHERE pengguna_id = %s AND halaman = 'pegawai' ORDER BY nama"""


class JabatanBaris(NamedTuple):
    """The position of a person of a list."""

    nama: str
    jenjang: str
    eselon: str
    rumpun: str


@dataclass
class BarisPegawai:
    """A person of the list with all that its columns can show; the record has much more.

    ``jp`` of the year against ``target``; ``alasan``: why the person needs attention; ``plt``:
    kind, position and last day of the acting post of today.
    """

    jabatan: JabatanBaris
    pk: int
    nip: str
    nama: str
    gelar_depan: str
    gelar_belakang: str
    jenis: str
    golongan: str
    status: str
    atasan_id: int | None
    unit: str
    nama_atasan: str | None
    jp: int
    ada_kelas: bool
    evaluasi_lewat: int
    plt: list[str] | None
    target: int = 0
    alasan: Sequence[str] = ()

    @property
    def nama_lengkap(self) -> str:
        """Name with titles, as it stands on letters."""
        return bergelar(self.gelar_depan, self.nama, self.gelar_belakang)


class KelasDiikuti(NamedTuple):
    """A class in which a person has a seat: first session, sessions attended of all."""

    nama: str
    angkatan: int
    status: str
    mulai: datetime | None
    sesi: int
    hadir: int

    @property
    def sebutan_status(self) -> str:
        """The state of the class in words."""
        return Kelas.Status(self.status).label

    @property
    def belum_mulai(self) -> bool:
        """Whether there was no session yet at which anybody could have been."""
        return self.mulai is None or self.mulai > timezone.now()


class Tampilan(NamedTuple):
    """A list of people that somebody kept: its filters as they stand in an address."""

    pk: int
    nama: str
    saringan: str


def tampilan_tersimpan(pengguna: Pengguna) -> list[Tampilan]:
    """What a person kept of the list of people, by name; one query."""
    with connection.cursor() as kursor:
        kursor.execute(_SQL_TAMPILAN, [pengguna.pk])
        return [Tampilan(*baris) for baris in kursor]


def patokan_hari_ini(pengguna: Pengguna, ingatan: Ingatan | None = None) -> Patokan:
    """The yardstick of the person's pemda for today; one query, none where it is remembered."""
    hari, pemda = timezone.localdate(), pengguna.pemda_id

    def ukur() -> Patokan:
        return patokan(instansi.parameter(pemda, hari), hari, hari.year)

    return ingatan.ambil(("patokan", pemda, hari), ukur) if ingatan else ukur()


def pegawai_tampil(daftar: QuerySet[Pegawai]) -> QuerySet[Pegawai]:
    """Active people with unit and position, sorted by name the same way on every server."""
    return daftar.filter(status=Pegawai.Status.AKTIF).select_related("unit", "jabatan")


def isi_halaman(
    urutan: Sequence[int], *, patokan: Patokan, sekarang: datetime
) -> list[BarisPegawai]:
    """These people in order; one query."""
    jp, kelas, lewat = isi_perhatian(patokan, sekarang)
    terisi = {}
    with connection.cursor() as kursor:
        hari = timezone.localdate(sekarang)
        kursor.execute(_SQL_HALAMAN, [*jp, *kelas, *lewat, hari, list(urutan)])
        for *isi, jabatan in kursor:
            pegawai = BarisPegawai(JabatanBaris(*jabatan), *isi)
            nilai_perhatian(pegawai, patokan)
            terisi[pegawai.pk] = pegawai
    return [terisi[pk] for pk in urutan]


def pegawai_lengkap(
    daftar: QuerySet[Pegawai], *, patokan: Patokan, sekarang: datetime
) -> QuerySet[Pegawai]:
    """People with all that their own page shows."""
    return dengan_perhatian(
        daftar.select_related("unit", "jabatan", "atasan__jabatan", "pengguna"),
        patokan=patokan,
        sekarang=sekarang,
    )


def penempatan(pegawai: Pegawai) -> QuerySet[RiwayatPenempatan]:
    """Where the person worked, today's first."""
    return pegawai.penempatan.select_related("unit", "jabatan").order_by("-mulai", "-id")


def pelaksana(pegawai: Pegawai) -> QuerySet[PelaksanaTugas]:
    """Acting posts of the person, the last first."""
    return pegawai.pelaksana_tugas.select_related("unit", "jabatan").order_by("-mulai", "-id")


def riwayat_kelas(pegawai: Pegawai) -> list[KelasDiikuti]:
    """The person's last 20 enrolments; one query."""
    with connection.cursor() as kursor:
        kursor.execute(_SQL_RIWAYAT, [pegawai.pk])
        return [KelasDiikuti(*baris) for baris in kursor]


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
