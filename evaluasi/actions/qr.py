"""Opening one's own task from the QR on a class's last slide (docs/adr/0010)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from evaluasi import queries, rules
from evaluasi.actions.tugas import buka_tugas
from evaluasi.models import PercobaanQr, TugasEvaluasi
from evaluasi.queries.tugas import pendaftaran_nip
from lib.aksi import aksi
from lib.galat import GalatAturan
from pelatihan.models import Kelas

JENDELA = timedelta(minutes=15)
SEHARI = timedelta(days=1)
# A class of 40 shares one address: the limit that counts is the account's.
BATAS_AKUN, BATAS_AKUN_SEHARI, BATAS_ALAMAT = 5, 15, 100


class TerlaluSeringMencoba(GalatAturan):
    """Too many failed tries for this account or from this address."""


@dataclass(frozen=True)
class HasilQr:
    """``cocok``: NIP and phone fit a participant; ``tugas`` is None while it is not open yet."""

    cocok: bool
    tugas: TugasEvaluasi | None = None


@aksi
def buka_dari_qr(
    *, kelas: Kelas, nip: str, empat: str, alamat: str, oleh: str, sekarang: datetime
) -> HasilQr:
    """Find the task of the participant with this NIP and these last four digits of the phone.

    A failed try is recorded (keyed hashes) and answered the same whatever was wrong, so it is a
    result and not an exception: an exception would roll the record back. Tries for one account wait
    for each other by an advisory lock. Opens due tasks first, so that nobody waits for the beat.
    Raises TerlaluSeringMencoba.
    """
    akun = _samar("akun", f"{kelas.pemda_id}:{nip}")
    asal = _samar("alamat", alamat)
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [akun])
    _periksa_batas(akun, asal, sekarang)
    pendaftaran = pendaftaran_nip(kelas.pk, nip)
    telepon = pendaftaran.pegawai.telepon if pendaftaran else ""
    if not rules.cocok_telepon(telepon, empat) or pendaftaran is None:
        PercobaanQr.objects.create(pemda_id=kelas.pemda_id, akun=akun, alamat=asal, pada=sekarang)
        return HasilQr(cocok=False)
    buka_tugas(oleh=oleh, sekarang=sekarang, kelas=kelas.pk)
    return HasilQr(True, queries.tugas_peserta(kelas.pk, pendaftaran.pegawai_id))


@aksi
def buang_percobaan_lama(*, oleh: str, sekarang: datetime) -> int:
    """Delete failed tries older than a day; how many."""
    return PercobaanQr.objects.filter(pada__lt=sekarang - SEHARI).delete()[0]


def _samar(garam: str, isi: str) -> str:
    return salted_hmac(f"evaluasi.qr.{garam}", isi, algorithm="sha256").hexdigest()


def _periksa_batas(akun: str, alamat: str, sekarang: datetime) -> None:
    per_akun = PercobaanQr.objects.filter(akun=akun)
    barusan = sekarang - JENDELA
    if (
        per_akun.filter(pada__gt=barusan).count() >= BATAS_AKUN
        or per_akun.filter(pada__gt=sekarang - SEHARI).count() >= BATAS_AKUN_SEHARI
        or PercobaanQr.objects.filter(alamat=alamat, pada__gt=barusan).count() >= BATAS_ALAMAT
    ):
        raise TerlaluSeringMencoba(
            "Terlalu banyak percobaan yang belum cocok.",
            langkah="Coba lagi 15 menit lagi, buka tautan di surel Anda, atau masuk dengan akun.",
        )
