"""Defaults of the conversion table (DOMAIN 1.2). Loaded as rows; code reads the rows."""

from decimal import Decimal
from typing import NamedTuple

from pembinaan.models import AturanKonversiJP

Satuan = AturanKonversiJP.Satuan
Jalur = AturanKonversiJP.Jalur

DASAR_HUKUM = "PerLAN 10/2018; Surat Sestama BPS B-031/BPS/2600/02/2019"
TAMBAH_20_PERSEN = Decimal("1.2")


class AturanBawaan(NamedTuple):
    """One form of development. Rates are in JP per unit; caps in JP a day, times a month."""

    kode: str
    bentuk: str
    jalur: str
    satuan: str
    tarif: Decimal | None = None
    tarif_internasional: Decimal | None = None
    pengali_internasional: Decimal = Decimal(1)
    batas_per_hari: int | None = None
    batas_per_hari_internasional: int | None = None
    batas_kali_per_bulan: int | None = None
    dasar_hukum: str = DASAR_HUKUM


def _kurikulum(kode: str, bentuk: str, jalur: str = Jalur.KLASIKAL) -> AturanBawaan:
    """As many JP as the curriculum, 20 % more abroad."""
    return AturanBawaan(kode, bentuk, jalur, Satuan.JP, pengali_internasional=TAMBAH_20_PERSEN)


def _tarif(
    kode: str, bentuk: str, jalur: str, satuan: str, nasional: int, internasional: int
) -> AturanBawaan:
    return AturanBawaan(kode, bentuk, jalur, satuan, Decimal(nasional), Decimal(internasional))


def _harian(kode: str, bentuk: str, batas: int) -> AturanBawaan:
    """Actual JP up to a cap per day, 20 % more abroad."""
    return AturanBawaan(
        kode,
        bentuk,
        Jalur.NONKLASIKAL,
        Satuan.JP,
        pengali_internasional=TAMBAH_20_PERSEN,
        batas_per_hari=batas,
    )


# Coaching and mentoring abroad are 4 JP a day in the source; one meeting counts as one day.
ATURAN_KONVERSI_BAWAAN = (
    _tarif("A1", "Tugas belajar", Jalur.PENDIDIKAN, Satuan.SEMESTER, 20, 20),
    _tarif("A2", "Izin belajar", Jalur.PENDIDIKAN, Satuan.SEMESTER, 20, 20),
    AturanBawaan("B1", "Pelatihan struktural kepemimpinan", Jalur.KLASIKAL, Satuan.JP),
    _kurikulum("B2", "Pelatihan manajerial"),
    _kurikulum("B3", "Pelatihan teknis"),
    _kurikulum("B4", "Pelatihan fungsional"),
    _kurikulum("B5", "Pelatihan sosial kultural"),
    _tarif("B6", "Seminar, konferensi, atau sarasehan", Jalur.KLASIKAL, Satuan.HARI, 4, 6),
    _tarif("B7", "Workshop atau lokakarya", Jalur.KLASIKAL, Satuan.HARI, 5, 7),
    _kurikulum("B8", "Kursus"),
    _kurikulum("B9", "Penataran"),
    _kurikulum("B10", "Bimbingan teknis"),
    _tarif("B11", "Sosialisasi", Jalur.KLASIKAL, Satuan.HARI, 4, 6),
    _tarif("C1", "Coaching", Jalur.NONKLASIKAL, Satuan.KALI, 2, 4)._replace(batas_kali_per_bulan=2),
    _tarif("C2", "Mentoring", Jalur.NONKLASIKAL, Satuan.KALI, 2, 4)._replace(
        batas_kali_per_bulan=2
    ),
    _harian("C3", "E-learning", 3)._replace(
        pengali_internasional=Decimal(1), batas_per_hari_internasional=4
    ),
    _kurikulum("C4", "Pelatihan jarak jauh", Jalur.NONKLASIKAL),
    _tarif("C5", "Detasering (secondment)", Jalur.NONKLASIKAL, Satuan.KALI, 20, 24),
    _kurikulum("C6", "Outbound", Jalur.NONKLASIKAL),
    _tarif("C7", "Patok banding (benchmarking)", Jalur.NONKLASIKAL, Satuan.KALI, 10, 20),
    _tarif(
        "C8", "Pertukaran dengan swasta, BUMN, atau BUMD", Jalur.NONKLASIKAL, Satuan.KALI, 20, 24
    ),
    _harian("C9", "Belajar mandiri", 2),
    _harian("C10", "Komunitas belajar", 2),
    _tarif("C11", "Magang atau praktik kerja", Jalur.NONKLASIKAL, Satuan.KALI, 20, 24),
    AturanBawaan(
        "C12",
        "Bimbingan di tempat kerja",
        Jalur.NONKLASIKAL,
        Satuan.KALI,
        Decimal(2),
        pengali_internasional=TAMBAH_20_PERSEN,
        batas_kali_per_bulan=2,
    ),
)
