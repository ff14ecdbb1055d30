"""Own evaluation tasks, with an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import queries
from evaluasi.permissions import Izin
from evaluasi.views import pengisian
from evaluasi.views.pengisian import Pengisian
from instansi.akses import perlu_izin


def _pengisian(request: HttpRequest, pk: int) -> Pengisian:
    tugas = get_object_or_404(queries.tugas_untuk(request.user), pk=pk)
    return Pengisian(tugas, request.user, "tugas", pk)


@require_safe
@never_cache
@perlu_izin(Izin.TUGAS_ISI)
def tugas_daftar(request: HttpRequest) -> HttpResponse:
    sekarang = timezone.now()
    daftar = [
        (tugas, queries.alasan_tertutup(tugas, sekarang))
        for tugas in queries.tugas_daftar(request.user)
    ]
    isi = {
        "terbuka": [t for t, tertutup in daftar if tertutup is None],
        "tertutup": [(t, tertutup) for t, tertutup in daftar if tertutup],
        "pemilik": Pengisian(daftar[0][0], request.user, "tugas", 0).pemilik if daftar else "",
        "sisa": " ".join(pengisian.nama_draf(t) for t, tertutup in daftar if tertutup is None),
    }
    return render(request, "evaluasi/tugas_daftar.html", isi)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@perlu_izin(Izin.TUGAS_ISI)
def tugas_isi(request: HttpRequest, pk: int) -> HttpResponse:
    p = _pengisian(request, pk)
    if request.method == "POST":
        return pengisian.simpan_bagian(request, p)
    return pengisian.tampilkan(request, p)


@require_POST
@perlu_izin(Izin.TUGAS_ISI)
def tugas_simpan(request: HttpRequest, pk: int) -> HttpResponse:
    return pengisian.simpan_otomatis(request, _pengisian(request, pk))


@require_POST
@perlu_izin(Izin.TUGAS_ISI)
def tugas_kirim(request: HttpRequest, pk: int) -> HttpResponse:
    return pengisian.kirim(request, _pengisian(request, pk))


@require_safe
@never_cache
@perlu_izin(Izin.TUGAS_ISI)
def tugas_selesai(request: HttpRequest, pk: int) -> HttpResponse:
    return pengisian.tampilkan_selesai(request, _pengisian(request, pk), timezone.now())
