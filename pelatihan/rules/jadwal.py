"""Sessions in time: overlaps, the working calendar, and clashes put into words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import combinations
from typing import NamedTuple

from lib.tanggal import di_zona, jam, rentang_jam, tanggal_hari, tanggal_panjang

RUANG, PENGAJAR, PESERTA = "RUANG", "PENGAJAR", "PESERTA"
NAMA_TAMPIL = 5
JUMAT = 4
PILIH_WAKTU_LAIN = "Pilih waktu, ruang, atau pengajar lain."


class Rentang(NamedTuple):
    """A half-open span of time: touching spans do not overlap."""

    mulai: datetime
    selesai: datetime

    def bertumpuk(self, lain: "Rentang") -> bool:
        return self.mulai < lain.selesai and lain.mulai < self.selesai


@dataclass(frozen=True)
class RencanaSesi:
    """A session as typed or about to be saved; ``pk`` where it exists already. jp in JP."""

    mulai: datetime
    selesai: datetime
    ruang: int | None = None
    pengajar: tuple[int, ...] = ()
    jp: int = 1
    judul: str = ""
    pk: int | None = None

    @property
    def rentang(self) -> Rentang:
        """Its span of time."""
        return Rentang(self.mulai, self.selesai)


class Keputusan(NamedTuple):
    """What HR decided for a participant who would be in two places, and why."""

    lepas: bool
    alasan: str


class PesertaBentrok(NamedTuple):
    """A participant who would be in two places; the name only where it may be told."""

    pegawai: int
    nama: str
    unit: str
    dalam_lingkup: bool


@dataclass(frozen=True)
class Bentrok:
    """One clash of a planned session (``nomor`` counts from 0) with a session of another class.

    ``lain`` are further sessions of that class which clash in the same way (satukan_bentrok).
    """

    nomor: int
    jenis: str
    sumber: str
    kelas: int
    nama_kelas: str
    rentang: Rentang
    kontak: str
    terjadwal: bool = True
    jumlah_peserta: int | None = None
    peserta: tuple[PesertaBentrok, ...] = field(default=())
    lain: tuple[Rentang, ...] = field(default=())

    @property
    def waktu(self) -> tuple[Rentang, ...]:
        """Every time at which the two are taken at once, in order."""
        return (self.rentang, *self.lain)


class Kalender(NamedTuple):
    """A pemda's working time: minutes since midnight, days since Monday, days off."""

    zona: tzinfo
    jam_mulai: int
    jam_selesai: int
    hari_kerja: int
    libur: dict[date, str]
    jumat_kosong: tuple[int, int] | None
    menit_per_jp: int


def senin_dari(minggu: str, hari_ini: date) -> date:
    """The Monday of "2026-W48"; of today's week when that is no week."""
    try:
        tahun, nomor = minggu.split("-W")
        return date.fromisocalendar(int(tahun), int(nomor), 1)
    except ValueError:
        return hari_ini - timedelta(days=hari_ini.weekday())


def minggu_dari(hari: date) -> str:
    """The ISO week of a day, as senin_dari reads it."""
    tahun, nomor, _ = hari.isocalendar()
    return f"{tahun}-W{nomor:02d}"


def pasangan_bertumpuk(daftar: Sequence[Rentang | None]) -> list[tuple[int, int]]:
    """Positions of sessions of one class that overlap; a session still without a time is None."""
    return [
        (i, j)
        for (i, a), (j, b) in combinations(enumerate(daftar), 2)
        if a is not None and b is not None and a.bertumpuk(b)
    ]


def gabung(daftar: Iterable[Rentang]) -> list[Rentang]:
    """The same time as disjoint spans in order; touching spans become one."""
    hasil: list[Rentang] = []
    for r in sorted(daftar):
        if hasil and r.mulai <= hasil[-1].selesai:
            hasil[-1] = Rentang(hasil[-1].mulai, max(hasil[-1].selesai, r.selesai))
        else:
            hasil.append(r)
    return hasil


