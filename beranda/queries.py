"""What the pages that gather from all apps show: home, people, the superior's team."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from evaluasi.models import TugasEvaluasi
from instansi import queries as instansi
from instansi.models import Instansi, Pegawai, Pengguna
from laporan.queries.perhatian import dengan_perhatian
from laporan.rules import Patokan, patokan
from pelatihan.models import Kehadiran, Kelas, Sesi
from pelatihan.permissions import Izin as IzinPelatihan


class Tindakan(NamedTuple):
    """One thing that waits for a person: title, explanation, where it is done."""

    judul: str
    isi: str
    url: str
    argumen: tuple[int, ...]
    tombol: str
    nada: str
    ikon: str


def patokan_hari_ini(pengguna: Pengguna) -> Patokan:
    """The yardstick of the person's pemda for today."""
    hari = timezone.localdate()
    return patokan(instansi.parameter(pengguna.pemda_id, hari), hari, hari.year)


def kelas_kelolaan(pengguna: Pengguna) -> QuerySet[Kelas]:
    """Classes that the person runs: organised inside the own subtree."""
    unit = instansi.instansi_untuk(pengguna, IzinPelatihan.KELAS_KELOLA)
    return Kelas.objects.filter(penyelenggara__in=unit).select_related("pelatihan")


def draf_bentrok(pengguna: Pengguna) -> QuerySet[Kelas]:
    """Draft classes with a session in a room that a scheduled session holds."""
    pesaing = Sesi.objects.filter(
        terjadwal=True,
        ruang=OuterRef("ruang"),
        mulai__lt=OuterRef("selesai"),
        selesai__gt=OuterRef("mulai"),
    )
    bentrok = Sesi.objects.filter(Exists(pesaing), kelas=OuterRef("pk"), terjadwal=False)
    return kelas_kelolaan(pengguna).filter(Exists(bentrok), status=Kelas.Status.DRAF)


def belum_ditandai(pengguna: Pengguna, sekarang: datetime) -> QuerySet[Sesi]:
    """Past sessions with unmarked attendance that the person runs or teaches."""
    kosong = Kehadiran.objects.filter(sesi=OuterRef("pk"), status=Kehadiran.Status.BELUM)
    return (
        Sesi.objects.filter(
            Q(kelas__in=kelas_kelolaan(pengguna)) | Q(pengajar_sesi__pengajar__pengguna=pengguna),
            Exists(kosong),
            terjadwal=True,
            selesai__lt=sekarang,
        )
        .select_related("kelas__pelatihan")
        .distinct()
    )


def siap_diverifikasi(pengguna: Pengguna) -> QuerySet[Kelas]:
    """Finished classes whose attendance is complete and not yet verified by HR."""
    unit = instansi.instansi_untuk(pengguna, IzinPelatihan.KEHADIRAN_VERIFIKASI)
    kosong = Kehadiran.objects.filter(sesi__kelas=OuterRef("pk"), status=Kehadiran.Status.BELUM)
    return Kelas.objects.filter(
        ~Exists(kosong),
        penyelenggara__in=unit,
        status=Kelas.Status.SELESAI,
        kehadiran_diverifikasi_pada=None,
        terisi__gt=0,
    ).select_related("pelatihan")


def respons_rendah(pengguna: Pengguna, sekarang: datetime) -> QuerySet[Kelas]:
    """Classes with open evaluations of which less than half were sent (ditugaskan, terkirim)."""
    return (
        kelas_kelolaan(pengguna)
        .filter(tugas_evaluasi__tenggat__gt=sekarang)
        .annotate(
            ditugaskan=Count("tugas_evaluasi"),
            terkirim=Count(
                "tugas_evaluasi",
                filter=Q(tugas_evaluasi__status=TugasEvaluasi.Status.TERKIRIM),
            ),
            tenggat=Max("tugas_evaluasi__tenggat"),
        )
        .filter(terkirim__lt=F("ditugaskan") / 2.0)
    )


def sesi_pekan(pengguna: Pengguna, senin: date, sekarang: datetime) -> QuerySet[Sesi]:
    """Sessions of the week that the person runs, teaches or takes part in."""
    zona = timezone.get_current_timezone()
    mulai = datetime.combine(senin, datetime.min.time(), tzinfo=zona)
    milik = Q(kelas__in=kelas_kelolaan(pengguna)) | Q(pengajar_sesi__pengajar__pengguna=pengguna)
    if pengguna.pegawai_id:
        milik |= Q(kehadiran__pegawai=pengguna.pegawai_id)
    return (
        Sesi.objects.filter(
            milik, terjadwal=True, mulai__gte=mulai, mulai__lt=mulai + timedelta(days=7)
        )
        .select_related("kelas__pelatihan", "ruang")
        .distinct()
        .order_by("mulai", "id")
    )


def kelas_berikutnya(pegawai_id: int, sekarang: datetime) -> Kehadiran | None:
    """The person's next session, with class and room."""
    return (
        Kehadiran.objects.filter(pegawai=pegawai_id, terjadwal=True, selesai__gt=sekarang)
        .select_related("sesi__kelas__pelatihan", "sesi__ruang")
        .order_by("mulai", "id")
        .first()
    )


def evaluasi_terbuka(pegawai_id: int, sekarang: datetime) -> QuerySet[TugasEvaluasi]:
    """The person's forms that can still be sent, the most urgent first."""
    return (
        TugasEvaluasi.objects.filter(
            pegawai=pegawai_id, status=TugasEvaluasi.Status.TERBUKA, tenggat__gt=sekarang
        )
        .select_related("kelas__pelatihan")
        .order_by("tenggat", "id")
    )


def pegawai_tampil(daftar: QuerySet[Pegawai]) -> QuerySet[Pegawai]:
    """Active people with unit and position, sorted by name the same way on every server."""
    return daftar.filter(status=Pegawai.Status.AKTIF).select_related("unit", "jabatan")


def unit_pilihan(unit: QuerySet[Instansi]) -> list[Instansi]:
    """Units for a filter, in tree order."""
    return list(unit.filter(aktif_sampai=None).order_by("path").only("nama", "depth", "path"))


@dataclass
class AnggotaTim:
    """A direct report: JP and target of the year, absences, late forms, coming sessions."""

    pegawai: Pegawai
    tidak_hadir: int = 0
    mendatang: list[tuple[str, datetime, datetime]] = field(default_factory=list)


def tim(pegawai_id: int, *, patokan: Patokan, sekarang: datetime) -> list[AnggotaTim]:
    """The active direct reports of a person; three queries whatever their number.

    tidak_hadir counts sessions of the year marked izin, sakit or tanpa keterangan; mendatang
    lists up to three classes with their first and last coming session.
    """
    orang = dengan_perhatian(
        pegawai_tampil(Pegawai.objects.filter(atasan=pegawai_id)),
        patokan=patokan,
        sekarang=sekarang,
    ).order_by("nama", "id")
    anggota = {p.pk: AnggotaTim(p) for p in orang}
    hadir = Kehadiran.objects.filter(pegawai__in=anggota)
    absen = hadir.filter(
        mulai__year=patokan.tahun,
        status__in=[Kehadiran.Status.IZIN, Kehadiran.Status.SAKIT, Kehadiran.Status.ALPA],
    )
    for pegawai, jumlah in absen.values_list("pegawai").annotate(Count("pk")):
        anggota[pegawai].tidak_hadir = jumlah
    for pegawai, nama, mulai, selesai in _mendatang(hadir, sekarang):
        anggota[pegawai].mendatang.append((nama, mulai, selesai))
    return list(anggota.values())


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
