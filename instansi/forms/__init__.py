"""Input about people and accounts."""

import re

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateMfaForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.http import HttpRequest

# The library's words, in ours.
LABEL = {
    "oldpassword": "Kata sandi sekarang",
    "password": "Kata sandi",
    "password1": "Kata sandi baru",
    "password2": "Kata sandi baru, sekali lagi",
    "email": "Surel",
    "code": "Kode",
}


def baku_login(teks: str) -> str:
    """A NIP without its spaces and dots; a handle or e-mail in lower case."""
    angka = re.sub(r"[\s.\-]", "", teks)
    return angka if angka.isdigit() else teks.strip().lower()


def axes_nama(request: HttpRequest | None, credentials: dict | None) -> str | None:
    """The account that axes counts failures for, whichever identifier was typed."""
    isian = credentials or {}
    nama = isian.get("username") or isian.get("email")
    if not nama and request is not None:
        nama = request.POST.get("login")
    return baku_login(nama) if nama else None


class FormMasuk(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "NIP, nama akun, atau surel"
        self.fields["login"].widget.attrs.update(
            {"autocomplete": "username", "placeholder": "", "autocapitalize": "none"}
        )
        self.fields["login"].help_text = "NIP 18 angka; spasi boleh dipakai."
        self.fields["password"].label = "Kata sandi"
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.update({"placeholder": ""})

    def clean_login(self) -> str:
        return baku_login(super().clean_login())


class KataKami(forms.Form):
    """The library's form with our labels, and no example text inside the fields."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nama, isian in self.fields.items():
            isian.label = LABEL.get(nama, isian.label)
            isian.widget.attrs["placeholder"] = ""
            if nama in {"password", "oldpassword"}:
                isian.help_text = ""


class FormLupaSandi(KataKami, ResetPasswordForm): ...


class FormSandiDariTautan(KataKami, ResetPasswordKeyForm): ...


class FormGantiSandi(KataKami, ChangePasswordForm): ...


class FormBuatSandi(KataKami, SetPasswordForm): ...


class FormPastikan(KataKami, ReauthenticateForm): ...


class FormTambahSurel(KataKami, AddEmailForm): ...


class FormKode(KataKami, AuthenticateForm): ...


class FormKodePastikan(KataKami, ReauthenticateMfaForm): ...


class FormPasangKode(KataKami, ActivateTOTPForm): ...
