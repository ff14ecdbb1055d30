from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluasi import rules
from evaluasi.rules import Bacaan, Isian, Keadaan, Langkah, Nilai, Soal
from lib.angka import BELUM_ADA

PADA = datetime(2026, 11, 21, 2, tzinfo=UTC)
SOAL = Soal(7, None, "Isi pelatihan", "SKALA", True, 5)
URAIAN = Soal(8, 3, "Apa yang membantu", "TEKS", False, 5)
DAFTAR_NILAI = st.lists(st.integers(1, 5), min_size=1, max_size=60)


def hitung(daftar, *, diundang=None, minimum=5, respons=50):
    return rules.nilai(
        [(sum(daftar), len(daftar), 5)],
        n=len(daftar),
        diundang=diundang or len(daftar),
        minimum=minimum,
        respons_minimum=Decimal(respons),
    )


def test_field_names_tell_question_and_trainer():
    assert (SOAL.nama, URAIAN.nama) == ("s7", "s8p3")


@pytest.mark.parametrize(
    ("terkirim", "hadir", "geser", "keadaan"),
    [
        (False, True, -1, Keadaan.TERBUKA),
        (False, True, 0, Keadaan.LEWAT),
        (False, True, 1, Keadaan.LEWAT),
        (False, False, -1, Keadaan.BUKAN_PESERTA),
        (True, False, 1, Keadaan.TERKIRIM),
    ],
)
def test_keadaan_tugas(terkirim, hadir, geser, keadaan):
    sekarang = PADA + timedelta(seconds=geser)

    assert (
        rules.keadaan_tugas(terkirim=terkirim, hadir=hadir, tenggat=PADA, sekarang=sekarang)
        is keadaan
    )


def test_every_closed_state_says_why_and_what_next():
    isi = {"tenggat": date(2026, 11, 28), "tanggal_kirim": date(2026, 11, 22)}

    tertutup = {k: rules.alasan_tidak_bisa_diisi(k, **isi) for k in Keadaan}

    assert tertutup[Keadaan.TERBUKA] is None
    assert tertutup[Keadaan.TERKIRIM] == (
        Keadaan.TERKIRIM,
        "Evaluasi ini sudah Anda kirim pada 22 November 2026.",
        "Satu orang mengisi satu kali, jadi tidak ada yang perlu dilakukan lagi.",
    )
    assert tertutup[Keadaan.LEWAT] == (
        Keadaan.LEWAT,
        "Batas waktu evaluasi ini sudah lewat, yaitu 28 November 2026.",
        "Jawaban yang sempat tersimpan tidak ikut dihitung. "
        "Jika ada masukan penting, sampaikan langsung kepada penyelenggara kelas.",
    )
    assert tertutup[Keadaan.BUKAN_PESERTA] == (
        Keadaan.BUKAN_PESERTA,
        "Kehadiran Anda di kelas ini tidak tercatat.",
        "Jika Anda hadir, minta penyelenggara kelas memperbaiki daftar hadir, "
        "lalu buka halaman ini lagi.",
    )


@pytest.mark.parametrize(
    ("soal", "isi", "sah"),
    [
        (SOAL, "", True),
        (SOAL, "1", True),
        (SOAL, "5", True),
        (SOAL, "0", False),
        (SOAL, "6", False),
        (SOAL, "05", False),
        (SOAL, "-1", False),
        (SOAL, "4.5", False),
        (SOAL, "٤", False),
        (SOAL, "baik", False),
        (URAIAN, "a" * rules.TEKS_MAKS, True),
        (URAIAN, "a" * (rules.TEKS_MAKS + 1), False),
    ],
)
def test_alasan_jawaban_tidak_sah(soal, isi, sah):
    assert (rules.alasan_jawaban_tidak_sah(soal, isi) is None) is sah


@given(st.text())
def test_cleaned_text_can_be_stored_and_stays_as_it_is(teks):
    bersih = rules.bersihkan_teks(teks)

    assert "\0" not in bersih
    assert "\r" not in bersih
    assert bersih.encode().decode() == bersih
    assert rules.bersihkan_teks(bersih) == bersih


def test_cleaned_text_keeps_lines_and_drops_what_cannot_be_stored():
    assert rules.bersihkan_teks(" satu\r\ndua\x00\ud800\ttiga\n") == "satu\ndua\ttiga"


def test_sequence_of_a_client_never_runs_ahead_of_the_server():
    kini = int(PADA.timestamp() * 1000)

    assert rules.urut_sah(5, PADA) == 5
    assert rules.urut_sah(-5, PADA) == 0
    assert rules.urut_sah(kini * 9, PADA) == kini + rules.URUT_MAJU_MS


PENUH = Langkah(1, "UMUM", "Umum", "", "", (SOAL.dengan("4", 1), URAIAN))
BOLONG = Langkah(2, "UMUM", "Umum", "", "", (SOAL, URAIAN))
TAK_WAJIB = Langkah(3, "UMUM", "Umum", "", "", (URAIAN,))


@pytest.mark.parametrize(
    ("teks", "nomor"), [("1", 1), ("4", 4), ("5", 2), ("0", 2), ("", 2), ("x", 2), ("²", 2)]
)
def test_nomor_langkah(teks, nomor):
    assert rules.nomor_langkah(teks, [PENUH, BOLONG, TAK_WAJIB]) == nomor


def test_filling_goes_on_at_what_is_unfinished_or_untouched_then_at_the_review():
    tersentuh = replace(TAK_WAJIB, soal=(URAIAN.dengan("Baik", 1),))

    assert rules.langkah_lanjut([PENUH, BOLONG, TAK_WAJIB]) == 2
    assert rules.langkah_lanjut([PENUH, PENUH, TAK_WAJIB]) == 3
    assert rules.langkah_lanjut([PENUH, PENUH, tersentuh]) == 4


