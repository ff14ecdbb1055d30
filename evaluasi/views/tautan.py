"""The signed link: opens one task's form without a password, and no other page."""

from collections.abc import Callable
from functools import wraps
from zoneinfo import ZoneInfo

import pghistory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import queries
from evaluasi.views import pengisian
from evaluasi.views.pengisian import Pengisian

View = Callable[[HttpRequest, Pengisian], HttpResponse]


def _dengan_tugas(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Resolve the token; keep it out of Referer, caches and the history's address."""

    @wraps(view)
    def gerbang(request: HttpRequest, token: str) -> HttpResponse:
        tugas = queries.tugas_dari_token(token)
        if tugas is None:
            jawaban = render(request, "evaluasi/tautan_asing.html", status=404)
        else:
            zona = ZoneInfo(tugas.kelas.pemda.zona_waktu)
            with timezone.override(zona), pghistory.context(url="/evaluasi/tautan/"):
                jawaban = view(request, Pengisian(tugas, "tautan:evaluasi", "tautan", token))
        # Only the origin, also to ourselves: "no-referrer" would make Origin null and break CSRF.
        jawaban["Referrer-Policy"] = "strict-origin"
        jawaban["X-Robots-Tag"] = "noindex"
        add_never_cache_headers(jawaban)
        return jawaban

    return gerbang


@require_http_methods(["GET", "HEAD", "POST"])
@_dengan_tugas
def tugas_tautan(request: HttpRequest, p: Pengisian) -> HttpResponse:
    if request.method == "POST":
        return pengisian.simpan_bagian(request, p)
    return pengisian.tampilkan(request, p)


@require_POST
@_dengan_tugas
def tautan_simpan(request: HttpRequest, p: Pengisian) -> HttpResponse:
    return pengisian.simpan_otomatis(request, p)


@require_POST
@_dengan_tugas
def tautan_kirim(request: HttpRequest, p: Pengisian) -> HttpResponse:
    return pengisian.kirim(request, p)


@require_safe
@_dengan_tugas
def tautan_selesai(request: HttpRequest, p: Pengisian) -> HttpResponse:
    return pengisian.tampilkan_selesai(request, p, timezone.now())
