"""Search of the catalogue."""

from typing import Any

from django import forms


class FormKatalog(forms.Form):
    """Words of the name, theme or aim, and one theme."""

    q = forms.CharField(label="Cari pelatihan", required=False, max_length=80)
    tema = forms.ChoiceField(label="Tema", required=False)

    def __init__(self, *args: Any, tema: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tema"].choices = [("", "Semua tema"), *((t, t) for t in tema)]
