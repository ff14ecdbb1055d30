"""The picture of one day's hours beside a clash: taken, wished, free. Geometry only."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from lib.tanggal import jam, tanggal_hari
from pelatihan.rules.jadwal import Kalender, Rentang

LEBAR, KIRI, KANAN = 360, 84, 352
ATAS, TINGGI = 18, 26


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


def gambar_jam(
    diminta: Rentang,
    terpakai: Sequence[tuple[str, Sequence[Rentang]]],
    kosong: Sequence[Rentang],
    kalender: Kalender,
) -> GambarJam:
    """Rows (a name, what is taken that day), the wish over them, and that day's free slots below."""
    hari = diminta.mulai.astimezone(kalender.zona).date()
    semua = [diminta, *kosong, *(r for _, daftar in terpakai for r in daftar)]
    dari = min([kalender.jam_mulai, *(_menit(r.mulai, kalender) for r in semua)]) // 60
    sampai = -(-max([kalender.jam_selesai, *(_menit(r.selesai, kalender) for r in semua)]) // 60)

    def letak(r: Rentang) -> tuple[int, int]:
        x = [
            KIRI + round((_menit(w, kalender) / 60 - dari) / (sampai - dari) * (KANAN - KIRI))
            for w in r
        ]
        return x[0], max(x[1] - x[0], 2)

    balok, nama = [], []
    for n, (label, daftar) in enumerate(terpakai):
        nama.append((ATAS + n * TINGGI + 18, label))
        for r in daftar:
            x, lebar = letak(r)
            jenis = "tabrak" if r.bertumpuk(diminta) else "pakai"
            balok.append(Balok(jenis, x, ATAS + n * TINGGI + 5, lebar, 18))
    bawah = ATAS + len(terpakai) * TINGGI
    x, lebar = letak(diminta)
    balok.append(Balok("baru", x, ATAS, lebar, bawah - ATAS))
    for r in kosong:
        x, lebar = letak(r)
        balok.append(Balok("kosong", x, bawah + 7, lebar, 18))
    if kosong:
        nama.append((bawah + 20, "Kosong"))
        bawah += TINGGI + 4
    langkah = 2 if sampai - dari > 6 else 1
    sumbu = [
        (KIRI + round((j - dari) / (sampai - dari) * (KANAN - KIRI)), f"{j:02d}")
        for j in range(dari, sampai + 1, langkah)
    ]
    teks = _kata(diminta, terpakai, kosong, kalender)
    return GambarJam(LEBAR, bawah + 4, sumbu, nama, balok, f"{tanggal_hari(hari)}. {teks}")


def _menit(waktu: datetime, kalender: Kalender) -> int:
    lokal = waktu.astimezone(kalender.zona)
    return lokal.hour * 60 + lokal.minute


def _kata(
    diminta: Rentang,
    terpakai: Sequence[tuple[str, Sequence[Rentang]]],
    kosong: Sequence[Rentang],
    kalender: Kalender,
) -> str:
    def rentang(r: Rentang) -> str:
        mulai, selesai = (w.astimezone(kalender.zona) for w in r)
        return f"{jam(mulai)} sampai {jam(selesai)}"

    kalimat = [
        f"{label} terpakai {', '.join(map(rentang, daftar))}."
        for label, daftar in terpakai
        if daftar
    ]
    kalimat.append(f"Jam yang diminta {rentang(diminta)}.")
    if kosong:
        kalimat.append(f"Kosong {', '.join(map(rentang, kosong))}.")
    return " ".join(kalimat)
