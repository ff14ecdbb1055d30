"""Decisions at the door: which account is meant, when a session ends, which roles need more."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from instansi.models import Peran
from instansi.rules.peran import HANYA_AKAR

# Who sees a whole city's people: a stolen password alone must not open these.
PERAN_DUA_LANGKAH = HANYA_AKAR
DENYUT = 60  # seconds between two notes that a session is in use


class Jejak(NamedTuple):
    """Where a request came from: its address, and the device in plain words."""

    alamat: str | None
    perangkat: str


# What a command line or a worker leaves.
TANPA_JEJAK = Jejak(None, "")


class BatasSesi(NamedTuple):
    """How long a session lasts: minutes without use, hours in all; 0 means without limit."""

    diam_menit: int
    paling_lama_jam: int


def baku_login(teks: str) -> str:
    """A NIP without its spaces and dots; a handle or e-mail in lower case."""
    angka = re.sub(r"[\s.\-]", "", teks)
    return angka if angka.isdigit() else teks.strip().lower()


def batas_sesi(parameter: dict[str, Decimal]) -> BatasSesi:
    """The limits of a pemda's sessions from its parameters; without a row there is no limit."""
    return BatasSesi(
        int(parameter.get("sesi_diam_menit", 0)), int(parameter.get("sesi_paling_lama_jam", 0))
    )


def alasan_sesi_habis(sesi: Any, kini: float) -> str | None:
    """Why a session ends now, from its marks; None while it goes on. Times are Unix seconds."""
    if "masuk_pada" not in sesi:
        return None
    diam, lama = sesi["diam_menit"], sesi["paling_lama_jam"]
    if diam and kini - sesi["dilihat_pada"] > diam * 60:
        return (
            f"Sesi Anda berakhir karena {diam} menit tidak dipakai. Masuk lagi untuk melanjutkan; "
            "isian yang tersimpan di perangkat ini tetap ada."
        )
    if lama and kini - sesi["masuk_pada"] > lama * 3600:
        return (
            f"Sesi Anda berakhir setelah {lama} jam. Masuk lagi untuk melanjutkan; isian yang "
            "tersimpan di perangkat ini tetap ada."
        )
    return None


def wajib_dua_langkah(parameter: dict[str, Decimal], peran: set[Peran]) -> bool:
    """Whether policy asks a second factor of somebody with these roles."""
    return bool(parameter.get("dua_langkah_wajib")) and not PERAN_DUA_LANGKAH.isdisjoint(peran)


def sandi_kedaluwarsa(parameter: dict[str, Decimal], diganti: date | None, hari_ini: date) -> bool:
    """Whether the local rule asks for a new password today; one of unknown age counts as old."""
    bulan = int(parameter.get("sandi_berlaku_bulan", 0))
    if not bulan:
        return False
    return diganti is None or diganti <= tambah_bulan(hari_ini, -bulan)


def tambah_bulan(hari: date, bulan: int) -> date:
    """The same day some months later or earlier; the month's last day where it has no such day."""
    nomor = hari.year * 12 + hari.month - 1 + bulan
    awal = date(nomor // 12, nomor % 12 + 1, 1)
    akhir = (awal + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return awal.replace(day=min(hari.day, akhir.day))


def batas_simpan(sekarang: datetime, bulan: int) -> datetime:
    """Entries before this moment are past their months of storage."""
    hari = tambah_bulan(sekarang.date(), -bulan)
    return sekarang.replace(year=hari.year, month=hari.month, day=hari.day)
