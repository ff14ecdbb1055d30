"""Who opened my record (UU 27/2022)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from instansi.akses import perlu_izin
from instansi.permissions import Izin
from instansi.queries.buka_rekam import dibuka_milik, diunduh_milik, sebut_pembaca

PER_HALAMAN = 25


@require_safe
@perlu_izin(Izin.DIBUKA_SAYA)
def dibuka_saya(request: HttpRequest) -> HttpResponse:
    halaman = Paginator(dibuka_milik(request.user), PER_HALAMAN).get_page(request.GET.get("hal"))
    konteks = {
        "halaman": halaman,
        "daftar": sebut_pembaca(halaman.object_list),
        "unduhan": diunduh_milik(request.user),
    }
    return render(request, "instansi/dibuka_saya.html", konteks)
