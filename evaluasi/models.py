"""Instruments and the evaluation of a class by those who attended it."""

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q

from instansi.models import Instansi, Pegawai
from lib.riwayat import lacak
from pelatihan.models import Kelas, Pendaftaran, Pengajar

# A frozen questionnaire keeps the words that were answered, whoever writes to the database.
_TOLAK_BILA_BEKU = """
    IF EXISTS (SELECT 1 FROM evaluasi_instrumen
               WHERE id IN ({instrumen}) AND dibekukan_pada IS NOT NULL) THEN
        RAISE EXCEPTION 'Instrumen sudah dijawab, isinya tidak bisa diubah.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
_INSTRUMEN_BAGIAN = "NEW.instrumen_id, OLD.instrumen_id"
_INSTRUMEN_PERTANYAAN = (
    "SELECT instrumen_id FROM evaluasi_bagian WHERE id IN (NEW.bagian_id, OLD.bagian_id)"
)


def _penjaga(nama: str, instrumen: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=nama,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_TOLAK_BILA_BEKU.format(instrumen=instrumen),
    )


@lacak()
class Instrumen(models.Model):
    """A questionnaire in one version; frozen once someone answered it."""

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    kode = models.SlugField(max_length=40)
    versi = models.PositiveSmallIntegerField(default=1)
    nama = models.CharField(max_length=160)
    tingkat = models.PositiveSmallIntegerField(default=1)
    skala_maks = models.PositiveSmallIntegerField(default=5)
    pengantar = models.TextField(blank=True)
    aktif = models.BooleanField(default=True)
    dibekukan_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pemda", "kode", "versi"], name="instrumen_versi_unik"),
            models.UniqueConstraint(
                fields=["pemda", "kode"], condition=Q(aktif=True), name="instrumen_satu_aktif"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} versi {self.versi}"


@lacak()
class Bagian(models.Model):
    """A section, one step on the phone. PENGAJAR is repeated for each trainer of the class."""

    class Jenis(models.TextChoices):
        PENYELENGGARA = "PENYELENGGARA", "Penyelenggaraan"
        PENGAJAR = "PENGAJAR", "Pengajar"
        UMUM = "UMUM", "Umum"

    instrumen = models.ForeignKey(Instrumen, models.PROTECT, related_name="bagian")
    jenis = models.CharField(max_length=13, choices=Jenis)
    judul = models.CharField(max_length=120)
    urutan = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrumen", "urutan"], name="bagian_urutan_unik"),
        ]
        triggers = [_penjaga("bagian_beku", _INSTRUMEN_BAGIAN)]

    def __str__(self) -> str:
        return self.judul


@lacak()
class Pertanyaan(models.Model):
    """One question: a scale of 1 to the instrument's skala_maks, or free text."""

    class Jenis(models.TextChoices):
        SKALA = "SKALA", "Skala"
        TEKS = "TEKS", "Uraian"

    bagian = models.ForeignKey(Bagian, models.PROTECT, related_name="pertanyaan")
    urutan = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=5, choices=Jenis)
    teks = models.CharField(max_length=250)
    wajib = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bagian", "urutan"], name="pertanyaan_urutan_unik"),
        ]
        triggers = [_penjaga("pertanyaan_beku", _INSTRUMEN_PERTANYAAN)]

    def __str__(self) -> str:
        return self.teks


@lacak(exclude=["kunci"])
class TugasEvaluasi(models.Model):
    """Who answers about which class, by when. Mode RAHASIA: shown only in aggregate, n >= 5.

    ``kunci`` is the random part of the signed link; neither it nor the signing key opens the task
    alone.
    """

    class Status(models.TextChoices):
        TERBUKA = "TERBUKA", "Belum dikirim"
        TERKIRIM = "TERKIRIM", "Terkirim"

    pendaftaran = models.ForeignKey(Pendaftaran, models.PROTECT, related_name="tugas_evaluasi")
    instrumen = models.ForeignKey(Instrumen, models.PROTECT, related_name="tugas")
    kelas = models.ForeignKey(Kelas, models.PROTECT, related_name="tugas_evaluasi")
    pegawai = models.ForeignKey(Pegawai, models.PROTECT, related_name="tugas_evaluasi")
    unit = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    dibuka_pada = models.DateTimeField()
    tenggat = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status, default=Status.TERBUKA)
    tanggal_kirim = models.DateField(null=True, blank=True)
    # When the class's results took this task in (actions.buka_hasil); results read only those.
    dihitung_pada = models.DateTimeField(null=True, blank=True, editable=False)
    kunci = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pendaftaran", "instrumen"], name="tugas_evaluasi_unik"
            ),
            models.CheckConstraint(
                name="tugas_evaluasi_tenggat_urut",
                condition=Q(tenggat__gt=models.F("dibuka_pada")),
            ),
            models.CheckConstraint(
                name="tugas_evaluasi_kirim_lengkap",
                condition=Q(status="TERBUKA", tanggal_kirim=None)
                | Q(status="TERKIRIM", tanggal_kirim__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "status"], name="tugas_evaluasi_pegawai"),
            models.Index(fields=["unit", "status", "tenggat"], name="tugas_evaluasi_unit"),
            models.Index(fields=["kelas", "status"], name="tugas_evaluasi_kelas"),
            models.Index(
                fields=["kelas"],
                name="tugas_evaluasi_belum_dihitung",
                condition=Q(dihitung_pada=None),
            ),
            models.Index(fields=["tenggat"], name="tugas_evaluasi_tenggat"),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id} menilai kelas {self.kelas_id}"


class Jawaban(models.Model):
    """One answer. Rows exist while the form is being filled; only sent tasks count.

    ``urut`` is the client's sequence (milliseconds): the later write of a question wins, also from
    another tab. Not tracked: who answered what, when and in which order stays out of the history.
    """

    tugas = models.ForeignKey(TugasEvaluasi, models.CASCADE, related_name="jawaban")
    pertanyaan = models.ForeignKey(Pertanyaan, models.PROTECT, related_name="jawaban")
    pengajar = models.ForeignKey(
        Pengajar, models.PROTECT, null=True, blank=True, related_name="jawaban"
    )
    nilai = models.PositiveSmallIntegerField(null=True, blank=True)
    teks = models.TextField(blank=True)
    urut = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tugas", "pertanyaan", "pengajar"],
                nulls_distinct=False,
                name="jawaban_unik",
            ),
            models.CheckConstraint(
                name="jawaban_nilai_positif",
                condition=Q(nilai=None) | Q(nilai__gte=1),
            ),
        ]
        indexes = [
            models.Index(fields=["pertanyaan", "pengajar"], include=["nilai"], name="jawaban_nilai")
        ]

    def __str__(self) -> str:
        return f"{self.tugas_id}/{self.pertanyaan_id}"


class PercobaanQr(models.Model):
    """A failed try to open a task from the class's QR, kept for a day to slow down guessing.

    Holds keyed hashes only. Not tracked: it is itself a record, and it is thrown away.
    """

    pemda = models.ForeignKey(Instansi, models.CASCADE, related_name="+")
    akun = models.CharField(max_length=64)
    alamat = models.CharField(max_length=64)
    pada = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["akun", "pada"], name="percobaan_qr_akun"),
            models.Index(fields=["alamat", "pada"], name="percobaan_qr_alamat"),
        ]

    def __str__(self) -> str:
        return f"{self.pada:%Y-%m-%d %H:%M}"
