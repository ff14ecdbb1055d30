"""Input about roles: filters, what is given, what changes, why it ends."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from instansi.models import Instansi, Pengguna, Peran
from instansi.rules.peran import HANYA_AKAR, TURUNAN
from lib.nip import bersihkan_nip

PERAN_DIBERI = [(p.value, p.label) for p in Peran if p not in TURUNAN]
SELURUH_KOTA = ", ".join(p.label for p in Peran if p in HANYA_AKAR)
KEADAAN = [
    ("BERLAKU", "Berlaku hari ini"),
    ("NANTI", "Akan datang"),
    ("BERAKHIR", "Sudah berakhir"),
    ("SEMUA", "Semua"),
]


class Tanggal(forms.DateField):
    """A day, with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PilihanSimpul(forms.ModelChoiceField):
    """A node of the tree, indented by depth."""

    default_error_messages = {
        "invalid_choice": "Instansi ini di luar lingkup Anda atau sudah ditutup. Pilih dari daftar."
    }

    def label_from_instance(self, obj: Instansi) -> str:
        return "– " * (obj.depth - 1) + obj.nama


class FormSaringPeran(forms.Form):
    """peran, unit (with all below it), keadaan and jenis."""

    peran = forms.ChoiceField(required=False, choices=[("", "Semua peran"), *PERAN_DIBERI])
    unit = PilihanSimpul(Instansi.objects.none(), required=False, empty_label="Semua instansi")
    keadaan = forms.ChoiceField(required=False, choices=KEADAAN)
    jenis = forms.ChoiceField(
        required=False,
        choices=[("", "Tetap, Plt/Plh, delegasi"), ("PLT", "Plt/Plh"), ("DELEGASI", "Delegasi")],
    )

    def __init__(self, *args: Any, unit: QuerySet[Instansi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = unit


class FormTetap(forms.Form):
    """What can be said about a role when it is given and later."""

    selesai = Tanggal(
        label="Hari terakhir",
        required=False,
        help_text="Kosongkan jika tanpa batas waktu. Plt/Plh wajib diisi.",
    )
    pelaksana_tugas = forms.BooleanField(label="Sebagai Plt/Plh", required=False)
    deputi = forms.CharField(
        required=False,
        max_length=80,
        help_text="Yang mewakilinya, dengan hak yang sama selama peran ini berlaku. "
        "NIP, nama akun, atau surel.",
    )
    alasan = forms.CharField(
        max_length=200,
        help_text="Misalnya nomor SK. Dibaca pemegang peran dan tersimpan di riwayat.",
    )

    def __init__(self, *args: Any, akun: QuerySet[Pengguna], penerima: Pengguna, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self._akun, self._penerima = akun, penerima

    def clean_deputi(self) -> Pengguna | None:
        tertulis = self.cleaned_data["deputi"].strip().lower()
        if not tertulis:
            return None
        angka = bersihkan_nip(tertulis)
        nama = angka if angka.isdigit() else tertulis
        cocok = Q(username=nama) | Q(email=tertulis) | Q(pegawai__nip=nama)
        deputi = self._akun.filter(cocok, is_active=True).first()
        if deputi is None:
            raise forms.ValidationError("Tidak ada akun aktif dengan NIP atau nama itu.")
        if deputi == self._penerima:
            raise forms.ValidationError("Deputi adalah orang lain, bukan pemegang perannya.")
        return deputi

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("pelaksana_tugas") and "selesai" in data and data["selesai"] is None:
            self.add_error("selesai", "Plt/Plh wajib punya tanggal selesai.")
        return data


class FormBeri(FormTetap):
    """A role at a node from a day on."""

    peran = forms.ChoiceField(
        choices=[("", "Pilih peran"), *PERAN_DIBERI],
        help_text=f"{SELURUH_KOTA}: selalu untuk seluruh kota.",
    )
    instansi = PilihanSimpul(
        Instansi.objects.none(),
        required=False,
        empty_label="Pilih instansi",
        help_text="Dengan unit di bawahnya. Kosongkan untuk peran seluruh kota.",
    )
    mulai = Tanggal(label="Mulai")
    field_order = ["peran", "instansi", "mulai", "selesai", "pelaksana_tugas", "deputi", "alasan"]

    def __init__(self, *args: Any, simpul: QuerySet[Instansi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instansi"].queryset = simpul

    def clean(self) -> dict[str, Any]:
        """The pemda is the only node of a role for the whole city: it need not be chosen."""
        data = super().clean()
        if "instansi" in data and data["instansi"] is None:
            if data.get("peran") in HANYA_AKAR:
                data["instansi"] = self.fields["instansi"].queryset.filter(depth=1).first()
            if data["instansi"] is None:
                self.add_error("instansi", "Pilih instansi tempat peran ini berlaku.")
        return data


class FormAlasan(forms.Form):
    """Why something ends."""

    alasan = forms.CharField(
        max_length=200, help_text="Dibaca yang bersangkutan dan tersimpan di riwayat."
    )


class FormDelegasi(forms.Form):
    """Where and when a role is handed over; the end is required. One possible node is no choice."""

    instansi = PilihanSimpul(
        Instansi.objects.none(),
        label="Berlaku di",
        empty_label=None,
        help_text="Dengan unit di bawahnya.",
    )
    mulai = Tanggal(label="Mulai")
    selesai = Tanggal(
        label="Hari terakhir", help_text="Berakhir dengan sendirinya pada akhir hari itu."
    )
    alasan = forms.CharField(max_length=200, help_text="Misalnya: cuti tahunan.")

    def __init__(self, *args: Any, simpul: QuerySet[Instansi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instansi"].queryset = simpul
        if simpul.count() == 1:
            del self.fields["instansi"]
