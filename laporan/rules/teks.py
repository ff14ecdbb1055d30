"""The dashboard's figures in words: a mean never travels alone, no data is never zero."""

from dataclasses import dataclass
from decimal import Decimal

from laporan.rules.dasbor import Angka
from lib.angka import angka as tulis
from lib.angka import persen


@dataclass(frozen=True)
class TeksKpi:
    """What the four KPI cards say; a value of None is shown as "Belum ada data"."""

    capai: str | None
    ket_capai: str
    partisipasi: str | None
    ket_partisipasi: str
    evaluasi: str | None
    ket_evaluasi: str
    evaluasi_layak: bool
    perhatian: str
    ket_perhatian: str


def teks_kpi(angka: Angka, *, responden_minimum: int, respons_minimum: Decimal) -> TeksKpi:
    """The KPI cards of a group of people.

    The evaluation mean (0-100) is hidden below ``responden_minimum`` people with opened results;
    below ``respons_minimum`` percent of responses it is shown without a conclusion.
    """
    cukup = angka.evaluasi_orang >= responden_minimum
    respons = angka.respons
    layak = cukup and respons is not None and respons >= respons_minimum
    return TeksKpi(
        capai=_persen(angka.persen_capai),
        ket_capai=f"{tulis(angka.capai_target)} dari {tulis(angka.pegawai)} pegawai",
        partisipasi=_persen(angka.persen_partisipasi),
        ket_partisipasi=f"{tulis(angka.berpartisipasi)} dari {tulis(angka.pegawai)} pegawai",
        evaluasi=tulis(angka.nilai_tampil) if cukup and angka.nilai_tampil else None,
        ket_evaluasi=_ket_evaluasi(angka, respons, responden_minimum, layak),
        evaluasi_layak=layak,
        perhatian=tulis(angka.perhatian),
        ket_perhatian=f"dari {tulis(angka.pegawai)} pegawai",
    )


def _persen(nilai: Decimal | None) -> str | None:
    return None if nilai is None else persen(nilai)


def _ket_evaluasi(angka: Angka, respons: Decimal | None, minimum: int, layak: bool) -> str:
    if respons is None:
        return "Belum ada evaluasi yang dibuka tahun ini"
    isi = (
        f"Respons {persen(respons)} "
        f"({tulis(angka.evaluasi_terkirim)} dari {tulis(angka.evaluasi_ditugaskan)})"
    )
    if angka.evaluasi_orang < minimum:
        return f"{isi}. Tampil setelah hasil dari {minimum} orang dibuka"
    if angka.evaluasi_dihitung < angka.evaluasi_terkirim:
        isi += f". Nilai dari {tulis(angka.evaluasi_dihitung)} yang sudah dibuka"
    return isi if layak else f"{isi}. Belum bisa disimpulkan"
