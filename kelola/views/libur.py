"""Days off: entering and changing one, with the training sessions that stand on it shown first.

The pages stand here since the sessions come from training.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from instansi.akses import alasan_ditolak, perlu_izin
from instansi.models import HariLibur
from instansi.permissions import Izin
from instansi.queries import pemda_utuh
from instansi.queries.libur import libur_untuk, usul_libur
from kelola.actions import libur as actions
from kelola.forms.libur import FormLibur
from kelola.queries.libur import SesiLibur, sesi_libur
from lib.galat import GalatAturan
from pelatihan.permissions import Izin as IzinPelatihan

BACA_TULIS = ["GET", "HEAD", "POST"]


def _wajib_kelola(request: HttpRequest) -> None:
    """Only who keeps the calendar of the whole city goes on, else 403."""
    if pemda_utuh(request.user, Izin.LIBUR_KELOLA) is None:
        raise PermissionDenied(alasan_ditolak(Izin.LIBUR_KELOLA))


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.LIBUR_KELOLA)
def libur_baru(request: HttpRequest) -> HttpResponse:
    _wajib_kelola(request)
    return _formulir(request, HariLibur(pemda=request.user.pemda))


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.KEBIJAKAN_LIHAT)
def libur_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    terlihat = libur_untuk(request.user, Izin.KEBIJAKAN_LIHAT).select_related("pemda")
    libur = get_object_or_404(terlihat, pk=pk)
    _wajib_kelola(request)
    return _formulir(request, libur)


def _formulir(request: HttpRequest, libur: HariLibur) -> HttpResponse:
    form = FormLibur(
        request.POST if request.method == "POST" else None,
        initial={k: getattr(libur, k) for k in ("tanggal", "nama", "jenis") if libur.pk},
        hari_ini=timezone.localdate(),
        libur=libur,
    )
    konteks: dict[str, Any] = {"form": form, "libur": libur}
    if request.method == "POST" and form.is_valid():
        konteks |= _tinjauan(request, form.cleaned_data["tanggal"], libur.tanggal)
        if "sesi" not in konteks and _simpan(request, form, libur):
            return redirect(_alamat(libur.tanggal.year))
    status = 422 if form.errors else 200
    return render(request, "kelola/libur_form.html", konteks, status=status)


def _tinjauan(request: HttpRequest, tanggal: date, semula: date | None) -> dict[str, SesiLibur]:
    """The sessions on a day that is to be off, until someone saw them for this very day."""
    if tanggal == semula or request.POST.get("ditinjau") == tanggal.isoformat():
        return {}
    return _sesi(request, [tanggal])


def _sesi(request: HttpRequest, hari: Collection[date]) -> dict[str, SesiLibur]:
    sesi = sesi_libur(request.user, IzinPelatihan.KELAS_LIHAT, hari, timezone.now())
    return {"sesi": sesi} if sesi.semua else {}


def _simpan(request: HttpRequest, form: FormLibur, libur: HariLibur) -> bool:
    """Whether the day off was saved; a refusal stands on the form."""
    try:
        diberi_tahu = actions.simpan_libur(
            libur=libur, **form.cleaned_data, oleh=request.user, sekarang=timezone.now()
        )
    except GalatAturan as galat:
        form.add_error(None, str(galat))
        return False
    tahu = f" {diberi_tahu} penyelenggara kelas diberi tahu." if diberi_tahu else ""
    messages.success(request, f"{libur.nama} tersimpan.{tahu}")
    return True


def _alamat(tahun: int) -> str:
    return f"{reverse('instansi:libur_daftar')}?tahun={tahun}"


@require_POST
@perlu_izin(Izin.LIBUR_KELOLA)
def libur_salin(request: HttpRequest, tahun: int) -> HttpResponse:
    _wajib_kelola(request)
    pemda = request.user.pemda
    dipilih = set(request.POST.getlist("tanggal"))
    daftar = [u for u in usul_libur(pemda.pk, tahun) if u[0].isoformat() in dipilih]
    konteks = {} if "ditinjau" in request.POST else _sesi(request, [hari for hari, _ in daftar])
    if konteks:
        konteks |= {"daftar": daftar, "tahun": tahun, "url_daftar": _alamat(tahun)}
        return render(request, "kelola/libur_salin.html", konteks)
    jumlah = actions.salin_libur(
        pemda=pemda, daftar=daftar, oleh=request.user, sekarang=timezone.now()
    )
    messages.success(request, f"{jumlah} hari libur ditambahkan.")
    return redirect(_alamat(tahun))
