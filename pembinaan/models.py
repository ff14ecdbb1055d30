"""What should grow and what has grown: the catalogue, conversion rules, the JP ledger."""

import pgtrigger
from django.db import models
from django.db.models import Q

from instansi.models import Instansi, Pegawai, Pengguna
from lib.riwayat import lacak


class Metode(models.TextChoices):
    TATAP_MUKA = "TATAP_MUKA", "Tatap muka"
    DARING = "DARING", "Daring"
    CAMPURAN = "CAMPURAN", "Campuran"


@lacak()
class Pelatihan(models.Model):
    """A training of the catalogue: what it teaches and how many JP its curriculum has."""

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    kode = models.SlugField(max_length=40)
    nama = models.CharField(max_length=160)
    tema = models.CharField(max_length=60)
    tujuan = models.TextField(blank=True)
    jp = models.PositiveSmallIntegerField("JP kurikulum")
    bentuk = models.CharField(max_length=4)  # kode of AturanKonversiJP
    metode = models.CharField(max_length=10, choices=Metode, default=Metode.TATAP_MUKA)
    aktif = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pemda", "kode"], name="pelatihan_kode_unik"),
            models.CheckConstraint(
                name="pelatihan_jp_positif",
                condition=Q(jp__gt=0),
                violation_error_message="JP kurikulum harus lebih dari nol.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


@lacak()
class AturanKonversiJP(models.Model):
    """How a form of development becomes JP (PerLAN 10/2018; table of DOMAIN 1.2)."""

    class Satuan(models.TextChoices):
        JP = "JP", "JP kurikulum"
        HARI = "HARI", "hari"
        KALI = "KALI", "kali"
        SEMESTER = "SEMESTER", "semester"

    class Jalur(models.TextChoices):
        PENDIDIKAN = "PENDIDIKAN", "Pendidikan"
        KLASIKAL = "KLASIKAL", "Klasikal"
        NONKLASIKAL = "NONKLASIKAL", "Nonklasikal"

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    kode = models.CharField(max_length=4)
    bentuk = models.CharField(max_length=80)
    jalur = models.CharField(max_length=12, choices=Jalur)
    satuan = models.CharField(max_length=8, choices=Satuan)
    tarif = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    tarif_internasional = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    pengali_internasional = models.DecimalField(max_digits=4, decimal_places=2, default=1)
    batas_per_hari = models.PositiveSmallIntegerField(null=True, blank=True)
    batas_per_hari_internasional = models.PositiveSmallIntegerField(null=True, blank=True)
    batas_kali_per_bulan = models.PositiveSmallIntegerField(null=True, blank=True)
    dasar_hukum = models.CharField(max_length=200)
    berlaku_dari = models.DateField()
    berlaku_sampai = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pemda", "kode", "berlaku_dari"], name="aturan_konversi_unik"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.bentuk}"


class CatatanJP(models.Model):
    """The append-only JP ledger. A correction is a reversing row and a new one.

    Not tracked: nothing in it can change, by trigger and by database role.
    """

    class Sumber(models.TextChoices):
        KELAS = "KELAS", "Kelas"
        LUAR = "LUAR", "Pelatihan luar"

    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="catatan_jp")
    unit = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tanggal = models.DateField()
    tahun = models.PositiveSmallIntegerField()
    jp = models.SmallIntegerField()
    sumber = models.CharField(max_length=8, choices=Sumber)
    kunci = models.CharField(max_length=120, unique=True)
    keterangan = models.CharField(max_length=250)
    hitungan = models.JSONField(default=dict)
    membalik = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="dibalik_oleh"
    )
    alasan = models.CharField(max_length=300, blank=True)
    dicatat_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dicatat_pada = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="catatan_jp_tahun_sesuai", condition=Q(tanggal__year=models.F("tahun"))
            ),
            models.CheckConstraint(
                name="catatan_jp_pembalik_beralasan",
                condition=Q(membalik=None, jp__gte=0) | Q(membalik__isnull=False) & ~Q(alasan=""),
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "tahun"], include=["jp"], name="catatan_jp_pegawai"),
            models.Index(fields=["unit", "tahun"], include=["jp"], name="catatan_jp_unit"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="buku_besar_tidak_diubah", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jp:+d} JP {self.keterangan}"
