"""Input to evaluation pages: answers as a form or as JSON, and what a QR asks for."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from evaluasi.rules import Isian, bersihkan_teks
from lib.nip import bersihkan_nip

ISIAN_MAKS = 300


class BadanTidakTerbaca(ValueError):
    """The body of an autosave is not what our own page sends."""


def isian_formulir(data: Mapping[str, str], sekarang: datetime) -> list[Isian]:
    """The fields that this page changed: each carries the value it was shown with.

    A stale tab so writes nothing over what another tab saved meanwhile.
    """
    urut = int(sekarang.timestamp() * 1000)
    return [
        Isian(nama, isi, urut)
        for nama, isi in data.items()
        if f"lama_{nama}" in data and bersihkan_teks(isi) != bersihkan_teks(data[f"lama_{nama}"])
    ]


def isian_json(badan: bytes) -> tuple[list[Isian], bool]:
    """Answers of an autosave, and whether it asks for all back. Raises BadanTidakTerbaca."""
    try:
        isi = json.loads(badan)
        daftar: Iterable[Any] = isi["isi"]
        isian = [Isian(b["nama"], b["nilai"], b["urut"]) for b in daftar]
    except (ValueError, KeyError, TypeError) as galat:
        raise BadanTidakTerbaca from galat
    if len(isian) > ISIAN_MAKS or not all(
        isinstance(b.nama, str) and isinstance(b.nilai, str) and type(b.urut) is int for b in isian
    ):
        raise BadanTidakTerbaca
    return isian, bool(isi.get("semua"))


class FormQr(forms.Form):
    """Who I am, for someone without a session at the end of a class."""

    nip = forms.CharField(
        label="NIP",
        max_length=40,
        help_text="18 angka. Boleh dengan spasi.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "username"}),
    )
    empat = forms.CharField(
        label="4 angka terakhir nomor telepon",
        help_text="Nomor yang terdaftar di data kepegawaian Anda.",
        validators=[RegexValidator(r"^[0-9]{4}$", "Tulis 4 angka, misalnya 7890.")],
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}
        ),
    )

    def clean_nip(self) -> str:
        nip = bersihkan_nip(self.cleaned_data["nip"])
        if not (nip.isdecimal() and nip.isascii() and len(nip) == 18):
            raise forms.ValidationError("NIP terdiri atas 18 angka. Periksa lagi.")
        return nip
