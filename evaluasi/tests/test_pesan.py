"""When messages about evaluations go out, and when they no longer hold."""

from datetime import time, timedelta

import pytest
from django.core import mail

from evaluasi import tasks
from evaluasi.actions import terbitkan_pengingat
from evaluasi.models import TugasEvaluasi
from evaluasi.queries import pesan as queries
from evaluasi.tests.factories import SEKARANG, tugas_baru
from evaluasi.tests.factories import kirim as kirim_jawaban
from notifikasi import actions as notifikasi
from notifikasi.models import AturanPengingat, Pesan
from pelatihan.models import Kehadiran, Kelas

S = Pesan.Status
H2 = SEKARANG.replace(hour=23) + timedelta(days=3)  # 07.00 WITA, two days before the deadline
LEWAT = H2 + timedelta(days=3)


@pytest.fixture
def tugas(dunia):
    """Due on the 27th at 10.00 WITA: opened on the 20th (an hour before SEKARANG, plus 7 days)."""
    (tugas,) = tugas_baru(dunia.palu, dunia.palu.pegawai.pegawai)
    Pesan.objects.all().delete()
    notifikasi.pasang_aturan_bawaan(pemda=dunia.palu.pemda, oleh="sistem:uji")
    AturanPengingat.objects.update(diterbitkan_sampai=SEKARANG)
    return tugas


def terbitkan(pada):
    return terbitkan_pengingat(oleh="sistem:uji", sekarang=pada)


def antre(jenis, tugas, akun, pada):
    notifikasi.antrekan_pesan(
        jenis=jenis,
        sasaran=f"tugas:{tugas.pk}",
        penerima=[akun.pk],
        jatuh_tempo=pada,
        pemda=akun.pemda_id,
        oleh="sistem:uji",
        sekarang=pada,
    )


def kirim(pada):
    notifikasi.kirim_bagian(jam=lambda: pada)
    return list(Pesan.objects.order_by("pk").values_list("status", "alasan"))


def test_reminders_of_one_task_by_hand(dunia, tugas):
    assert tugas.tenggat == SEKARANG - timedelta(hours=1) + timedelta(days=7)

    terbitkan(LEWAT + timedelta(days=3))

    pesan = Pesan.objects.order_by("jatuh_tempo").values_list("jenis", "jatuh_tempo", "penerima")
    akun = dunia.palu.pegawai.pk
    tenggat = SEKARANG.replace(hour=0) + timedelta(days=7)
    assert list(pesan) == [
        ("evaluasi_h2", tenggat.replace(hour=23) - timedelta(days=3), akun),
        ("evaluasi_lewat", tenggat.replace(hour=23), akun),
    ]


def test_answered_form_gets_no_reminder(tugas):
    kirim_jawaban(tugas)

    assert terbitkan(LEWAT + timedelta(days=3)) == 0


def test_form_answered_after_publishing_sends_nothing(tugas):
    jumlah = terbitkan(H2 + timedelta(days=1))
    kirim_jawaban(tugas)

    assert jumlah == 1
    assert kirim(H2 + timedelta(days=1)) == [(S.GUGUR, queries.SUDAH_DIKIRIM)]
    assert mail.outbox == []


def test_cancelled_class_and_corrected_attendance_send_nothing(dunia, tugas):
    antre("evaluasi_buka", tugas, dunia.palu.pegawai, SEKARANG)
    Kehadiran.objects.update(status="ALPA")
    assert kirim(SEKARANG) == [(S.GUGUR, "Penerima tidak tercatat hadir.")]

    antre("evaluasi_h2", tugas, dunia.palu.pegawai, SEKARANG)
    Kehadiran.objects.update(status="HADIR")
    Kelas.objects.update(status="BATAL", alasan_batal="x")
    assert kirim(SEKARANG)[1] == (S.GUGUR, "Evaluasi ini tidak ada lagi.")


@pytest.mark.parametrize("jenis", ["evaluasi_buka", "evaluasi_h2"])
def test_past_the_deadline_nobody_is_asked_to_answer(dunia, tugas, jenis):
    antre(jenis, tugas, dunia.palu.pegawai, tugas.tenggat)

    assert kirim(tugas.tenggat) == [(S.GUGUR, queries.SUDAH_LEWAT)]


def test_deadline_that_was_moved_recomputes(tugas):
    assert terbitkan(H2 + timedelta(days=1)) == 1
    TugasEvaluasi.objects.update(tenggat=tugas.tenggat + timedelta(days=4))

    assert kirim(H2 + timedelta(days=1)) == [(S.GUGUR, "Batas waktunya diperpanjang.")]
    assert terbitkan(H2 + timedelta(days=5)) == 1


def test_overdue_message_waits_for_the_deadline(dunia, tugas):
    antre("evaluasi_lewat", tugas, dunia.palu.pegawai, SEKARANG)

    assert kirim(SEKARANG) == [(S.GUGUR, "Batas waktunya diperpanjang.")]


@pytest.mark.parametrize("jumlah", [1, 3])
def test_publishing_is_set_based(dunia, django_assert_num_queries, jumlah):
    orang = [dunia.palu.akun[nama].pegawai for nama in ("pegawai", "hr", "kepala")]
    tugas_baru(dunia.palu, *orang[:jumlah])
    AturanPengingat.objects.create(
        pemda=dunia.palu.pemda,
        jenis="evaluasi_h2",
        geser_hari=-2,
        jam=time(7),
        diterbitkan_sampai=H2,
    )

    with django_assert_num_queries(7):
        assert terbitkan(H2 + timedelta(days=1)) == jumlah


def test_task_twice_publishes_once(tugas, monkeypatch):
    monkeypatch.setattr(tasks.timezone, "now", lambda: H2 + timedelta(days=1))

    assert [tasks.terbitkan_pengingat(), tasks.terbitkan_pengingat()] == [1, 0]
