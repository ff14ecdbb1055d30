"""Who entered when, who was refused: for the admin and the auditor."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from instansi.akses import perlu_izin
from kelola.forms.akun import FormSaringCatatan
from kelola.permissions import Izin
from kelola.queries.masuk import catatan_untuk
from lib.pencarian import baca_cari, simpan_cari

PER_HALAMAN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.CATATAN_MASUK_LIHAT)
def catatan_masuk(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return simpan_cari(request, reverse("kelola:catatan_masuk"))
    saring = FormSaringCatatan(request.GET if "hari" in request.GET else {"hari": "7"})
    isi = saring.cleaned_data if saring.is_valid() else {"peristiwa": "", "hari": "7"}
    cari = baca_cari(request)
    daftar = catatan_untuk(
        request.user, Izin.CATATAN_MASUK_LIHAT, sekarang=timezone.now(), cari=cari, **isi
    )
    halaman = Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("hal"))
    return render(
        request,
        "kelola/catatan_masuk.html",
        {"halaman": halaman, "saring": saring, "cari": cari},
    )
