"""The inputs drawn in Python are those that Django's own templates draw."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from lib.masukan import PerupaFormulir

PILIHAN = [("", "Semua <unit>"), ("a&b", "A & B"), ('Kelompok "1"', [(1, "Satu"), (2, "Dua")])]


@pytest.mark.parametrize("nilai", ["", "a&b", 2, ["1", "a&b"], None])
@pytest.mark.parametrize(
    "kelas",
    [forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple],
)
def test_the_same_as_by_django(kelas, nilai):
    masukan = kelas(choices=PILIHAN, attrs={"class": '"x"', "required": True, "disabled": False})

    def gambar(perupa):
        return parse_html(masukan.render("n<>", nilai, attrs={"id": "id_n"}, renderer=perupa))

    assert gambar(PerupaFormulir()) == gambar(DjangoTemplates())
    if nilai:
        assert "selected" in str(gambar(PerupaFormulir())) or "checked" in str(
            gambar(PerupaFormulir())
        )
