"""Input about accounts: filters, reasons, the code on a slip, the first password."""

from allauth.account.forms import PasswordField, PasswordVerificationMixin, SetPasswordField
from django import forms

from instansi.models import CatatanMasuk, Pengguna
from kelola.forms.masuk import KataKami
from kelola.models.akun import Cara
from kelola.rules.akun import alasan_terlalu_banyak
from kelola.rules.masuk import baku_login
from lib.saring_unit import FormSaringUnit

KEADAAN = (
    ("", "Semua"),
    ("tanpa_akun", "Belum punya akun"),
    ("belum_aktif", "Belum diaktifkan"),
    ("tanpa_surel", "Tanpa surel"),
    ("terkunci", "Terkunci sementara"),
    ("nonaktif", "Nonaktif"),
    ("tanpa_dua_langkah", "Peran seluruh kota tanpa dua langkah"),
    ("luar", "Di luar daftar pegawai"),
)
HARI = (("7", "7 hari terakhir"), ("30", "30 hari terakhir"), ("90", "90 hari"), ("", "Semua"))


class FormSaringAkun(FormSaringUnit):
    """Also the state of the account."""

    BIDANG_TETAP = frozenset({"keadaan", "unit"})

    keadaan = forms.ChoiceField(label="Keadaan akun", required=False, choices=KEADAAN)
    field_order = ("keadaan", "unit")


class FormSaringCatatan(forms.Form):
    """peristiwa, and how many days back."""

    peristiwa = forms.ChoiceField(
        required=False, choices=[("", "Semua peristiwa"), *CatatanMasuk.Peristiwa.choices]
    )
    hari = forms.ChoiceField(label="Waktu", required=False, choices=HARI, initial="7")


class FormBuatAkun(forms.Form):
    """How invitations go out, and to whom: ticked staff, or all that the filters leave."""

    cara = forms.ChoiceField(choices=Cara.choices)
    semua = forms.BooleanField(required=False)
    konfirmasi = forms.CharField(required=False)

    def clean(self):
        isi = super().clean()
        isi["pegawai"] = [int(n) for n in self.data.getlist("pegawai") if n.isdigit()]
        return isi

    def tanya(self, jumlah: int) -> bool:
        """Whether to ask first: neither paper with a secret nor mail can be taken back."""
        isi = self.cleaned_data
        bisa = jumlah and not alasan_terlalu_banyak(isi["cara"], jumlah)
        return bool(bisa) and not isi["konfirmasi"]


class FormAlasan(forms.Form):
    alasan = forms.CharField(
        label="Alasan",
        max_length=200,
        help_text="Tercatat di riwayat akun ini.",
        error_messages={"required": "Tulis alasannya."},
    )


class FormKodeAktivasi(forms.Form):
    nama = forms.CharField(
        label="NIP atau nama akun",
        max_length=60,
        help_text="Seperti pada slip; spasi boleh dipakai.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": "Tulis NIP atau nama akun Anda."},
    )
    kode = forms.CharField(
        label="Kode aktivasi",
        max_length=30,
        help_text="12 huruf dan angka pada slip Anda.",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
        error_messages={"required": "Tulis kode aktivasi pada slip Anda."},
    )

    def clean_nama(self) -> str:
        return baku_login(self.cleaned_data["nama"])


class FormAktivasi(KataKami, PasswordVerificationMixin, forms.Form):
    """The first password, typed twice."""

    password1 = SetPasswordField(label="Kata sandi baru")
    password2 = PasswordField(label="Kata sandi baru, sekali lagi", autocomplete="new-password")

    def __init__(self, *args, pengguna: Pengguna, **kwargs):
        self.user = pengguna
        super().__init__(*args, **kwargs)
        self.fields["password1"].user = pengguna
