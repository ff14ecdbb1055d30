"""The attendance sheet: one choice for each participant."""

from collections.abc import Iterable
from typing import Any

from django import forms

from pelatihan.models import Kehadiran

PILIHAN = [
    (Kehadiran.Status.HADIR, "Hadir"),
    (Kehadiran.Status.IZIN, "Izin"),
    (Kehadiran.Status.SAKIT, "Sakit"),
    (Kehadiran.Status.ALPA, "Alpa"),
]


class FormTanda(forms.Form):
    """Marks of one session. ``semua`` marks hadir everyone who has no other mark."""

    semua = forms.BooleanField(required=False)
    alasan = forms.CharField(
        label="Alasan koreksi",
        help_text="JP peserta ikut dikoreksi, dan alasan ini tercatat.",
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, daftar: Iterable[Kehadiran], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.daftar = list(daftar)
        for baris in self.daftar:
            self.fields[f"h{baris.pk}"] = forms.ChoiceField(
                label=str(baris.pegawai), choices=PILIHAN, required=False
            )

    @property
    def tanda(self) -> dict[int, str]:
        """What to write, by Kehadiran id; rows without a choice are left out."""
        isi = {b.pk: self.cleaned_data.get(f"h{b.pk}") for b in self.daftar}
        if self.cleaned_data["semua"]:
            isi = {pk: status or Kehadiran.Status.HADIR for pk, status in isi.items()}
        return {pk: status for pk, status in isi.items() if status}
