"""The dashboard's charts, each with the table of its numbers; the same on page and paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from laporan.rules.dasbor import Angka, kumulatif, persen
from lib.angka import angka as tulis
from lib.angka import persen as tulis_persen
from lib.bagan import Deret, Titik, batang_datar, garis, grafik_svg

BULAN = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
PREDIKAT = (
    ("Sangat baik", "predikat_sangat_baik"),
    ("Baik", "predikat_baik"),
    ("Butuh perbaikan", "predikat_butuh_perbaikan"),
    ("Kurang", "predikat_kurang"),
    ("Sangat kurang", "predikat_sangat_kurang"),
)


@dataclass(frozen=True)
class Grafik:
    """A drawing with its finding, its legend, and its numbers as a table (head and rows)."""

    svg: SafeString
    judul: str
    kunci: tuple[str, ...]
    kepala: tuple[str, ...]
    baris: list[tuple[str, ...]]
    ada: bool = True  # False where there is nothing to draw


def grafik_jp(
    bulan: dict[int, int], lalu: dict[int, int], *, tahun: int, sampai: int, untuk: str = "layar"
) -> Grafik:
    """JP recorded so far, month by month, beside the whole year before.

    ``bulan`` and ``lalu`` map a month (1 to 12) to JP; this year's line ends with ``sampai``.
    """
    ini, dulu = kumulatif(bulan, sampai), kumulatif(lalu, 12)
    judul = f"{tulis(ini[-1])} JP tercatat sampai {BULAN[sampai - 1]} {tahun}"
    deret = [Deret(str(tahun), _titik([*ini, *[None] * (12 - sampai)]))]
    if dulu[-1]:
        deret.append(Deret(str(tahun - 1), _titik(dulu)))
    ada = [*map(tulis, ini), *["Belum ada data"] * (12 - sampai)]
    return Grafik(
        svg=grafik_svg(garis(BULAN, deret), judul=judul, untuk=untuk),
        judul=judul,
        kunci=tuple(d.nama for d in deret),
        kepala=("Bulan", *(f"JP sampai bulan itu, {d.nama}" for d in deret)),
        baris=[
            (nama, ada[i], tulis(dulu[i])) if dulu[-1] else (nama, ada[i])
            for i, nama in enumerate(BULAN)
        ],
        ada=bool(ini[-1] or dulu[-1]),
    )


def grafik_predikat(angka: Angka, *, untuk: str = "layar") -> Grafik:
    """How many people hold each performance rating, of their latest period."""
    jumlah = [(nama, getattr(angka, kolom)) for nama, kolom in PREDIKAT]
    semua = angka.berpredikat
    judul = (
        f"{tulis(jumlah[0][1] + jumlah[1][1])} dari {tulis(semua)} pegawai baik atau sangat baik"
    )
    titik = [
        Titik(n, f"{tulis(n)} orang, {tulis_persen(persen(n, semua) or 0)}") for _, n in jumlah
    ]
    return Grafik(
        svg=grafik_svg(
            batang_datar([nama for nama, _ in jumlah], [Deret("Pegawai", titik)]),
            judul=judul,
            untuk=untuk,
        )
        if semua
        else SafeString(""),
        judul=judul,
        kunci=(),
        kepala=("Predikat", "Pegawai", "Bagian"),
        baris=[(nama, tulis(n), tulis_persen(persen(n, semua) or 0)) for nama, n in jumlah],
    )


def _titik(nilai: Sequence[int | None]) -> list[Titik]:
    return [Titik(n) for n in nilai]
