"""A policy value as typed: number or time of day, its legal basis, the day it begins."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from instansi.rules.makna import (
    Jenis,
    NilaiTidakSah,
    alasan_mulai,
    baca_nilai,
    makna,
    rentang_nilai,
)

TANGGAL = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FormNilai(forms.Form):
    """The value and its basis; what is allowed follows from the parameter."""

    nilai = forms.CharField(max_length=20)
    dasar_hukum = forms.CharField(
        label="Dasar hukum", max_length=200, help_text="Misalnya Perwali 12/2026 pasal 4."
    )

    def __init__(self, *args: Any, kode: str, satuan: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kode = kode
        jenis = makna(kode).jenis
        if jenis is Jenis.YA_TIDAK:
            self.fields["nilai"] = forms.ChoiceField(choices=[("1", "Ya"), ("0", "Tidak")])
        else:
            self.fields["nilai"].help_text = f"Antara {rentang_nilai(kode)}."
        label = f"Nilai ({satuan})" if jenis is Jenis.BILANGAN else "Nilai"
        self.fields["nilai"].label = label

    def clean_nilai(self) -> Decimal:
        try:
            return baca_nilai(self.kode, self.cleaned_data["nilai"])
        except NilaiTidakSah as galat:
            raise forms.ValidationError(str(galat)) from galat


class FormNilaiBaru(FormNilai):
    """Also the day from which it holds; ``terakhir`` is when the latest value began."""

    berlaku_dari = forms.DateField(label="Mulai berlaku", widget=TANGGAL)

    def __init__(self, *args: Any, hari_ini: date, terakhir: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hari_ini, self.terakhir = hari_ini, terakhir
        self.fields["berlaku_dari"].widget.attrs["min"] = hari_ini.isoformat()

    def clean_berlaku_dari(self) -> date:
        dari = self.cleaned_data["berlaku_dari"]
        if tolak := alasan_mulai(self.terakhir, dari, self.hari_ini):
            raise forms.ValidationError(f"{tolak.alasan} {tolak.langkah}")
        return dari
