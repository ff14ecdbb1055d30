"""Input about positions and partners."""

from typing import Any

from django import forms

from instansi.models import Jabatan, Mitra
from lib.isian import rapikan

ESELON = ("", "II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b")


class FormJabatan(forms.Form):
    """Facts of a position."""

    nama = forms.CharField(label="Nama jabatan", max_length=160)
    jenis = forms.ChoiceField(choices=Jabatan.Jenis)
    jenjang = forms.CharField(
        required=False, max_length=40, help_text="Misalnya Ahli Muda, Terampil, atau Penyelia."
    )
    eselon = forms.ChoiceField(required=False, choices=[(e, e or "Tidak ada") for e in ESELON])
    rumpun = forms.ChoiceField(choices=Jabatan.Rumpun)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lama = self.initial.get("eselon", "")
        if lama not in ESELON:
            self.fields["eselon"].choices = [*self.fields["eselon"].choices, (lama, lama)]

    def clean_nama(self) -> str:
        return rapikan(self.cleaned_data["nama"])

    def clean_jenjang(self) -> str:
        return rapikan(self.cleaned_data["jenjang"])


class FormSaringJabatan(forms.Form):
    """What narrows the list of positions."""

    cari = forms.CharField(label="Cari nama", required=False, max_length=80)
    jenis = forms.ChoiceField(required=False, choices=[("", "Semua jenis"), *Jabatan.Jenis.choices])
    rumpun = forms.ChoiceField(
        required=False, choices=[("", "Semua rumpun"), *Jabatan.Rumpun.choices]
    )


class FormMitra(forms.Form):
    """Facts of a partner."""

    nama = forms.CharField(max_length=160)
    jenis = forms.ChoiceField(choices=Mitra.Jenis)
    kontak = forms.CharField(label="Nama kontak", required=False, max_length=120)
    surel = forms.EmailField(required=False)
    telepon = forms.CharField(required=False, max_length=20)
    aktif = forms.BooleanField(
        label="Masih bekerja sama", required=False, initial=True,
        help_text="Mitra yang tidak aktif tidak bisa dipilih lagi.",
    )  # fmt: skip

    def clean_nama(self) -> str:
        return rapikan(self.cleaned_data["nama"])
