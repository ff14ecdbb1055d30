"""A form field for one person of many: proposals first, then whom a search finds.

Without scripts the button "Cari" posts the form and shows the matches; with them they appear while
typing (templates/komponen/pilih_orang.html). What a person is, only the caller knows.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django import forms

TIDAK_ADA = "0"


class MasukanTanggal(forms.DateInput):
    """The browser's own calendar; without one, the date as text."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Sumber(NamedTuple):
    """Where people come from: by words, by key (None outside the scope), and how one is called."""

    cari: Callable[[str], Sequence[Any]]
    ambil: Callable[[str], Any | None]
    sebut: Callable[[Any], str]


class FormPilihOrang(forms.Form):
    """One person; ``usulan`` may be chosen although the source does not reach them."""

    cari = forms.CharField(
        label="Cari nama atau NIP",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    orang = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        sumber: Sumber,
        usulan: Sequence[Any] = (),
        boleh_kosong: str = "",
        label: str = "Atasan langsung",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._orang = {str(p.pk): p for p in self._tampil(sumber, usulan)}
        isian: Any = self.fields["orang"]
        isian.label = label
        isian.error_messages["required"] = "Pilih satu orang."
        isian.choices = [(pk, sumber.sebut(p)) for pk, p in self._orang.items()] + (
            [(TIDAK_ADA, boleh_kosong)] if boleh_kosong else []
        )

    def _tampil(self, sumber: Sumber, usulan: Sequence[Any]) -> list[Any]:
        kata, terpilih = self.data.get("cari", "").strip(), self.data.get("orang", "")
        semua = [*usulan, *(sumber.cari(kata) if kata else [])]
        dikenal = {str(p.pk) for p in semua}
        if terpilih.isdecimal() and terpilih not in {TIDAK_ADA, *dikenal}:
            orang = sumber.ambil(terpilih)
            semua += [orang] if orang else []
        return semua

    def clean_orang(self) -> Any | None:
        return self._orang.get(self.cleaned_data["orang"])
