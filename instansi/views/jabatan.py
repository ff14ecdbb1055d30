"""Positions and partners of the whole pemda."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from instansi.actions import jabatan as actions
from instansi.akses import IzinDasar, alasan_ditolak, perlu_izin
from instansi.forms.jabatan import FormJabatan, FormMitra, FormSaringJabatan
from instansi.models import Jabatan
from instansi.permissions import Izin
from instansi.queries import jabatan as queries
from lib.galat import GalatAturan

PER_HALAMAN = 25
BACA_TULIS = ["GET", "HEAD", "POST"]


def wajib_pusat(request: HttpRequest, izin: IzinDasar) -> None:
    """Lists of the whole pemda are changed only by who holds the right at its root (else 403)."""
    if not queries.boleh_acuan(request.user, izin):
        raise PermissionDenied(alasan_ditolak(izin))


def ambil_jabatan(request: HttpRequest, pk: int) -> Jabatan:
    """The position to change: another pemda's is 404."""
    jabatan = get_object_or_404(
        queries.jabatan_untuk(request.user, Izin.JABATAN_KELOLA).select_related("pemda"), pk=pk
    )
    wajib_pusat(request, Izin.JABATAN_KELOLA)
    return jabatan


def _status(form: Any) -> int:
    return 422 if form.errors else 200


@require_safe
@perlu_izin(Izin.JABATAN_LIHAT)
def jabatan_daftar(request: HttpRequest) -> HttpResponse:
    saring = FormSaringJabatan(request.GET)
    isi = saring.cleaned_data if saring.is_valid() else {"cari": "", "jenis": "", "rumpun": ""}
    daftar = queries.saring_jabatan(queries.jabatan_untuk(request.user, Izin.JABATAN_LIHAT), **isi)
    halaman = Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("hal"))
    jabatan = list(halaman.object_list)
    pemegang = queries.banyak_pemegang(request.user, Izin.JABATAN_LIHAT, [j.pk for j in jabatan])
    halaman.object_list = [(j, pemegang.get(j.pk, 0)) for j in jabatan]
    konteks = {
        "halaman": halaman,
        "saring": saring,
        "tersaring": any(isi.values()),
        "kelola": queries.boleh_acuan(request.user, Izin.JABATAN_KELOLA),
        "seluruh_kota": queries.boleh_acuan(request.user, Izin.JABATAN_LIHAT),
    }
    return render(request, "instansi/jabatan_daftar.html", konteks)


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.JABATAN_KELOLA)
def jabatan_baru(request: HttpRequest) -> HttpResponse:
    wajib_pusat(request, Izin.JABATAN_KELOLA)
    return _form_jabatan(request, None)


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.JABATAN_KELOLA)
def jabatan_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    return _form_jabatan(request, ambil_jabatan(request, pk))


def _form_jabatan(request: HttpRequest, jabatan: Jabatan | None) -> HttpResponse:
    awal = {k: getattr(jabatan, k) for k in FormJabatan.base_fields} if jabatan else {}
    form = FormJabatan(request.POST if request.method == "POST" else None, initial=awal)
    if request.method == "POST" and form.is_valid():
        try:
            tersimpan = actions.simpan_jabatan(
                pemda=request.user.pemda,
                jabatan=jabatan,
                isi=form.cleaned_data,
                oleh=request.user,
                sekarang=timezone.now(),
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"Jabatan {tersimpan} tersimpan.")
            return redirect("instansi:jabatan_daftar")
    konteks = {"jabatan": jabatan, "form": form}
    return render(request, "instansi/jabatan_form.html", konteks, status=_status(form))


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.JABATAN_KELOLA)
def jabatan_gabung(request: HttpRequest, pk: int) -> HttpResponse:
    jabatan = ambil_jabatan(request, pk)
    tujuan = _tujuan(request)
    galat = ""
    if tujuan and request.method == "POST":
        try:
            jumlah = actions.gabung_jabatan(
                dari=jabatan, ke=tujuan, oleh=request.user, sekarang=timezone.now()
            )
        except GalatAturan as tolak:
            galat = str(tolak)
        else:
            messages.success(request, f"{jabatan} menjadi {tujuan}: {jumlah} pegawai ikut.")
            return redirect("instansi:jabatan_daftar")
    cari = request.GET.get("cari", "").strip()[:80]
    konteks = {
        "jabatan": jabatan,
        "tujuan": tujuan,
        "galat": galat,
        "cari": cari,
        "calon": [] if tujuan else queries.calon_sama(jabatan, cari),
        "pakai": queries.pemakaian(jabatan),
    }
    status = 422 if galat else 200
    return render(request, "instansi/jabatan_gabung.html", konteks, status=status)


def _tujuan(request: HttpRequest) -> Jabatan | None:
    pilihan = (request.POST if request.method == "POST" else request.GET).get("tujuan")
    if not pilihan:
        return None
    if not pilihan.isdecimal() or len(pilihan) > 18:
        raise Http404
    return ambil_jabatan(request, int(pilihan))


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.JABATAN_KELOLA)
def jabatan_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    jabatan = ambil_jabatan(request, pk)
    galat = ""
    if request.method == "POST":
        try:
            actions.hapus_jabatan(jabatan=jabatan, oleh=request.user, sekarang=timezone.now())
        except GalatAturan as tolak:
            galat = str(tolak)
        else:
            messages.success(request, f"Jabatan {jabatan} dihapus.")
            return redirect("instansi:jabatan_daftar")
    konteks = {"jabatan": jabatan, "galat": galat, "pakai": queries.pemakaian(jabatan)}
    status = 422 if galat else 200
    return render(request, "instansi/jabatan_hapus.html", konteks, status=status)


@require_safe
@perlu_izin(Izin.MITRA_LIHAT)
def mitra_daftar(request: HttpRequest) -> HttpResponse:
    daftar = queries.mitra_untuk(request.user, Izin.MITRA_LIHAT).order_by("-aktif", "nama", "pk")
    konteks = {
        "halaman": Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("hal")),
        "kelola": queries.boleh_acuan(request.user, Izin.INSTANSI_KELOLA),
    }
    return render(request, "instansi/mitra_daftar.html", konteks)


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.INSTANSI_KELOLA)
def mitra_baru(request: HttpRequest) -> HttpResponse:
    return _form_mitra(request, None)


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.INSTANSI_KELOLA)
def mitra_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    return _form_mitra(request, pk)


def _form_mitra(request: HttpRequest, pk: int | None) -> HttpResponse:
    terlihat = queries.mitra_untuk(request.user, Izin.INSTANSI_KELOLA)
    mitra = get_object_or_404(terlihat, pk=pk) if pk else None
    wajib_pusat(request, Izin.INSTANSI_KELOLA)
    awal = {k: getattr(mitra, k) for k in FormMitra.base_fields} if mitra else {}
    form = FormMitra(request.POST if request.method == "POST" else None, initial=awal)
    if request.method == "POST" and form.is_valid():
        try:
            tersimpan = actions.simpan_mitra(
                pemda=request.user.pemda,
                mitra=mitra,
                isi=form.cleaned_data,
                oleh=request.user,
                sekarang=timezone.now(),
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"Mitra {tersimpan} tersimpan.")
            return redirect("instansi:mitra_daftar")
    konteks = {"mitra": mitra, "form": form}
    return render(request, "instansi/mitra_form.html", konteks, status=_status(form))
