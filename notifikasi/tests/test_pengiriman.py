from datetime import timedelta

import pytest
from django.core import mail

from notifikasi import queries
from notifikasi.actions import pengiriman
from notifikasi.models import Pesan
from notifikasi.rules import sudah_waktunya
from notifikasi.tests.factories import SEKARANG, PesanFactory
from notifikasi.tests.pengiriman import S, kirim, sapu, status


def test_one_message_is_one_mail(dunia):
    pesan = PesanFactory(penerima=dunia.palu.pegawai, sasaran="uji:1")

    assert kirim() is True
    assert kirim() is False

    (surat,) = mail.outbox
    assert surat.subject == "Kelas dibatalkan: Kelas uji:1"
    assert surat.to == [dunia.palu.pegawai.email]
    assert surat.body.startswith("Yth. Fajar,\n\nKelas uji:1 dibatalkan.")
    assert "Pembinaan ASN, Pemerintah Kota Palu" in surat.body
    assert "<strong>Kelas uji:1</strong>" in surat.alternatives[0][0]
    pesan.refresh_from_db()
    assert (pesan.status, pesan.terkirim_pada, pesan.klaim_sampai) == (S.TERKIRIM, SEKARANG, None)
    assert surat.extra_headers["Message-ID"] == f"<{pesan.kelompok}@localhost>"


def test_names_are_escaped_in_html_only(dunia):
    dunia.palu.pegawai.pegawai.nama = "Fajar <b>"
    dunia.palu.pegawai.pegawai.save()
    PesanFactory(penerima=dunia.palu.pegawai, sasaran="uji:<i>&")

    kirim()

    (surat,) = mail.outbox
    assert surat.subject == "Kelas dibatalkan: Kelas uji:<i>&"
    assert "Yth. Fajar <b>," in surat.body
    assert "Fajar &lt;b&gt;" in surat.alternatives[0][0]
    assert "uji:<i>" not in surat.alternatives[0][0]


def test_all_that_is_due_for_one_person_is_one_mail(dunia):
    kemarin = SEKARANG - timedelta(days=1)
    satu = PesanFactory(penerima=dunia.palu.pegawai, jatuh_tempo=kemarin, sasaran="uji:1")
    dua = PesanFactory(penerima=dunia.palu.pegawai, sasaran="uji:2")
    lain = PesanFactory(penerima=dunia.palu.hr)
    nanti = PesanFactory(penerima=dunia.palu.pegawai, jatuh_tempo=SEKARANG + timedelta(minutes=1))

    kirim()

    assert len(mail.outbox) == 2
    surat = next(s for s in mail.outbox if s.to == [dunia.palu.pegawai.email])
    assert surat.subject == "Kelas dibatalkan: Kelas uji:1, dan 1 hal lain"
    assert "Kelas uji:1 dibatalkan" in surat.body
    assert "Kelas uji:2 dibatalkan" in surat.body
    assert status(satu, dua, lain, nanti) == [S.TERKIRIM, S.TERKIRIM, S.TERKIRIM, S.ANTRE]


def test_reminders_due_later_today_travel_with_the_first(dunia):
    orang = dunia.palu.pegawai
    pertama = PesanFactory(penerima=orang, jenis="uji_harian")
    sore = PesanFactory(
        penerima=orang, jenis="uji_harian", jatuh_tempo=SEKARANG + timedelta(hours=13, minutes=59)
    )
    besok = PesanFactory(
        penerima=orang, jenis="uji_harian", jatuh_tempo=SEKARANG + timedelta(hours=14)
    )
    biasa = PesanFactory(penerima=orang, jatuh_tempo=SEKARANG + timedelta(hours=1))

    kirim()

    assert len(mail.outbox) == 1
    assert status(pertama, sore, besok, biasa) == [S.TERKIRIM, S.TERKIRIM, S.ANTRE, S.ANTRE]


def test_a_message_of_the_moment_brings_no_reminder_forward(dunia):
    PesanFactory(penerima=dunia.palu.pegawai)
    sore = PesanFactory(
        penerima=dunia.palu.pegawai, jenis="uji_harian", jatuh_tempo=SEKARANG + timedelta(hours=5)
    )

    kirim()

    assert status(sore) == [S.ANTRE]


def test_a_message_that_does_not_hold_is_dropped_with_its_reason(dunia):
    batal = PesanFactory(penerima=dunia.palu.pegawai, sasaran="batal:1")
    tetap = PesanFactory(penerima=dunia.palu.pegawai, sasaran="uji:1")

    kirim()

    batal.refresh_from_db()
    assert (batal.status, batal.alasan) == (S.GUGUR, "Tidak berlaku lagi.")
    assert status(tetap) == [S.TERKIRIM]
    assert "batal:1" not in mail.outbox[0].body


