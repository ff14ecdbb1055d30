"""JP: what a form of development is worth, and how far a person is (DOMAIN 1)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from lib.angka import angka
from pembinaan.models import AturanKonversiJP

Satuan = AturanKonversiJP.Satuan


class Pertemuan(NamedTuple):
    """One meeting that a person attended: its local day and its JP."""

    tanggal: date
    jp: int


@dataclass(frozen=True)
class Kegiatan:
    """What one person did in one activity.

    ``terpakai`` holds what earlier activities of the same form used of a cap: JP by day
    ("2026-11-21") or times by month ("2026-11").
    """

    jp_kurikulum: int = 0
    pertemuan: Sequence[Pertemuan] = ()
    semester: int = 0
    internasional: bool = False
    terpakai: Mapping[str, int] = field(default_factory=dict)


class Hitungan(NamedTuple):
    """Whole JP, the sentence that explains them, and what they use of a cap."""

    jp: int
    penjelasan: str
    pemakaian: dict[str, int]


def hitung_jp(aturan: AturanKonversiJP, kegiatan: Kegiatan) -> Hitungan:
    """JP of one activity by its conversion rule (PerLAN 10/2018), rounded down at the very end.

    A form by curriculum is worth its curriculum, whatever part was missed within the tolerance;
    every other form counts only the meetings that were attended.
    """
    if aturan.satuan == Satuan.KALI:
        return _per_kali(aturan, kegiatan)
    if aturan.satuan == Satuan.HARI:
        hari = len({p.tanggal for p in kegiatan.pertemuan})
        return _hasil(aturan, kegiatan, hari, f"{hari} hari")
    if aturan.satuan == Satuan.SEMESTER:
        return _hasil(aturan, kegiatan, kegiatan.semester, f"{kegiatan.semester} semester")
    if aturan.batas_per_hari:
        return _berbatas_harian(aturan, kegiatan, aturan.batas_per_hari)
    return _hasil(aturan, kegiatan, kegiatan.jp_kurikulum, f"{kegiatan.jp_kurikulum} JP kurikulum")


def berlaku_pada(aturan: Iterable[AturanKonversiJP], pada: date) -> dict[str, AturanKonversiJP]:
    """The version of each rule that counts on a day, by code; ``aturan`` has the oldest first."""
    return {
        a.kode: a
        for a in aturan
        if a.berlaku_dari <= pada and (a.berlaku_sampai is None or pada <= a.berlaku_sampai)
    }


def punya_batas(aturan: AturanKonversiJP) -> bool:
    """Whether what a person did elsewhere changes the JP of this form."""
    return bool(aturan.batas_per_hari or aturan.batas_kali_per_bulan)


def _per_kali(aturan: AturanKonversiJP, kegiatan: Kegiatan) -> Hitungan:
    """Meetings where the source caps them by month; else the whole activity is one time."""
    batas = aturan.batas_kali_per_bulan
    if batas is None:
        sekali = min(len(kegiatan.pertemuan), 1)
        return _hasil(aturan, kegiatan, sekali, f"{sekali} kali")
    kali = Counter(f"{p.tanggal:%Y-%m}" for p in kegiatan.pertemuan)
    dihitung = _dalam_batas(kali, batas, kegiatan.terpakai)
    jumlah, semua = sum(dihitung.values()), sum(kali.values())
    teks = f"{semua} kali"
    if jumlah < semua:
        teks += f", dihitung {jumlah} kali karena paling banyak {batas} kali sebulan"
    return _hasil(aturan, kegiatan, jumlah, teks, dihitung)


def _berbatas_harian(aturan: AturanKonversiJP, kegiatan: Kegiatan, batas: int) -> Hitungan:
    if kegiatan.internasional and aturan.batas_per_hari_internasional:
        batas = aturan.batas_per_hari_internasional
    harian: Counter[str] = Counter()
    for pertemuan in kegiatan.pertemuan:
        harian[pertemuan.tanggal.isoformat()] += pertemuan.jp
    dihitung = _dalam_batas(harian, batas, kegiatan.terpakai)
    jumlah, semua = sum(dihitung.values()), sum(harian.values())
    teks = f"{semua} JP dalam {len(harian)} hari"
    if jumlah < semua:
        teks += f", dihitung {jumlah} JP karena paling banyak {batas} JP sehari"
    return _hasil(aturan, kegiatan, jumlah, teks, dihitung)


def _dalam_batas(
    jumlah: Mapping[str, int], batas: int, terpakai: Mapping[str, int]
) -> dict[str, int]:
    return {k: min(n, max(batas - terpakai.get(k, 0), 0)) for k, n in sorted(jumlah.items())}


def _hasil(
    aturan: AturanKonversiJP,
    kegiatan: Kegiatan,
    jumlah: int,
    teks: str,
    pemakaian: dict[str, int] | None = None,
) -> Hitungan:
    pengali = aturan.tarif if aturan.tarif is not None else Decimal(1)
    if kegiatan.internasional:
        if aturan.tarif_internasional is not None:
            pengali = aturan.tarif_internasional
        else:
            pengali *= aturan.pengali_internasional
    jp = int((jumlah * pengali).to_integral_value(ROUND_FLOOR))
    if pengali != 1:
        teks += f", masing-masing {angka(pengali)} JP" if aturan.tarif else f" × {angka(pengali)}"
    if kegiatan.internasional:
        teks += " (internasional)"
    return Hitungan(jp, f"{aturan.bentuk}: {teks}, menjadi {jp} JP.", pemakaian or {})


def target_prorata(target: Decimal, tanggal: date) -> Decimal:
    """The part of a year's target (JP) that a steady pace has reached at the end of that day."""
    hari_setahun = (date(tanggal.year + 1, 1, 1) - date(tanggal.year, 1, 1)).days
    return target * tanggal.timetuple().tm_yday / hari_setahun


@dataclass(frozen=True)
class RingkasanJP:
    """One person's year. ``batas`` (JP, None where there is none) warns and never blocks.

    PNS have a floor of 20 JP (PP 11/2017 jo. PP 17/2020 art. 203), PPPK a ceiling of 24 (PP 49/2018
    art. 40) beside the same target (UU 20/2023 art. 49): 24 is never shown as a goal.
    """

    jp: int
    target: int
    batas: int | None
    prorata: Decimal

    @property
    def kurang(self) -> int:
        """JP that are still missing to the target."""
        return max(self.target - self.jp, 0)

    @property
    def tercapai(self) -> bool:
        """Whether the target of the year is reached."""
        return self.jp >= self.target

    @property
    def tertinggal(self) -> bool:
        """Whether the person is behind a steady pace."""
        return self.jp < self.prorata

    @property
    def melewati_batas(self) -> bool:
        """Whether the ceiling is passed; the JP still count."""
        return self.batas is not None and self.jp > self.batas

    def __str__(self) -> str:
        return f"{self.jp} dari {self.target} JP"
