"""The dashboard's figures for a subtree: sums over the summary tables."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import Substr

from instansi.akses import IzinDasar
from instansi.models import Instansi, Jabatan, Pengguna
from instansi.queries import instansi_untuk, parameter
from laporan.models import RingkasanBulan, RingkasanUnit
from laporan.queries.perhatian import alasan_perhatian, perlu_perhatian
from laporan.rules.dasbor import Angka, Patokan, kalimat_dasbor, patokan
from laporan.rules.grafik import grafik_jp, grafik_predikat
from laporan.rules.teks import teks_kpi

KOLOM = [k.name for k in fields(Angka)]


def unit_dasbor(pengguna: Pengguna, izin: IzinDasar) -> QuerySet[Instansi]:
    """The units whose dashboard or report a person may have, the highest first."""
    return instansi_untuk(pengguna, izin).order_by("depth", "path")


@dataclass(frozen=True)
class AngkaUnit:
    """The figures of a subtree: by group with the total under "SEMUA", by child (tree path)."""

    kelompok: dict[str, Angka]
    anak: dict[str, Angka]
    dihitung_pada: datetime | None


def angka_unit(unit: Instansi, tahun: int) -> AngkaUnit:
    """The figures of a subtree, and when they were computed (None: never): one query."""
    panjang = len(unit.path) + Instansi.steplen
    baris = (
        RingkasanUnit.objects.filter(_di_bawah(unit), tahun=tahun)
        .values_list("kelompok", Substr("unit__path", 1, panjang), Max("dihitung_pada"))
        .annotate(*(Sum(k) for k in KOLOM))
        .order_by()
    )
    kelompok: dict[str, list[Any]] = {}
    anak: dict[str, list[Any]] = {}
    waktu = []
    for kode, path, pada, *jumlah in baris:
        for per, kunci in ((kelompok, kode), (kelompok, "SEMUA"), (anak, path)):
            per[kunci] = (
                [a + b for a, b in zip(per[kunci], jumlah, strict=True)] if kunci in per else jumlah
            )
        waktu.append(pada)
    return AngkaUnit(
        {"SEMUA": Angka()} | {kode: Angka(*n) for kode, n in kelompok.items()},
        {path: Angka(*n) for path, n in anak.items()},
        max(waktu, default=None),
    )


def anak_unit(unit: Instansi, angka: AngkaUnit) -> list[tuple[Instansi, Angka]]:
    """Each direct child with the figures of its own subtree, in tree order: one query.

    People placed in the unit itself come first, under its own name, so that the rows add up;
    without children there are no rows.
    """
    anak = Instansi.objects.filter(path__startswith=unit.path, depth=unit.depth + 1)
    baris = [(u, angka.anak.get(u.path, Angka())) for u in anak.order_by("path")]
    sendiri = angka.anak.get(unit.path, Angka())
    return [(unit, sendiri), *baris] if baris and sendiri != Angka() else baris


def jp_bulanan(unit: Instansi, *tahun: int) -> dict[int, dict[int, int]]:
    """JP recorded by the subtree, by year and month: one query; months without rows are absent."""
    hasil: dict[int, dict[int, int]] = {t: {} for t in tahun}
    baris = (
        RingkasanBulan.objects.filter(_di_bawah(unit), tahun__in=tahun)
        .values_list("tahun", "bulan")
        .annotate(Sum("jp"))
        .order_by("tahun", "bulan")
    )
    for t, bulan, jp in baris:
        hasil[t][bulan] = jp
    return hasil


def jumlahkan(daftar: Iterable[Angka]) -> Angka:
    """The sum of figures, column by column."""
    hasil = Angka()
    for angka in daftar:
        hasil = hasil.tambah(angka)
    return hasil


@dataclass(frozen=True)
class Dasbor:
    """All that a dashboard or its PDF shows of one subtree and year, read once."""

    unit: Instansi
    tahun: int
    kelompok: dict[str, Angka]
    anak: list[tuple[Instansi, Angka]]
    bulan: dict[int, int]
    bulan_lalu: dict[int, int]
    data_per: datetime | None
    patokan: Patokan
    parameter: dict[str, Decimal]

    @property
    def semua(self) -> Angka:
        """The figures of everyone in the subtree."""
        return self.kelompok["SEMUA"]

    @property
    def kelompok_khusus(self) -> list[tuple[str, str, Angka]]:
        """Teachers and health workers, each a group of their own: name, code, figures."""
        return [
            (nama, kode.value, self.kelompok.get(kode, Angka()))
            for nama, kode in (
                ("Guru", Jabatan.Rumpun.GURU),
                ("Tenaga kesehatan", Jabatan.Rumpun.KESEHATAN),
            )
        ]


def isi_dasbor(unit: Instansi, *, tahun: int, hari: date) -> Dasbor:
    """The dashboard of a subtree: four queries whatever its size."""
    pemda_id = unit.pemda_id or unit.pk
    nilai = parameter(pemda_id, min(hari, date(tahun, 12, 31)))
    angka = angka_unit(unit, tahun)
    bulan = jp_bulanan(unit, tahun, tahun - 1)
    return Dasbor(
        unit=unit,
        tahun=tahun,
        kelompok=angka.kelompok,
        anak=anak_unit(unit, angka),
        bulan=bulan[tahun],
        bulan_lalu=bulan[tahun - 1],
        data_per=angka.dihitung_pada,
        patokan=patokan(nilai, hari, tahun),
        parameter=nilai,
    )


def orang_perhatian(unit: Instansi, *, patokan: Patokan, banyak: int) -> list[Any]:
    """The people of a subtree who need attention, fewest JP first: one query.

    Rows of RingkasanPerhatian with ``alasan`` and ``target`` (JP of the year).
    """
    daftar: list[Any] = list(
        perlu_perhatian(patokan.tahun)
        .filter(_di_bawah(unit))
        .select_related("pegawai__jabatan", "unit")
        .order_by("jp", "pegawai")[:banyak]
    )
    for orang in daftar:
        orang.alasan = alasan_perhatian(orang)
        orang.target = patokan.target(orang.pegawai.jenis)
    return daftar


def _di_bawah(unit: Instansi) -> Q:
    """Rows of a unit and all below it; of a whole pemda without asking the tree."""
    return Q(pemda=unit.pk) if unit.depth == 1 else Q(unit__path__startswith=unit.path)


def teks_dasbor(isi: Dasbor) -> dict[str, object]:
    """The figures in words, the same on page and paper."""
    teks = teks_kpi(
        isi.semua,
        responden_minimum=int(isi.parameter["responden_minimum"]),
        respons_minimum=isi.parameter["respons_minimum"],
    )
    sorot, lanjut = kalimat_dasbor(isi.semua, target=int(isi.patokan.target_pns), tahun=isi.tahun)
    return {
        "sorot": sorot,
        "lanjut": lanjut,
        "teks": teks,
        "isi_evaluasi": isi.semua.nilai_tampil if teks.evaluasi else None,
        "jenis_evaluasi": "" if teks.evaluasi_layak else "awas",
    }


def grafik_dasbor(isi: Dasbor, *, untuk: str = "layar") -> dict[str, object]:
    """The charts; this year's line ends with the month of the dashboard's day."""
    sampai = isi.patokan.hari.month if isi.patokan.hari.year == isi.tahun else 12
    return {
        "grafik_jp": grafik_jp(
            isi.bulan, isi.bulan_lalu, tahun=isi.tahun, sampai=sampai, untuk=untuk
        ),
        "grafik_predikat": grafik_predikat(isi.semua, untuk=untuk),
    }
