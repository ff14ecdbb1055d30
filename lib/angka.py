"""Numbers as Indonesian readers write them: dot for thousands, comma for decimals.

Rounding is half-up (0,5 becomes 1) and happens here, at the very end; callers pass exact values.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

BELUM_ADA = "Belum ada data"
Bilangan = int | float | Decimal

_BENTUK = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
_BENTUK_TITIK = re.compile(r"[+-]?\d+\.\d+")


def bulatkan(nilai: Bilangan, desimal: int) -> Decimal:
    """Round half-up to `desimal` places; a float counts as the number it prints."""
    return Decimal(str(nilai)).quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP)


def angka(nilai: Bilangan, desimal: int | None = None) -> str:
    """1.250,5. Without `desimal` at most two places, and no zeros at their end."""
    bulat = bulatkan(nilai, 2 if desimal is None else desimal)
    if bulat.is_zero():
        bulat = abs(bulat)  # -0,001 is shown as 0
    teks = f"{bulat:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    if desimal is None and "," in teks:
        teks = teks.rstrip("0").rstrip(",")
    return teks


def persen(nilai: Bilangan, desimal: int = 0) -> str:
    """66% for 66 (a percentage, not a fraction)."""
    return f"{angka(nilai, desimal)}%"


def persen_dari(sebagian: int, seluruh: int, desimal: int = 0) -> str:
    """66% (25 dari 38): a share with its basis; "Belum ada data" when there is nothing to share."""
    if seluruh == 0:
        return BELUM_ADA
    nilai = Decimal(sebagian) * 100 / Decimal(seluruh)
    return f"{persen(nilai, desimal)} ({angka(sebagian)} dari {angka(seluruh)})"


def rupiah(nilai: Bilangan) -> str:
    """Rp1.250.000; cents only where there are any: Rp1.250.000,50."""
    bulat = bulatkan(nilai, 2)
    tanda = "-" if bulat < 0 else ""
    return f"{tanda}Rp{angka(abs(bulat), 0 if bulat == bulat.to_integral_value() else 2)}"


def baca_angka(teks: str) -> Decimal:
    """Read 1.250,5, 1250,5, Rp1.250.000, 12% or 12.5 (as in English).

    Raises ValueError with a reason. Three digits after a dot are thousands: 1.250 is 1250.
    """
    bersih = "".join(teks.split()).removeprefix("Rp").removesuffix("%")
    if _BENTUK.fullmatch(bersih):
        return Decimal(bersih.replace(".", "").replace(",", "."))
    if _BENTUK_TITIK.fullmatch(bersih):
        return Decimal(bersih)
    raise ValueError(f"{teks[:40]} bukan bilangan. Tulis seperti 1.250,5.")
