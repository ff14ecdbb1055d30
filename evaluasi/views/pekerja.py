"""The service worker of the form, served under /evaluasi/ so that it reaches no other page."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@cache
def _isi() -> bytes:
    return (Path(settings.BASE_DIR) / "static/js/evaluasi-pekerja.js").read_bytes()


@require_safe
def pekerja(request: HttpRequest) -> HttpResponse:
    jawaban = HttpResponse(_isi(), content_type="text/javascript; charset=utf-8")
    jawaban["Cache-Control"] = "no-cache"
    return jawaban
