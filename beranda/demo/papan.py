"""The planning board of a city: who and what is taken on which half day."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PAGI, SIANG = time(8), time(13, 15)
JP_TERBANYAK = 4  # in one half day: 3 hours
MENIT_PER_JP = 45

# A half day: its date, and 0 for the morning or 1 for the afternoon.
Paruh = tuple[date, int]


@dataclass
class Papan:
    """Working half days, and what holds each: ("ruang" | "pengajar" | "orang", id)."""

    zona: ZoneInfo
    libur: set[date]
    terpakai: set[tuple[str, int, Paruh]] = field(default_factory=set)

    def hari_kerja(self, hari: date) -> bool:
        """Monday to Friday, but for holidays."""
        return hari.weekday() < 5 and hari not in self.libur

    def deret(self, mulai: date, banyak: int, *, sehari: int) -> list[Paruh]:
        """The next half days from a day on: one (mornings) or two a day."""
        hasil: list[Paruh] = []
        hari = mulai
        while len(hasil) < banyak:
            if self.hari_kerja(hari):
                hasil += [(hari, p) for p in range(sehari)]
            hari += timedelta(days=1)
        return hasil[:banyak]

    def bebas(self, jenis: str, pk: int, deret: list[Paruh]) -> bool:
        """Whether nothing holds it on these half days."""
        return not any((jenis, pk, p) in self.terpakai for p in deret)

    def pakai(self, jenis: str, pk: int, deret: list[Paruh]) -> None:
        """Hold it."""
        self.terpakai.update((jenis, pk, p) for p in deret)

    def waktu(self, paruh: Paruh, jp: int) -> tuple[datetime, datetime]:
        """Start and end of a session of so many JP."""
        hari, bagian = paruh
        mulai = datetime.combine(hari, SIANG if bagian else PAGI, self.zona)
        return mulai, mulai + timedelta(minutes=MENIT_PER_JP * jp)

    def pukul(self, hari: date, jam: int, menit: int = 0) -> datetime:
        """A moment of local time."""
        return datetime.combine(hari, time(jam, menit), self.zona)


def bagi_jp(jp: int) -> list[int]:
    """Sessions of 2 or 3 JP that sum to the curriculum; two at least."""
    banyak = max(2, round(jp / 2.4))
    dasar, sisa = divmod(jp, banyak)
    return [dasar + (n < sisa) for n in range(banyak)]


def bagi_jp_harian(jp: int, tarif: int = 5) -> list[int]:
    """Sessions of a workshop, which counts ``tarif`` JP a day: a morning and an afternoon each."""
    return [3, tarif - 3] * (jp // tarif)
