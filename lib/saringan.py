"""Template filters for dates, numbers and NIP; built into every template by the settings.

Aware times are shown in the current time zone, which a middleware sets to the pemda's. A missing
value (None, or a name the template does not know) is shown as "Belum ada data", never as 0.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any

from django import template
from django.utils import timezone

from lib import angka as bilangan
from lib import nip as nomor
from lib import tanggal as tgl

# Summaries are counted again each minute; a few missed rounds are no news, ten minutes are.
ANGKA_SEGAR = timedelta(minutes=10)

register = template.Library()


def _saring(nama: str) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Register a filter under `nama` that answers "Belum ada data" for a missing value."""

    def daftar(fungsi: Callable[..., str]) -> Callable[..., str]:
        @wraps(fungsi)
        def saringan(nilai: Any, *arg: Any) -> str:
            if nilai is None or nilai == "":
                return bilangan.BELUM_ADA
            return fungsi(nilai, *arg)

        register.filter(nama, saringan)
        return saringan

    return daftar


def _hari(nilai: date) -> date:
    """The local date of a date or of an aware time."""
    return timezone.localtime(nilai).date() if isinstance(nilai, datetime) else nilai


@_saring("tanggal")
def saring_tanggal(nilai: date) -> str:
    """17 Agustus 2026."""
    return tgl.tanggal_panjang(_hari(nilai))


@_saring("tanggal_hari")
def saring_tanggal_hari(nilai: date) -> str:
    """Senin, 17 Agustus 2026."""
    return tgl.tanggal_hari(_hari(nilai))


@_saring("tanggal_pendek")
def saring_tanggal_pendek(nilai: date) -> str:
    """17-08-2026."""
    return tgl.tanggal_pendek(_hari(nilai))


@_saring("bulan_tahun")
def saring_bulan_tahun(nilai: date) -> str:
    """Agustus 2026."""
    return tgl.bulan_tahun(_hari(nilai))


@_saring("relatif")
def saring_relatif(nilai: date, hari_ini: date) -> str:
    """3 hari lagi, counted from the argument."""
    return tgl.relatif(_hari(nilai), hari_ini)


@_saring("jam")
def saring_jam(nilai: datetime) -> str:
    """09.00."""
    return tgl.jam(timezone.localtime(nilai))


@_saring("jam_zona")
def saring_jam_zona(nilai: datetime) -> str:
    """09.00 WITA."""
    return tgl.jam_zona(nilai, timezone.get_current_timezone())


@_saring("rentang_jam")
def saring_rentang_jam(mulai: datetime, selesai: datetime) -> str:
    """09.00–12.00 WITA: `{{ sesi.mulai|rentang_jam:sesi.selesai }}`."""
    return tgl.rentang_jam(mulai, selesai, timezone.get_current_timezone())


@_saring("usang")
def saring_usang(nilai: datetime) -> str:
    """3 jam 49 menit, for figures of that age; empty while the recount of each minute keeps up."""
    umur = timezone.now() - nilai
    return tgl.selang(umur) if umur > ANGKA_SEGAR else ""


@_saring("waktu")
def saring_waktu(nilai: datetime) -> str:
    """Senin, 17 Agustus 2026 pukul 09.00 WITA."""
    return tgl.waktu_lengkap(nilai, timezone.get_current_timezone())


@_saring("angka")
def saring_angka(nilai: bilangan.Bilangan, desimal: int | None = None) -> str:
    """1.250,5; `|angka:2` for a fixed number of decimals."""
    return bilangan.angka(nilai, desimal)


@_saring("persen")
def saring_persen(nilai: bilangan.Bilangan, desimal: int = 0) -> str:
    """66% for 66."""
    return bilangan.persen(nilai, desimal)


@_saring("rupiah")
def saring_rupiah(nilai: bilangan.Bilangan) -> str:
    """Rp1.250.000."""
    return bilangan.rupiah(nilai)


@_saring("jp")
def saring_jp(nilai: bilangan.Bilangan, target: bilangan.Bilangan | None = None) -> str:
    """14 JP; with a target, 14 dari 20 JP."""
    if target is None:
        return f"{bilangan.angka(nilai)} JP"
    return f"{bilangan.angka(nilai)} dari {bilangan.angka(target)} JP"


@_saring("nip")
def saring_nip(nilai: str) -> str:
    """19740707 200212 1 008."""
    return nomor.tampilkan_nip(nilai)
