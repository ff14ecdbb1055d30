"""Refusals of a mail server told apart (RFC 5321, 4.2.1)."""

import smtplib

import pytest

from lib import surat


@pytest.mark.parametrize(
    ("galat", "jenis", "alasan"),
    [
        (
            smtplib.SMTPRecipientsRefused({"a@x": (550, b"5.1.1\r\n tidak  dikenal")}),
            surat.DitolakTetap,
            "Alamat ditolak server surel (550): 5.1.1 tidak dikenal",
        ),
        (
            smtplib.SMTPRecipientsRefused({"a@x": (450, b"nanti")}),
            surat.DitolakSementara,
            "Alamat ditolak server surel (450): nanti",
        ),
        (
            smtplib.SMTPRecipientsRefused({"a@x": (421, b"tutup")}),
            surat.SambunganGagal,
            "Alamat ditolak server surel (421): tutup",
        ),
        (
            smtplib.SMTPDataError(554, "isi ditolak"),
            surat.DitolakTetap,
            "Surel ditolak server (554): isi ditolak",
        ),
        (
            smtplib.SMTPSenderRefused(550, b"siapa", "a@x"),
            surat.SambunganGagal,
            "Server surel menolak pengirim (550): siapa",
        ),
        (
            smtplib.SMTPNotSupportedError("SMTPUTF8"),
            surat.DitolakTetap,
            "Alamat surel tidak bisa dipakai server ini. Periksa penulisannya.",
        ),
        (
            ValueError("Invalid address"),
            surat.DitolakTetap,
            "Alamat surel tidak bisa dipakai server ini. Periksa penulisannya.",
        ),
        (
            ConnectionRefusedError(),
            surat.SambunganGagal,
            "Server surel tidak terhubung (ConnectionRefusedError).",
        ),
    ],
)
def test_refusal(galat, jenis, alasan):
    hasil = surat.galat_surat(galat)

    assert type(hasil) is jenis
    assert str(hasil) == alasan


def test_reason_fits_the_column():
    panjang = smtplib.SMTPDataError(554, b"x" * 1000)

    assert len(str(surat.galat_surat(panjang))) == surat.PANJANG_ALASAN


@pytest.mark.parametrize(
    ("daftar", "subjek"),
    [(["A"], "A"), (["A", "B"], "A, dan 1 hal lain"), (["A", "B", "C"], "A, dan 2 hal lain")],
)
def test_subject(daftar, subjek):
    assert surat.subjek_surat(daftar) == subjek
