import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from notifikasi import actions, queries
from notifikasi.actions import pengiriman
from notifikasi.models import Pesan
from notifikasi.rules import sudah_waktunya
from notifikasi.tests.factories import SEKARANG, PesanFactory

S = Pesan.Status


def kirim(pada=SEKARANG):
    return actions.kirim_bagian(jam=lambda: pada)


def sapu(pada=SEKARANG):
    actions.sapu_pesan(oleh="sistem:uji", sekarang=pada)


def status(*pesan):
    return [Pesan.objects.get(pk=p.pk).status for p in pesan]


@pytest.fixture
def server(monkeypatch):
    """The test mail server with answers by address; an exception there is raised."""
    jawaban = {}
    asli = EmailBackend.send_messages

    def send_messages(backend, daftar):
        for surat in daftar:
            for pola, galat in jawaban.items():
                if pola in surat.to[0]:
                    raise galat
        return asli(backend, daftar)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    return jawaban


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


def test_refused_address_fails_with_the_servers_words(dunia, server):
    salah = PesanFactory(penerima=dunia.palu.pegawai)
    benar = PesanFactory(penerima=dunia.palu.hr)
    server["fajar"] = smtplib.SMTPRecipientsRefused({"fajar@x": (550, b"5.1.1 tidak dikenal")})

    kirim()

    salah.refresh_from_db()
    assert salah.status == S.GAGAL
    assert salah.alasan == "Alamat ditolak server surel (550): 5.1.1 tidak dikenal"
    assert status(benar) == [S.TERKIRIM]


def test_temporary_refusal_is_tried_again_as_the_same_mail(dunia, server):
    pesan = PesanFactory(penerima=dunia.palu.pegawai)
    server["fajar"] = smtplib.SMTPRecipientsRefused({"fajar@x": (451, b"nanti")})
    kirim()
    pesan.refresh_from_db()
    assert (pesan.status, pesan.percobaan) == (S.ANTRE, 1)
    assert pesan.coba_lagi_pada == SEKARANG + timedelta(minutes=1)
    kelompok = pesan.kelompok
    baru = PesanFactory(penerima=dunia.palu.pegawai, jatuh_tempo=SEKARANG + timedelta(seconds=30))
    server.clear()

    assert kirim(SEKARANG + timedelta(seconds=29)) is False
    kirim(SEKARANG + timedelta(minutes=1))

    assert status(pesan, baru) == [S.TERKIRIM, S.TERKIRIM]
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{kelompok}@localhost>"
    assert len(mail.outbox) == 2


def test_gives_up_after_ten_refusals(dunia, server):
    pesan = PesanFactory(penerima=dunia.palu.pegawai, percobaan=9)
    server["fajar"] = smtplib.SMTPDataError(452, b"penuh")

    kirim()

    pesan.refresh_from_db()
    assert pesan.status == S.GAGAL
    assert pesan.alasan == "Setelah 10 percobaan: Surel ditolak server (452): penuh"


@pytest.mark.parametrize(
    "galat",
    [
        smtplib.SMTPServerDisconnected("putus"),
        smtplib.SMTPDataError(421, b"tutup"),
        smtplib.SMTPSenderRefused(550, b"siapa", "pembinaan@localhost"),
        TimeoutError(),
    ],
)
def test_lost_connection_gives_the_rest_back_at_once(dunia, server, galat):
    pertama = PesanFactory(penerima=dunia.palu.hr)
    kedua = PesanFactory(penerima=dunia.palu.pegawai)
    server["bagus"] = galat

    assert kirim() is False

    pertama.refresh_from_db()
    kedua.refresh_from_db()
    assert (pertama.status, pertama.percobaan) == (S.ANTRE, 1)
    assert pertama.coba_lagi_pada == SEKARANG + timedelta(minutes=1)
    assert (kedua.status, kedua.percobaan, kedua.coba_lagi_pada) == (S.ANTRE, 0, None)
    kirim()
    assert status(kedua) == [S.TERKIRIM]


def test_server_that_is_down_leaves_everything_waiting(dunia, monkeypatch):
    pesan = PesanFactory(penerima=dunia.palu.pegawai)

    def menolak(backend):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", menolak)

    assert kirim() is False

    pesan.refresh_from_db()
    assert (pesan.status, pesan.percobaan, pesan.kelompok) == (S.ANTRE, 0, "")


