"""A policy value: what it would change, setting it, mending or taking back one to come.

The page stands here since the figures before and after come from all apps.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from instansi.actions import koreksi_parameter, tarik_parameter, tetapkan_parameter
from instansi.akses import alasan_ditolak, perlu_izin
from instansi.models import ParameterKebijakan
from instansi.permissions import Izin
from instansi.queries import pemda_utuh
from instansi.queries.kebijakan import baris_parameter
from instansi.rules.makna import Jenis, isian_nilai, makna, tulis_nilai
from kelola.forms.kebijakan import FormNilai, FormNilaiBaru
from kelola.queries.dampak import Nilai, dampak
from kelola.queries.kebijakan import parameter_untuk
from kelola.queries.masuk import tanpa_dua_langkah
from lib.galat import GalatAturan
from lib.tanggal import tanggal_panjang

BACA_TULIS = ["GET", "HEAD", "POST"]


def _wajib_kelola(request: HttpRequest) -> None:
    if pemda_utuh(request.user, Izin.KEBIJAKAN_KELOLA) is None:
        raise PermissionDenied(alasan_ditolak(Izin.KEBIJAKAN_KELOLA))


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.KEBIJAKAN_LIHAT)
def kebijakan_ubah(request: HttpRequest, kode: str) -> HttpResponse:
    terlihat = parameter_untuk(request.user, Izin.KEBIJAKAN_LIHAT)
    daftar = list(terlihat.filter(kode=kode).order_by("-berlaku_dari"))
    if not daftar:
        raise Http404
    _wajib_kelola(request)
    hari_ini = timezone.localdate()
    mulai = max(hari_ini, daftar[0].berlaku_dari + timedelta(days=1))
    form = FormNilaiBaru(
        request.POST if request.method == "POST" else None,
        initial=_awal(daftar[0]) | {"dasar_hukum": "", "berlaku_dari": mulai},
        kode=kode,
        satuan=daftar[0].satuan,
        hari_ini=hari_ini,
        terakhir=daftar[0].berlaku_dari,
    )
    if _simpan(request, form, tetapkan_parameter, pemda=request.user.pemda, kode=kode):
        return redirect(_di_daftar(kode))
    return _halaman(request, form, daftar)


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.KEBIJAKAN_LIHAT)
def kebijakan_koreksi(request: HttpRequest, pk: int) -> HttpResponse:
    terlihat = parameter_untuk(request.user, Izin.KEBIJAKAN_LIHAT)
    baris = get_object_or_404(terlihat, pk=pk)
    _wajib_kelola(request)
    data = request.POST if request.method == "POST" else None
    form = FormNilai(data, initial=_awal(baris), kode=baris.kode, satuan=baris.satuan)
    if _simpan(request, form, koreksi_parameter, parameter=baris):
        return redirect(_di_daftar(baris.kode))
    daftar = list(terlihat.filter(kode=baris.kode).order_by("-berlaku_dari"))
    return _halaman(request, form, daftar, koreksi=baris)


@require_POST
@perlu_izin(Izin.KEBIJAKAN_LIHAT)
def kebijakan_tarik(request: HttpRequest, pk: int) -> HttpResponse:
    baris = get_object_or_404(parameter_untuk(request.user, Izin.KEBIJAKAN_LIHAT), pk=pk)
    _wajib_kelola(request)
    if request.POST.get("konfirmasi") != "ya":
        konteks = {
            "judul": f"Tarik nilai yang mulai {tanggal_panjang(baris.berlaku_dari)}?",
            "akibat": "Nilai itu dihapus, dan nilai sebelumnya berlaku terus.",
            "setuju": "Tarik nilai",
            "kembali_url": reverse("kelola:kebijakan_ubah", args=[baris.kode]),
        }
        return render(request, "konfirmasi.html", konteks)
    try:
        tarik_parameter(parameter=baris, oleh=request.user, hari_ini=timezone.localdate())
    except GalatAturan as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, "Nilai itu ditarik. Nilai sebelumnya berlaku terus.")
    return redirect("kelola:kebijakan_ubah", baris.kode)


def _di_daftar(kode: str) -> str:
    """The place of a parameter in the list; the browser opens the section around it."""
    return f"{reverse('instansi:kebijakan_daftar')}#{kode}"


def _awal(baris: ParameterKebijakan) -> dict[str, Any]:
    return {
        "nilai": isian_nilai(baris.kode, baris.nilai),
        "dasar_hukum": baris.dasar_hukum,
    }


def _simpan(request: HttpRequest, form: FormNilai, aksi: Callable[..., object], **isi: Any) -> bool:
    """Whether the value was saved; not while it is only looked at, or refused."""
    if request.POST.get("langkah") != "simpan" or not form.is_valid():
        return False
    try:
        aksi(**isi, **form.cleaned_data, oleh=request.user, hari_ini=timezone.localdate())
    except GalatAturan as galat:
        form.add_error(None, str(galat))
        return False
    mulai = (
        isi["parameter"].berlaku_dari if "parameter" in isi else form.cleaned_data["berlaku_dari"]
    )
    messages.success(
        request, f"Nilai baru {makna(form.kode).judul} tersimpan, mulai {tanggal_panjang(mulai)}."
    )
    return True


def _halaman(
    request: HttpRequest,
    form: FormNilai,
    daftar: list[ParameterKebijakan],
    koreksi: ParameterKebijakan | None = None,
) -> HttpResponse:
    """The form, and once it can be read: the value now and then, and what that moves."""
    baris = baris_parameter(daftar[0].kode, daftar, timezone.localdate())
    konteks = {"form": form, "baris": baris, "koreksi": koreksi}
    if form.is_bound and form.is_valid():
        mulai = koreksi.berlaku_dari if koreksi else form.cleaned_data["berlaku_dari"]
        kini = next((b.nilai for b in daftar if baris.berlaku and b.pk == baris.berlaku.pk), None)
        konteks |= _akibat(request, form, daftar[0].satuan, kini, mulai)
    status = 422 if form.errors else 200
    return render(request, "kelola/kebijakan_ubah.html", konteks, status=status)


def _akibat(
    request: HttpRequest, form: FormNilai, satuan: str, kini: Decimal | None, mulai: date
) -> dict[str, Any]:
    nanti = form.cleaned_data["nilai"]
    nilai = Nilai(nanti if kini is None else kini, nanti, mulai)
    return {
        "nilai_kini": tulis_nilai(form.kode, nilai.kini, satuan),
        "nilai_nanti": tulis_nilai(form.kode, nanti, satuan),
        "mulai": mulai,
        "tahun_tetap": mulai.year - 1,
        "dampak": dampak(request.user.pemda, form.kode, nilai, timezone.now()),
        "saklar": makna(form.kode).jenis is Jenis.YA_TIDAK,
    } | (_belum_dua_langkah(request) if form.kode == "dua_langkah_wajib" and nanti else {})


def _belum_dua_langkah(request: HttpRequest) -> dict[str, Any]:
    """Who would be asked for a second factor, and whether that is oneself too."""
    belum = set(tanpa_dua_langkah(request.user.pemda_id).values_list("pk", flat=True))
    return {"dua_langkah": True, "belum": len(belum), "saya": request.user.pk in belum}
