"""Signed links that open one thing for one purpose until a deadline, without a password.

For evaluation links and external trainers. The token proves only that we issued it: the view still
asks whether the task is open. Equal input gives an equal token, so a mail that is built again does
not change. It carries ids, never names or NIP.
"""

from datetime import UTC, datetime
from typing import Any

from django.core.signing import BadSignature, Signer

from lib.galat import GalatAturan


class GalatToken(GalatAturan):
    """The link does not open anything."""


class TokenRusak(GalatToken):
    """Altered, cut short, or issued for another purpose."""


class TokenKedaluwarsa(GalatToken):
    """Genuine, but past its deadline: `isi` and `sampai` tell the page what it was for."""

    def __init__(self, pesan: str, *, langkah: str, isi: Any, sampai: datetime) -> None:
        super().__init__(pesan, langkah=langkah)
        self.isi = isi
        self.sampai = sampai


def buat_token(tujuan: str, isi: Any, sampai: datetime) -> str:
    """Sign `isi` (JSON values) for `tujuan`, such as "evaluasi", until `sampai`, that included.

    Raises ValueError for a deadline without a zone. Seconds are the finest unit kept.
    """
    if sampai.tzinfo is None:
        raise ValueError("Batas waktu token harus berzona.")
    return _penanda(tujuan).sign_object([isi, int(sampai.timestamp())])


def baca_token(tujuan: str, token: str, sekarang: datetime) -> Any:
    """Give back what `buat_token` signed for the same purpose.

    Raises TokenRusak or TokenKedaluwarsa.
    """
    try:
        isi, batas = _penanda(tujuan).unsign_object(token)
    except (BadSignature, ValueError, TypeError) as galat:
        raise TokenRusak(
            "Tautan ini tidak lengkap atau tidak berlaku untuk halaman ini.",
            langkah="Buka lagi dari pesan aslinya, atau masuk dengan akun Anda.",
        ) from galat
    sampai = datetime.fromtimestamp(batas, tz=UTC)
    if int(sekarang.timestamp()) > batas:
        raise TokenKedaluwarsa(
            "Masa berlaku tautan ini sudah lewat.",
            langkah="Masuk dengan akun Anda, atau minta tautan baru kepada penyelenggara.",
            isi=isi,
            sampai=sampai,
        )
    return isi


def _penanda(tujuan: str) -> Signer:
    # A dot survives in mails and chats where a colon at times ends the link.
    return Signer(sep=".", salt=f"lib.token:{tujuan}")
