"""Forms of nomination and cancellation."""

from typing import Any

from django import forms

from pelatihan.queries.pendaftaran import pisahkan_baris

BARIS_TERBANYAK = 500


class BidangId(forms.Field):
    """Ids of ticked rows. What is no number belongs to nobody: -1, so that the view answers 404."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        return [int(v) if str(v).isdecimal() and len(str(v)) < 19 else -1 for v in value or []]


class FormCari(forms.Form):
    """Part of a name or a NIP; posted, so that neither stands in an address."""

    q = forms.CharField(label="Cari nama atau NIP", required=False, max_length=80)


class FormUnit(forms.Form):
    """A unit with all below it."""

    unit = forms.TypedChoiceField(label="Unit kerja", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, unit: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "Semua unit"), *unit]


class FormUsulan(forms.Form):
    """Who shall be nominated: ticked rows, or a typed list; reasons only where asked for."""

    pegawai = BidangId(required=False)
    daftar = forms.CharField(
        label="Nama atau NIP, satu baris satu orang",
        help_text="Nama tanpa gelar. NIP boleh dengan spasi. Urutan menentukan siapa dapat kursi.",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        required=False,
    )
    alasan_luar_masa = forms.CharField(
        label="Alasan mendaftarkan di luar masa pendaftaran", required=False, max_length=300
    )
    alasan_bentrok = forms.CharField(label="Alasan boleh bentrok", required=False, max_length=300)

    def clean_daftar(self) -> list[str]:
        baris = pisahkan_baris(self.cleaned_data["daftar"])
        if len(baris) > BARIS_TERBANYAK:
            raise forms.ValidationError(
                f"Paling banyak {BARIS_TERBANYAK} orang sekali kirim, ini {len(baris)}. "
                "Bagi menjadi beberapa kiriman."
            )
        return baris

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if not self.errors and not (isi.get("pegawai") or isi.get("daftar")):
            raise forms.ValidationError("Belum ada orang yang dipilih. Centang atau tulis namanya.")
        return isi


class FormBatal(forms.Form):
    """Why a seat is given back."""

    alasan = forms.CharField(
        label="Alasan pembatalan",
        help_text="Peserta membaca alasan ini dalam pemberitahuannya.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )
