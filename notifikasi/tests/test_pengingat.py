from datetime import UTC, datetime, time, timedelta

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat

from instansi.models import Pengguna
from notifikasi import actions
from notifikasi.models import AturanPengingat, Pesan
from notifikasi.tests.factories import SEKARANG

PUKUL_7 = datetime(2026, 11, 20, 23, tzinfo=UTC)  # 07.00 WITA on the 21st


def semua(aturan, terbitan):
    return (
        Pengguna.objects.filter(pemda=aturan.pemda_id, pegawai__isnull=False)
        .annotate(sasaran=Concat(Value("uji:"), F("username")))
        .values_list("sasaran", "pk")
    )


def terbitkan(sekarang, sumber=semua):
    return actions.terbitkan_pengingat(sumber={"uji": sumber}, oleh="sistem:uji", sekarang=sekarang)


@pytest.fixture
def aturan(dunia):
    return AturanPengingat.objects.create(
        pemda=dunia.palu.pemda,
        jenis="uji",
        geser_hari=-1,
        jam=time(7),
        diterbitkan_sampai=PUKUL_7 - timedelta(hours=12),
    )


def test_rows_of_the_query_become_messages(dunia, aturan):
    jumlah = Pengguna.objects.filter(pemda=dunia.palu.pemda, pegawai__isnull=False).count()

    assert terbitkan(PUKUL_7 - timedelta(hours=3)) == jumlah

    pesan = Pesan.objects.get(penerima=dunia.palu.pegawai)
    assert pesan.jatuh_tempo == PUKUL_7
    assert pesan.data == {"hari_acuan": "2026-11-22"}
    assert pesan.kunci == (
        f"uji|uji:{dunia.palu.pegawai.username}|{pesan.penerima_id}|2026-11-20T23:00:00.000000"
    )


def test_key_is_the_same_as_when_queued_one_by_one(dunia, aturan):
    terbitkan(PUKUL_7)
    orang = dunia.palu.pegawai

    assert (
        actions.antrekan_pesan(
            jenis="uji",
            sasaran=f"uji:{orang.username}",
            penerima=[orang.pk],
            jatuh_tempo=PUKUL_7,
            pemda=dunia.palu.pemda.pk,
            oleh="sistem:uji",
            sekarang=SEKARANG,
        )
        == 0
    )


def test_again_adds_nothing(aturan):
    terbitkan(PUKUL_7 - timedelta(hours=1))

    assert terbitkan(PUKUL_7 - timedelta(hours=1)) == 0
    assert terbitkan(PUKUL_7 + timedelta(minutes=5)) == 0


def test_nothing_late_after_the_due_time_was_published(dunia, aturan):
    terbitkan(PUKUL_7 + timedelta(minutes=1), lambda a, t: semua(a, t).none())

    assert terbitkan(PUKUL_7 + timedelta(minutes=6)) == 0


def test_after_an_outage_the_missed_day_is_published(aturan):
    assert terbitkan(PUKUL_7 + timedelta(days=2)) > 0

    assert set(Pesan.objects.values_list("jatuh_tempo", flat=True)) == {
        PUKUL_7,
        PUKUL_7 + timedelta(days=1),
        PUKUL_7 + timedelta(days=2),
    }


def test_new_rule_reminds_of_nothing_past(aturan):
    AturanPengingat.objects.update(diterbitkan_sampai=None)

    assert terbitkan(PUKUL_7 + timedelta(seconds=1)) == 0
    assert terbitkan(PUKUL_7 + timedelta(days=1)) > 0


def test_inactive_rule_and_other_kinds_publish_nothing(dunia, aturan):
    AturanPengingat.objects.update(aktif=False)

    assert terbitkan(PUKUL_7) == 0


@pytest.mark.parametrize("jumlah", [1, 3])
def test_one_statement_per_due_time(dunia, aturan, django_assert_num_queries, jumlah):
    def sebagian(a, t):
        return semua(a, t).filter(pk__in=[o.pk for o in list(dunia.palu.akun.values())[:jumlah]])

    with django_assert_num_queries(5):
        assert terbitkan(PUKUL_7, sebagian) == jumlah


def test_default_rules_once(dunia):
    for _ in range(2):
        actions.pasang_aturan_bawaan(pemda=dunia.palu.pemda, oleh=dunia.palu.hr)

    aturan = AturanPengingat.objects.order_by("jenis")
    assert list(aturan.values_list("jenis", "geser_hari", "jam")) == [
        ("evaluasi_h2", -2, time(7)),
        ("evaluasi_lewat", 1, time(7)),
        ("kehadiran_tagih", 1, time(7)),
        ("kelas_h1", -1, time(7)),
        ("kelas_h7", -7, time(7)),
        ("peran_h7", -7, time(7)),
    ]


def test_default_rules_leave_changed_ones_alone(dunia):
    AturanPengingat.objects.create(
        pemda=dunia.palu.pemda, jenis="kelas_h7", geser_hari=-7, jam=time(13), aktif=False
    )

    actions.pasang_aturan_bawaan(pemda=dunia.palu.pemda, oleh=dunia.palu.hr)

    assert AturanPengingat.objects.get(jenis="kelas_h7").jam == time(13)
    assert AturanPengingat.objects.count() == 6


def test_publishing_leaves_no_history_of_the_rule(dunia, aturan):
    terbitkan(PUKUL_7)

    assert list(aturan.events.values_list("pgh_label", flat=True)) == ["insert"]