def test_a_broken_template_delays_its_own_mail_only(dunia, monkeypatch):
    rusak = PesanFactory(penerima=dunia.palu.hr, sasaran="rusak:1")
    baik = PesanFactory(penerima=dunia.palu.pegawai)
    asli = pengiriman._susun

    def susun(surat, pemda):
        if surat.daftar[0].sasaran == "rusak:1":
            raise KeyError("url")
        return asli(surat, pemda)

    monkeypatch.setattr(pengiriman, "_susun", susun)

    with pytest.raises(KeyError):
        kirim()
    kirim()

    assert status(rusak, baik) == [S.ANTRE, S.TERKIRIM]
    assert Pesan.objects.get(pk=rusak.pk).percobaan == 1


def test_expired_claim_is_sent_again_as_the_same_group(dunia):
    orang = dunia.palu.pegawai
    satu = PesanFactory(penerima=orang)
    dua = PesanFactory(penerima=orang)
    giliran = pengiriman.klaim_pesan(pemda=dunia.palu.pemda, oleh="x", sekarang=SEKARANG)
    kelompok = giliran.antrean[0].kelompok
    tiga = PesanFactory(penerima=orang)

    sapu(SEKARANG + timedelta(seconds=50))
    assert status(satu, dua) == [S.DIKLAIM, S.DIKLAIM]
    sapu(SEKARANG + timedelta(seconds=51))
    kirim(SEKARANG + timedelta(seconds=51))

    assert status(satu, dua, tiga) == [S.TERKIRIM] * 3
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{kelompok}@localhost>"
    assert len(mail.outbox) == 2


def test_second_attempt_keeps_its_message_id_when_a_part_has_lapsed(dunia):
    PesanFactory(penerima=dunia.palu.pegawai)
    batal = PesanFactory(penerima=dunia.palu.pegawai, sasaran="batal:1")
    giliran = pengiriman.klaim_pesan(pemda=dunia.palu.pemda, oleh="x", sekarang=SEKARANG)
    kelompok = giliran.antrean[0].kelompok
    pengiriman._tutup_yang_batal(giliran, SEKARANG)

    sapu(SEKARANG + timedelta(seconds=51))
    kirim(SEKARANG + timedelta(seconds=51))

    assert status(batal) == [S.GUGUR]
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{kelompok}@localhost>"


def test_lease_is_renewed_and_lost_rows_are_not_sent(dunia, monkeypatch):
    direbut = PesanFactory(penerima=dunia.palu.pegawai)
    for orang in (dunia.palu.hr, dunia.palu.kepala):
        PesanFactory(penerima=orang)
    kini, batas = [SEKARANG], []
    asli = pengiriman._kirim_satu

    def kirim_satu(surat, giliran, *isi):
        batas.append(giliran.sampai)
        kini[0] += timedelta(seconds=6)
        Pesan.objects.filter(pk=direbut.pk).update(klaim_sampai=SEKARANG + timedelta(minutes=5))
        asli(surat, giliran, *isi)

    monkeypatch.setattr(pengiriman, "_kirim_satu", kirim_satu)

    actions.kirim_bagian(jam=lambda: kini[0])

    assert batas == [SEKARANG + timedelta(seconds=s) for s in (50, 56)]
    assert len(mail.outbox) == 2
    assert status(direbut) == [S.DIKLAIM]


def test_slow_server_ends_the_chunk_in_time(dunia, monkeypatch):
    for orang in (dunia.palu.hr, dunia.palu.pegawai, dunia.palu.kepala):
        PesanFactory(penerima=orang)
    kini = [SEKARANG]
    asli = pengiriman._kirim_satu

    def lambat(*isi):
        kini[0] += timedelta(seconds=40)
        asli(*isi)

    monkeypatch.setattr(pengiriman, "_kirim_satu", lambat)

    actions.kirim_bagian(jam=lambda: kini[0])

    assert len(mail.outbox) == 2
    sisa = Pesan.objects.get(status=S.ANTRE)
    assert (sisa.percobaan, sisa.klaim_sampai) == (0, None)


def test_accepted_mail_is_closed_even_when_its_claim_was_taken(dunia):
    pesan = PesanFactory(penerima=dunia.palu.pegawai)

    pengiriman.catat_terkirim(pk=[pesan.pk], oleh="x", sekarang=SEKARANG)
    pengiriman.catat_terkirim(pk=[pesan.pk], oleh="x", sekarang=SEKARANG + timedelta(days=1))

    assert Pesan.objects.get().terkirim_pada == SEKARANG


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
