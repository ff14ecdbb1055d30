"""The picture of one day's hours beside a clash: taken, wished, free. Geometry only."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from lib.tanggal import jam, tanggal_hari
from pelatihan.rules.jadwal import Kalender, Rentang

LEBAR, KIRI, KANAN = 360, 84, 352
ATAS, TINGGI, TEBAL = 18, 26, 18

Terpakai = Sequence[tuple[str, Sequence[Rentang]]]


class Balok(NamedTuple):
    """A bar: its kind (a CSS class of .pa-jam) and its place."""

    jenis: str
    x: int
    y: int
    lebar: int
    tinggi: int


class GambarJam(NamedTuple):
    """Everything the SVG shows; ``teks`` says the same in words."""

    lebar: int
    tinggi: int
    sumbu: list[tuple[int, str]]
    nama: list[tuple[int, str]]
    balok: list[Balok]
    teks: str


class _Skala(NamedTuple):
    """Whole hours from left to right."""

    dari: int
    sampai: int
    kalender: Kalender

    def x(self, jam: float) -> int:
        return KIRI + round((jam - self.dari) / (self.sampai - self.dari) * (KANAN - KIRI))

    def balok(self, jenis: str, r: Rentang, y: int, tinggi: int = TEBAL) -> Balok:
        kiri, kanan = (self.x(_menit(w, self.kalender) / 60) for w in r)
        return Balok(jenis, kiri, y, max(kanan - kiri, 2), tinggi)


def gambar_jam(
    diminta: Rentang, terpakai: Terpakai, kosong: Sequence[Rentang], kalender: Kalender
) -> GambarJam:
    """A row for each name with what is taken that day, the wish over all, free slots below."""
    semua = [diminta, *kosong, *(r for _, daftar in terpakai for r in daftar)]
    skala = _Skala(
        min([kalender.jam_mulai, *(_menit(r.mulai, kalender) for r in semua)]) // 60,
        -(-max([kalender.jam_selesai, *(_menit(r.selesai, kalender) for r in semua)]) // 60),
        kalender,
    )
    bawah = ATAS + len(terpakai) * TINGGI
    balok = [
        skala.balok("tabrak" if r.bertumpuk(diminta) else "pakai", r, ATAS + n * TINGGI + 4)
        for n, (_, daftar) in enumerate(terpakai)
        for r in daftar
    ]
    balok.append(skala.balok("baru", diminta, ATAS, bawah - ATAS))
    balok += [skala.balok("kosong", r, bawah + 6) for r in kosong]
    nama = [(ATAS + n * TINGGI + 17, label) for n, (label, _) in enumerate(terpakai)]
    if kosong:
        nama.append((bawah + 19, "Kosong"))
        bawah += TINGGI + 4
    langkah = 2 if skala.sampai - skala.dari > 6 else 1
    sumbu = [(skala.x(j), f"{j:02d}") for j in range(skala.dari, skala.sampai + 1, langkah)]
    kata = _kata(diminta, terpakai, kosong, kalender)
    return GambarJam(LEBAR, bawah + 4, sumbu, nama, balok, kata)


def _menit(waktu: datetime, kalender: Kalender) -> int:
    lokal = waktu.astimezone(kalender.zona)
    return lokal.hour * 60 + lokal.minute


def _kata(
    diminta: Rentang, terpakai: Terpakai, kosong: Sequence[Rentang], kalender: Kalender
) -> str:
    def sebut(daftar: Sequence[Rentang]) -> str:
        lokal = [[w.astimezone(kalender.zona) for w in r] for r in daftar]
        return ", ".join(f"{jam(mulai)} sampai {jam(selesai)}" for mulai, selesai in lokal)

    hari = tanggal_hari(diminta.mulai.astimezone(kalender.zona).date())
    kalimat = [f"{label} terpakai {sebut(daftar)}." for label, daftar in terpakai if daftar]
    akhir = [f"Kosong {sebut(kosong)}."] if kosong else []
    return " ".join([f"{hari}.", *kalimat, f"Jam yang diminta {sebut([diminta])}.", *akhir])
