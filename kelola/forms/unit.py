"""What is asked before a unit is merged away or closed."""

from datetime import date
from typing import Any

from django import forms

from lib.isian import IsianTanggal


class FormBerlaku(forms.Form):
    """The day from which it holds, today or before, and the regulation it rests on."""

    hari = IsianTanggal()
    dasar = forms.CharField(
        label="Nomor peraturan",
        required=False,
        max_length=120,
        help_text="Misalnya Perda 4 Tahun 2026. Tampil di riwayat unit.",
    )

    def __init__(self, *args: Any, label: str, hari_ini: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"hari": hari_ini}, **kwargs)
        self.fields["hari"].label = label
        self.fields["hari"].widget.attrs["max"] = f"{hari_ini:%Y-%m-%d}"
