"""Accounts and roles. Rights stand in code; here stands only who holds which role where."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower

from instansi.models.organisasi import Instansi
from instansi.models.pegawai import Pegawai
from lib.rentang import JamUtc, RentangTanggal
from lib.riwayat import lacak


class ManajerPengguna(BaseUserManager["Pengguna"]):
    """Stores handles and e-mail in lower case: logging in compares lower case."""

    def create_user(self, username: str, password: str | None = None, **isi) -> "Pengguna":
        if surel := isi.get("email"):
            isi["email"] = surel.lower()
        pengguna = self.model(username=username.strip().lower(), **isi)
        pengguna.set_password(password)
        pengguna.save(using=self._db)
        return pengguna


@lacak(
    exclude=["password", "last_login"],
    perbuatan=("kunci_dibuka", "sesi_diakhiri", "dua_langkah_dilepas"),
)
class Pengguna(AbstractBaseUser):
    """An account. The username is the NIP where there is one, else a handle."""

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    username = models.CharField("NIP atau nama akun", max_length=40, unique=True)
    email = models.EmailField("surel", null=True, blank=True)
    nama = models.CharField(max_length=160)
    pegawai = models.OneToOneField(
        Pegawai, models.PROTECT, null=True, blank=True, related_name="pengguna"
    )
    is_active = models.BooleanField(default=True)

    objects = ManajerPengguna()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nama"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                name="pengguna_surel_unik",
                violation_error_message="Surel ini sudah dipakai akun lain.",
            ),
            models.CheckConstraint(
                name="pengguna_huruf_kecil",
                condition=Q(username=Lower("username")) & (Q(email=None) | Q(email=Lower("email"))),
                violation_error_message="Nama akun dan surel disimpan dengan huruf kecil.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class Peran(models.TextChoices):
    """Roles that are given. ATASAN and PEGAWAI follow from the directory, not from a row."""

    ADMIN_PEMDA = "ADMIN_PEMDA", "Admin pemda"
    HR = "HR", "Staf BKPSDM"
    PENGELOLA_OPD = "PENGELOLA_OPD", "Pengelola OPD"
    KEPALA = "KEPALA", "Kepala"
    ATASAN = "ATASAN", "Atasan langsung"
    PEGAWAI = "PEGAWAI", "Pegawai"
    MENTOR = "MENTOR", "Mentor"
    PENGAJAR = "PENGAJAR", "Pengajar"
    AUDITOR = "AUDITOR", "Auditor"


@lacak()
class Penugasan(models.Model):
    """A role at one node of the tree, from a day to a day; Plt/Plh always has an end."""

    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="penugasan")
    peran = models.CharField(max_length=15, choices=Peran)
    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="penugasan")
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)
    pelaksana_tugas = models.BooleanField("Plt/Plh", default=False)
    deputi = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    # The assignment that this one was handed over from, "selama saya cuti".
    delegasi_dari = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="delegasi"
    )
    alasan = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="penugasan_tanggal_urut",
                condition=Q(selesai=None) | Q(selesai__gte=models.F("mulai")),
                violation_error_message="Hari terakhir tidak boleh sebelum tanggal mulai.",
            ),
            models.CheckConstraint(
                name="penugasan_plt_punya_akhir",
                condition=Q(pelaksana_tugas=False) | Q(selesai__isnull=False),
                violation_error_message="Plt/Plh wajib punya hari terakhir.",
            ),
            models.CheckConstraint(
                name="penugasan_delegasi_punya_akhir",
                condition=Q(delegasi_dari=None) | Q(selesai__isnull=False),
                violation_error_message="Delegasi wajib punya hari terakhir.",
            ),
            models.CheckConstraint(
                name="penugasan_bukan_peran_turunan",
                condition=~Q(peran__in=["ATASAN", "PEGAWAI"]),
                violation_error_message="Peran ini mengikuti data pegawai, bukan penugasan.",
            ),
            ExclusionConstraint(
                name="penugasan_tidak_ganda",
                expressions=[
                    ("pengguna", RangeOperators.EQUAL),
                    ("instansi", RangeOperators.EQUAL),
                    ("peran", RangeOperators.EQUAL),
                    (RentangTanggal("mulai", "selesai", Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Peran ini sudah diberikan pada tanggal itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pengguna_id}: {self.peran} di {self.instansi_id}"


class CatatanMasuk(models.Model):
    """What happened at the door: entries, refusals, passwords, second factors. Only added to."""

    class Peristiwa(models.TextChoices):
        MASUK = "MASUK", "Masuk"
        MASUK_CADANGAN = "MASUK_CADANGAN", "Masuk dengan kode cadangan"
        GAGAL = "GAGAL", "Gagal masuk"
        TERKUNCI = "TERKUNCI", "Terkunci sementara"
        KELUAR = "KELUAR", "Keluar"
        AKTIF = "AKTIF", "Akun diaktifkan"
        SANDI = "SANDI", "Kata sandi diganti"
        DUA_LANGKAH_PASANG = "DUA_LANGKAH_PASANG", "Verifikasi dua langkah dipasang"
        DUA_LANGKAH_LEPAS = "DUA_LANGKAH_LEPAS", "Verifikasi dua langkah dilepas"
        DUA_LANGKAH_CADANGAN = "DUA_LANGKAH_CADANGAN", "Kode cadangan dibuat"
        SESI_DICABUT = "SESI_DICABUT", "Sesi dicabut"
        SESI_HABIS = "SESI_HABIS", "Sesi berakhir sendiri"
        UNDANGAN = "UNDANGAN", "Tautan atau slip aktivasi dibuat"
        BUKA_KUNCI = "BUKA_KUNCI", "Kunci dibuka"
        NONAKTIF = "NONAKTIF", "Akun dinonaktifkan"
        AKTIF_LAGI = "AKTIF_LAGI", "Akun diaktifkan kembali"

    # Null where the name typed belongs to no account; the name itself is not kept.
    pemda = models.ForeignKey(Instansi, models.PROTECT, null=True, blank=True, related_name="+")
    pengguna = models.ForeignKey(
        Pengguna, models.PROTECT, null=True, blank=True, related_name="catatan_masuk"
    )
    peristiwa = models.CharField(max_length=20, choices=Peristiwa)
    pada = models.DateTimeField()
    alamat = models.GenericIPAddressField(null=True, blank=True)
    perangkat = models.CharField(max_length=200, blank=True)
    # Where an officer did it to somebody else's account: who, and the reason given.
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    alasan = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["pengguna", "-pada"], name="catatan_masuk_pengguna"),
            models.Index(fields=["pemda", "-pada"], name="catatan_masuk_pemda"),
        ]

    def __str__(self) -> str:
        return f"{self.peristiwa} {self.pada:%Y-%m-%d %H:%M}"


class BukaRekam(models.Model):
    """Who opened whose record, and when: one row per person, record and hour. Only added to."""

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="buka_rekam")
    # No constraint: having looked at a new record is no reason not to undo its import.
    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="dibuka", db_constraint=False)
    pada = models.DateTimeField()
    halaman = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "pengguna", "pegawai", JamUtc("pada"), name="buka_rekam_sejam_sekali"
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "-pada"], name="buka_rekam_pegawai"),
            models.Index(fields=["pengguna", "-pada"], name="buka_rekam_pengguna"),
            models.Index(fields=["pemda", "-pada"], name="buka_rekam_pemda"),
        ]

    def __str__(self) -> str:
        return f"{self.pengguna_id} membuka {self.pegawai_id}"


class UnduhRekam(models.Model):
    """A file with many people's records: who took it, and whose they are. Only added to.

    One row a file: a row for each of 50,000 people would bury who opened whose record.
    """

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="unduh_rekam")
    pada = models.DateTimeField()
    isi = models.CharField(max_length=60)
    pegawai = ArrayField(models.BigIntegerField())
    banyak = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["pengguna", "-pada"], name="unduh_rekam_pengguna"),
            models.Index(fields=["pemda", "-pada"], name="unduh_rekam_pemda"),
            GinIndex(fields=["pegawai"], name="unduh_rekam_pegawai"),
        ]

    def __str__(self) -> str:
        return f"{self.pengguna_id} mengunduh {self.banyak} pegawai"


class TampilanTersimpan(models.Model):
    """A list as one person likes it: the filters, sort and columns of its address, by a name."""

    pengguna = models.ForeignKey(Pengguna, models.CASCADE, related_name="tampilan")
    halaman = models.SlugField(max_length=60)
    nama = models.CharField(max_length=60)
    saringan = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pengguna", "halaman", "nama"],
                name="tampilan_nama_unik",
                violation_error_message="Anda sudah punya tampilan bernama ini.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
