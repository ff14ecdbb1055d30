"""What narrows lists of people: a unit, what is wrong with their superior."""

from typing import Any

from django import forms

from instansi.queries.saring_unit import UnitTersaring
from instansi.rules.orang import SEBUTAN_MASALAH


class FormSaringUnit(forms.Form):
    """A unit with everything below it."""

    unit = forms.TypedChoiceField(label="Instansi", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, unit: list[UnitTersaring], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit = {u.pk: u for u in unit}
        self.fields["unit"].choices = [("", "Semua instansi"), *((u.pk, u.sebutan) for u in unit)]

    def clean_unit(self) -> UnitTersaring | None:
        return self._unit.get(self.cleaned_data["unit"])


class FormSaringMasalah(FormSaringUnit):
    """Also one kind of what is wrong with a superior."""

    masalah = forms.ChoiceField(
        required=False, choices=[("", "Semua masalah"), *SEBUTAN_MASALAH.items()]
    )
