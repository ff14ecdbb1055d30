"""What may be done with a class in which state, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pelatihan.models import Kelas
from pembinaan.models import Metode

DRAF, TERBIT = Kelas.Status.DRAF, Kelas.Status.TERBIT
BERJALAN, SELESAI, BATAL = Kelas.Status.BERJALAN, Kelas.Status.SELESAI, Kelas.Status.BATAL
NAMA_STATUS = {nilai: label.lower() for nilai, label in Kelas.Status.choices}


@dataclass(frozen=True)
class KeadaanKelas:
    """What publishing looks at. jp_* in JP; ``bentrok`` are sentences, worst first."""

    status: str
    metode: str
    kursi: int
    terisi: int
    jp_kurikulum: int
    jp_sesi: tuple[int, ...]
    mulai_pertama: datetime | None
    bertautan: bool
    tanpa_ruang: int
    bentrok: tuple[str, ...] = ()


@dataclass(frozen=True)
class IsiKelas:
    """What an officer fills in about a class; ids of the catalogue and the organiser.

    ``angkatan`` None means the next one.
    """

    pelatihan: int
    penyelenggara: int
    metode: str
    kursi: int
    daftar_mulai: datetime
    daftar_selesai: datetime
    tautan_daring: str = ""
    catatan_undangan: str = ""
    angkatan: int | None = None


def alasan_tidak_bisa_terbit(k: KeadaanKelas, *, sekarang: datetime) -> str | None:
    """The first reason why a class cannot be published, with the next step."""
    return next(iter(daftar_alasan_terbit(k, sekarang=sekarang)), None)


def daftar_alasan_terbit(k: KeadaanKelas, *, sekarang: datetime) -> list[str]:
    """Every reason why a class cannot be published; empty when it can."""
    if k.status != DRAF:
        return [f"Kelas ini sudah {NAMA_STATUS[k.status]}. Hanya draf yang bisa diterbitkan."]
    if not k.jp_sesi:
        return ["Belum ada sesi. Tambahkan sesi lewat Ubah kelas."]
    alasan = [_alasan_jp(k), _alasan_waktu(k, sekarang), _alasan_tempat(k), _alasan_tautan(k)]
    if k.kursi < k.terisi:
        alasan.append(alasan_kursi(k.kursi, k.terisi))
    return [a for a in alasan if a] + list(k.bentrok)


def _alasan_jp(k: KeadaanKelas) -> str | None:
    jumlah = sum(k.jp_sesi)
    if jumlah == k.jp_kurikulum:
        return None
    beda = abs(jumlah - k.jp_kurikulum)
    langkah = "Tambah" if jumlah < k.jp_kurikulum else "Kurangi"
    return (
        f"Jumlah JP sesi {jumlah}, sedangkan kurikulum {k.jp_kurikulum} JP. "
        f"{langkah} {beda} JP lewat Ubah kelas."
    )


def _alasan_waktu(k: KeadaanKelas, sekarang: datetime) -> str | None:
    if k.mulai_pertama is not None and k.mulai_pertama <= sekarang:
        return "Ada sesi yang waktunya sudah lewat. Pindahkan sesi itu lewat Ubah kelas."
    return None


def _alasan_tempat(k: KeadaanKelas) -> str | None:
    if k.metode == Metode.TATAP_MUKA and k.tanpa_ruang:
        return (
            f"{k.tanpa_ruang} sesi belum punya ruang. Pilih ruang lewat Ubah kelas, "
            "atau ubah metodenya menjadi campuran."
        )
    return None


def _alasan_tautan(k: KeadaanKelas) -> str | None:
    if k.metode != Metode.TATAP_MUKA and not k.bertautan:
        return "Tautan daring belum diisi. Isi tautannya lewat Ubah kelas."
    return None


def alasan_kursi(kursi: int, terisi: int) -> str:
    """Why the seats cannot be fewer than the people enrolled."""
    return (
        f"Kursi {kursi} kurang dari {terisi} peserta yang sudah terdaftar. "
        f"Isi sedikitnya {terisi}, atau keluarkan peserta lebih dulu."
    )


def alasan_tidak_bisa_diubah(status: str) -> str | None:
    """Why a class cannot be edited at all."""
    if status in (SELESAI, BATAL):
        return f"Kelas ini sudah {NAMA_STATUS[status]}, jadi tidak bisa diubah lagi."
    return None


def alasan_jadwal_terkunci(status: str) -> str | None:
    """Why sessions cannot be added or removed freely: people have been invited to them."""
    if status == DRAF:
        return None
    if alasan := alasan_tidak_bisa_diubah(status):
        return alasan
    return (
        "Undangan kelas ini sudah terbit. Pelatihan, penyelenggara, metode, dan jumlah sesi "
        "tidak bisa diubah; waktu, ruang, dan pengajar diubah lewat Pindahkan sesi."
    )


def alasan_tidak_bisa_batal(status: str) -> str | None:
    """Why a class cannot be cancelled."""
    if status == SELESAI:
        return "Kelas ini sudah selesai, jadi tidak bisa dibatalkan."
    if status == BATAL:
        return "Kelas ini sudah dibatalkan."
    return None


def alasan_tidak_bisa_pindah(
    status: str, *, mulai: datetime, ke: Sequence[datetime], sekarang: datetime
) -> str | None:
    """Why a session of a published class cannot be moved (``ke``: the new starts)."""
    if alasan := alasan_tidak_bisa_geser(status):
        return alasan
    if mulai <= sekarang:
        return "Sesi ini sudah dimulai, jadi tidak bisa dipindahkan. Catat kehadirannya saja."
    if any(w <= sekarang for w in ke):
        return "Waktu baru sudah lewat. Pilih waktu yang akan datang."
    return None


def alasan_tidak_bisa_geser(status: str) -> str | None:
    """Why no session of a class can be moved now (a draft is changed in its form)."""
    if status in (TERBIT, BERJALAN):
        return None
    return alasan_tidak_bisa_diubah(status) or (
        "Kelas ini masih draf. Ubah waktunya lewat Ubah kelas."
    )


def status_menurut_waktu(
    status: str, *, mulai: datetime, selesai: datetime, sekarang: datetime
) -> str:
    """The state that a published class should be in, by the time of its sessions."""
    if status not in (TERBIT, BERJALAN):
        return status
    if selesai <= sekarang:
        return SELESAI
    return BERJALAN if mulai <= sekarang else status
