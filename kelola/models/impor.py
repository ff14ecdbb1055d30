"""Imports: a file that someone uploaded, what it would change, what it changed."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from instansi.models import Instansi, Pengguna
from lib.riwayat import lacak

LAMA_URUNG = timedelta(days=7)


@lacak(exclude=["persen", "klaim_sampai", "pratinjau"])
class PekerjaanImpor(models.Model):
    """One uploaded file and where it stands: mapped, checked, applied, perhaps undone.

    ``pemetaan`` is column key to index in the file, ``konfirmasi`` row to the person confirmed,
    ``pratinjau`` the file's columns with samples. ``konteks`` is the history context of what it
    wrote, by which it is undone. ``pelaksana`` gave the last command: the worker asks for the
    rights of that person.
    """

    class Status(models.TextChoices):
        UNGGAH = "UNGGAH", "Perlu dicocokkan"
        DIPERIKSA = "DIPERIKSA", "Sedang diperiksa"
        SIAP = "SIAP", "Siap diterapkan"
        MENERAPKAN = "MENERAPKAN", "Sedang diterapkan"
        DITERAPKAN = "DITERAPKAN", "Sudah diterapkan"
        MENGURUNGKAN = "MENGURUNGKAN", "Sedang diurungkan"
        DIURUNGKAN = "DIURUNGKAN", "Diurungkan"
        GAGAL = "GAGAL", "Gagal"
        DIBATALKAN = "DIBATALKAN", "Dibatalkan"

    DIKERJAKAN = (Status.DIPERIKSA, Status.MENERAPKAN, Status.MENGURUNGKAN)

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=20)
    pengunggah = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pelaksana = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    berkas = models.FileField(upload_to="impor/%Y/%m/", blank=True)
    nama_berkas = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    ukuran = models.PositiveIntegerField()
    pratinjau = models.JSONField(default=list)
    sidik_judul = models.CharField(max_length=64)
    pemetaan = models.JSONField(default=dict)
    konfirmasi = models.JSONField(default=dict)
    status = models.CharField(max_length=12, choices=Status, default=Status.UNGGAH)
    persen = models.PositiveSmallIntegerField(default=0)
    percobaan = models.PositiveSmallIntegerField(default=0)
    klaim_sampai = models.DateTimeField(null=True, blank=True)
    alasan = models.CharField(max_length=600, blank=True)
    baru = models.PositiveIntegerField(default=0)
    berubah = models.PositiveIntegerField(default=0)
    tetap = models.PositiveIntegerField(default=0)
    ditolak = models.PositiveIntegerField(default=0)
    akun_baru = models.PositiveIntegerField(default=0)
    tanpa_atasan = models.PositiveIntegerField(default=0)
    tanpa_mulai = models.PositiveIntegerField(default=0)
    berkas_tolak = models.FileField(upload_to="impor/%Y/%m/", blank=True)
    konteks = models.UUIDField(null=True, blank=True)
    dibuat_pada = models.DateTimeField()
    diperiksa_pada = models.DateTimeField(null=True, blank=True)
    diterapkan_pada = models.DateTimeField(null=True, blank=True)
    selesai_pada = models.DateTimeField(null=True, blank=True)
    kedaluwarsa_pada = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pekerjaan_impor_diterapkan_lengkap",
                condition=Q(status__in=["DITERAPKAN", "MENGURUNGKAN", "DIURUNGKAN"])
                & Q(diterapkan_pada__isnull=False)
                | ~Q(status__in=["DITERAPKAN", "MENGURUNGKAN", "DIURUNGKAN"])
                & Q(diterapkan_pada=None, konteks=None),
            ),
            models.CheckConstraint(
                name="pekerjaan_impor_gagal_beralasan",
                condition=~Q(status="GAGAL") | ~Q(alasan=""),
            ),
        ]
        indexes = [
            models.Index(fields=["pemda", "-dibuat_pada"], name="pekerjaan_impor_pemda"),
            models.Index(fields=["pengunggah", "-dibuat_pada"], name="pekerjaan_impor_pengunggah"),
        ]

    def __str__(self) -> str:
        return f"{self.nama_berkas} #{self.pk}"

    @property
    def dikerjakan(self) -> bool:
        """Whether a worker has it, or is to have it."""
        return self.status in self.DIKERJAKAN

    @property
    def jumlah(self) -> int:
        """Rows of data in the file."""
        return self.baru + self.berubah + self.tetap + self.ditolak

    @property
    def angka_hasil(self) -> dict[str, int]:
        """The counts that say what came of it."""
        return {"baru": self.baru, "berubah": self.berubah, "ditolak": self.ditolak}

    @property
    def siap_dimuat(self) -> int:
        """Rows that applying would write."""
        return self.baru + self.berubah

    @property
    def keadaan(self) -> str:
        """Where it stands, in words: a check may leave nothing to apply."""
        if self.status == self.Status.SIAP and not self.siap_dimuat:
            return "Perlu diperbaiki" if self.ditolak else "Tidak ada yang berbeda"
        return self.get_status_display()

    @property
    def urung_terhalang(self) -> bool:
        """Whether an undo was refused: ``alasan`` says why."""
        return self.status == self.Status.DITERAPKAN and bool(self.alasan)

    @property
    def urung_sampai(self) -> datetime | None:
        """Until when it can be undone."""
        if self.status != self.Status.DITERAPKAN or not self.diterapkan_pada:
            return None
        return self.diterapkan_pada + LAMA_URUNG


class RincianImpor(models.Model):
    """One row of a check's result. Derived from the file and deleted with it, so not tracked."""

    class Jenis(models.TextChoices):
        BARU = "BARU", "Baru"
        BERUBAH = "BERUBAH", "Berubah"
        DITOLAK = "DITOLAK", "Perlu diperbaiki"
        PERINGATAN = "PERINGATAN", "Peringatan"
        TAWARAN = "TAWARAN", "Perlu dipastikan"
        JABATAN = "JABATAN", "Jabatan baru"

    pekerjaan = models.ForeignKey(
        PekerjaanImpor, models.CASCADE, related_name="rincian", db_index=False
    )
    jenis = models.CharField(max_length=10, choices=Jenis)
    baris = models.PositiveIntegerField()
    isi = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["pekerjaan", "jenis", "id"], name="rincian_impor_urut")]

    def __str__(self) -> str:
        return f"{self.pekerjaan_id}: {self.jenis} {self.baris}"


@lacak()
class PemetaanKolom(models.Model):
    """How a pemda mapped the columns of files with these headings: column key to heading.

    Under the empty key stand the headings that were left out.
    """

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=20)
    sidik_judul = models.CharField(max_length=64)
    pemetaan = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pemda", "jenis", "sidik_judul"], name="pemetaan_kolom_unik"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.sidik_judul[:8]}"