def test_unknown_kind_fails_alone(dunia):
    asing = PesanFactory(penerima=dunia.palu.pegawai, jenis="asing")
    pesan = PesanFactory(penerima=dunia.palu.hr)

    kirim()

    asing.refresh_from_db()
    assert (asing.status, asing.alasan) == (S.GAGAL, "Aplikasi ini tidak mengenal pesan asing.")
    assert status(pesan) == [S.TERKIRIM]


def test_inactive_account_gets_nothing(dunia):
    orang = dunia.palu.pegawai
    orang.is_active = False
    orang.save()
    pesan = PesanFactory(penerima=orang)

    kirim()

    assert status(pesan) == [S.GUGUR]
    assert mail.outbox == []


def test_without_address_waits_and_leaves_when_there_is_one(dunia):
    orang = dunia.palu.pegawai
    orang.email = None
    orang.save()
    orang.pegawai.surel = ""
    orang.pegawai.save()
    pesan = PesanFactory(penerima=orang)

    kirim()
    sapu()
    assert status(pesan) == [S.TANPA_ALAMAT]

    orang.pegawai.surel = "fajar@uji.example"
    orang.pegawai.save()
    sapu()
    kirim()
    assert status(pesan) == [S.TERKIRIM]
    assert mail.outbox[0].to == ["fajar@uji.example"]


@pytest.mark.parametrize(
    ("umur", "akhir"),
    [(timedelta(days=2), S.TERKIRIM), (timedelta(days=2, seconds=1), S.TERLEWAT)],
)
def test_older_than_the_parameter_is_missed(dunia, umur, akhir):
    pesan = PesanFactory(penerima=dunia.palu.pegawai, jatuh_tempo=SEKARANG - umur)

    kirim()

    assert status(pesan) == [akhir]
    assert Pesan.objects.get().alasan == (
        "Lewat 2 hari dari waktunya." if mail.outbox == [] else ""
    )


def test_more_than_one_chunk(dunia, monkeypatch):
    monkeypatch.setattr(pengiriman, "SURAT_PER_BAGIAN", 2)
    for orang in list(dunia.palu.akun.values())[:5]:
        PesanFactory(penerima=orang)

    hasil = [kirim() for _ in range(4)]

    assert hasil == [True, True, True, False]
    assert len(mail.outbox) == 5


def test_cities_take_turns_and_keep_their_own_zone(dunia):
    PesanFactory(penerima=dunia.salatiga.pegawai, jatuh_tempo=SEKARANG - timedelta(hours=1))
    PesanFactory(penerima=dunia.palu.pegawai)

    assert [kirim(), kirim(), kirim()] == [True, True, False]
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_of_a_chunk_before_sending(dunia, django_assert_num_queries, jumlah):
    for orang in list(dunia.palu.akun.values())[:jumlah]:
        PesanFactory(penerima=orang)
        PesanFactory(penerima=orang, sasaran="batal:1")

    with django_assert_num_queries(10):
        giliran = pengiriman.klaim_pesan(pemda=dunia.palu.pemda, oleh="x", sekarang=SEKARANG)
        pengiriman._tutup_yang_batal(giliran, SEKARANG)

    assert len(giliran.antrean) == jumlah


def test_sweep_asks_for_sending_only_when_something_is_due(
    dunia, django_capture_on_commit_callbacks
):
    PesanFactory(penerima=dunia.palu.pegawai, jatuh_tempo=SEKARANG + timedelta(seconds=1))
    with django_capture_on_commit_callbacks() as belum:
        sapu()
    with django_capture_on_commit_callbacks() as sudah:
        sapu(SEKARANG + timedelta(seconds=1))

    assert (len(belum), len(sudah)) == (0, 1)


def test_due_in_sql_and_in_python_agree(dunia):
    for tempo in (-1, 0, 1):
        for lagi in (None, -1, 0, 1):
            PesanFactory(
                penerima=dunia.palu.pegawai,
                jatuh_tempo=SEKARANG + timedelta(minutes=tempo),
                coba_lagi_pada=None if lagi is None else SEKARANG + timedelta(minutes=lagi),
            )

    sql = set(queries.pesan_jatuh_tempo(SEKARANG))

    assert sql == {p for p in Pesan.objects.all() if sudah_waktunya(p, SEKARANG)}
    assert len(sql) == 6
