"""What narrows the list of people whose superior cannot be right."""

from django import forms

from instansi.rules.orang import SEBUTAN_MASALAH
from lib.saring_unit import FormSaringUnit


class FormSaringMasalah(FormSaringUnit):
    """A unit, and one kind of what is wrong with a superior."""

    masalah = forms.ChoiceField(
        required=False, choices=[("", "Semua masalah"), *SEBUTAN_MASALAH.items()]
    )