def test_soal_kurang_counts_required_questions_only():
    assert rules.soal_kurang([PENUH, BOLONG]) == [(BOLONG, 1)]
    assert (PENUH.terjawab, BOLONG.terjawab) == (1, 0)


def test_sisa_menit():
    assert [rules.sisa_menit(n) for n in (0, 1, 6, 7, 20, 21)] == [1, 1, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("telepon", "empat", "cocok"),
    [
        ("0812-3456-7890", "7890", True),
        ("+62 812 3456 7890", "7890", True),
        ("0812-3456-7890", "7891", False),
        ("0812-3456-7890", "890", False),
        ("0812-3456-7890", "", False),
        ("", "", False),
        ("12", "12", False),
        ("", "----", True),
    ],
)
def test_cocok_telepon(telepon, empat, cocok):
    if empat == "----":
        # The form lets digits through only, so the placeholder of "no phone" cannot be typed.
        empat, cocok = "0000", False
    assert rules.cocok_telepon(telepon, empat) is cocok


@pytest.mark.parametrize(
    ("n", "diundang", "hasil"),
    [
        (0, 10, Bacaan.KOSONG),
        (1, 1, Bacaan.TERSEMBUNYI),
        (4, 4, Bacaan.TERSEMBUNYI),
        (5, 5, Bacaan.CUKUP),
        (5, 10, Bacaan.CUKUP),
        (5, 11, Bacaan.BELUM_SIMPUL),
    ],
)
def test_bacaan(n, diundang, hasil):
    assert rules.bacaan(n, diundang, minimum=5, respons_minimum=Decimal(50)) is hasil


def test_one_answer_is_never_an_aggregate_whatever_the_parameter():
    assert rules.bacaan(1, 1, minimum=0, respons_minimum=Decimal(0)) is Bacaan.TERSEMBUNYI


def test_nilai_by_hand():
    nilai = hitung([5, 4, 4, 3, 3], diundang=8)

    assert (nilai.nilai100, nilai.rata) == (Decimal(76), Decimal("3.8"))
    assert (nilai.kalimat, nilai.respons) == ("3,8 dari 5", "63% (5 dari 8)")


def test_nilai_of_different_scales_has_no_common_mean():
    nilai = rules.nilai(
        [(20, 5, 5), (10, 5, 4)],
        n=10,
        diundang=10,
        minimum=5,
        respons_minimum=Decimal(50),
    )

    assert (nilai.nilai100, nilai.rata) == (Decimal(65), None)
    assert nilai.kalimat == "65,0 dari 100"


def test_nilai_without_scale_answers_is_no_data():
    kosong = rules.nilai([], n=6, diundang=6, minimum=5, respons_minimum=Decimal(50))

    assert kosong == Nilai(6, 6, Bacaan.KOSONG)
    assert kosong.kalimat == BELUM_ADA


@given(DAFTAR_NILAI, st.integers(0, 60), st.integers(0, 12), st.integers(0, 100))
def test_a_mean_is_shown_only_from_enough_people(daftar, tambahan, minimum, respons):
    nilai = hitung(daftar, diundang=len(daftar) + tambahan, minimum=minimum, respons=respons)

    assert (nilai.nilai100 is None) == (len(daftar) < max(minimum, 2))
    assert (nilai.rata is None) == (nilai.nilai100 is None)
    if nilai.nilai100 is None:
        assert not any(huruf.isdigit() for huruf in nilai.kalimat)


@given(DAFTAR_NILAI.filter(lambda d: len(d) >= 5), st.randoms())
def test_a_mean_lies_between_its_answers_and_order_does_not_matter(daftar, acak):
    nilai = hitung(daftar)
    acak.shuffle(daftar)

    assert hitung(daftar) == nilai
    assert min(daftar) <= nilai.rata <= max(daftar)
    assert Decimal(20) <= nilai.nilai100 <= Decimal(100)
    assert round(nilai.nilai100 - nilai.rata * 20, 20) == 0


@given(DAFTAR_NILAI.filter(lambda d: len(d) >= 5))
def test_a_better_answer_never_lowers_the_mean(daftar):
    naik = [min(5, daftar[0] + 1), *daftar[1:]]

    assert hitung(naik).nilai100 >= hitung(daftar).nilai100


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 10))
def test_more_answers_never_hide_again(n, sisa, minimum):
    urutan = [Bacaan.KOSONG, Bacaan.TERSEMBUNYI, Bacaan.BELUM_SIMPUL, Bacaan.CUKUP]
    diundang = n + sisa + 1

    satu, dua = (
        rules.bacaan(i, diundang, minimum=minimum, respons_minimum=Decimal(50)) for i in (n, n + 1)
    )

    assert urutan.index(dua) >= urutan.index(satu)


def test_default_questionnaire_has_the_agreed_shape():
    jumlah = {b.jenis: len(b.soal) for b in rules.INSTRUMEN_REAKSI}

    assert jumlah == {"PENYELENGGARA": 8, "PENGAJAR": 6, "UMUM": 2}
    assert rules.kata_skala(5)[2] == "Cukup"
    assert len(rules.kata_skala(4)) == 4
    assert rules.kata_skala(3) == ("1", "2", "3")


def test_isian_is_name_value_sequence():
    assert Isian("s1", "4", 9)._asdict() == {"nama": "s1", "nilai": "4", "urut": 9}
