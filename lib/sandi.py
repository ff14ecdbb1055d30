"""Password rules in our own words (NIST SP 800-63B): long, not common, not made of one's own name.

Django's validators with messages that address "Anda"; no rule here asks for digits or symbols.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import password_validation as bawaan
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join

SISA_TERKECIL = 6  # letters and digits that must be left beside known words
# Words that guessers try first here; the library's list is English.
KATA_UMUM = (
    "indonesia",
    "bismillah",
    "merdeka",
    "password",
    "katasandi",
    "rahasia",
    "qwerty",
    "asdfgh",
    "sayang",
    "bkpsdm",
    "pemkot",
    "admin",
)
_BUKAN_HURUF = re.compile(r"[\W_]+")


def sisa_sandi(sandi: str, kata: Iterable[str]) -> str:
    """What is left of a password without these words, in lower case, without punctuation."""
    sisa = _BUKAN_HURUF.sub("", sandi.lower())
    for satu in sorted({_BUKAN_HURUF.sub("", k.lower()) for k in kata}, key=len, reverse=True):
        if len(satu) >= 3:
            sisa = sisa.replace(satu, "")
    return sisa


def hanya_kata(sandi: str, kata: Iterable[str]) -> bool:
    """Is a password one of these words, or hardly more? A short one without any is merely short."""
    sisa = sisa_sandi(sandi, kata)
    return len(sisa) < SISA_TERKECIL and sisa != sisa_sandi(sandi, ())


def kata_pribadi(*, nama: str, akun: str, surel: str, nip: str) -> list[str]:
    """What everybody knows about a person: name parts, NIP and birth date in it, handle, e-mail."""
    angka = [nip, nip[:8], nip[6:8] + nip[4:6] + nip[:4], nip[:4]] if nip else []
    return [*re.split(r"[\s,.]+", nama), *re.split(r"[.\-]", akun), *surel.split("@")[:1], *angka]


def kurang_campuran(sandi: str) -> list[str]:
    """The kinds of characters that a mixed password lacks, as words."""
    jenis = {
        "huruf besar": str.isupper,
        "huruf kecil": str.islower,
        "angka": str.isdigit,
        "tanda baca": lambda c: not c.isalnum() and not c.isspace(),
    }
    return [nama for nama, uji in jenis.items() if not any(map(uji, sandi))]


def bantuan_sandi(*, campuran: bool) -> str:
    """The rules as a list in HTML; with ``campuran`` also the local one."""
    aturan = bawaan.password_validators_help_texts()
    if campuran:
        aturan.append("Ada huruf besar, huruf kecil, angka, dan tanda baca: aturan pemda Anda.")
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((a,) for a in aturan)))


class PanjangMinimum(bawaan.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return (
            f"Kata sandi ini terlalu pendek. Pakai paling sedikit {self.min_length} karakter, "
            "misalnya tiga kata yang tidak berhubungan."
        )

    def get_help_text(self) -> str:
        return (
            f"Paling sedikit {self.min_length} karakter. Beberapa kata yang hanya Anda yang tahu "
            "mudah diingat dan sulit ditebak."
        )


class BukanSandiUmum(bawaan.CommonPasswordValidator):
    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError: on the list, marks, or hardly more than a common word."""
        super().validate(password, user)
        polos = len(sisa_sandi(password, ()))
        hanya_tanda = len(password) - polos >= SISA_TERKECIL > polos
        if hanya_tanda or hanya_kata(password, KATA_UMUM):
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        return "Kata sandi ini terlalu umum dan mudah ditebak. Pakai kata lain."

    def get_help_text(self) -> str:
        return "Bukan kata sandi yang sering dipakai orang."


class BukanDataDiri:
    """Refuses a password that is hardly more than one's name, NIP, handle or e-mail."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError; without an account there is nothing to compare with."""
        if user is None:
            return
        kata = kata_pribadi(
            nama=getattr(user, "nama", ""),
            akun=getattr(user, "username", ""),
            surel=getattr(user, "email", None) or "",
            nip=getattr(getattr(user, "pegawai", None), "nip", ""),
        )
        if hanya_kata(password, kata):
            raise ValidationError(
                "Kata sandi ini terlalu mirip nama, NIP, atau surel Anda. Pakai kata yang tidak "
                "diketahui orang lain tentang Anda.",
                code="password_too_similar",
            )

    def get_help_text(self) -> str:
        return "Bukan nama, NIP, atau tanggal lahir Anda."
