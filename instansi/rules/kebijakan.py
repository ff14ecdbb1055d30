"""Defaults of policy (DOMAIN). They are loaded as rows; code reads the rows, never these."""

from decimal import Decimal
from typing import NamedTuple


class Bawaan(NamedTuple):
    """One default: code, value, unit, legal basis."""

    kode: str
    nilai: Decimal
    satuan: str
    dasar_hukum: str


_PP11 = "PP 11/2017 jo. PP 17/2020 pasal 203 ayat (4)"
_LOKAL = "Kebijakan pemda"

PARAMETER_BAWAAN = (
    Bawaan("jp_target_pns", Decimal(20), "JP per tahun", _PP11),
    Bawaan("jp_target_pppk", Decimal(20), "JP per tahun", "UU 20/2023 pasal 49"),
    Bawaan("jp_batas_pppk", Decimal(24), "JP per tahun", "PP 49/2018 pasal 40 ayat (1)"),
    Bawaan("menit_per_jp", Decimal(45), "menit", "PerLAN 10/2018"),
    Bawaan("kehadiran_minimum", Decimal(80), "persen JP sesi", _LOKAL),
    Bawaan("tautan_kehadiran", Decimal(14), "hari setelah sesi", _LOKAL),
    Bawaan("evaluasi_tenggat", Decimal(7), "hari", _LOKAL),
    Bawaan("evaluasi_perhatian", Decimal(7), "hari lewat tenggat", _LOKAL),
    Bawaan("responden_minimum", Decimal(5), "jawaban", _LOKAL),
    Bawaan("respons_minimum", Decimal(50), "persen", _LOKAL),
    Bawaan("jam_kerja_mulai", Decimal(450), "menit sejak 00.00", _LOKAL),
    Bawaan("jam_kerja_selesai", Decimal(960), "menit sejak 00.00", _LOKAL),
    Bawaan("jumat_kosong_mulai", Decimal(690), "menit sejak 00.00", _LOKAL),
    Bawaan("jumat_kosong_selesai", Decimal(780), "menit sejak 00.00", _LOKAL),
    Bawaan("hari_kerja_per_minggu", Decimal(5), "hari sejak Senin", _LOKAL),
    Bawaan("pengingat_terlewat", Decimal(2), "hari", _LOKAL),
)
