import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from notifikasi import actions
from notifikasi.actions import pengiriman
from notifikasi.models import Pesan
from notifikasi.tests.factories import SEKARANG, PesanFactory
from notifikasi.tests.pengiriman import S, kirim, sapu, status


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
