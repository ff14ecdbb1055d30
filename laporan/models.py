"""Jobs that render reports and tables in a worker (invariant 10)."""

from django.db import models
from django.db.models import Q

from instansi.models import Instansi, Pegawai, Pengguna
from lib.riwayat import lacak


@lacak(exclude=["persen", "klaim_sampai"])
class PekerjaanLaporan(models.Model):
    """A report asked for: kind, parameters and requester make its key."""

    class Jenis(models.TextChoices):
        KEMAJUAN = "KEMAJUAN", "Laporan kemajuan"
        UNDANGAN = "UNDANGAN", "Surat undangan"
        PEGAWAI = "PEGAWAI", "Daftar pegawai"
        JEJAK = "JEJAK", "Jejak perubahan"
        DIBUKA = "DIBUKA", "Data yang dibuka"

    class Format(models.TextChoices):
        PDF = "PDF", "PDF"
        XLSX = "XLSX", "Excel"

    class Status(models.TextChoices):
        ANTRE = "ANTRE", "Menunggu"
        BERJALAN = "BERJALAN", "Sedang disusun"
        SELESAI = "SELESAI", "Siap diunduh"
        GAGAL = "GAGAL", "Gagal"

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=10, choices=Jenis)
    parameter = models.JSONField()
    kunci = models.CharField(max_length=64)
    peminta = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.ANTRE)
    persen = models.PositiveSmallIntegerField(default=0)
    percobaan = models.PositiveSmallIntegerField(default=0)
    klaim_sampai = models.DateTimeField(null=True, blank=True)
    alasan = models.CharField(max_length=300, blank=True)
    berkas = models.FileField(upload_to="laporan/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    dibuat_pada = models.DateTimeField()
    selesai_pada = models.DateTimeField(null=True, blank=True)
    kedaluwarsa_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kunci"],
                condition=Q(status__in=["ANTRE", "BERJALAN"]),
                name="pekerjaan_laporan_satu_berjalan",
            ),
            models.CheckConstraint(
                name="pekerjaan_laporan_selesai_lengkap",
                condition=Q(status="SELESAI", selesai_pada__isnull=False)
                & ~Q(berkas="")
                & ~Q(sha256="")
                | Q(status="GAGAL", selesai_pada__isnull=False) & ~Q(alasan="")
                | Q(status__in=["ANTRE", "BERJALAN"], selesai_pada=None),
            ),
        ]
        indexes = [models.Index(fields=["peminta", "-dibuat_pada"], name="pekerjaan_peminta")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} #{self.pk}"

    @property
    def format(self) -> Format:
        """What the file is: tables are workbooks, all else is PDF."""
        return self.Format.XLSX if self.jenis in TABEL else self.Format.PDF

    @property
    def isi(self) -> str:
        """What the file holds, in words; empty where its kind says it all."""
        return self.parameter.get("sebutan", "")

    @property
    def nama_unduhan(self) -> str:
        """The name under which the file is saved: what it is and its number, nobody's name."""
        nama = self.get_jenis_display().lower().replace(" ", "-")
        return f"{nama}-{self.pk}.{self.format.lower()}"


# The kinds that are written as a workbook.
TABEL = frozenset(
    {
        PekerjaanLaporan.Jenis.PEGAWAI,
        PekerjaanLaporan.Jenis.JEJAK,
        PekerjaanLaporan.Jenis.DIBUKA,
    }
)


