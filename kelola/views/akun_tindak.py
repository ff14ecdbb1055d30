"""What an officer does to one account; each with its reason where it takes something away."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from instansi.akses import IzinDasar, perlu_izin
from instansi.models import Pengguna
from kelola.actions import akun as actions
from kelola.actions.pekerjaan_akun import minta_akun
from kelola.forms.akun import FormAlasan
from kelola.models.akun import Cara
from kelola.permissions import Izin
from kelola.queries.akun import akun_untuk, alasan_tidak_bisa_mengelola, undangan_terbuka
from kelola.queries.undangan import akibat_undangan
from lib.galat import GalatAturan
from notifikasi.rules import alamat_surel


def _akun(request: HttpRequest, pk: int, izin: IzinDasar) -> Pengguna:
    return get_object_or_404(akun_untuk(request.user, izin), pk=pk)


def _beralasan(
    request: HttpRequest, akun: Pengguna, tindakan: Callable[..., Any], pesan: str
) -> HttpResponse:
    """Run an action with the reason that was typed; say what came of it."""
    formulir = FormAlasan(request.POST)
    if not formulir.is_valid():
        messages.error(request, "Belum dijalankan: tulis alasannya.")
        return redirect("kelola:akun_detail", pk=akun.pk)
    try:
        tindakan(
            pengguna=akun,
            alasan=formulir.cleaned_data["alasan"],
            oleh=request.user,
            sekarang=timezone.now(),
        )
    except GalatAturan as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, pesan)
    return redirect("kelola:akun_detail", pk=akun.pk)


@require_POST
@perlu_izin(Izin.AKUN_KELOLA)
def akun_kirim(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail one account its link; asks first while an older invitation still opens it."""
    akun = _akun(request, pk, Izin.AKUN_KELOLA)
    terbuka = undangan_terbuka(akun, timezone.now())
    if terbuka and request.POST.get("konfirmasi") != "ya":
        konteks = {"akun": akun, "terbuka": terbuka, "surel": alamat_surel(akun)}
        return render(request, "kelola/akun_kirim.html", konteks)
    try:
        actions.kirim_aktivasi(pengguna=akun, oleh=request.user, sekarang=timezone.now())
    except GalatAturan as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, "Tautan baru sedang dikirim. Tautan dan slip lama tidak berlaku.")
    return redirect("kelola:akun_detail", pk=akun.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.AKUN_KELOLA)
def akun_slip(request: HttpRequest, pk: int) -> HttpResponse:
    """One slip, also where the password was forgotten and there is no e-mail; asks first."""
    akun = _akun(request, pk, Izin.AKUN_KELOLA)
    if alasan := alasan_tidak_bisa_mengelola(request.user, akun):
        messages.error(request, alasan)
        return redirect("kelola:akun_detail", pk=akun.pk)
    if request.POST.get("konfirmasi") != "ya":
        konteks = {
            "orang": [(akun.pegawai or akun, akun.pegawai.unit if akun.pegawai else "")],
            "banyak": 1,
            "akibat": akibat_undangan(
                akun.pemda, Cara.SLIP, [akun.pk], timezone.now(), orang=[akun.pegawai_id]
            ),
            "kembali_url": reverse("kelola:akun_detail", args=[akun.pk]),
        }
        return render(request, "kelola/akun_slip.html", konteks)
    pekerjaan = minta_akun(
        cara=Cara.SLIP, akun=[akun.pk], oleh=request.user, sekarang=timezone.now()
    )
    return redirect("kelola:akun_pekerjaan", pk=pekerjaan.pk)


@require_POST
@perlu_izin(Izin.AKUN_KELOLA)
def akun_nonaktifkan(request: HttpRequest, pk: int) -> HttpResponse:
    akun = _akun(request, pk, Izin.AKUN_KELOLA)
    return _beralasan(
        request, akun, actions.nonaktifkan, f"Akun {akun} dinonaktifkan, semua sesinya berakhir."
    )


@require_POST
@perlu_izin(Izin.AKUN_KELOLA)
def akun_aktifkan(request: HttpRequest, pk: int) -> HttpResponse:
    akun = _akun(request, pk, Izin.AKUN_KELOLA)
    return _beralasan(request, akun, actions.aktifkan_kembali, f"Akun {akun} aktif kembali.")


@require_POST
@perlu_izin(Izin.AKUN_KELOLA)
def akun_buka_kunci(request: HttpRequest, pk: int) -> HttpResponse:
    akun = _akun(request, pk, Izin.AKUN_KELOLA)
    return _beralasan(request, akun, actions.buka_kunci, f"{akun} bisa mencoba masuk lagi.")


@require_POST
@perlu_izin(Izin.AKUN_KELOLA)
def akun_cabut_sesi(request: HttpRequest, pk: int) -> HttpResponse:
    akun = _akun(request, pk, Izin.AKUN_KELOLA)
    return _beralasan(
        request, akun, actions.cabut_semua_sesi, f"Semua sesi {akun} berakhir; ia perlu masuk lagi."
    )


@require_POST
@perlu_izin(Izin.DUA_LANGKAH_LEPAS)
def akun_lepas_dua_langkah(request: HttpRequest, pk: int) -> HttpResponse:
    akun = _akun(request, pk, Izin.DUA_LANGKAH_LEPAS)
    return _beralasan(
        request,
        akun,
        actions.lepas_dua_langkah,
        f"Verifikasi dua langkah {akun} dilepas, dan ia diberi tahu lewat surel.",
    )
