"""What trainers are told about the sessions they teach, and whether it still holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from lib.surat import tautan
from notifikasi.models import Pesan
from notifikasi.rules import JenisPesan, nomor_sasaran
from pelatihan.models import Kelas, Sesi
from pelatihan.queries.kehadiran import token_luar
from pelatihan.queries.pesan import (
    KELAS_BATAL,
    SUDAH_BERUBAH,
    SUDAH_DIMULAI,
    TIDAK_MENGAJAR,
    muat_sesi,
    sebagai_pengajar,
    tempat,
    waktu_data,
)


def muat_kelas(daftar: Sequence[Pesan]) -> dict[int, Kelas]:
    """Classes with their sessions, rooms and trainers, by message."""
    sesi = Sesi.objects.select_related("ruang").order_by("mulai", "pk")
    isi = (
        Kelas.objects.select_related("pelatihan", "penyelenggara")
        .prefetch_related(Prefetch("sesi", sesi), "sesi__pengajar_sesi__pengajar")
        .in_bulk([nomor_sasaran(p.sasaran) for p in daftar])
    )
    return {p.pk: isi[n] for p in daftar if (n := nomor_sasaran(p.sasaran)) in isi}


def sesi_diajar(pesan: Pesan) -> list[Sesi]:
    """The sessions of the message's class that its receiver teaches, in order of time."""
    return [s for s in pesan.objek.sesi.all() if sebagai_pengajar(s, pesan) is not None]


def konteks_pengajar(pesan: Pesan) -> dict[str, Any]:
    """What a trainer teaches; an external one gets the link that needs no password."""
    kelas: Kelas = pesan.objek
    sesi = sesi_diajar(pesan)
    luar = pesan.penerima.pegawai_id is None
    return {
        "kelas": str(kelas),
        "penyelenggara": kelas.penyelenggara.nama,
        "metode": kelas.get_metode_display().lower(),
        "jp": sum(s.jp for s in sesi),
        "mulai": sesi[0].mulai,
        "sesi": [
            {"judul": s.judul, "mulai": s.mulai, "selesai": s.selesai, "tempat": tempat(s)}
            for s in sesi
        ],
        "tautan_daring": kelas.tautan_daring,
        "luar": luar,
        "url": _url_sesi(sesi[0], pesan) if luar else tautan("pelatihan:kelas_detail", kelas.pk),
    }


def konteks_pengajar_dipindah(pesan: Pesan) -> dict[str, Any]:
    """Old and new time and place of a session, for who teaches it."""
    sesi: Sesi = pesan.objek
    luar = pesan.penerima.pegawai_id is None
    return {
        "kelas": str(sesi.kelas),
        "luar": luar,
        "url": _url_sesi(sesi, pesan) if luar else tautan("pelatihan:kelas_detail", sesi.kelas_id),
    } | {kata: waktu_data(pesan.data[kata]) for kata in ("lama", "baru")}


def konteks_pengajar_batal(pesan: Pesan) -> dict[str, Any]:
    """The sessions that are off for a trainer, and why."""
    kelas: Kelas = pesan.objek
    return {
        "kelas": str(kelas),
        "penyelenggara": kelas.penyelenggara.nama,
        "alasan": kelas.alasan_batal or "Pengajar sesi ini diganti.",
        "batal": kelas.status == Kelas.Status.BATAL,
        "sesi": [waktu_data(isi) for _, *isi in pesan.data["sesi"]],
        "url": tautan("pelatihan:kelas_daftar"),
    }


def _url_sesi(sesi: Sesi, pesan: Pesan) -> str:
    """The signed link of an external trainer."""
    return tautan(
        "pelatihan:kehadiran_luar", token_luar(sesi.pk, sebagai_pengajar(sesi, pesan) or 0)
    )


def alasan_pengajar(pesan: Pesan, sekarang: datetime) -> str | None:
    """An assignment holds until the last session that the receiver teaches begins."""
    kelas: Kelas | None = pesan.objek
    if kelas is None or kelas.status == Kelas.Status.BATAL:
        return KELAS_BATAL
    if kelas.status == Kelas.Status.DRAF:
        return "Kelas belum terbit."
    sesi = sesi_diajar(pesan)
    if not sesi:
        return TIDAK_MENGAJAR
    return SUDAH_DIMULAI if sesi[-1].mulai <= sekarang else None


def alasan_pengajar_dipindah(pesan: Pesan, sekarang: datetime) -> str | None:
    """A move holds while the receiver teaches the session, at that time, and it has not begun."""
    sesi: Sesi | None = pesan.objek
    if sesi is None or sesi.kelas.status == Kelas.Status.BATAL:
        return KELAS_BATAL
    if sebagai_pengajar(sesi, pesan) is None:
        return TIDAK_MENGAJAR
    if sesi.mulai != datetime.fromisoformat(pesan.data["baru"][0]):
        return SUDAH_BERUBAH
    return SUDAH_DIMULAI if sesi.mulai <= sekarang else None


def alasan_pengajar_batal(pesan: Pesan, sekarang: datetime) -> str | None:
    """It holds while the class is cancelled or the receiver teaches none of those sessions."""
    kelas: Kelas | None = pesan.objek
    if kelas is None or kelas.status == Kelas.Status.BATAL:
        return None if kelas else "Kelas sudah tidak ada."
    batal = {pk for pk, *_ in pesan.data["sesi"]}
    return SUDAH_BERUBAH if batal & {s.pk for s in sesi_diajar(pesan)} else None


JENIS_PENGAJAR = (
    JenisPesan("pengajar_tugas", "pengajar_tugas", konteks_pengajar, alasan_pengajar, muat_kelas),
    JenisPesan(
        "pengajar_dipindah",
        "pengajar_dipindah",
        konteks_pengajar_dipindah,
        alasan_pengajar_dipindah,
        muat_sesi,
    ),
    JenisPesan(
        "pengajar_batal",
        "pengajar_batal",
        konteks_pengajar_batal,
        alasan_pengajar_batal,
        muat_kelas,
    ),
)
