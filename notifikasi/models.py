"""The outbox: every message is a row before it is a mail (invariant 7)."""

from typing import Any

from django.db import models
from django.db.models import Q

from instansi.models import Instansi, Pengguna
from lib.riwayat import lacak


@lacak(exclude=["diterbitkan_sampai"])
class AturanPengingat(models.Model):
    """When a kind of reminder is due: days before (negative) or after (positive) its anchor.

    ``diterbitkan_sampai``: due times up to here were published, so a reminder that only now would
    have been due then (a late enrolment, a moved class, a new rule) is not sent late.
    """

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=40)
    geser_hari = models.SmallIntegerField()
    jam = models.TimeField()
    aktif = models.BooleanField(default=True)
    diterbitkan_sampai = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pemda", "jenis", "geser_hari"], name="aturan_pengingat_unik"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.geser_hari:+d} hari"


class Pesan(models.Model):
    """One item for one person. Items of one person and day leave as one mail (kelompok).

    Not tracked: it is itself the record of what was sent, and 100,000 rows change a day.
    """

    class Status(models.TextChoices):
        ANTRE = "ANTRE", "Menunggu"
        DIKLAIM = "DIKLAIM", "Sedang dikirim"
        TERKIRIM = "TERKIRIM", "Terkirim"
        GAGAL = "GAGAL", "Gagal"
        GUGUR = "GUGUR", "Tidak berlaku lagi"
        TERLEWAT = "TERLEWAT", "Terlewat"
        TANPA_ALAMAT = "TANPA_ALAMAT", "Tanpa surel"

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    kunci = models.CharField(max_length=200, unique=True)
    jenis = models.CharField(max_length=40)
    sasaran = models.CharField(max_length=80)
    penerima = models.ForeignKey(Pengguna, models.PROTECT, related_name="pesan")
    jatuh_tempo = models.DateTimeField()
    data = models.JSONField(default=dict)
    status = models.CharField(max_length=12, choices=Status, default=Status.ANTRE)
    kelompok = models.CharField(max_length=64, blank=True)
    percobaan = models.PositiveSmallIntegerField(default=0)
    coba_lagi_pada = models.DateTimeField(null=True, blank=True)
    klaim_sampai = models.DateTimeField(null=True, blank=True)
    terkirim_pada = models.DateTimeField(null=True, blank=True)
    alasan = models.CharField(max_length=300, blank=True)
    dibuat_pada = models.DateTimeField()

    # What the message is about, loaded by its kind while it is being sent (rules.JenisPesan).
    objek: Any = None
    # Set while an officer reads the text to pass it on: no link that acts in the receiver's name.
    lewat_petugas = False

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pesan_klaim_punya_batas",
                condition=Q(status="DIKLAIM", klaim_sampai__isnull=False) & ~Q(kelompok="")
                | ~Q(status="DIKLAIM") & Q(klaim_sampai=None),
            ),
            models.CheckConstraint(
                name="pesan_terkirim_punya_waktu",
                condition=Q(status="TERKIRIM", terkirim_pada__isnull=False)
                | ~Q(status="TERKIRIM") & Q(terkirim_pada=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["jatuh_tempo", "penerima"],
                condition=Q(status="ANTRE"),
                name="pesan_antre",
            ),
            models.Index(
                fields=["klaim_sampai"], condition=Q(status="DIKLAIM"), name="pesan_diklaim"
            ),
            models.Index(fields=["sasaran"], name="pesan_sasaran"),
            models.Index(fields=["penerima"], condition=Q(status="GAGAL"), name="pesan_gagal"),
        ]

    def __str__(self) -> str:
        return self.kunci
