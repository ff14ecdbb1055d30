"""Filters of lists and of the week: GET parameters, so that links can be shared."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from instansi.models import Instansi
from lib.tanggal import bulan_tahun
from pelatihan.models import Kelas

BULAN_LALU, BULAN_DEPAN = 12, 12


def pilihan_bulan(hari_ini: date) -> list[tuple[str, str]]:
    """Months around today, the nearest first to come."""
    nomor = hari_ini.year * 12 + hari_ini.month - 1
    bulan = [date(n // 12, n % 12 + 1, 1) for n in range(nomor - BULAN_LALU, nomor + BULAN_DEPAN)]
    return [(f"{b:%Y-%m}", bulan_tahun(b)) for b in bulan]


class FormSaringKelas(forms.Form):
    """Name, state, organiser and month of a class."""

    q = forms.CharField(label="Nama pelatihan atau nomor surat", required=False, max_length=80)
    status = forms.ChoiceField(
        required=False, choices=[("", "Semua status"), *Kelas.Status.choices]
    )
    penyelenggara = forms.ModelChoiceField(
        Instansi.objects.none(), required=False, empty_label="Semua penyelenggara"
    )
    bulan = forms.TypedChoiceField(
        required=False, coerce=lambda b: date.fromisoformat(f"{b}-01"), empty_value=None
    )

    def __init__(
        self, *args: Any, penyelenggara: QuerySet[Instansi], hari_ini: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["penyelenggara"].queryset = penyelenggara
        self.fields["bulan"].choices = [("", "Semua bulan"), *pilihan_bulan(hari_ini)]


class FormSaringPekan(forms.Form):
    """Whose rooms, whose classes."""

    pemilik = forms.ModelChoiceField(
        Instansi.objects.none(), label="Pemilik ruang", required=False, empty_label="Semua pemilik"
    )
    milik = forms.BooleanField(label="Hanya kelas saya", required=False)

    def __init__(self, *args: Any, pemilik: QuerySet[Instansi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pemilik"].queryset = pemilik
