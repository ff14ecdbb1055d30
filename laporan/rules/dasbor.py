"""Pure decisions of dashboards: who needs attention and why, and pro-rata targets."""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lib.angka import angka as tulis
from pembinaan.rules.jp import target_prorata


@dataclass(frozen=True)
class Patokan:
    """What one person's progress is measured against on one day of a year."""

    hari: date
    tahun: int
    target_pns: Decimal
    target_pppk: Decimal
    hari_lewat_evaluasi: int

    def target(self, jenis: str) -> Decimal:
        """The JP of the year that a person of this kind (PNS, PPPK) should reach."""
        return self.target_pppk if jenis == "PPPK" else self.target_pns

    def prorata(self, target: Decimal) -> Decimal:
        """The JP that a steady pace has reached by that day; a year that is over counts in full."""
        if self.hari.year != self.tahun:
            return target if self.hari.year > self.tahun else Decimal(0)
        return target_prorata(target, self.hari)


def tahun_tersedia(hari: date) -> range:
    """The years whose dashboard can be asked for: this one and the two before, newest first."""
    return range(hari.year, hari.year - 3, -1)


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
    *, jp: int, perhatian_jp: bool, evaluasi_lewat: int, tanpa_atasan: bool
) -> list[str]:
    """Why a person needs attention, each as a sentence; empty when nothing does.

    jp is the JP of the year, perhatian_jp that it is below pro-rata with nothing booked;
    evaluasi_lewat counts forms over the limit of days late.
    """
    alasan = []
    if perhatian_jp:
        alasan.append(f"{jp} JP, di bawah laju tahun ini, dan belum terdaftar di kelas mendatang")
    if evaluasi_lewat:
        alasan.append(f"{evaluasi_lewat} evaluasi terlambat lebih dari batas")
    if tanpa_atasan:
        alasan.append("belum punya atasan langsung")
    return alasan


@dataclass(frozen=True)
class Angka:
    """The counts of a group of people, and the shares that the KPIs show (0 to 100).

    A share or mean is None where there is nothing to divide by: "Belum ada data", never 0.
    """

    pegawai: int = 0
    capai_target: int = 0
    berpartisipasi: int = 0
    jp: int = 0
    perhatian: int = 0
    perhatian_jp: int = 0
    perhatian_evaluasi: int = 0
    perhatian_atasan: int = 0
    predikat_sangat_baik: int = 0
    predikat_baik: int = 0
    predikat_butuh_perbaikan: int = 0
    predikat_kurang: int = 0
    predikat_sangat_kurang: int = 0
    evaluasi_ditugaskan: int = 0
    evaluasi_terkirim: int = 0
    evaluasi_dihitung: int = 0
    evaluasi_orang: int = 0
    evaluasi_jawaban: int = 0
    evaluasi_jumlah: Decimal = Decimal(0)

    def tambah(self, lain: "Angka") -> "Angka":
        """The sum, column by column."""
        return Angka(
            **{k.name: getattr(self, k.name) + getattr(lain, k.name) for k in fields(self)}
        )

    @property
    def persen_capai(self) -> Decimal | None:
        """Share of people at the year's JP target."""
        return persen(self.capai_target, self.pegawai)

    @property
    def persen_partisipasi(self) -> Decimal | None:
        """Share of people present in at least one session of the year."""
        return persen(self.berpartisipasi, self.pegawai)

    @property
    def respons(self) -> Decimal | None:
        """Share of evaluation forms that were sent."""
        return persen(self.evaluasi_terkirim, self.evaluasi_ditugaskan)

    @property
    def nilai_evaluasi(self) -> Decimal | None:
        """Mean of the scale answers of opened results, on 0-100 (mean / skala_maks x 100)."""
        if not self.evaluasi_jawaban:
            return None
        return self.evaluasi_jumlah / self.evaluasi_jawaban

    @property
    def nilai_tampil(self) -> Decimal | None:
        """That mean as it is shown, rounded to the steps of langkah_nilai."""
        if self.nilai_evaluasi is None:
            return None
        langkah = langkah_nilai(self.evaluasi_dihitung)
        return (self.nilai_evaluasi / langkah).quantize(Decimal(1), ROUND_HALF_UP) * langkah

    @property
    def berpredikat(self) -> int:
        """People with a performance rating."""
        return sum(getattr(self, k.name) for k in fields(self) if k.name.startswith("predikat_"))


def langkah_nilai(n: int) -> Decimal:
    """How coarsely a mean (0-100) of n forms is shown, so that no one form can be read from it.

    A unit's mean moves when a class of one of its people opens. Two days' means give that form
    back only within n steps; these steps keep that at 20 points, one word of the scale, or more.
    """
    if n < 20:
        return Decimal(5)
    return Decimal(1) if n < 200 else Decimal("0.1")


def persen(bagian: int, seluruh: int) -> Decimal | None:
    """bagian of seluruh in percent, unrounded; None where seluruh is 0."""
    return Decimal(100) * bagian / seluruh if seluruh else None


def kunci_pekerjaan(jenis: str, parameter: dict[str, Any], peminta_id: int) -> str:
    """The key of a report job: the same question by the same person is the same job."""
    isi = json.dumps([jenis, parameter, peminta_id], sort_keys=True)
    return hashlib.sha256(isi.encode()).hexdigest()


def kalimat_dasbor(angka: Angka, *, target: int, tahun: int) -> tuple[str, str]:
    """The dashboard in one sentence: what is marked, and what follows it."""
    if not angka.pegawai:
        return "Belum ada data", "pegawai di unit ini."
    sisa = angka.pegawai - angka.capai_target
    lanjut = f"sudah mencapai {target} JP tahun {tahun}"
    if not sisa:
        return f"Semua {tulis(angka.pegawai)} pegawai", f"{lanjut}."
    ekor = f", dan {tulis(angka.perhatian)} orang perlu perhatian." if angka.perhatian else "."
    return f"{tulis(angka.capai_target)} dari {tulis(angka.pegawai)} pegawai", lanjut + ekor


def kumulatif(bulan: dict[int, int], sampai: int) -> list[int]:
    """JP added up month by month, January to month ``sampai`` (1 to 12)."""
    jumlah, hasil = 0, []
    for nomor in range(1, sampai + 1):
        jumlah += bulan.get(nomor, 0)
        hasil.append(jumlah)
    return hasil
