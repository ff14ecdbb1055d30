from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pembinaan.models import AturanKonversiJP
from pembinaan.rules.bawaan import ATURAN_KONVERSI_BAWAAN
from pembinaan.rules.jp import (
    Kegiatan,
    Pertemuan,
    RingkasanJP,
    hitung_jp,
    punya_batas,
    target_prorata,
)

ATURAN = {b.kode: AturanKonversiJP(**b._asdict()) for b in ATURAN_KONVERSI_BAWAAN}
SENIN = date(2026, 3, 30)


def pertemuan(*hari_jp):
    return [Pertemuan(SENIN + timedelta(days=hari), jp) for hari, jp in hari_jp]


# Two meetings of 4 JP on one day, one of 4 JP the day after; the curriculum has 13 JP.
TIGA = Kegiatan(jp_kurikulum=13, pertemuan=pertemuan((0, 4), (0, 4), (1, 4)), semester=2)


@pytest.mark.parametrize(
    ("kode", "nasional", "internasional"),
    [
        ("A1", 40, 40),
        ("A2", 40, 40),
        ("B1", 13, 13),
        ("B2", 13, 15),  # 13 x 1.2 = 15.6
        ("B3", 13, 15),
        ("B4", 13, 15),
        ("B5", 13, 15),
        ("B6", 8, 12),  # 2 days
        ("B7", 10, 14),
        ("B8", 13, 15),
        ("B9", 13, 15),
        ("B10", 13, 15),
        ("B11", 8, 12),
        ("C1", 4, 8),  # 2 of 3 meetings of March
        ("C2", 4, 8),
        ("C3", 6, 8),  # 3 + 3, 4 + 4
        ("C4", 13, 15),
        ("C5", 20, 24),
        ("C6", 13, 15),
        ("C7", 10, 20),
        ("C8", 20, 24),
        ("C9", 4, 4),  # (2 + 2) x 1.2 = 4.8
        ("C10", 4, 4),
        ("C11", 20, 24),
        ("C12", 4, 4),  # 2 x 2 x 1.2 = 4.8
    ],
)
def test_every_form_of_the_table(kode, nasional, internasional):
    kegiatan = Kegiatan(TIGA.jp_kurikulum, TIGA.pertemuan, TIGA.semester, internasional=True)

    assert hitung_jp(ATURAN[kode], TIGA).jp == nasional
    assert hitung_jp(ATURAN[kode], kegiatan).jp == internasional


def test_the_table_is_complete():
    assert list(ATURAN) == [
        *("A1", "A2"),
        *(f"B{n}" for n in range(1, 12)),
        *(f"C{n}" for n in range(1, 13)),
    ]
    assert [k for k, a in ATURAN.items() if punya_batas(a)] == [
        "C1",
        "C2",
        "C3",
        "C9",
        "C10",
        "C12",
    ]


def test_monthly_cap_counts_each_month_apart():
    # 30 and 31 March, 1 and 2 April.
    kegiatan = Kegiatan(pertemuan=pertemuan((0, 2), (1, 2), (2, 2), (3, 2)))

    hasil = hitung_jp(ATURAN["C1"], kegiatan)

    assert hasil.jp == 8
    assert hasil.pemakaian == {"2026-03": 2, "2026-04": 2}
    assert hasil.penjelasan == "Coaching: 4 kali, masing-masing 2 JP, menjadi 8 JP."


def test_cap_that_was_used_elsewhere_leaves_the_rest():
    coaching = Kegiatan(pertemuan=pertemuan((0, 2), (1, 2)), terpakai={"2026-03": 1})
    elearning = Kegiatan(pertemuan=pertemuan((0, 5), (1, 1)), terpakai={"2026-03-30": 2})

    assert hitung_jp(ATURAN["C1"], coaching).jp == 2
    hasil = hitung_jp(ATURAN["C3"], elearning)
    assert hasil.jp == 2
    assert hasil.penjelasan == (
        "E-learning: 6 JP dalam 2 hari, dihitung 2 JP karena paling banyak 3 JP sehari, "
        "menjadi 2 JP."
    )


def test_nothing_attended_is_worth_nothing_except_by_curriculum():
    kosong = Kegiatan(jp_kurikulum=0)

    assert {hitung_jp(a, kosong).jp for a in ATURAN.values()} == {0}


def test_sentence_of_a_curriculum_abroad():
    hasil = hitung_jp(ATURAN["B3"], Kegiatan(jp_kurikulum=13, internasional=True))

    assert hasil.penjelasan == (
        "Pelatihan teknis: 13 JP kurikulum × 1,2 (internasional), menjadi 15 JP."
    )


HARI_JP = st.lists(
    st.tuples(st.integers(min_value=0, max_value=60), st.integers(min_value=1, max_value=9)),
    max_size=12,
)


@given(st.sampled_from(sorted(ATURAN)), HARI_JP, st.integers(min_value=0, max_value=60))
def test_properties_of_every_form(kode, hari_jp, kurikulum):
    aturan = ATURAN[kode]
    dasar = Kegiatan(kurikulum, pertemuan(*hari_jp), semester=len(hari_jp))
    luar = Kegiatan(kurikulum, dasar.pertemuan, dasar.semester, internasional=True)

    jp = hitung_jp(aturan, dasar).jp

    assert 0 <= jp <= hitung_jp(aturan, luar).jp
    if aturan.batas_per_hari:
        assert jp <= aturan.batas_per_hari * len({h for h, _ in hari_jp})
        assert jp <= sum(jp for _, jp in hari_jp)
    if aturan.batas_kali_per_bulan:
        assert jp <= 2 * aturan.batas_kali_per_bulan * len(
            {p.tanggal.month for p in dasar.pertemuan}
        )


@given(HARI_JP, HARI_JP)
def test_splitting_an_activity_never_beats_a_cap(satu, dua):
    gabung = hitung_jp(ATURAN["C3"], Kegiatan(pertemuan=pertemuan(*satu, *dua))).jp

    awal = hitung_jp(ATURAN["C3"], Kegiatan(pertemuan=pertemuan(*satu)))
    lanjut = hitung_jp(ATURAN["C3"], Kegiatan(pertemuan=pertemuan(*dua), terpakai=awal.pemakaian))

    assert awal.jp + lanjut.jp == gabung


@pytest.mark.parametrize(
    ("hari", "harapan"),
    [
        (date(2026, 1, 1), Decimal(20) / 365),
        (date(2026, 7, 2), Decimal(20) * 183 / 365),
        (date(2026, 12, 31), Decimal(20)),
        (date(2028, 12, 31), Decimal(20)),
    ],
)
def test_target_prorata(hari, harapan):
    assert target_prorata(Decimal(20), hari) == harapan


@pytest.mark.parametrize(
    ("jp", "batas", "kurang", "tercapai", "tertinggal", "melewati"),
    [
        (14, None, 6, False, True, False),
        (18, None, 2, False, False, False),
        (20, 24, 0, True, False, False),
        (24, 24, 0, True, False, False),
        (25, 24, 0, True, False, True),
        (300, None, 0, True, False, False),
    ],
)
def test_ringkasan(jp, batas, kurang, tercapai, tertinggal, melewati):
    r = RingkasanJP(jp, 20, batas, Decimal("17.5"))

    assert (r.kurang, r.tercapai, r.tertinggal, r.melewati_batas) == (
        kurang,
        tercapai,
        tertinggal,
        melewati,
    )
    assert str(r) == f"{jp} dari 20 JP"
