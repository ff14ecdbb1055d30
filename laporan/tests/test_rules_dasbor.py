from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laporan.rules.dasbor import (
    Angka,
    Patokan,
    daftar_alasan,
    kalimat_dasbor,
    kumulatif,
    kunci_pekerjaan,
    langkah_nilai,
    patokan,
    persen,
    tahun_tersedia,
)
from laporan.rules.grafik import grafik_jp, grafik_predikat
from laporan.rules.teks import teks_kpi

PARAMETER = {
    "jp_target_pns": Decimal(20),
    "jp_target_pppk": Decimal(18),
    "evaluasi_perhatian": Decimal(7),
}


def di_hari(hari, tahun=2026):
    return patokan(PARAMETER, hari, tahun)


def test_patokan_reads_the_parameters():
    assert di_hari(date(2026, 7, 2)) == Patokan(
        hari=date(2026, 7, 2),
        tahun=2026,
        target_pns=Decimal(20),
        target_pppk=Decimal(18),
        hari_lewat_evaluasi=7,
    )


@pytest.mark.parametrize(
    ("hari", "jp"),
    [
        (date(2026, 1, 1), Decimal(20) / 365),
        (date(2026, 7, 2), Decimal(20) * 183 / 365),
        (date(2026, 12, 31), Decimal(20)),
        (date(2027, 1, 1), Decimal(20)),
        (date(2025, 12, 31), Decimal(0)),
    ],
)
def test_prorata(hari, jp):
    assert di_hari(hari).prorata(Decimal(20)) == jp


def alasan(**ubah):
    isi = {
        "jp": 12,
        "perhatian_jp": False,
        "evaluasi_lewat": 0,
        "tanpa_atasan": False,
    }
    return daftar_alasan(**(isi | ubah))


def test_alasan_is_empty_when_all_is_well():
    assert alasan() == []
    assert alasan(jp=9) == []


def test_each_alasan_in_words():
    assert alasan(jp=9, perhatian_jp=True, evaluasi_lewat=2, tanpa_atasan=True) == [
        "9 JP, di bawah laju tahun ini, dan belum terdaftar di kelas mendatang",
        "2 evaluasi terlambat lebih dari batas",
        "belum punya atasan langsung",
    ]


def test_kunci_pekerjaan_is_the_same_question_by_the_same_person():
    satu = kunci_pekerjaan("KEMAJUAN", {"unit": 1, "tahun": 2026}, 5)

    assert len(satu) == 64
    assert satu == kunci_pekerjaan("KEMAJUAN", {"tahun": 2026, "unit": 1}, 5)
    assert satu != kunci_pekerjaan("KEMAJUAN", {"unit": 1, "tahun": 2026}, 6)
    assert satu != kunci_pekerjaan("UNDANGAN", {"unit": 1, "tahun": 2026}, 5)
    assert satu != kunci_pekerjaan("KEMAJUAN", {"unit": 2, "tahun": 2026}, 5)


ISI = Angka(
    pegawai=40,
    capai_target=10,
    berpartisipasi=30,
    perhatian=4,
    predikat_sangat_baik=1,
    predikat_baik=2,
    predikat_butuh_perbaikan=3,
    predikat_kurang=4,
    predikat_sangat_kurang=5,
    evaluasi_ditugaskan=20,
    evaluasi_terkirim=12,
    evaluasi_dihitung=12,
    evaluasi_orang=12,
    evaluasi_jawaban=24,
    evaluasi_jumlah=Decimal(1932),
)


def test_shares_of_angka():
    assert ISI.persen_capai == 25
    assert ISI.persen_partisipasi == 75
    assert ISI.respons == 60
    assert ISI.nilai_evaluasi == Decimal("80.5")
    assert ISI.berpredikat == 15


def test_nothing_to_divide_by_is_no_data():
    kosong = Angka()

    assert kosong.persen_capai is None
    assert kosong.persen_partisipasi is None
    assert kosong.respons is None
    assert kosong.nilai_evaluasi is None
    assert kosong.nilai_tampil is None
    assert persen(0, 3) == 0


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_tambah_adds_every_column(a, b):
    jumlah = Angka(pegawai=a, jp=b).tambah(Angka(pegawai=b, jp=-b, evaluasi_jumlah=Decimal(a)))

    assert (jumlah.pegawai, jumlah.jp, jumlah.evaluasi_jumlah) == (a + b, 0, Decimal(a))


@pytest.mark.parametrize(
    ("angka", "kalimat"),
    [
        (Angka(), ("Belum ada data", "pegawai di unit ini.")),
        (
            Angka(pegawai=3, capai_target=3),
            ("Semua 3 pegawai", "sudah mencapai 20 JP tahun 2026."),
        ),
        (
            Angka(pegawai=3, capai_target=1),
            ("1 dari 3 pegawai", "sudah mencapai 20 JP tahun 2026."),
        ),
        (
            Angka(pegawai=1983, capai_target=1794, perhatian=1146),
            (
                "1.794 dari 1.983 pegawai",
                "sudah mencapai 20 JP tahun 2026, dan 1.146 orang perlu perhatian.",
            ),
        ),
        (
            Angka(pegawai=3, capai_target=1, perhatian=2),
            (
                "1 dari 3 pegawai",
                "sudah mencapai 20 JP tahun 2026, dan 2 orang perlu perhatian.",
            ),
        ),
    ],
)
def test_kalimat_dasbor(angka, kalimat):
    assert kalimat_dasbor(angka, target=20, tahun=2026) == kalimat


