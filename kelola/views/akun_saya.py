"""One's own account: what protects it, where it is logged in, what happened at the door."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from instansi.akses import perlu_izin
from kelola.actions.masuk import akhiri_sesi
from kelola.adapter import jejak
from kelola.permissions import Izin
from kelola.queries import masuk as queries
from kelola.queries.akun import pengelola_terdekat
from lib.perangkat import nama_perangkat


@require_safe
@perlu_izin(Izin.AKUN_SAYA)
def akun_saya(request: HttpRequest) -> HttpResponse:
    konteks = {
        "dua_langkah": queries.punya_dua_langkah(request.user),
        "wajib": queries.dua_langkah_diwajibkan(request.user),
        "sandi_pada": queries.sandi_diganti_pada(request.user),
        "sesi": queries.sesi_hidup(request.user, timezone.now()).count(),
        "catatan": queries.catatan_milik(request.user)[:15],
        "pengelola": pengelola_terdekat(request.user),
    }
    return render(request, "kelola/akun_saya.html", konteks)


@require_safe
@perlu_izin(Izin.AKUN_SAYA)
def akun_wajib(request: HttpRequest) -> HttpResponse:
    """What must be done before anything else."""
    wajib = request.session.get("wajib")
    return render(request, "kelola/akun_wajib.html", {"wajib": wajib}) if wajib else redirect("/")


@require_safe
@perlu_izin(Izin.AKUN_SAYA)
def sesi_saya(request: HttpRequest) -> HttpResponse:
    daftar = [
        {
            "sesi": satu,
            "perangkat": nama_perangkat(satu.user_agent),
            "ini": satu.session_key == request.session.session_key,
        }
        for satu in queries.sesi_hidup(request.user, timezone.now())
    ]
    daftar.sort(key=lambda s: not s["ini"])
    return render(request, "kelola/sesi_saya.html", {"daftar": daftar})


@require_POST
@perlu_izin(Izin.AKUN_SAYA)
def sesi_akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    sesi = get_object_or_404(
        queries.sesi_untuk(request.user).exclude(session_key=request.session.session_key), pk=pk
    )
    akhiri_sesi(
        pengguna=request.user,
        sesi=[sesi],
        jejak=jejak(request),
        oleh=request.user,
        sekarang=timezone.now(),
    )
    messages.success(request, "Perangkat itu sudah keluar.")
    return redirect("kelola:sesi_saya")


@require_POST
@perlu_izin(Izin.AKUN_SAYA)
def sesi_akhiri_lain(request: HttpRequest) -> HttpResponse:
    lain = queries.sesi_untuk(request.user).exclude(session_key=request.session.session_key)
    jumlah = akhiri_sesi(
        pengguna=request.user,
        sesi=lain,
        jejak=jejak(request),
        oleh=request.user,
        sekarang=timezone.now(),
    )
    messages.success(request, f"{jumlah} perangkat lain sudah keluar.")
    return redirect("kelola:sesi_saya")
