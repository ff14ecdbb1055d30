"""What messages about evaluations say, and whether they still hold when they are sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from evaluasi.models import TugasEvaluasi
from evaluasi.queries.tautan import token_tugas
from evaluasi.queries.tugas import alasan_tertutup, tugas_lengkap
from evaluasi.rules import Keadaan
from lib.surat import tautan
from notifikasi.models import AturanPengingat, Pesan
from notifikasi.rules import JenisPesan, Terbitan, awal_hari, nomor_sasaran
from pelatihan.models import Kelas

SUDAH_DIKIRIM = "Evaluasi sudah dikirim."
SUDAH_LEWAT = "Batas waktunya sudah lewat."


def muat_tugas(daftar: Sequence[Pesan]) -> dict[int, TugasEvaluasi]:
    """Tasks with class and training, by message; one query."""
    isi = tugas_lengkap().in_bulk([nomor_sasaran(p.sasaran) for p in daftar])
    return {p.pk: isi[n] for p in daftar if (n := nomor_sasaran(p.sasaran)) in isi}


def konteks_tugas(pesan: Pesan) -> dict[str, Any]:
    """An open task: the signed link opens it, and nothing else, without a password.

    An officer who passes the message on gets the page that asks for the person's own password.
    """
    tugas: TugasEvaluasi = pesan.objek
    return {
        "kelas": str(tugas.kelas),
        "tenggat": tugas.tenggat,
        "langsung": not pesan.lewat_petugas,
        "url": tautan("evaluasi:tugas_isi", tugas.pk)
        if pesan.lewat_petugas
        else tautan("evaluasi:tugas_tautan", token_tugas(tugas)),
    }


def konteks_lewat(pesan: Pesan) -> dict[str, Any]:
    """A task past its deadline: the signed link has ended with it."""
    return konteks_tugas(pesan) | {"url": tautan("evaluasi:tugas_isi", pesan.objek.pk)}


def alasan_buka(pesan: Pesan, sekarang: datetime) -> str | None:
    """An open task holds until it is sent or its deadline passes."""
    if alasan := _alasan_tugas(pesan, sekarang):
        return alasan
    return SUDAH_LEWAT if pesan.objek.tenggat <= sekarang else None


def alasan_lewat(pesan: Pesan, sekarang: datetime) -> str | None:
    """An overdue task holds while it is neither sent nor given more time."""
    if alasan := _alasan_tugas(pesan, sekarang):
        return alasan
    return "Batas waktunya diperpanjang." if pesan.objek.tenggat > sekarang else None


def _alasan_tugas(pesan: Pesan, sekarang: datetime) -> str | None:
    tugas: TugasEvaluasi | None = pesan.objek
    if tugas is None or tugas.kelas.status == Kelas.Status.BATAL:
        return "Evaluasi ini tidak ada lagi."
    tertutup = alasan_tertutup(tugas, sekarang)
    if tertutup and tertutup.keadaan is Keadaan.TERKIRIM:
        return SUDAH_DIKIRIM
    if tertutup and tertutup.keadaan is Keadaan.BUKAN_PESERTA:
        return "Penerima tidak tercatat hadir."
    hari = timezone.localdate(tugas.tenggat, ZoneInfo(pesan.pemda.zona_waktu)).isoformat()
    return None if pesan.data.get("hari_acuan", hari) == hari else "Batas waktunya diperpanjang."


def tugas_terbuka(aturan: AturanPengingat, terbitan: Terbitan) -> "QuerySet[Any, Any]":
    """Open tasks whose deadline falls on the anchor day: rows of (sasaran, penerima).

    Opened by the due time of the reminder: what opens later gets no late one.
    """
    zona = aturan.pemda.zona_waktu
    return (
        TugasEvaluasi.objects.filter(
            status=TugasEvaluasi.Status.TERBUKA,
            kelas__pemda=aturan.pemda_id,
            tenggat__gte=awal_hari(terbitan.hari_acuan, zona),
            tenggat__lt=awal_hari(terbitan.hari_acuan + timedelta(days=1), zona),
            dibuka_pada__lte=terbitan.jatuh_tempo,
            pegawai__pengguna__isnull=False,
        )
        .exclude(kelas__status=Kelas.Status.BATAL)
        .annotate(sasaran=Concat(Value("tugas:"), Cast("pk", CharField())))
        .values_list("sasaran", "pegawai__pengguna")
    )


SUMBER_PENGINGAT = {"evaluasi_h2": tugas_terbuka, "evaluasi_lewat": tugas_terbuka}

JENIS_PESAN = (
    JenisPesan("evaluasi_buka", "evaluasi_buka", konteks_tugas, alasan_buka, muat_tugas),
    JenisPesan("evaluasi_h2", "evaluasi_h2", konteks_tugas, alasan_buka, muat_tugas, harian=True),
    JenisPesan(
        "evaluasi_lewat", "evaluasi_lewat", konteks_lewat, alasan_lewat, muat_tugas, harian=True
    ),
)
