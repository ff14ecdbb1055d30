"""Defaults of policy (DOMAIN). They are loaded as rows; code reads the rows, never these."""

from decimal import Decimal
from typing import NamedTuple


class Bawaan(NamedTuple):
    """One default: code, value, unit, legal basis. What it means stands in rules.makna."""

    kode: str
    nilai: Decimal
    satuan: str
    dasar_hukum: str


class Ketentuan(NamedTuple):
    """What holds on a day: the value, and the law or rule that it rests on."""

    nilai: Decimal
    dasar_hukum: str


_PP11 = "PP 11/2017 jo. PP 17/2020 pasal 203 ayat (4)"
_SKM = "PermenPANRB 14/2017"
_IP = "PermenPANRB 38/2018 pasal 8"
_PDP = "UU 27/2022 pasal 30 dan 46"
_LAPOR = "Pedoman SP4N-LAPOR!"
_BUP = "UU 20/2023 pasal 55, PP 11/2017 pasal 239"
_PLT = "SE Kepala BKN 1/SE/I/2021"
_LOKAL = "Kebijakan pemda"
_BSSN = "Peraturan BSSN 4/2021"

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
    Bawaan("pasca_bulan_teknis", Decimal(4), "bulan setelah pelatihan", _LOKAL),
    Bawaan("pasca_bulan_manajerial", Decimal(12), "bulan setelah pelatihan", _LOKAL),
    Bawaan("pasca_buka", Decimal(7), "hari sebelumnya", _LOKAL),
    Bawaan("ngain_sedang", Decimal("0.3"), "dari 1", "Hake (1998)"),
    Bawaan("ngain_tinggi", Decimal("0.7"), "dari 1", "Hake (1998)"),
    Bawaan("jpm_optimal", Decimal(90), "persen", "Praktik pemetaan kompetensi"),
    Bawaan("jpm_cukup", Decimal(78), "persen", "Praktik pemetaan kompetensi"),
    Bawaan("ip_kualifikasi", Decimal(25), "poin", _IP),
    Bawaan("ip_kompetensi", Decimal(40), "poin", _IP),
    Bawaan("ip_kinerja", Decimal(30), "poin", _IP),
    Bawaan("ip_disiplin", Decimal(5), "poin", _IP),
    Bawaan("skm_mutu_a", Decimal("88.31"), "dari 100", _SKM),
    Bawaan("skm_mutu_b", Decimal("76.61"), "dari 100", _SKM),
    Bawaan("skm_mutu_c", Decimal(65), "dari 100", _SKM),
    Bawaan("anggaran_minimum", Decimal("0.16"), "persen APBD", "Permendagri 15/2024"),
    Bawaan("pdp_tenggat", Decimal(72), "jam", _PDP),
    Bawaan("lapor_respons", Decimal(3), "hari kerja", _LAPOR),
    Bawaan("lapor_informasi", Decimal(5), "hari kerja", _LAPOR),
    Bawaan("lapor_tanpa_lapangan", Decimal(14), "hari kerja", _LAPOR),
    Bawaan("lapor_lapangan", Decimal(60), "hari kerja", _LAPOR),
    Bawaan("bup_umum", Decimal(58), "tahun", _BUP),
    Bawaan("bup_jpt_madya", Decimal(60), "tahun", f"{_BUP}, UU 14/2005 pasal 30 (guru)"),
    Bawaan("bup_utama", Decimal(65), "tahun", "PP 11/2017 pasal 239"),
    Bawaan("plt_bulan", Decimal(3), "bulan", _PLT),
    Bawaan("plt_bulan_semua", Decimal(6), "bulan", _PLT),
    Bawaan("plh_hari", Decimal(30), "hari", "Kebijakan pemda (bandingkan Peraturan BPKP 3/2024)"),
    # Accounts. A city may ask for more than today's rules do; 0 switches such a rule off.
    Bawaan("dua_langkah_wajib", Decimal(1), "0 atau 1", _BSSN),
    Bawaan("sandi_campuran", Decimal(0), "0 atau 1", _LOKAL),
    Bawaan("sandi_berlaku_bulan", Decimal(0), "bulan, 0 tanpa batas", _LOKAL),
    Bawaan("sesi_diam_menit", Decimal(30), "menit", _BSSN),
    Bawaan("sesi_paling_lama_jam", Decimal(12), "jam", _BSSN),
    Bawaan("aktivasi_surel_jam", Decimal(72), "jam", _LOKAL),
    Bawaan("aktivasi_slip_hari", Decimal(14), "hari", _LOKAL),
    Bawaan("catatan_masuk_bulan", Decimal(24), "bulan", _BSSN),
    Bawaan("catatan_buka_bulan", Decimal(60), "bulan", _LOKAL),
)
