"""Working days by one government's calendar: its week, its days off, its zone.

Nothing here reads the clock or the database; instansi.queries.kalender_kerja makes the calendar.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lib.tanggal import di_zona

SEHARI = timedelta(days=1)


@dataclass(frozen=True)
class KalenderKerja:
    """The days that count: the first ``hari_seminggu`` of a week from Monday, less days off."""

    libur: frozenset[date]
    hari_seminggu: int
    zona: ZoneInfo

    def hari(self, waktu: datetime) -> date:
        """The day on which an aware time falls here: 23.30 WIB is the next day in WITA."""
        return di_zona(waktu, self.zona).date()

    def adalah(self, tanggal: date) -> bool:
        """Whether it is a working day."""
        return tanggal.weekday() < self.hari_seminggu and tanggal not in self.libur

    def sesudah(self, mulai: date, n: int) -> date:
        """The n-th working day after ``mulai``, which itself does not count; n = 0 gives ``mulai``.

        Five working days from Friday 14 August 2026 with 17 August off end on 24 August. Raises
        ValueError for a negative n.
        """
        return self._langkah(mulai, n, SEHARI)

    def sebelum(self, sampai: date, n: int = 1) -> date:
        """The n-th working day before ``sampai``, which itself does not count."""
        return self._langkah(sampai, n, -SEHARI)

    def jumlah(self, dari: date, sampai: date) -> int:
        """Working days after ``dari`` up to and including ``sampai``; 0 when it is not later."""
        hari = (sampai - dari).days
        return sum(self.adalah(dari + timedelta(days=i)) for i in range(1, hari + 1))

    def lewat(self, dari: date, sampai: date) -> list[date]:
        """The days off that fell on what else were working days, of the same span."""
        return sorted(
            h for h in self.libur if dari < h <= sampai and h.weekday() < self.hari_seminggu
        )

    def _langkah(self, hari: date, n: int, langkah: timedelta) -> date:
        if n < 0:
            raise ValueError("Jumlah hari kerja tidak boleh negatif.")
        while n:
            hari += langkah
            n -= self.adalah(hari)
        return hari
