"""Logging in, passwords, second factors: the library's forms in our words."""

import time
from textwrap import wrap

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateMfaForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils import timezone

from kelola.actions.masuk import minta_sandi_baru
from kelola.adapter import catat_gagal, sandi_campuran
from kelola.rules.masuk import baku_login
from lib.sandi import bantuan_sandi

# Seconds that the answer to "Lupa kata sandi?" takes at least: longer than the work for anyone.
SETARA = 0.25
# The library's words, in ours.
LABEL = {
    "oldpassword": "Kata sandi sekarang",
    "password": "Kata sandi",
    "password1": "Kata sandi baru",
    "password2": "Kata sandi baru, sekali lagi",
    "email": "Surel",
    "code": "Kode",
}


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
            if nama == "password1":
                campuran = sandi_campuran(getattr(self, "user", None))
                isian.help_text = bantuan_sandi(campuran=campuran)


class FormLupaSandi(KataKami, ResetPasswordForm):
    """Says the same, after the same time, whoever is named: nobody learns who has an account."""

    email = forms.CharField(max_length=254)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mulai = time.monotonic()
        self.fields["email"].label = "NIP, nama akun, atau surel"
        self.fields["email"].widget.attrs.update(
            {"autocomplete": "username", "autocapitalize": "none"}
        )

    def clean_email(self) -> str:
        return baku_login(self.cleaned_data["email"])

    def save(self, request, **kwargs) -> str:
        nama = self.cleaned_data["email"]
        minta_sandi_baru(nama=nama, oleh="sistem:lupa_sandi", sekarang=timezone.now())
        time.sleep(max(0.0, SETARA - (time.monotonic() - self.mulai)))
        return nama


class FormSandiDariTautan(KataKami, ResetPasswordKeyForm): ...


class FormGantiSandi(KataKami, ChangePasswordForm):
    def clean(self):
        isi = super().clean()
        if isi.get("password1") and isi["password1"] == isi.get("oldpassword"):
            self.add_error("password1", "Sama dengan kata sandi sekarang. Pakai yang lain.")
        return isi


class FormBuatSandi(KataKami, SetPasswordForm): ...


class FormPastikan(KataKami, ReauthenticateForm): ...


class FormTambahSurel(KataKami, AddEmailForm): ...


class KodeTercatat(KataKami):
    """A code that does not fit is an entry refused, and is logged like one."""

    def _emit_authentication_failed(self, authenticator) -> None:
        super()._emit_authentication_failed(authenticator)
        catat_gagal(context.request, self.user)


class FormKode(KodeTercatat, AuthenticateForm): ...


class FormKodePastikan(KodeTercatat, ReauthenticateMfaForm): ...


class FormPasangKode(KataKami, ActivateTOTPForm):
    @property
    def kunci(self) -> str:
        """The key in groups of four, for who types it; apps drop the spaces."""
        return " ".join(wrap(self.secret, 4))
