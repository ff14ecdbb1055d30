"""Classes and their sessions. No double booking is possible here (invariant 3).

``Sesi.terjadwal`` says that the session holds its room, trainers and participants. It and the
range are copied to PengajarSesi and Kehadiran by composite foreign keys ON UPDATE CASCADE, so
publishing or moving is one UPDATE of Sesi and any clash comes up in that statement.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Deferrable, F, Q, Value

from instansi.models import Instansi, Pengguna
from lib.rentang import RentangWaktu
from lib.riwayat import lacak
from pembinaan.models import Metode, Pelatihan


@lacak()
class Ruang(models.Model):
    """A room that one session at a time can hold."""

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pemilik = models.ForeignKey(Instansi, models.PROTECT, related_name="ruang")
    nama = models.CharField(max_length=120)
    lokasi = models.CharField(max_length=160, blank=True)
    kapasitas = models.PositiveSmallIntegerField()
    aktif = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pemda", "nama"], name="ruang_nama_unik"),
            models.CheckConstraint(
                name="ruang_kapasitas_positif",
                condition=Q(kapasitas__gt=0),
                violation_error_message="Kapasitas ruang harus lebih dari nol.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


@lacak()
class Pengajar(models.Model):
    """A trainer, internal or external. Every trainer is an account, so everyone can be told."""

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pengguna = models.OneToOneField(Pengguna, models.PROTECT, related_name="pengajar")
    lembaga = models.CharField(max_length=160, blank=True)
    keahlian = models.CharField(max_length=200, blank=True)
    aktif = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.pengguna)


@lacak()
class Kelas(models.Model):
    """One run of a training. ``terisi`` counts accepted enrolments; the row lock guards it."""

    class Status(models.TextChoices):
        DRAF = "DRAF", "Draf"
        TERBIT = "TERBIT", "Terbit"
        BERJALAN = "BERJALAN", "Berjalan"
        SELESAI = "SELESAI", "Selesai"
        BATAL = "BATAL", "Batal"

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pelatihan = models.ForeignKey(Pelatihan, models.PROTECT, related_name="kelas")
    angkatan = models.PositiveSmallIntegerField()
    penyelenggara = models.ForeignKey(Instansi, models.PROTECT, related_name="kelas")
    metode = models.CharField(max_length=10, choices=Metode)
    tautan_daring = models.URLField(blank=True)
    kursi = models.PositiveSmallIntegerField()
    terisi = models.PositiveSmallIntegerField(default=0)
    daftar_mulai = models.DateTimeField()
    daftar_selesai = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAF)
    alasan_batal = models.CharField(max_length=300, blank=True)
    nomor_undangan = models.CharField(max_length=80, blank=True)
    catatan_undangan = models.TextField(blank=True)
    terbit_pada = models.DateTimeField(null=True, blank=True)
    terbit_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    kehadiran_diverifikasi_pada = models.DateTimeField(null=True, blank=True)
    kehadiran_diverifikasi_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dibuat_oleh = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pelatihan", "angkatan"],
                name="kelas_angkatan_unik",
                violation_error_message="Angkatan ini sudah ada untuk pelatihan itu.",
            ),
            models.UniqueConstraint(
                fields=["pemda", "nomor_undangan"],
                condition=~Q(nomor_undangan=""),
                name="kelas_nomor_undangan_unik",
            ),
            models.CheckConstraint(
                name="kelas_kursi_positif",
                condition=Q(kursi__gt=0),
                violation_error_message="Jumlah kursi harus lebih dari nol.",
            ),
            models.CheckConstraint(
                name="kelas_kursi_cukup",
                condition=Q(terisi__lte=F("kursi")),
                violation_error_message="Kursi tidak boleh kurang dari peserta yang terdaftar.",
            ),
            models.CheckConstraint(
                name="kelas_masa_daftar_urut",
                condition=Q(daftar_selesai__gt=F("daftar_mulai")),
                violation_error_message="Pendaftaran harus ditutup setelah dibuka.",
            ),
            models.CheckConstraint(
                name="kelas_terbit_lengkap",
                condition=Q(terbit_pada=None, terbit_oleh=None)
                | Q(terbit_pada__isnull=False, terbit_oleh__isnull=False),
            ),
            models.CheckConstraint(
                name="kelas_status_terbit",
                condition=Q(status__in=["DRAF", "BATAL"]) | Q(terbit_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="kelas_batal_beralasan",
                condition=Q(status="BATAL") & ~Q(alasan_batal="")
                | ~Q(status="BATAL") & Q(alasan_batal=""),
                violation_error_message="Kelas yang dibatalkan wajib punya alasan.",
            ),
            models.CheckConstraint(
                name="kelas_verifikasi_lengkap",
                condition=Q(kehadiran_diverifikasi_pada=None, kehadiran_diverifikasi_oleh=None)
                | Q(
                    kehadiran_diverifikasi_pada__isnull=False,
                    kehadiran_diverifikasi_oleh__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["penyelenggara", "status"], name="kelas_penyelenggara_status"),
            models.Index(
                fields=["pemda", "status", "id"],
                condition=Q(kehadiran_diverifikasi_pada=None),
                name="kelas_belum_diverifikasi",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pelatihan.nama} angkatan {self.angkatan}"


@lacak()
class Sesi(models.Model):
    """A dated meeting of a class, in a room or online (ruang empty). Unit of jp: JP."""

    kelas = models.ForeignKey(Kelas, models.PROTECT, related_name="sesi")
    judul = models.CharField(max_length=160, blank=True)
    mulai = models.DateTimeField()
    selesai = models.DateTimeField()
    ruang = models.ForeignKey(Ruang, models.PROTECT, null=True, blank=True, related_name="sesi")
    jp = models.PositiveSmallIntegerField("JP")
    terjadwal = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sesi_waktu_urut",
                condition=Q(selesai__gt=F("mulai")),
                violation_error_message="Sesi harus selesai setelah mulai.",
            ),
            models.CheckConstraint(
                name="sesi_jp_positif",
                condition=Q(jp__gt=0),
                violation_error_message="JP sesi harus lebih dari nol.",
            ),
            models.UniqueConstraint(
                fields=["id", "mulai", "selesai", "terjadwal"], name="sesi_rentang_unik"
            ),
            ExclusionConstraint(
                name="sesi_ruang_tidak_bentrok",
                expressions=[
                    ("ruang", RangeOperators.EQUAL),
                    (RentangWaktu("mulai", "selesai", Value("[)")), RangeOperators.OVERLAPS),
                ],
                condition=Q(terjadwal=True, ruang__isnull=False),
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message="Ruang sudah terpakai pada waktu itu.",
            ),
            ExclusionConstraint(
                name="sesi_kelas_tidak_bertumpuk",
                expressions=[
                    ("kelas", RangeOperators.EQUAL),
                    (RentangWaktu("mulai", "selesai", Value("[)")), RangeOperators.OVERLAPS),
                ],
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message="Sesi kelas ini saling bertumpuk.",
            ),
        ]
        indexes = [
            models.Index(fields=["mulai"], name="sesi_mulai"),
            GistIndex(RentangWaktu("mulai", "selesai", Value("[)")), name="sesi_rentang"),
        ]

    def __str__(self) -> str:
        return f"Sesi {self.kelas_id} {self.mulai:%Y-%m-%d %H:%M}"


@lacak()
class PengajarSesi(models.Model):
    """One trainer of one session; carries the session's range by composite foreign key."""

    sesi = models.ForeignKey(Sesi, models.CASCADE, related_name="pengajar_sesi")
    pengajar = models.ForeignKey(Pengajar, models.PROTECT, related_name="sesi")
    mulai = models.DateTimeField()
    selesai = models.DateTimeField()
    terjadwal = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sesi", "pengajar"], name="pengajar_sesi_unik"),
            ExclusionConstraint(
                name="pengajar_tidak_bentrok",
                expressions=[
                    ("pengajar", RangeOperators.EQUAL),
                    (RentangWaktu("mulai", "selesai", Value("[)")), RangeOperators.OVERLAPS),
                ],
                condition=Q(terjadwal=True),
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message="Pengajar sudah mengajar pada waktu itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pengajar_id} di sesi {self.sesi_id}"
