"""Draws the inputs of forms that a list holds by the hundred without a template for each.

Django draws every option of a select through two templates: a list with a dozen filters spent
more time on them than on its rows.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString


def _aman(nilai: Any) -> str:
    """As Django's conditional_escape, which is ten times slower for a plain text."""
    return escape(nilai) if type(nilai) is str else conditional_escape(nilai)


def _atribut(isi: Mapping[str, Any]) -> str:
    """Attributes as HTML, each after a space; True stands alone, False is left out."""
    return "".join(
        f" {nama}" if nilai is True else f' {nama}="{_aman(nilai)}"'
        for nama, nilai in isi.items()
        if nilai is not False
    )


def _opsi(opsi: Mapping[str, Any]) -> str:
    atribut = _atribut(opsi["attrs"]) if opsi["attrs"] else ""
    return f'<option value="{_aman(opsi["value"])}"{atribut}>{_aman(opsi["label"])}</option>'


def _pilih(widget: Mapping[str, Any]) -> SafeString:
    """A select with its options, in groups where they are named."""
    isi = []
    for judul, daftar, _ in widget["optgroups"]:
        baris = "".join(map(_opsi, daftar))
        if judul:
            baris = f'<optgroup label="{conditional_escape(judul)}">{baris}</optgroup>'
        isi.append(baris)
    atribut = _atribut({"name": widget["name"]} | widget["attrs"])
    return SafeString(f"<select{atribut}>{''.join(isi)}</select>")


def _centang(widget: Mapping[str, Any]) -> SafeString:
    """One radio button or check box of several, inside its label where it is wrapped."""
    tetap = {"type": widget["type"], "name": widget["name"], "value": widget["value"]}
    masukan = f"<input{_atribut(tetap | widget['attrs'])}>"
    if not widget["wrap_label"]:
        return SafeString(masukan)
    untuk = _atribut({"for": widget["attrs"].get("id") or False})
    return SafeString(f"<label{untuk}>{masukan} {conditional_escape(widget['label'])}</label>")


GAMBAR: dict[str, Callable[[Mapping[str, Any]], SafeString]] = {
    "django/forms/widgets/select.html": _pilih,
    "django/forms/widgets/radio_option.html": _centang,
    "django/forms/widgets/checkbox_option.html": _centang,
}


class PerupaFormulir(TemplatesSetting):
    """Django's renderer, which finds templates of this project too, with the ones above first."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        if gambar := GAMBAR.get(template_name):
            return gambar(context["widget"])
        return SafeString(super().render(template_name, context, request))
