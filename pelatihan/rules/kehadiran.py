"""When attendance may be marked and verified, and what it is worth in JP."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from lib.angka import angka
from pelatihan.models import Kehadiran, Kelas
from pembinaan.models import AturanKonversiJP
from pembinaan.rules.jp import Kegiatan, Pertemuan, hitung_jp

HADIR = Kehadiran.Status.HADIR
BELUM = Kehadiran.Status.BELUM


def alasan_belum_bisa_ditandai(
    status_kelas: str, *, mulai: datetime, sekarang: datetime
) -> str | None:
    """Why a session's attendance cannot be marked yet, or any more."""
    if status_kelas == Kelas.Status.BATAL:
        return "Kelas ini dibatalkan, jadi kehadiran tidak ditandai."
    if status_kelas == Kelas.Status.DRAF:
        return "Kelas ini masih draf. Terbitkan kelas sebelum menandai kehadiran."
    if sekarang < mulai:
        return "Sesi belum dimulai. Kehadiran bisa ditandai sejak jam mulai."
    return None


def alasan_koreksi_ditolak(*, diverifikasi: bool, alasan: str) -> str | None:
    """Why marks that were verified stay: only BKPSDM changes them, with a reason."""
    if diverifikasi and not alasan.strip():
        return (
            "Kehadiran kelas ini sudah diverifikasi dan JP sudah dicatat. "
            "Hanya BKPSDM yang bisa mengoreksi, dengan alasan tertulis."
        )
    return None


def alasan_belum_bisa_diverifikasi(
    status_kelas: str,
    *,
    diverifikasi: bool,
    selesai: datetime | None,
    peserta: int,
    belum: int,
    sekarang: datetime,
) -> str | None:
    """Why HR cannot verify yet; ``selesai`` ends the last session, ``belum`` counts open marks."""
    if diverifikasi:
        return "Kehadiran kelas ini sudah diverifikasi. JP sudah tercatat."
    if status_kelas in (Kelas.Status.DRAF, Kelas.Status.BATAL):
        return "Kelas ini tidak terbit, jadi tidak ada kehadiran untuk diverifikasi."
    if selesai is None or sekarang < selesai:
        return "Kelas belum selesai. Verifikasi dibuka setelah sesi terakhir."
    if not peserta:
        return "Kelas ini tidak punya peserta, jadi tidak ada JP untuk dicatat."
    if belum:
        return f"Masih ada {belum} tanda hadir yang kosong. Lengkapi semua sesi dulu."
    return None


def tautan_berlaku_sampai(selesai: datetime, hari: Decimal) -> datetime:
    """Until when a trainer's signed link works: days (parameter tautan_kehadiran) after the end."""
    return selesai + timedelta(days=int(hari))


class SesiDiikuti(NamedTuple):
    """One session of a participant: its local day, its JP, the mark."""

    tanggal: date
    jp: int
    status: str


@dataclass(frozen=True)
class Peserta:
    """What one participant's JP follow from."""

    sesi: Sequence[SesiDiikuti]
    terpakai: Mapping[str, int] = field(default_factory=dict)


class HasilPeserta(NamedTuple):
    """JP, why they are 0 ("" where they are not), and how they were computed (JSON values)."""

    jp: int
    alasan: str
    hitungan: dict[str, Any]


def hitung_peserta(aturan: AturanKonversiJP, minimum: Decimal, peserta: Peserta) -> HasilPeserta:
    """JP of one participant of a finished class.

    Sessions weigh by their JP: missing a short opening costs less than missing a full day. Below
    ``minimum`` percent of the class's JP (parameter kehadiran_minimum) there are 0 JP.
    """
    hadir = [Pertemuan(s.tanggal, s.jp) for s in peserta.sesi if s.status == HADIR]
    jp_hadir, jp_kelas = sum(p.jp for p in hadir), sum(s.jp for s in peserta.sesi)
    hitungan: dict[str, Any] = {
        "kode": aturan.kode,
        "bentuk": aturan.bentuk,
        "dasar_hukum": aturan.dasar_hukum,
        "minimum_persen": angka(minimum),
        "jp_hadir": jp_hadir,
        "jp_kelas": jp_kelas,
        "sesi_hadir": len(hadir),
        "sesi_kelas": len(peserta.sesi),
    }
    dasar = f"Hadir {len(hadir)} dari {len(peserta.sesi)} sesi ({jp_hadir} dari {jp_kelas} JP)"
    if not hadir or jp_hadir * 100 < minimum * jp_kelas:
        alasan = f"{dasar}, kurang dari {angka(minimum)}% yang disyaratkan."
        return HasilPeserta(0, alasan, hitungan | {"penjelasan": alasan})
    hasil = hitung_jp(aturan, Kegiatan(jp_kelas, hadir, terpakai=peserta.terpakai))
    hitungan |= {"penjelasan": f"{dasar}. {hasil.penjelasan}", "pemakaian": hasil.pemakaian}
    alasan = "" if hasil.jp else hasil.penjelasan
    return HasilPeserta(hasil.jp, alasan, hitungan)
