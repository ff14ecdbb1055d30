"""Finding people, accounts and units by words: one rule of what fits, in which order."""

import pytest
from django.db import connection
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext

from instansi.models import Instansi, Pegawai, Pengguna
from instansi.queries.cari import cari_orang, pencarian, termirip
from instansi.queries.unit import cari_unit
from instansi.tests.factories import PegawaiFactory, buat_akun, buat_unit

pytestmark = pytest.mark.django_db


def urut(temuan):
    return [p.nama for p in temuan.daftar.order_by(*temuan.urutan, Lower("nama"), "id")]


@pytest.mark.parametrize(
    ("kata", "nama"),
    [
        # A whole word, then the beginning of one, then what lies within.
        ("wisnu", ["Wisnu", "Wisnu Candra", "Bayu Wisnu", "Wisnuraka Adi", "Adi Wisnuraka"]),
        ("sri", ["Sri Rahayu", "Dewi Sri", "Sriyanti", "Ahmad Basri"]),
        ("sri rah", ["Sri Rahayu"]),
        ("rahayu sri", ["Sri Rahayu"]),
        ("sri r.", []),
    ],
)
def test_words_come_before_beginnings_and_those_before_the_inside(dunia, kata, nama):
    for n in (
        "Ahmad Basri", "Sriyanti", "Dewi Sri", "Sri Rahayu", "Adi Wisnuraka", "Wisnuraka Adi",
        "Bayu Wisnu", "Wisnu Candra", "Wisnu",
    ):  # fmt: skip
        PegawaiFactory(unit=dunia.palu.sekolah, nama=n)
    milik = Pegawai.objects.filter(unit=dunia.palu.sekolah)

    assert urut(pencarian(milik, kata)) == nama
    assert [p.nama for p in cari_orang(milik, kata).orang] == nama


@pytest.mark.parametrize("kata", ["faj", "FAJAR", "{nip}", "{nip_spasi}"])
def test_by_part_of_the_name_or_nip(dunia, kata):
    fajar = dunia.palu.pegawai.pegawai
    n = fajar.nip
    kata = kata.format(nip=n, nip_spasi=f"{n[:8]} {n[8:14]} {n[14]} {n[15:]}")
    milik = Pegawai.objects.filter(pemda=dunia.palu.pemda)

    temuan = pencarian(milik, kata)

    assert (list(temuan.daftar), temuan.mirip) == ([fajar], False)


def test_slips_find_people_accounts_and_units(dunia, django_assert_num_queries):
    buat_akun(dunia.palu.sekolah, "Adi Bulango")
    unit = buat_unit(dunia.palu.dikbud, "Sekolah Dasar Bulango", "SEKOLAH")

    with django_assert_num_queries(3):  # nobody so, alike ones, the list
        temuan = pencarian(Pegawai.objects.all(), "Bulnago")
        assert urut(temuan) == ["Adi Bulango"]
    assert temuan.mirip
    assert urut(pencarian(Pengguna.objects.all(), "Bulnago", nip="username")) == ["Adi Bulango"]
    assert list(cari_unit(Instansi.objects.all(), "bulnago")) == [unit]


@pytest.mark.parametrize(
    ("salah", "ketemu"),
    [
        ("199103122019021004", True),
        ("1991 0312 2019 0210 05", True),  # another last digit
        ("299103122019021004", True),  # another first digit
        ("199103212019021004", True),  # neighbours swapped
        ("199103122109021004", True),
        ("19910312219021004", True),  # one left out
        ("1991031220119021004", True),  # one twice
        ("199103122019021015", False),  # two others
        ("1991031220190211", False),
    ],
)
def test_a_slip_in_a_nip_finds_its_owner(dunia, salah, ketemu):
    adi = PegawaiFactory(unit=dunia.palu.sekolah, nama="Adi", nip="199103122019021004")

    temuan = pencarian(Pegawai.objects.all(), salah)

    assert list(temuan.daftar) == [adi] * ketemu
    assert temuan.mirip == (ketemu and salah != adi.nip)
    assert [o.pk for o in cari_orang(Pegawai.objects.all(), salah).orang] == [adi.pk] * ketemu
    assert not cari_unit(Instansi.objects.all(), salah)


def test_a_long_name_asks_more_likeness_first(dunia, django_assert_num_queries):
    PegawaiFactory(unit=dunia.palu.sekolah, nama="Bulango Pratiwi")
    satu, dua = "Bulnago Pratiwi", "Bulnago Praitwi"  # a slip in one word, in both

    for cari, kueri in ((satu, 1), (dua, 2), ("Zzyzx Qwrtypsd", 2)):
        with django_assert_num_queries(kueri):
            hasil = termirip(Pegawai.objects.all(), cari)
        assert len(hasil) == (cari != "Zzyzx Qwrtypsd")


def test_the_fewest_slips_come_first(dunia):
    for nama in ("Bulangi Adi", "Cici Bulangolo", "Bulango Rina"):
        PegawaiFactory(unit=dunia.palu.sekolah, nama=nama)

    temuan = pencarian(Pegawai.objects.all(), "Bulnago")

    assert urut(temuan) == ["Bulango Rina", "Cici Bulangolo", "Bulangi Adi"]


def test_an_exact_hit_keeps_alike_ones_away(dunia):
    for nama in ("Adi Bulango", "Adi Bulnago"):
        PegawaiFactory(unit=dunia.palu.sekolah, nama=nama)

    temuan = pencarian(Pegawai.objects.all(), "bulango")

    assert (urut(temuan), temuan.mirip) == (["Adi Bulango"], False)


def test_without_words_everybody_and_no_question(dunia, django_assert_num_queries):
    with django_assert_num_queries(0):
        temuan = pencarian(Pegawai.objects.all(), "")

    assert temuan.daftar.count() == Pegawai.objects.count()


def test_the_index_finds_who_is_alike(dunia):
    """The trigram index serves the likeness: 50,000 names are not read one by one."""
    with CaptureQueriesContext(connection) as kueri:
        termirip(Pegawai.objects.all(), "Bulnago")
    pilih = next(q["sql"] for q in kueri if "strict_word_similarity" in q["sql"].lower())
    pilih = pilih.partition(";")[2]  # behind the threshold

    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL enable_seqscan = off")
        kursor.execute("SET LOCAL enable_indexscan = off")
        kursor.execute(f"EXPLAIN {pilih}")
        rencana = "\n".join(b[0] for b in kursor.fetchall())

    assert "pegawai_nama_trigram" in rencana
