"""Home by role, and the health of the installation."""

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from beranda.permissions import Izin
from instansi.akses import perlu_izin


@require_safe
@perlu_izin(Izin.BERANDA_LIHAT)
def beranda(request: HttpRequest) -> HttpResponse:
    return render(request, "beranda/beranda.html")


@require_safe
def sehat(request: HttpRequest) -> HttpResponse:
    return HttpResponse("sehat", content_type="text/plain")


@require_safe
def sehat_siap(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as kursor:
        kursor.execute("SELECT 1")
    cache.set("sehat", 1, 10)
    return JsonResponse({"basis_data": True, "perantara": cache.get("sehat") == 1})
