"""Mail: composed from templates, sent over one SMTP connection, refusals told apart.

A mail holds one or more parts. A part's templates/surat/<templat>.txt begins with its subject line;
the rest, and <templat>.html, are what the person reads, inside surat/kerangka.txt and .html.
"""

import re
import smtplib
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.urls import reverse

PANJANG_ALASAN = 300


class GalatSurat(Exception):
    """A mail was not accepted; the text says why, for those who look after messages."""

    def __init__(self, alasan: str) -> None:
        super().__init__(alasan[:PANJANG_ALASAN])


class DitolakTetap(GalatSurat):
    """The server will never accept this mail: trying again does not help."""


class DitolakSementara(GalatSurat):
    """The server does not accept this mail now."""


class SambunganGagal(GalatSurat):
    """The server cannot be reached or ended the conversation: no mail can be sent now."""


class Bagian(NamedTuple):
    """One part of a mail: its template's name and values."""

    templat: str
    konteks: Mapping[str, Any]


class Isi(NamedTuple):
    """A part as it is read: subject line, plain text."""

    subjek: str
    teks: str


def tautan(nama: str, *bagian: object) -> str:
    """The address of a page as it stands in a mail: absolute, by its URL name."""
    return settings.ALAMAT_SITUS.rstrip("/") + reverse(nama, args=bagian)


def tulis(bagian: Bagian) -> Isi:
    """The plain text of one part, unescaped, apart from its subject line."""
    teks = _teks_polos(f"surat/{bagian.templat}.txt", bagian.konteks)
    subjek, _, isi = teks.strip().partition("\n")
    return Isi(" ".join(subjek.split()), isi.strip())


def _teks_polos(templat: str, konteks: Mapping[str, Any]) -> str:
    """Render without escaping, and without the empty lines that template tags leave."""
    teks = Engine.get_default().get_template(templat).render(Context(konteks, autoescape=False))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", teks)).strip()


def subjek_surat(subjek: Sequence[str]) -> str:
    """The first part's subject; how many others there are beside it."""
    if len(subjek) == 1:
        return subjek[0]
    return f"{subjek[0]}, dan {len(subjek) - 1} hal lain"


def susun(
    daftar: Sequence[Bagian], *, kepada: str, pengenal: str, konteks: Mapping[str, Any]
) -> EmailMultiAlternatives:
    """A mail to one address with one Message-ID, in text and HTML; ``konteks`` is the frame's.

    The same parts give the same mail, so that one sent twice can be recognised as one.
    """
    isi = [tulis(b) for b in daftar]
    dasar = dict(konteks)
    teks = _teks_polos("surat/kerangka.txt", dasar | {"bagian": isi})
    html = [render_to_string(f"surat/{b.templat}.html", dict(b.konteks)) for b in daftar]
    subjek = subjek_surat([i.subjek for i in isi])
    surat = EmailMultiAlternatives(
        subject=subjek,
        body=teks + "\n",
        to=[kepada],
        headers={"Message-ID": pengenal, "Auto-Submitted": "auto-generated"},
    )
    surat.attach_alternative(
        render_to_string("surat/kerangka.html", dasar | {"bagian": html, "subjek": subjek}),
        "text/html",
    )
    return surat


def galat_surat(galat: Exception) -> GalatSurat:
    """Which of the three refusals an error of smtplib or of the socket is."""
    match galat:
        case smtplib.SMTPRecipientsRefused():
            kode, teks = next(iter(galat.recipients.values()))
            return _menurut_kode(kode, teks, "Alamat ditolak server surel")
        case smtplib.SMTPDataError():
            return _menurut_kode(galat.smtp_code, galat.smtp_error, "Surel ditolak server")
        case smtplib.SMTPNotSupportedError() | ValueError():
            return DitolakTetap("Alamat surel tidak bisa dipakai server ini. Periksa penulisannya.")
        case smtplib.SMTPResponseException():
            jawaban = _teks(galat.smtp_error)
            return SambunganGagal(f"Server surel menolak pengirim ({galat.smtp_code}): {jawaban}")
        case _:
            return SambunganGagal(f"Server surel tidak terhubung ({type(galat).__name__}).")


def _menurut_kode(kode: int, jawaban: bytes | str, awal: str) -> GalatSurat:
    """421 ends the conversation, other 4xx are temporary, 5xx permanent (RFC 5321, 4.2.1)."""
    alasan = f"{awal} ({kode}): {_teks(jawaban)}"
    if kode == 421:
        return SambunganGagal(alasan)
    return DitolakTetap(alasan) if kode >= 500 else DitolakSementara(alasan)


def _teks(jawaban: bytes | str) -> str:
    teks = jawaban.decode("utf-8", "replace") if isinstance(jawaban, bytes) else jawaban
    return " ".join(teks.split())


class Pengirim:
    """One SMTP connection for many mails. Opening raises SambunganGagal."""

    def __init__(self) -> None:
        self._sambungan = get_connection()

    def __enter__(self) -> Self:
        try:
            self._sambungan.open()
        except OSError as galat:  # smtplib.SMTPException is an OSError
            raise galat_surat(galat) from galat
        return self

    def __exit__(
        self,
        jenis: type[BaseException] | None,
        galat: BaseException | None,
        jejak: TracebackType | None,
    ) -> None:
        self._sambungan.close()

    def kirim(self, surat: EmailMultiAlternatives) -> None:
        """Return when the server has accepted the mail; else raise a GalatSurat."""
        try:
            self._sambungan.send_messages([surat])
        except (OSError, ValueError) as galat:
            raise galat_surat(galat) from galat