def catatan_waktu(rentang: Rentang, kalender: Kalender) -> list[str]:
    """What is unusual about a session's time (a day off, odd hours): allowed, but said."""
    mulai, selesai = (di_zona(w, kalender.zona) for w in rentang)
    hari = mulai.date()
    awal, akhir = _menit(mulai, hari), _menit(selesai, hari)
    catatan = []
    if hari in kalender.libur:
        catatan.append(f"{tanggal_panjang(hari)} adalah hari libur: {kalender.libur[hari]}.")
    elif hari.weekday() >= kalender.hari_kerja:
        catatan.append(f"{tanggal_hari(hari)} bukan hari kerja.")
    if awal < kalender.jam_mulai or akhir > kalender.jam_selesai:
        jam_kerja = f"{jam_menit(kalender.jam_mulai)}–{jam_menit(kalender.jam_selesai)}"
        catatan.append(f"Di luar jam kerja ({jam_kerja}).")
    kosong = jeda_hari(hari, kalender)
    if kosong and awal < kosong[1] and kosong[0] < akhir:
        catatan.append(f"Jumat {jam_menit(kosong[0])}–{jam_menit(kosong[1])} biasanya dikosongkan.")
    return catatan


def jeda_hari(hari: date, kalender: Kalender) -> tuple[int, int] | None:
    """The minutes of that day that are kept free (Friday prayer)."""
    return kalender.jumat_kosong if hari.weekday() == JUMAT else None


def _menit(waktu: datetime, hari: date) -> int:
    """Minutes since that day's midnight; more than 1440 after it."""
    return (waktu.date() - hari).days * 1440 + waktu.hour * 60 + waktu.minute


def jam_menit(menit: int) -> str:
    """07.30 for 450 minutes since midnight."""
    return f"{menit // 60:02d}.{menit % 60:02d}"


def jp_dari_durasi(durasi: timedelta, menit_per_jp: int) -> int:
    """Whole JP that fit into a duration (PerLAN 10/2018: 1 JP = 45 minutes)."""
    return int(durasi.total_seconds() // 60) // menit_per_jp


def waktu_sesi(rentang: Rentang, zona: tzinfo) -> str:
    """Kamis, 26 November 2026, 09.00–12.00 WITA; a session past midnight names both days."""
    mulai, selesai = (di_zona(w, zona) for w in rentang)
    if mulai.date() == selesai.date():
        return f"{tanggal_hari(mulai.date())}, {rentang_jam(*rentang, zona)}"
    return (
        f"{tanggal_hari(mulai.date())} {jam(mulai)} sampai "
        f"{tanggal_hari(selesai.date())} {jam(selesai)}"
    )


def satukan_bentrok(daftar: Iterable[Bentrok]) -> list[Bentrok]:
    """One clash for each class and what it takes, with all its times and people."""
    hasil: dict[tuple[str, str, int], Bentrok] = {}
    for b in daftar:
        kunci = (b.jenis, b.sumber, b.kelas)
        if (ada := hasil.get(kunci)) is None:
            hasil[kunci] = b
            continue
        baru = [] if b.rentang in ada.waktu else [b.rentang]
        orang = {p.pegawai: p for p in (*ada.peserta, *b.peserta)}
        hasil[kunci] = replace(ada, lain=(*ada.lain, *baru), peserta=tuple(orang.values()))
    return list(hasil.values())


def kalimat_bentrok(bentrok: Bentrok, zona: tzinfo) -> str:
    """One clash in a sentence: what is taken, by which class, when, and whom to ask."""
    waktu = "; ".join(waktu_sesi(r, zona) for r in bentrok.waktu)
    kelas = bentrok.nama_kelas if bentrok.terjadwal else f"{bentrok.nama_kelas} (draf)"
    if bentrok.jenis == PESERTA:
        orang = kalimat_peserta(bentrok.peserta)
        return f"{orang} juga terdaftar di {kelas}, {waktu}."
    kata = "dipakai" if bentrok.jenis == RUANG else "mengajar di"
    isi = "" if bentrok.jumlah_peserta is None else f" {bentrok.jumlah_peserta} peserta."
    return f"{bentrok.sumber} {kata} {kelas}, {waktu}.{isi} Hubungi {bentrok.kontak}."


def kalimat_peserta(daftar: Collection[PesertaBentrok]) -> str:
    """3 peserta (Siti Rahma, Yusuf Palewa, dan 1 di luar lingkup Anda)."""
    tampil = [f"{p.nama} ({p.unit})" for p in daftar if p.dalam_lingkup]
    luar = len(daftar) - len(tampil)
    nama = tampil[:NAMA_TAMPIL]
    if sisa := len(tampil) - len(nama):
        nama.append(f"{sisa} orang lagi")
    if luar:
        nama.append(f"{luar} orang di luar lingkup Anda")
    return f"{len(daftar)} peserta ({', '.join(nama)})"
