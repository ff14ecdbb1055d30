"""Who gets a seat, and why not. Every refusal says what to do next."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from instansi.models import Pegawai
from pelatihan.models import Kelas, Pendaftaran


class Kode(StrEnum):
    """Why one person of a nomination got no seat; only BENTROK can be allowed with a reason."""

    SUDAH = "SUDAH"
    TIDAK_AKTIF = "TIDAK_AKTIF"
    PENUH = "PENUH"
    BENTROK = "BENTROK"


class Penolakan(NamedTuple):
    """One refusal: its kind, and the sentence that the officer reads."""

    kode: Kode
    alasan: str


def alasan_kelas_tertutup(status: str, *, diverifikasi: bool) -> str | None:
    """Why a class takes nobody any more, whoever asks; None while it does."""
    if status == Kelas.Status.BATAL:
        return "Kelas ini dibatalkan. Pilih kelas lain."
    if diverifikasi:
        return "Kehadiran kelas ini sudah diverifikasi, jadi pesertanya tidak bisa ditambah."
    if status == Kelas.Status.SELESAI:
        return "Kelas ini sudah selesai. Pilih angkatan berikutnya."
    return None


def penuh(kelas: Kelas) -> bool:
    """Whether a class that still takes people has every seat taken."""
    diverifikasi = kelas.kehadiran_diverifikasi_pada is not None
    terbuka = alasan_kelas_tertutup(kelas.status, diverifikasi=diverifikasi) is None
    return terbuka and kelas.terisi >= kelas.kursi


def alasan_luar_masa(
    daftar_mulai: datetime, daftar_selesai: datetime, *, sekarang: datetime
) -> str | None:
    """Why registration is not open now (end exclusive); BKPSDM may nominate with a reason."""
    if sekarang < daftar_mulai:
        return "Pendaftaran kelas ini belum dibuka."
    if sekarang >= daftar_selesai:
        return "Pendaftaran kelas ini sudah ditutup."
    return None


def alasan_tanpa_kursi(
    status_pegawai: str, *, terdaftar: bool, sisa_kursi: int, bentrok: str | None
) -> Penolakan | None:
    """Why one person cannot be seated; ``bentrok`` names the class and time of a clash."""
    if status_pegawai != Pegawai.Status.AKTIF:
        label = Pegawai.Status(status_pegawai).label.lower()
        return Penolakan(Kode.TIDAK_AKTIF, f"Bukan pegawai aktif ({label}).")
    if terdaftar:
        return Penolakan(Kode.SUDAH, "Sudah terdaftar di kelas ini.")
    if sisa_kursi <= 0:
        return Penolakan(Kode.PENUH, "Kursi sudah habis. Usulkan ke angkatan berikutnya.")
    if bentrok:
        return Penolakan(Kode.BENTROK, f"Bentrok dengan {bentrok}.")
    return None


def alasan_tidak_bisa_dibatalkan(
    status: str, *, status_kelas: str, kelas_mulai: datetime | None, sekarang: datetime
) -> str | None:
    """Why an enrolment can no longer be cancelled; None until the class has started."""
    if status != Pendaftaran.Status.DITERIMA:
        return "Pendaftaran ini sudah dibatalkan."
    if status_kelas == Kelas.Status.BATAL:
        return "Kelasnya sudah dibatalkan, jadi tidak ada kursi yang perlu dilepas."
    if kelas_mulai is not None and sekarang >= kelas_mulai:
        return "Kelas sudah dimulai. Tandai ketidakhadiran pada daftar hadir."
    return None
