"""Home: what waits for a person, the week, the next class."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone

from evaluasi.models import TugasEvaluasi
from instansi import queries as instansi
from instansi.models import Pengguna
from pelatihan.models import Kehadiran, Kelas, PengajarSesi, Sesi
from pelatihan.permissions import Izin as IzinPelatihan
from pelatihan.queries.kelas import dengan_libur


def _nama_kelas(awalan: str = "") -> tuple[str, str]:
    """The columns that a class is called by: the home page says no more of it."""
    return f"{awalan}angkatan", f"{awalan}pelatihan__nama"


def kelas_kelolaan(pengguna: Pengguna) -> QuerySet[Kelas]:
    """Classes that the person runs: organised inside the own subtree."""
    cakupan = instansi.dalam_cakupan(pengguna, IzinPelatihan.KELAS_KELOLA, unit="penyelenggara")
    return Kelas.objects.filter(cakupan).select_related("pelatihan")


def _sesi_urusan(pengguna: Pengguna, awalan: str = "") -> Q:
    """Sessions, or rows with one under ``awalan``, that the person runs or teaches."""
    mengajar = PengajarSesi.objects.filter(
        sesi=OuterRef(f"{awalan}pk"), pengajar__pengguna=pengguna
    )
    return instansi.dalam_cakupan(
        pengguna,
        IzinPelatihan.KELAS_KELOLA,
        unit=f"{awalan}kelas__penyelenggara",
        pemda=f"{awalan}kelas__pemda",
    ) | Q(Exists(mengajar))


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


def belum_ditandai(pengguna: Pengguna, sekarang: datetime, banyak: int) -> list[Sesi]:
    """The longest finished sessions with unmarked attendance that the person runs or teaches.

    Follows the index of unmarked rows, which is short; sessions ever held are many.
    """
    kosong = (
        Kehadiran.objects.filter(
            _sesi_urusan(pengguna, "sesi__"),
            status=Kehadiran.Status.BELUM,
            terjadwal=True,
            selesai__lt=sekarang,
        )
        .select_related("sesi__kelas__pelatihan")
        .only("selesai", "sesi__mulai", *_nama_kelas("sesi__kelas__"))
        .order_by("selesai", "sesi")
        .distinct("selesai", "sesi")
    )
    return [k.sesi for k in kosong[:banyak]]


def siap_diverifikasi(pengguna: Pengguna) -> QuerySet[Kelas]:
    """Finished classes whose attendance is complete and not yet verified by HR."""
    cakupan = instansi.dalam_cakupan(
        pengguna, IzinPelatihan.KEHADIRAN_VERIFIKASI, unit="penyelenggara"
    )
    kosong = Kehadiran.objects.filter(sesi__kelas=OuterRef("pk"), status=Kehadiran.Status.BELUM)
    return Kelas.objects.filter(
        cakupan,
        ~Exists(kosong),
        status=Kelas.Status.SELESAI,
        kehadiran_diverifikasi_pada=None,
        terisi__gt=0,
    ).select_related("pelatihan")


def kelas_bertindak(pengguna: Pengguna, sekarang: datetime, banyak: int) -> list[Any]:
    """The first drafts that clash, classes to verify and classes on days off: one query.

    ``banyak`` of each; those on a day off name it (``libur``), the others have None. A permission
    that the person does not hold has no units, so its kind stays empty.
    """
    tanpa = {
        "libur": Cast(Value(None), CharField()),
        "sesi_libur": Cast(Value(None), DateTimeField()),
    }
    draf, siap, libur = (
        daftar.only("status", "terisi", *_nama_kelas()).order_by("pk")[:banyak]
        for daftar in (
            draf_bentrok(pengguna).annotate(**tanpa),
            siap_diverifikasi(pengguna).annotate(**tanpa),
            kelas_di_hari_libur(pengguna, sekarang),
        )
    )
    return list(draf.union(siap, libur, all=True))


def kelas_di_hari_libur(pengguna: Pengguna, sekarang: datetime) -> QuerySet[Any]:
    """Classes that the person runs with a session to come on a day off; not the cancelled ones.

    Each with the first such session: the day off (``libur``) and its time (``sesi_libur``).
    """
    sesi = dengan_libur(Sesi.objects.filter(mulai__gt=sekarang), pengguna.pemda.zona_waktu).filter(
        libur__isnull=False
    )
    pertama = sesi.filter(kelas=OuterRef("pk")).order_by("mulai", "pk")
    return (
        kelas_kelolaan(pengguna)
        .filter(pk__in=sesi.values("kelas"))
        .exclude(status=Kelas.Status.BATAL)
        .annotate(
            libur=Subquery(pertama.values("libur")[:1]),
            sesi_libur=Subquery(pertama.values("mulai")[:1]),
        )
    )


def respons_rendah(pengguna: Pengguna, sekarang: datetime) -> QuerySet[Any]:
    """Classes with open evaluations of which less than half were sent (ditugaskan, terkirim)."""
    return (
        kelas_kelolaan(pengguna)
        .only(*_nama_kelas())
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


def sesi_pekan(pengguna: Pengguna, dari: date) -> QuerySet[Sesi]:
    """Sessions of seven days that the person runs, teaches or takes part in; ``nama_ruang``."""
    zona = timezone.get_current_timezone()
    mulai = datetime.combine(dari, datetime.min.time(), tzinfo=zona)
    milik = _sesi_urusan(pengguna)
    if pengguna.pegawai_id:
        ikut = Kehadiran.objects.filter(sesi=OuterRef("pk"), pegawai=pengguna.pegawai_id)
        milik |= Q(Exists(ikut))
    return (
        Sesi.objects.filter(
            milik, terjadwal=True, mulai__gte=mulai, mulai__lt=mulai + timedelta(days=7)
        )
        .select_related("kelas__pelatihan")
        .only("mulai", "selesai", *_nama_kelas("kelas__"))
        .annotate(nama_ruang=F("ruang__nama"))
        .order_by("mulai", "id")
    )


def evaluasi_terbuka(pegawai_id: int, sekarang: datetime) -> QuerySet[TugasEvaluasi]:
    """The person's forms that can still be sent, the most urgent first."""
    return (
        TugasEvaluasi.objects.filter(
            pegawai=pegawai_id, status=TugasEvaluasi.Status.TERBUKA, tenggat__gt=sekarang
        )
        .select_related("kelas__pelatihan")
        .only("tenggat", "kelas__pelatihan__nama")
        .order_by("tenggat", "id")
    )
