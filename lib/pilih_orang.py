"""A form field for one person of many: whom a search finds, then the proposals.

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


class Temuan(NamedTuple):
    """Who was found, and whether the words stand in their names or these are merely alike."""

    orang: Sequence[Any] = ()
    mirip: bool = False


class Sumber(NamedTuple):
    """Where people come from: by words, by key (None outside the scope), and how one is called."""

    cari: Callable[[str], Temuan]
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
        self.kata = self.data.get("cari", "").strip()
        self.temuan = sumber.cari(self.kata) if self.kata else Temuan()
        self._orang = {str(p.pk): p for p in (*self.temuan.orang, *usulan)}
        self._tambah_terpilih(sumber)
        isian: Any = self.fields["orang"]
        isian.label = label
        isian.error_messages["required"] = "Pilih satu orang."
        self._pilihan = [(pk, sumber.sebut(p)) for pk, p in self._orang.items()]
        self._pilihan += [(TIDAK_ADA, boleh_kosong)] if boleh_kosong else []
        isian.choices = self._pilihan

    def _tambah_terpilih(self, sumber: Sumber) -> None:
        """Who was chosen stays a choice when another search follows."""
        terpilih = self.data.get("orang", "")
        if terpilih.isdecimal() and terpilih not in {TIDAK_ADA, *self._orang}:
            orang = sumber.ambil(terpilih)
            self._orang |= {terpilih: orang} if orang else {}

    @property
    def ditemukan(self) -> list[tuple[str, str]]:
        """The choices that the search found."""
        return self._pilihan[: len(self.temuan.orang)]

    @property
    def usulan(self) -> list[tuple[str, str]]:
        """The other choices: proposals, who was chosen before, and nobody."""
        return self._pilihan[len(self.temuan.orang) :]

    def clean_orang(self) -> Any | None:
        return self._orang.get(self.cleaned_data["orang"])
