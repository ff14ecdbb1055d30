"""Input about agencies: what is typed of one, and the basis of a change."""

from typing import Any

from django import forms

from instansi.models import Instansi
from instansi.rules.unit import JENIS_DI_BAWAH, IsiDataUnit
from lib.isian import IsianTanggal, rapikan


class FormUnit(forms.Form):
    """Facts of a unit. ``induk`` narrows the kinds to what may hang there."""

    nama = forms.CharField(max_length=160)
    jenis = forms.ChoiceField(choices=())
    singkatan = forms.CharField(required=False, max_length=40)
    kode = forms.SlugField(
        required=False,
        max_length=60,
        help_text="Huruf, angka, dan garis. Kosongkan agar mengikuti nama.",
        error_messages={"invalid": "Kode hanya berisi huruf, angka, dan garis."},
    )
    aktif_dari = IsianTanggal(label="Aktif dari", required=False)

    def __init__(self, *args: Any, induk: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boleh = JENIS_DI_BAWAH[induk] if induk else (Instansi.Jenis.PEMDA,)
        self.fields["jenis"].choices = [(j, Instansi.Jenis(j).label) for j in boleh]
        if induk is None:
            self.fields["jenis"].widget = forms.HiddenInput()

    def clean_nama(self) -> str:
        return rapikan(self.cleaned_data["nama"])

    def clean_singkatan(self) -> str:
        return rapikan(self.cleaned_data["singkatan"])

    def isi(self) -> IsiDataUnit:
        """The cleaned facts for the action."""
        return IsiDataUnit(**{k: self.cleaned_data[k] for k in IsiDataUnit._fields})


def awal_unit(unit: Instansi) -> dict[str, Any]:
    """The form as the unit stands."""
    return {k: getattr(unit, k) for k in IsiDataUnit._fields}


class FormDasar(forms.Form):
    """The regulation that a change rests on."""

    dasar = forms.CharField(
        label="Nomor peraturan",
        required=False,
        max_length=120,
        help_text="Misalnya Perwali 12 Tahun 2026. Tampil di riwayat unit.",
    )


class FormUnitBaru(FormUnit, FormDasar):
    field_order = ("nama", "jenis", "singkatan", "kode", "aktif_dari", "dasar")