class RingkasanUnit(models.Model):
    """What the dashboards add up: one unit's own people (not its subtree), year and group.

    Derived and rebuilt, so not tracked. People follow today's placement; evaluation figures
    follow the unit stored on the task. Sums of marks are on the 0-100 scale.
    """

    pemda = models.ForeignKey(Instansi, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Instansi, models.CASCADE, related_name="+")
    tahun = models.PositiveSmallIntegerField()
    kelompok = models.CharField(max_length=10)  # Jabatan.Rumpun
    pegawai = models.PositiveIntegerField(default=0)
    capai_target = models.PositiveIntegerField(default=0)
    berpartisipasi = models.PositiveIntegerField(default=0)
    jp = models.IntegerField(default=0)
    perhatian = models.PositiveIntegerField(default=0)
    perhatian_jp = models.PositiveIntegerField(default=0)
    perhatian_evaluasi = models.PositiveIntegerField(default=0)
    perhatian_atasan = models.PositiveIntegerField(default=0)
    predikat_sangat_baik = models.PositiveIntegerField(default=0)
    predikat_baik = models.PositiveIntegerField(default=0)
    predikat_butuh_perbaikan = models.PositiveIntegerField(default=0)
    predikat_kurang = models.PositiveIntegerField(default=0)
    predikat_sangat_kurang = models.PositiveIntegerField(default=0)
    evaluasi_ditugaskan = models.PositiveIntegerField(default=0)
    evaluasi_terkirim = models.PositiveIntegerField(default=0)
    evaluasi_dihitung = models.PositiveIntegerField(default=0)
    evaluasi_orang = models.PositiveIntegerField(default=0)
    evaluasi_jawaban = models.PositiveIntegerField(default=0)
    evaluasi_jumlah = models.DecimalField(max_digits=16, decimal_places=4, default=0)
    dihitung_pada = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tahun", "unit", "kelompok"],
                name="ringkasan_unit_unik",
            ),
        ]
        indexes = [models.Index(fields=["pemda", "tahun"], name="ringkasan_unit_pemda")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.tahun} {self.kelompok}"


class RingkasanPerhatian(models.Model):
    """One person who needs attention in a year, and why. Derived and rebuilt, so not tracked.

    Asking everyone's facts at each look takes seconds in a large city. The row carries today's
    unit; jp is the person's JP of the year, evaluasi_lewat counts forms over the limit.
    """

    pemda = models.ForeignKey(Instansi, models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey(Instansi, models.CASCADE, related_name="+", db_index=False)
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="+")
    tahun = models.PositiveSmallIntegerField()
    jp = models.IntegerField()
    perhatian_jp = models.BooleanField()
    evaluasi_lewat = models.PositiveIntegerField()
    tanpa_atasan = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tahun", "pegawai"], name="ringkasan_perhatian_unik"),
            models.CheckConstraint(
                name="ringkasan_perhatian_beralasan",
                condition=Q(perhatian_jp=True) | Q(evaluasi_lewat__gt=0) | Q(tanpa_atasan=True),
            ),
        ]
        indexes = [
            models.Index(fields=["pemda", "tahun", "jp", "pegawai"], name="perhatian_pemda"),
            models.Index(fields=["unit", "tahun", "jp", "pegawai"], name="perhatian_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id} {self.tahun}"


class RingkasanBulan(models.Model):
    """JP recorded and people present by unit of their day and month. Derived, so not tracked."""

    pemda = models.ForeignKey(Instansi, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Instansi, models.CASCADE, related_name="+")
    tahun = models.PositiveSmallIntegerField()
    bulan = models.PositiveSmallIntegerField()
    jp = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tahun", "unit", "bulan"], name="ringkasan_bulan_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.tahun}-{self.bulan:02d}"


class RingkasanJP(models.Model):
    """The JP of every active person in a year, to sort a whole city by. Derived, so not tracked."""

    pemda = models.ForeignKey(Instansi, models.CASCADE, related_name="+", db_index=False)
    pegawai = models.ForeignKey(Pegawai, models.CASCADE, related_name="ringkasan_jp")
    tahun = models.PositiveSmallIntegerField()
    jp = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tahun", "pegawai"], name="ringkasan_jp_unik"),
        ]
        indexes = [
            models.Index(fields=["pemda", "tahun", "jp", "pegawai"], name="ringkasan_jp_pemda"),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id} {self.tahun}: {self.jp}"
