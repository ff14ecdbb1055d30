"""Input about policy and working days."""

from django import forms

TANGGAL = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class FormPada(forms.Form):
    """The day for which policy is shown."""

    pada = forms.DateField(label="Berlaku pada", widget=TANGGAL)


class FormHitung(forms.Form):
    """The small calculator: so many working days after a day."""

    n = forms.IntegerField(label="Hari kerja", min_value=0, max_value=366)
    sesudah = forms.DateField(label="Setelah", widget=TANGGAL)
