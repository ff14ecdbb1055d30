"""Policy parameters and the calendar: nothing of this stands as a constant in code."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q, Value

from instansi.models.organisasi import Instansi
from lib.rentang import RentangTanggal
from lib.riwayat import lacak


@lacak()
class ParameterKebijakan(models.Model):
    """One number of policy with its unit and legal basis, from a day to a day."""

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="parameter")
    kode = models.SlugField(max_length=60)
    nilai = models.DecimalField(max_digits=14, decimal_places=4)
    satuan = models.CharField(max_length=40)
    dasar_hukum = models.CharField(max_length=200)
    berlaku_dari = models.DateField()
    berlaku_sampai = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="parameter_tanggal_urut",
                condition=Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=models.F("berlaku_dari")),
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal mulai.",
            ),
            ExclusionConstraint(
                name="parameter_tidak_tumpang_tindih",
                expressions=[
                    ("pemda", RangeOperators.EQUAL),
                    ("kode", RangeOperators.EQUAL),
                    (
                        RentangTanggal("berlaku_dari", "berlaku_sampai", Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Parameter ini sudah punya nilai pada tanggal itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} sejak {self.berlaku_dari}"


@lacak()
class HariLibur(models.Model):
    """A day on which the pemda does not work, beside its weekly days off."""

    class Jenis(models.TextChoices):
        LIBUR = "LIBUR", "Libur nasional"
        CUTI_BERSAMA = "CUTI_BERSAMA", "Cuti bersama"
        LIBUR_DAERAH = "LIBUR_DAERAH", "Libur daerah"

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="hari_libur")
    tanggal = models.DateField()
    nama = models.CharField(max_length=120)
    jenis = models.CharField(max_length=12, choices=Jenis)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pemda", "tanggal"], name="hari_libur_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.tanggal}: {self.nama}"
