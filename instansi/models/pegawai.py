"""Civil servants: identity, placement over time, performance ratings."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Collate, Lower, Upper

from instansi.models.organisasi import Instansi, Jabatan
from lib.rentang import RentangTanggal
from lib.riwayat import lacak
from lib.sebutan import bergelar


@lacak()
class Pegawai(models.Model):
    """One civil servant of one pemda. The NIP is text and never stands in a URL."""

    class Jenis(models.TextChoices):
        PNS = "PNS", "PNS"
        PPPK = "PPPK", "PPPK"

    class Kelamin(models.TextChoices):
        L = "L", "Laki-laki"
        P = "P", "Perempuan"

    class Status(models.TextChoices):
        AKTIF = "AKTIF", "Aktif"
        CUTI_LUAR = "CUTI_LUAR", "Cuti di luar tanggungan negara"
        PENSIUN = "PENSIUN", "Pensiun"
        PINDAH = "PINDAH", "Pindah instansi"
        BERHENTI = "BERHENTI", "Berhenti"

    # Each index of these four begins one in Meta.indexes.
    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+", db_index=False)
    nip = models.CharField("NIP", max_length=18)
    nama = models.CharField(max_length=120)
    gelar_depan = models.CharField(max_length=40, blank=True)
    gelar_belakang = models.CharField(max_length=60, blank=True)
    jenis = models.CharField(max_length=4, choices=Jenis)
    jenis_kelamin = models.CharField(max_length=1, choices=Kelamin)
    tempat_lahir = models.CharField(max_length=60, blank=True, db_default="")
    tanggal_lahir = models.DateField()
    tmt = models.DateField("TMT CPNS/PPPK", null=True, blank=True)
    golongan = models.CharField(max_length=6, blank=True)
    jabatan = models.ForeignKey(Jabatan, models.PROTECT, related_name="pemegang", db_index=False)
    unit = models.ForeignKey(Instansi, models.PROTECT, related_name="pegawai", db_index=False)
    atasan = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="bawahan", db_index=False
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.AKTIF)
    status_sejak = models.DateField(null=True, blank=True)
    # Why someone retired before the age at which the position ends.
    alasan_status = models.CharField(max_length=200, blank=True, db_default="")
    surel = models.EmailField("surel", blank=True)
    telepon = models.CharField(max_length=20, blank=True)
    # Why a NIP that contradicts the birth date, the sex or the age is right nevertheless.
    alasan_nip = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pemda", "nip"],
                name="pegawai_nip_unik",
                violation_error_message="NIP ini sudah dipakai pegawai lain di pemda ini.",
            ),
            models.CheckConstraint(
                name="pegawai_nip_18_angka",
                condition=Q(nip__regex=r"^[0-9]{18}$"),
                violation_error_message="NIP harus 18 angka.",
            ),
            models.CheckConstraint(
                name="pegawai_bukan_atasan_sendiri",
                condition=Q(atasan=None) | ~Q(atasan=models.F("id")),
                violation_error_message="Pegawai tidak bisa menjadi atasan dirinya sendiri.",
            ),
        ]
        indexes = [
            models.Index("unit", "status", name="pegawai_unit_status"),
            # Counting a city by rank or kind, by position, and by superior reads no row.
            models.Index("pemda", "status", "golongan", "jenis", name="pegawai_pemda_golongan"),
            models.Index("jabatan", "pemda", "status", "jenis", name="pegawai_jabatan"),
            models.Index("atasan", "status", "pemda", "unit", name="pegawai_atasan"),
            models.Index("pemda", "status", condition=Q(surel=""), name="pegawai_tanpa_surel"),
            models.Index("pemda", Collate(Lower("nama"), "C"), "id", name="pegawai_pemda_nama"),
            # Few, and listed by name: without it a big city's names are walked to find them.
            models.Index(
                "pemda",
                Collate(Lower("nama"), "C"),
                "id",
                condition=Q(atasan=None, status="AKTIF"),
                name="pegawai_tanpa_atasan",
            ),
            GinIndex(OpClass(Upper("nama"), name="gin_trgm_ops"), name="pegawai_nama_trigram"),
        ]

    def __str__(self) -> str:
        return self.nama_lengkap

    @property
    def nama_lengkap(self) -> str:
        """Name with titles, as it stands on letters."""
        return bergelar(self.gelar_depan, self.nama, self.gelar_belakang)


@lacak()
class RiwayatPenempatan(models.Model):
    """Where a person worked and as what, from a day to a day."""

    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="penempatan")
    unit = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jabatan = models.ForeignKey(Jabatan, models.PROTECT, related_name="+")
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="penempatan_tanggal_urut",
                condition=Q(selesai=None) | Q(selesai__gte=models.F("mulai")),
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            ),
            ExclusionConstraint(
                name="penempatan_tidak_tumpang_tindih",
                expressions=[
                    ("pegawai", RangeOperators.EQUAL),
                    (RentangTanggal("mulai", "selesai", Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Pegawai sudah punya penempatan pada tanggal itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id}: {self.unit_id} sejak {self.mulai}"


@lacak()
class PelaksanaTugas(models.Model):
    """Plt or Plh: someone also does the work of another position, from a day to a day.

    The own placement goes on; training records keep following that one.
    """

    class Jenis(models.TextChoices):
        PLT = "PLT", "Plt"
        PLH = "PLH", "Plh"

    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="pelaksana_tugas")
    unit = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jabatan = models.ForeignKey(Jabatan, models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=3, choices=Jenis)
    mulai = models.DateField()
    selesai = models.DateField()
    dasar = models.CharField("nomor SK", max_length=80, blank=True)
    # Why it holds although the post is filled or the term is long.
    alasan = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pelaksana_tanggal_urut",
                condition=Q(selesai__gte=models.F("mulai")),
                violation_error_message="“Sampai tanggal” tidak boleh sebelum tanggal mulai.",
            ),
            ExclusionConstraint(
                name="pelaksana_satu_per_jabatan",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("jabatan", RangeOperators.EQUAL),
                    (RentangTanggal("mulai", "selesai", Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Jabatan ini sudah punya Plt/Plh pada tanggal itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.jabatan_id} di {self.unit_id}"


@lacak()
class PredikatKinerja(models.Model):
    """Performance rating of one period, imported from e-Kinerja (PermenPANRB 6/2022)."""

    class Predikat(models.TextChoices):
        SANGAT_BAIK = "SANGAT_BAIK", "Sangat baik"
        BAIK = "BAIK", "Baik"
        BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN", "Butuh perbaikan"
        KURANG = "KURANG", "Kurang"
        SANGAT_KURANG = "SANGAT_KURANG", "Sangat kurang"

    class Periode(models.TextChoices):
        TAHUNAN = "TAHUNAN", "Tahunan"
        SEMESTER_1 = "SEMESTER_1", "Semester 1"
        SEMESTER_2 = "SEMESTER_2", "Semester 2"

    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="predikat")
    unit = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField()
    periode = models.CharField(max_length=10, choices=Periode, default=Periode.TAHUNAN)
    predikat = models.CharField(max_length=15, choices=Predikat)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "tahun", "periode"], name="predikat_satu_per_periode"
            ),
        ]
        indexes = [models.Index(fields=["unit", "tahun", "periode"], name="predikat_unit")]

    def __str__(self) -> str:
        return f"{self.pegawai_id}: {self.get_predikat_display()} {self.tahun}"
