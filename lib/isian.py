"""Form fields that several apps use."""

from django import forms


class IsianTanggal(forms.DateField):
    """A date with the browser's own picker."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def rapikan(teks: str) -> str:
    """A text without spaces at its ends and double ones between words."""
    return " ".join(teks.split())
