from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelatihan.rules import kehadiran as rules
from pelatihan.rules.kehadiran import Peserta, SesiDiikuti
from pelatihan.tests.factories import SEKARANG
from pembinaan.models import AturanKonversiJP
from pembinaan.rules.bawaan import ATURAN_KONVERSI_BAWAAN

ATURAN = {b.kode: AturanKonversiJP(**b._asdict()) for b in ATURAN_KONVERSI_BAWAAN}
SATU = timedelta(microseconds=1)
TANDA = {"H": "HADIR", "I": "IZIN", "S": "SAKIT", "A": "ALPA", "-": "BELUM"}


def sesi(tanda, jp=2):
    return [SesiDiikuti(date(2026, 11, 2 + n), jp, TANDA[t]) for n, t in enumerate(tanda)]


@pytest.mark.parametrize(
    ("status", "mulai", "bisa"),
    [
        ("TERBIT", SEKARANG, True),
        ("TERBIT", SEKARANG + SATU, False),
        ("BERJALAN", SEKARANG, True),
        ("SELESAI", SEKARANG, True),
        ("DRAF", SEKARANG, False),
        ("BATAL", SEKARANG, False),
    ],
)
def test_marking_starts_with_the_session(status, mulai, bisa):
    alasan = rules.alasan_belum_bisa_ditandai(status, mulai=mulai, sekarang=SEKARANG)

    assert (alasan is None) == bisa


@pytest.mark.parametrize(
    ("diverifikasi", "alasan", "bisa"),
    [(False, "", True), (True, "", False), (True, "  ", False), (True, "Salah tanda", True)],
)
def test_verified_marks_need_a_reason(diverifikasi, alasan, bisa):
    tolak = rules.alasan_koreksi_ditolak(diverifikasi=diverifikasi, alasan=alasan)

    assert (tolak is None) == bisa


@pytest.mark.parametrize(
    ("isi", "sebagian"),
    [
        ({}, None),
        ({"status_kelas": "TERBIT"}, None),
        ({"diverifikasi": True}, "sudah diverifikasi"),
        ({"status_kelas": "DRAF"}, "tidak terbit"),
        ({"status_kelas": "BATAL"}, "tidak terbit"),
        ({"selesai": SEKARANG + SATU}, "belum selesai"),
        ({"selesai": None}, "belum selesai"),
        ({"peserta": 0}, "tidak punya peserta"),
        ({"belum": 3}, "Masih ada 3 tanda"),
    ],
)
def test_verification(isi, sebagian):
    nilai = {
        "status_kelas": "SELESAI",
        "diverifikasi": False,
        "selesai": SEKARANG,
        "peserta": 5,
        "belum": 0,
        "sekarang": SEKARANG,
    }
    alasan = rules.alasan_belum_bisa_diverifikasi(**nilai | isi)

    assert (alasan is None) if sebagian is None else (sebagian in alasan)


def test_link_lives_for_days_after_the_session():
    assert rules.tautan_berlaku_sampai(SEKARANG, Decimal("14.0000")) == SEKARANG + timedelta(
        days=14
    )


@pytest.mark.parametrize(
    ("tanda", "jp"),
    [("HHH", 6), ("HHA", 0), ("HHHHA", 10), ("HHHAA", 0), ("IIS", 0), ("HHHHI", 10)],
)
def test_four_of_five_is_enough(tanda, jp):
    assert rules.hitung_peserta(ATURAN["B3"], Decimal(80), Peserta(sesi(tanda))).jp == jp


def test_sessions_weigh_by_their_jp():
    pembukaan = [SesiDiikuti(date(2026, 11, 2), 1, "ALPA")]

    hasil = rules.hitung_peserta(ATURAN["B3"], Decimal(80), Peserta(pembukaan + sesi("HH")))

    assert hasil.jp == 5
    assert hasil.hitungan["penjelasan"] == (
        "Hadir 2 dari 3 sesi (4 dari 5 JP). Pelatihan teknis: 5 JP kurikulum, menjadi 5 JP."
    )


def test_too_little_attendance_says_so():
    hasil = rules.hitung_peserta(ATURAN["B3"], Decimal(80), Peserta(sesi("HHA")))

    assert hasil.alasan == "Hadir 2 dari 3 sesi (4 dari 6 JP), kurang dari 80% yang disyaratkan."
    assert hasil.hitungan == {
        "kode": "B3",
        "bentuk": "Pelatihan teknis",
        "dasar_hukum": ATURAN["B3"].dasar_hukum,
        "minimum_persen": "80",
        "jp_hadir": 4,
        "jp_kelas": 6,
        "sesi_hadir": 2,
        "sesi_kelas": 3,
        "penjelasan": hasil.alasan,
    }


def test_by_day_only_attended_days_count():
    assert rules.hitung_peserta(ATURAN["B7"], Decimal(80), Peserta(sesi("HHHHA"))).jp == 20


def test_a_used_up_cap_gives_zero_with_the_reason():
    penuh = Peserta(sesi("H"), {"2026-11": 2})

    hasil = rules.hitung_peserta(ATURAN["C1"], Decimal(80), penuh)

    assert hasil.jp == 0
    assert "paling banyak 2 kali sebulan" in hasil.alasan


def test_nobody_present_is_zero_even_without_a_minimum():
    assert rules.hitung_peserta(ATURAN["B3"], Decimal(0), Peserta(sesi("AA"))).jp == 0


@given(
    st.lists(st.sampled_from("HISA"), min_size=1, max_size=8),
    st.integers(min_value=1, max_value=8),
    st.integers(min_value=0, max_value=100),
)
def test_jp_is_all_or_nothing_for_a_curriculum(tanda, jp, minimum):
    hasil = rules.hitung_peserta(ATURAN["B3"], Decimal(minimum), Peserta(sesi(tanda, jp)))

    hadir, semua = tanda.count("H"), len(tanda)
    cukup = hadir > 0 and hadir * 100 >= minimum * semua
    assert hasil.jp == (jp * semua if cukup else 0)
    assert bool(hasil.alasan) == (hasil.jp == 0)


@pytest.mark.parametrize(
    ("status", "alasan"),
    [
        ("BATAL", "Kelas ini dibatalkan, jadi kehadiran tidak ditandai."),
        ("DRAF", "Kelas ini masih draf. Terbitkan kelas sebelum menandai kehadiran."),
        ("TERBIT", "Sesi belum dimulai. Kehadiran bisa ditandai sejak jam mulai."),
    ],
)
def test_refused_mark_in_words(status, alasan):
    assert alasan == rules.alasan_belum_bisa_ditandai(
        status, mulai=SEKARANG + SATU, sekarang=SEKARANG
    )


def test_refused_correction_in_words():
    assert rules.alasan_koreksi_ditolak(diverifikasi=True, alasan="") == (
        "Kehadiran kelas ini sudah diverifikasi dan JP sudah dicatat. "
        "Hanya BKPSDM yang bisa mengoreksi, dengan alasan tertulis."
    )
