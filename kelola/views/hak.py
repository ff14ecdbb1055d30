"""The table of rights."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from instansi.akses import perlu_izin
from instansi.models import Peran
from instansi.queries import peran_hari_ini
from kelola.permissions import Izin
from kelola.queries.hak import hak_peran, tabel_hak


@require_safe
@perlu_izin(Izin.HAK_LIHAT)
def hak(request: HttpRequest) -> HttpResponse:
    milik = peran_hari_ini(request.user)
    konteks = {
        "peran": list(Peran),
        "tabel": [
            (
                bagian.judul,
                [(izin.label, [izin.jangkauan(p) for p in Peran]) for izin in bagian.izin],
            )
            for bagian in tabel_hak()
        ],
        "per_peran": [(p.label, p in milik, hak_peran(p)) for p in Peran],
    }
    return render(request, "kelola/hak.html", konteks)
