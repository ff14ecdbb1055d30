"""Pure decisions of dashboards: who needs attention and why, and pro-rata targets."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Patokan:
    """What one person's progress is measured against on one day of a year."""

    hari: date
    tahun: int
    target_pns: Decimal
    target_pppk: Decimal
    hari_lewat_evaluasi: int

    def prorata(self, target: Decimal) -> Decimal:
        """The share of a year's JP that a steady pace has reached by that day.

        A year that is over counts in full; one that has not begun counts nothing.
        """
        awal, akhir = date(self.tahun, 1, 1), date(self.tahun, 12, 31)
        if self.hari > akhir:
            return target
        lewat = max((self.hari - awal).days + 1, 0)
        return target * lewat / ((akhir - awal).days + 1)


def patokan(parameter: dict[str, Decimal], hari: date, tahun: int) -> Patokan:
    """The yardstick of a pemda's policy parameters (instansi.queries.parameter)."""
    return Patokan(
        hari=hari,
        tahun=tahun,
        target_pns=parameter["jp_target_pns"],
        target_pppk=parameter["jp_target_pppk"],
        hari_lewat_evaluasi=int(parameter["evaluasi_perhatian"]),
    )


def daftar_alasan(
    *, jp: int, prorata: Decimal, ada_kelas: bool, evaluasi_lewat: int, tanpa_atasan: bool
) -> list[str]:
    """Why a person needs attention, each as a sentence; empty when nothing does.

    jp and prorata are in JP of the year; evaluasi_lewat counts forms over the limit of days late.
    """
    alasan = []
    if jp < prorata and not ada_kelas:
        alasan.append(f"{jp} JP, di bawah laju tahun ini, dan belum terdaftar di kelas mana pun")
    if evaluasi_lewat:
        alasan.append(f"{evaluasi_lewat} evaluasi terlambat lebih dari batas")
    if tanpa_atasan:
        alasan.append("belum punya atasan langsung")
    return alasan
