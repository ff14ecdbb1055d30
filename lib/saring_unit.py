"""The unit that narrows a list of people or accounts."""

from collections.abc import Sequence
from typing import Any

from django import forms


class FormSaringUnit(forms.Form):
    """A unit with everything below it; ``unit`` are those to choose from, with pk and sebutan."""

    unit = forms.TypedChoiceField(label="Instansi", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, unit: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit = {u.pk: u for u in unit}
        pilihan: Any = self.fields["unit"]
        pilihan.choices = [("", "Semua instansi"), *((u.pk, u.sebutan) for u in unit)]

    def clean_unit(self) -> Any:
        return self._unit.get(self.cleaned_data["unit"])
