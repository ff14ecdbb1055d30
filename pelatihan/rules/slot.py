"""Free slots: where a session that clashes could go instead."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from pelatihan.rules.jadwal import Kalender, Rentang, gabung, jeda_hari

LANGKAH = 15  # minutes between starts that are tried
CAKUPAN = 28  # days before and after the wished day


class RuangTersedia(NamedTuple):
    """A room that may be offered; kapasitas in seats."""

    pk: int
    nama: str
    kapasitas: int


class Slot(NamedTuple):
    """An offer: when, where (None: online), and how many participants are busy then."""

    rentang: Rentang
    ruang: RuangTersedia | None
    peserta_bentrok: int


@dataclass(frozen=True)
class Permintaan:
    """The wish: the span, the room (None where the session needs none), seats, sooner than now no.

    ``batas_peserta`` is the largest number of busy participants an offer may have (None: any).
    """

    rentang: Rentang
    kursi: int
    sekarang: datetime
    ruang: int | None = None
    perlu_ruang: bool = True
    batas_peserta: int | None = None


@dataclass(frozen=True)
class Terpakai:
    """What is taken already: rooms, the wished trainers and the class itself, participants."""

    ruang: Mapping[int, Sequence[Rentang]] = field(default_factory=dict)
    tetap: Sequence[Rentang] = ()
    peserta: Sequence[tuple[Rentang, int]] = ()


class _Penuh:
    """Taken time of one resource; asks whether a span is free in O(log n)."""

    def __init__(self, daftar: Sequence[Rentang]) -> None:
        self._daftar = gabung(daftar)
        self._mulai = [r.mulai for r in self._daftar]

    def bebas(self, rentang: Rentang) -> bool:
        i = bisect_left(self._mulai, rentang.selesai)
        return i == 0 or self._daftar[i - 1].selesai <= rentang.mulai


def cari_slot(
    minta: Permintaan,
    kalender: Kalender,
    ruang: Sequence[RuangTersedia],
    terpakai: Terpakai,
    jumlah: int = 3,
) -> list[Slot]:
    """The nearest free slots, nearest first, none overlapping another.

    A slot lies within working hours of a working day, starts later than now, at a quarter hour or
    at the wished time of day, at most CAKUPAN days away; trainers and the class are free; the room
    is free and large enough: the wished one, else the smallest. Ties: the earlier start.
    """
    tetap = _Penuh(terpakai.tetap)
    penuh = {r.pk: _Penuh(terpakai.ruang.get(r.pk, ())) for r in ruang}
    cukup = sorted(
        (r for r in ruang if r.kapasitas >= minta.kursi),
        key=lambda r: (r.pk != minta.ruang, r.kapasitas, r.pk),
    )
    hasil: list[Slot] = []
    for rentang in calon_waktu(minta, kalender):
        if len(hasil) == jumlah:
            break
        if not tetap.bebas(rentang) or any(rentang.bertumpuk(s.rentang) for s in hasil):
            continue
        pilihan = next((r for r in cukup if penuh[r.pk].bebas(rentang)), None)
        if minta.perlu_ruang and pilihan is None:
            continue
        sibuk = len({orang for r, orang in terpakai.peserta if r.bertumpuk(rentang)})
        if minta.batas_peserta is None or sibuk <= minta.batas_peserta:
            hasil.append(Slot(rentang, pilihan if minta.perlu_ruang else None, sibuk))
    return hasil


def calon_waktu(minta: Permintaan, kalender: Kalender) -> list[Rentang]:
    """Every span that may be tried, nearest to the wish first."""
    ingin = minta.rentang.mulai.astimezone(kalender.zona)
    durasi = minta.rentang.selesai - minta.rentang.mulai
    calon = (
        Rentang(mulai, mulai + durasi)
        for geser in range(-CAKUPAN, CAKUPAN + 1)
        for mulai in _mulai_hari(ingin.date() + timedelta(days=geser), ingin, durasi, kalender)
        if mulai > minta.sekarang
    )
    return sorted(calon, key=lambda r: (abs(r.mulai - ingin), r.mulai))


def _mulai_hari(
    hari: date, ingin: datetime, durasi: timedelta, kalender: Kalender
) -> Iterator[datetime]:
    """The starts of one day from which the whole session lies within working hours."""
    if hari in kalender.libur or hari.weekday() >= kalender.hari_kerja:
        return
    lama = -(-int(durasi.total_seconds()) // 60)
    kosong = jeda_hari(hari, kalender)
    tengah_malam = datetime.combine(hari, time(), kalender.zona)
    menit = set(range(0, 1440, LANGKAH)) | {ingin.hour * 60 + ingin.minute}
    for m in sorted(menit):
        if m < kalender.jam_mulai or m + lama > kalender.jam_selesai:
            continue
        if kosong and m < kosong[1] and kosong[0] < m + lama:
            continue
        yield tengah_malam + timedelta(minutes=m)
