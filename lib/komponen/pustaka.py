"""The one tag library, and how a component is drawn."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

register = template.Library()


def gambar(nama: str, /, **konteks: Any) -> SafeString:
    """The component `templates/komponen/<nama>.html` drawn with these values."""
    return render_to_string(f"komponen/{nama}.html", konteks)


@lru_cache(maxsize=2048, typed=True)
def gambar_sekali(nama: str, /, **konteks: Any) -> SafeString:
    """The same for the small components that a page holds by the hundred: drawn once a process.

    Typed, since a SafeString equals the plain text that must be escaped.
    """
    return gambar(nama, **konteks)


@register.simple_tag
@lru_cache
def sekali(templat: str, /) -> SafeString:
    """A template that is the same for everyone, drawn once a process."""
    return render_to_string(templat)


@register.simple_tag
@lru_cache(maxsize=8192)
def ke(nama: str, /, nomor: int | UUID | None = None) -> str:
    """An address, or that of one object's page, worked out once a process: lists hold dozens."""
    return reverse(nama, args=[] if nomor is None else [nomor])


def alamat(request: HttpRequest, **ubahan: object) -> str:
    """The current path and query with some parameters replaced; None or "" drops one."""
    kueri = [(k, v) for k, isi in request.GET.lists() if k not in ubahan for v in isi]
    kueri += [(k, str(v)) for k, v in ubahan.items() if v not in (None, "")]
    return f"{request.path}?{urlencode(kueri)}" if kueri else request.path
