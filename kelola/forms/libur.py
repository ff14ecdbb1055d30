"""One day off as typed."""

from datetime import date
from typing import Any

from django import forms

from instansi.models import HariLibur
from instansi.queries.libur import alasan_terisi
from instansi.rules.libur import LANGKAH_TERISI, alasan_perlu_yakin
from lib.isian import IsianTanggal


class FormLibur(forms.Form):
    """One day off. A past one asks for a tick, shown once it is needed.

    A date that is off already is refused before anything else is asked.
    """

    tanggal = IsianTanggal()
    nama = forms.CharField(max_length=120, help_text="Misalnya Hari Kemerdekaan RI.")
    jenis = forms.ChoiceField(choices=HariLibur.Jenis.choices)
    yakin = forms.BooleanField(label="Saya paham, simpan perubahan ini", required=False)

    def __init__(self, *args: Any, hari_ini: date, libur: HariLibur, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.hari_ini, self.libur, self.semula = hari_ini, libur, libur.tanggal

    def clean_tanggal(self) -> date:
        tanggal = self.cleaned_data["tanggal"]
        if alasan := alasan_terisi(self.libur, tanggal):
            raise forms.ValidationError(f"{alasan} {LANGKAH_TERISI}")
        return tanggal

    @property
    def alasan_yakin(self) -> str | None:
        """Why this asks once more, from the stored day or the typed one."""
        typed = getattr(self, "cleaned_data", {}).get("tanggal")
        for hari in filter(None, (self.semula, typed)):
            if alasan := alasan_perlu_yakin(hari, self.hari_ini):
                return alasan
        return None
