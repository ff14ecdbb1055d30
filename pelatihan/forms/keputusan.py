"""What to do with participants who would be in two places; moving, shifting and cancelling."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django import forms

from pelatihan.rules.jadwal import Bentrok, Keputusan, waktu_sesi

LEPAS, IZINKAN = "lepas", "izinkan"


class OrangBentrok(NamedTuple):
    """One participant of the form, with the classes that clash."""

    nama: str
    kelas: list[str]
    putusan: forms.BoundField
    alasan: forms.BoundField


def baca_keputusan(data: Mapping[str, str]) -> dict[int, Keputusan]:
    """The decisions that were posted, by pegawai id; the action judges whether they suffice."""
    hasil = {}
    for nama, nilai in data.items():
        kata, _, pk = nama.partition("putusan_")
        if kata == "" and pk.isdigit() and nilai in (LEPAS, IZINKAN):
            alasan = data.get(f"alasan_{pk}", "").strip()[:300]
            hasil[int(pk)] = Keputusan(nilai == LEPAS, alasan)
    return hasil


class FormKeputusan(forms.Form):
    """A choice and a reason for each participant who clashes."""

    def __init__(
        self,
        *args: Any,
        bentrok: Sequence[Bentrok],
        zona: ZoneInfo,
        bisa_lepas: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._orang: dict[int, tuple[str, list[str]]] = {}
        pilihan = [(LEPAS, "Lepas dari kelas ini"), (IZINKAN, "Izinkan ikut keduanya")]
        for b in bentrok:
            for p in b.peserta:
                nama = f"{p.nama}, {p.unit}" if p.dalam_lingkup else "Peserta di luar lingkup Anda"
                kelas = f"{b.nama_kelas}, {waktu_sesi(b.rentang, zona)}"
                self._orang.setdefault(p.pegawai, (nama, []))[1].append(kelas)
        for pk in self._orang:
            self.fields[f"putusan_{pk}"] = forms.ChoiceField(
                label="Keputusan",
                choices=pilihan if bisa_lepas else pilihan[1:],
                widget=forms.RadioSelect,
                error_messages={"required": "Pilih lepas atau izinkan."},
            )
            self.fields[f"alasan_{pk}"] = forms.CharField(
                label="Alasan",
                max_length=300,
                error_messages={"required": "Tulis alasannya."},
                help_text="Peserta yang dilepas membaca alasan ini.",
            )

    def orang(self) -> list[OrangBentrok]:
        """The participants in the order of the clashes."""
        return [
            OrangBentrok(nama, kelas, self[f"putusan_{pk}"], self[f"alasan_{pk}"])
            for pk, (nama, kelas) in self._orang.items()
        ]


class FormGeser(forms.Form):
    """By how much all sessions move; negative is earlier."""

    hari = forms.IntegerField(
        required=False, min_value=-365, max_value=365, help_text="Misalnya 7, atau -1 untuk maju."
    )
    jam = forms.DecimalField(
        required=False,
        min_value=-12,
        max_value=12,
        max_digits=4,
        decimal_places=2,
        localize=True,
        help_text="Misalnya 1, atau 1,5 untuk satu setengah jam.",
    )

    def geser(self) -> timedelta:
        """The cleaned shift, to the minute."""
        jam = self.cleaned_data.get("jam") or 0
        return timedelta(days=self.cleaned_data.get("hari") or 0, minutes=round(float(jam) * 60))


class FormBatal(forms.Form):
    """Why a class is cancelled; participants read it."""

    alasan = forms.CharField(
        label="Alasan pembatalan",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Peserta membaca alasan ini dalam pemberitahuan.",
    )