def test_kumulatif_adds_month_by_month():
    assert kumulatif({1: 5, 3: 2, 12: 9}, 3) == [5, 5, 7]
    assert kumulatif({}, 2) == [0, 0]


def teks(angka, minimum=5, respons=50):
    return teks_kpi(angka, responden_minimum=minimum, respons_minimum=Decimal(respons))


def test_teks_kpi_says_share_and_basis():
    kartu = teks(ISI)

    assert (kartu.capai, kartu.ket_capai) == ("25%", "10 dari 40 pegawai")
    assert (kartu.partisipasi, kartu.ket_partisipasi) == ("75%", "30 dari 40 pegawai")
    assert (kartu.evaluasi, kartu.ket_evaluasi) == ("80", "Respons 60% (12 dari 20)")
    assert (kartu.perhatian, kartu.ket_perhatian) == ("4", "dari 40 pegawai")
    assert kartu.evaluasi_layak is True


def test_teks_kpi_hides_a_mean_of_few():
    kartu = teks(ISI, minimum=13)

    assert kartu.evaluasi is None
    assert kartu.evaluasi_layak is False
    assert kartu.ket_evaluasi == (
        "Respons 60% (12 dari 20). Tampil setelah hasil dari 13 orang dibuka"
    )
    assert teks(ISI, minimum=12).evaluasi == "80"


def test_teks_kpi_says_how_many_forms_the_mean_is_of():
    kartu = teks(replace(ISI, evaluasi_terkirim=14))

    assert kartu.ket_evaluasi == "Respons 70% (14 dari 20). Nilai dari 12 yang sudah dibuka"
    assert teks(replace(ISI, evaluasi_orang=4)).evaluasi is None


@pytest.mark.parametrize(
    ("n", "jumlah", "tampil"),
    [(5, 412, 80), (19, 1568, 85), (20, 1649, 82), (199, 16418, 83), (200, 16503, "82.5")],
)
def test_nilai_tampil_is_coarse_where_few_answered(n, jumlah, tampil):
    angka = Angka(evaluasi_dihitung=n, evaluasi_jawaban=n, evaluasi_jumlah=Decimal(jumlah))

    assert angka.nilai_tampil == Decimal(tampil)


def test_two_shown_means_leave_the_form_between_them_open():
    """Each rounding leaves n steps of doubt about the sum: 20 points of 100 or more."""
    assert min(n * langkah_nilai(n) for n in range(5, 10_000)) == 20


def test_teks_kpi_draws_no_conclusion_from_a_low_response():
    kartu = teks(ISI, respons=61)

    assert (kartu.evaluasi, kartu.evaluasi_layak) == ("80", False)
    assert kartu.ket_evaluasi == "Respons 60% (12 dari 20). Belum bisa disimpulkan"
    assert teks(ISI, respons=60).evaluasi_layak is True


def test_teks_kpi_without_anything():
    kartu = teks(Angka())

    assert (kartu.capai, kartu.partisipasi, kartu.evaluasi) == (None, None, None)
    assert kartu.ket_evaluasi == "Belum ada evaluasi yang dibuka tahun ini"
    assert kartu.evaluasi_layak is False


def test_grafik_jp_ends_with_the_month_and_stands_beside_last_year():
    grafik = grafik_jp({1: 10, 2: 5}, {1: 3, 12: 4}, tahun=2026, sampai=2)

    assert grafik.judul == "15 JP tercatat sampai Feb 2026"
    assert grafik.kunci == ("2026", "2025")
    assert grafik.kepala == ("Bulan", "JP sampai bulan itu, 2026", "JP sampai bulan itu, 2025")
    assert grafik.baris[:3] == [
        ("Jan", "10", "3"),
        ("Feb", "15", "3"),
        ("Mar", "Belum ada data", "3"),
    ]
    assert grafik.baris[-1] == ("Des", "Belum ada data", "7")
    assert "15 JP tercatat sampai Feb 2026" in grafik.svg


def test_grafik_jp_without_last_year_has_one_line():
    grafik = grafik_jp({1: 10}, {}, tahun=2026, sampai=12, untuk="cetak")

    assert grafik.kunci == ("2026",)
    assert grafik.kepala == ("Bulan", "JP sampai bulan itu, 2026")
    assert grafik.baris[-1] == ("Des", "10")
    assert "<style>" in grafik.svg


def test_grafik_predikat_counts_people():
    grafik = grafik_predikat(ISI)

    assert grafik.judul == "3 dari 15 pegawai baik atau sangat baik"
    assert grafik.kepala == ("Predikat", "Pegawai", "Bagian")
    assert grafik.kunci == ()
    assert grafik.baris == [
        ("Sangat baik", "1", "7%"),
        ("Baik", "2", "13%"),
        ("Butuh perbaikan", "3", "20%"),
        ("Kurang", "4", "27%"),
        ("Sangat kurang", "5", "33%"),
    ]
    assert "5 orang, 33%" in grafik.svg


def test_grafik_predikat_without_ratings_draws_nothing():
    assert grafik_predikat(Angka(pegawai=3)).svg == ""


def test_three_years_newest_first():
    assert list(tahun_tersedia(date(2026, 1, 1))) == [2026, 2025, 2024]
