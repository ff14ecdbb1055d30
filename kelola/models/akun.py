"""Accounts that are handed out: invitations to choose a password, and the jobs that make many."""

from typing import Any

from django.db import models
from django.db.models import Q

from instansi.models import Instansi, Pengguna
from lib.riwayat import lacak


class Cara(models.TextChoices):
    """How an invitation reaches its person."""

    SUREL = "SUREL", "Tautan lewat surel"
    SLIP = "SLIP", "Slip cetak"


@lacak(exclude=["sasaran", "diproses", "akun_baru", "dilewati", "klaim_sampai"])
class PekerjaanAkun(models.Model):
    """Accounts and invitations for many people, made in a worker (invariant 10).

    ``sasaran`` holds keys: of staff ("pegawai"), who get an account where they have none, or of
    accounts ("akun"), whose password may be chosen anew. ``lewat`` counts who was left out and why,
    ``dilewati`` holds the keys of the staff among them. ``akun_baru`` counts accounts made; None
    of a job from before they were counted.
    """

    class Status(models.TextChoices):
        ANTRE = "ANTRE", "Menunggu"
        BERJALAN = "BERJALAN", "Sedang dikerjakan"
        SELESAI = "SELESAI", "Selesai"
        GAGAL = "GAGAL", "Gagal"

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    peminta = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    cara = models.CharField(max_length=5, choices=Cara)
    sasaran = models.JSONField()
    jumlah = models.PositiveIntegerField()
    diproses = models.PositiveIntegerField(default=0)
    lewat = models.JSONField(default=dict)
    dilewati = models.JSONField(default=dict)
    akun_baru = models.PositiveIntegerField(null=True, default=0)
    status = models.CharField(max_length=8, choices=Status, default=Status.ANTRE)
    percobaan = models.PositiveSmallIntegerField(default=0)
    klaim_sampai = models.DateTimeField(null=True, blank=True)
    alasan = models.CharField(max_length=300, blank=True)
    berkas = models.FileField(upload_to="slip/%Y/%m/", blank=True)
    dibuat_pada = models.DateTimeField()
    selesai_pada = models.DateTimeField(null=True, blank=True)
    kedaluwarsa_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pekerjaan_akun_selesai_lengkap",
                condition=Q(status__in=["SELESAI", "GAGAL"], selesai_pada__isnull=False)
                | Q(status__in=["ANTRE", "BERJALAN"], selesai_pada=None),
            ),
            models.CheckConstraint(
                name="pekerjaan_akun_berkas_punya_batas",
                condition=Q(berkas="") | Q(kedaluwarsa_pada__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["peminta", "-dibuat_pada"], name="pekerjaan_akun_peminta")]

    def __str__(self) -> str:
        return f"{self.get_cara_display()} untuk {self.jumlah} orang"

    def angka_hasil(self, diundang: int) -> dict[str, Any]:
        """The counts that say what came of it."""
        return {"dibuat": self.akun_baru, "diundang": diundang, "lewat": self.lewat}


@lacak()
class Aktivasi(models.Model):
    """One invitation to choose a password. Only the newest of an account opens it, once.

    The code itself is stored nowhere: it follows from this row, the account and the signing key.
    """

    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="aktivasi")
    cara = models.CharField(max_length=5, choices=Cara)
    pekerjaan = models.ForeignKey(
        PekerjaanAkun, models.PROTECT, null=True, blank=True, related_name="aktivasi"
    )
    dibuat_oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField()
    berlaku_sampai = models.DateTimeField()
    dipakai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pekerjaan", "pengguna"], name="aktivasi_satu_per_pekerjaan"
            ),
            models.CheckConstraint(
                name="aktivasi_batas_sesudah_dibuat",
                condition=Q(berlaku_sampai__gt=models.F("dibuat_pada")),
            ),
        ]
        indexes = [models.Index(fields=["pengguna", "-id"], name="aktivasi_terbaru")]

    def __str__(self) -> str:
        return f"Aktivasi {self.pengguna_id} {self.get_cara_display()}"
