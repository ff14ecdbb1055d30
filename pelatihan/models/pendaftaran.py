"""Who takes part in a class, and who was there."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Q, Value

from instansi.models import Instansi, Pegawai, Pengguna
from lib.rentang import RentangWaktu
from lib.riwayat import lacak
from pelatihan.models.kelas import Kelas, Sesi


@lacak()
class Pendaftaran(models.Model):
    """A nomination that holds a seat (DITERIMA), or held one once (DIBATALKAN)."""

    class Status(models.TextChoices):
        DITERIMA = "DITERIMA", "Terdaftar"
        DIBATALKAN = "DIBATALKAN", "Dibatalkan"

    kelas = models.ForeignKey(Kelas, models.PROTECT, related_name="pendaftaran")
    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="pendaftaran")
    unit = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.DITERIMA)
    didaftarkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    didaftarkan_pada = models.DateTimeField()
    alasan_luar_masa = models.CharField(max_length=300, blank=True)
    alasan_batal = models.CharField(max_length=300, blank=True)
    dibatalkan_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kelas", "pegawai"],
                condition=Q(status="DITERIMA"),
                name="pendaftaran_satu_kursi",
                violation_error_message="Pegawai ini sudah terdaftar di kelas ini.",
            ),
            models.CheckConstraint(
                name="pendaftaran_batal_lengkap",
                condition=Q(status="DITERIMA", dibatalkan_pada=None, alasan_batal="")
                | Q(status="DIBATALKAN", dibatalkan_pada__isnull=False) & ~Q(alasan_batal=""),
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "status"], name="pendaftaran_pegawai"),
            models.Index(fields=["unit", "status"], name="pendaftaran_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id} di kelas {self.kelas_id}"


@lacak()
class Kehadiran(models.Model):
    """One row per accepted enrolment and session; nobody can be in two places."""

    class Status(models.TextChoices):
        BELUM = "BELUM", "Belum ditandai"
        HADIR = "HADIR", "Hadir"
        IZIN = "IZIN", "Izin"
        SAKIT = "SAKIT", "Sakit"
        ALPA = "ALPA", "Tanpa keterangan"

    pendaftaran = models.ForeignKey(Pendaftaran, models.PROTECT, related_name="kehadiran")
    sesi = models.ForeignKey(Sesi, models.PROTECT, related_name="kehadiran")
    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="kehadiran", db_index=False)
    mulai = models.DateTimeField()
    selesai = models.DateTimeField()
    terjadwal = models.BooleanField(default=False)
    izin_bentrok_alasan = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=6, choices=Status, default=Status.BELUM)
    ditandai_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditandai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pendaftaran", "sesi"], name="kehadiran_unik"),
            models.CheckConstraint(
                name="kehadiran_tanda_lengkap",
                condition=Q(status="BELUM", ditandai_pada=None)
                | ~Q(status="BELUM") & Q(ditandai_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="kehadiran_waktu_urut", condition=Q(selesai__gt=F("mulai"))
            ),
            ExclusionConstraint(
                name="peserta_tidak_bentrok",
                expressions=[
                    ("pegawai", RangeOperators.EQUAL),
                    (RentangWaktu("mulai", "selesai", Value("[)")), RangeOperators.OVERLAPS),
                ],
                condition=Q(terjadwal=True, izin_bentrok_alasan=""),
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message="Peserta sudah punya kelas lain pada waktu itu.",
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "mulai"], name="kehadiran_pegawai_mulai"),
            models.Index(fields=["sesi", "status"], name="kehadiran_sesi_status"),
            models.Index(
                fields=["selesai", "sesi"],
                condition=Q(status="BELUM", terjadwal=True),
                name="kehadiran_belum_ditandai",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id} sesi {self.sesi_id}: {self.status}"
