"""Policy as it stands on a day; days off and what they do to deadlines."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from instansi.actions import libur as actions
from instansi.akses import alasan_ditolak, perlu_izin
from instansi.forms.kebijakan import FormHitung, FormPada
from instansi.models import HariLibur
from instansi.permissions import Izin
from instansi.queries import kalender_kerja, pemda_utuh
from instansi.queries.kebijakan import daftar_parameter
from instansi.queries.libur import libur_setahun, libur_untuk, tahun_libur, usul_libur
from instansi.rules.libur import alasan_perlu_yakin
from lib.tanggal import HARI, tanggal_hari

BACA_TULIS = ["GET", "HEAD", "POST"]


@require_safe
@perlu_izin(Izin.KEBIJAKAN_LIHAT)
def kebijakan_daftar(request: HttpRequest) -> HttpResponse:
    hari_ini = timezone.localdate()
    form = FormPada(request.GET if "pada" in request.GET else {"pada": hari_ini})
    pada = form.cleaned_data["pada"] if form.is_valid() else hari_ini
    konteks = {
        "form": form,
        "pada": pada,
        "hari_ini": hari_ini,
        "semua": "semua" in request.GET,
        "tema": daftar_parameter(request.user.pemda_id, pada),
        "boleh_kelola": pemda_utuh(request.user, Izin.KEBIJAKAN_KELOLA) is not None,
    }
    return render(request, "instansi/kebijakan_daftar.html", konteks)


@require_safe
@perlu_izin(Izin.KEBIJAKAN_LIHAT)
def libur_daftar(request: HttpRequest) -> HttpResponse:
    pemda, hari_ini = request.user.pemda_id, timezone.localdate()
    teks = request.GET.get("tahun", "")
    tahun = int(teks) if teks.isascii() and teks.isdigit() and 1900 < int(teks[:9]) < 2100 else 0
    tahun = tahun or hari_ini.year
    kelola = pemda_utuh(request.user, Izin.LIBUR_KELOLA) is not None
    konteks = {
        "tahun": tahun,
        "daftar_tahun": tahun_libur(pemda, hari_ini.year),
        "daftar": libur_setahun(pemda, tahun),
        "usul": usul_libur(pemda, tahun) if kelola and tahun >= hari_ini.year else [],
        "boleh_kelola": kelola,
        "hari_ini": hari_ini,
        **_hitungan(request, pemda),
    }
    return render(request, "instansi/libur_daftar.html", konteks)


def _hitungan(request: HttpRequest, pemda: int) -> dict[str, Any]:
    """The calculator: its form, and the day it comes to."""
    hari_ini = timezone.localdate()
    kalender = kalender_kerja(pemda, hari_ini)
    form = FormHitung(request.GET if "n" in request.GET else {"n": 10, "sesudah": hari_ini})
    if not form.is_valid():
        return {"hitung": form, "hari_terakhir": HARI[kalender.hari_seminggu - 1]}
    mulai = form.cleaned_data["sesudah"]
    tenggat = kalender.sesudah(mulai, form.cleaned_data["n"])
    return {
        "hitung": form,
        "tenggat": tenggat,
        "dilewati": len(kalender.lewat(mulai, tenggat)),
        "hari_terakhir": HARI[kalender.hari_seminggu - 1],
    }


def _wajib_kelola(request: HttpRequest) -> int:
    """The pemda whose calendar the person keeps, else 403."""
    pemda = pemda_utuh(request.user, Izin.LIBUR_KELOLA)
    if pemda is None:
        raise PermissionDenied(alasan_ditolak(Izin.LIBUR_KELOLA))
    return pemda


def _alamat(libur: HariLibur) -> str:
    return f"{reverse('instansi:libur_daftar')}?tahun={libur.tanggal.year}"


@require_POST
@perlu_izin(Izin.KEBIJAKAN_LIHAT)
def libur_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    libur = get_object_or_404(libur_untuk(request.user, Izin.KEBIJAKAN_LIHAT), pk=pk)
    _wajib_kelola(request)
    hari_ini, yakin = timezone.localdate(), request.POST.get("konfirmasi") == "ya"
    if not yakin:
        konteks = {
            "judul": f"Hapus {libur.nama}, {tanggal_hari(libur.tanggal)}?",
            "akibat": alasan_perlu_yakin(libur.tanggal, hari_ini) or _akibat_hapus(libur),
            "setuju": "Hapus hari libur",
            "kembali_url": _alamat(libur),
        }
        return render(request, "konfirmasi.html", konteks)
    actions.hapus_libur(libur=libur, yakin=yakin, oleh=request.user, hari_ini=hari_ini)
    messages.success(request, f"{libur.nama}, {tanggal_hari(libur.tanggal)}, dihapus.")
    return redirect(_alamat(libur))


def _akibat_hapus(libur: HariLibur) -> str:
    """What becomes of a day to come once it is off no more."""
    sepekan = kalender_kerja(libur.pemda_id, libur.tanggal).hari_seminggu
    if libur.tanggal.weekday() >= sepekan:
        nama = HARI[libur.tanggal.weekday()]
        return f"{nama} memang bukan hari kerja, jadi tenggat tidak berubah."
    return "Tanggal ini menjadi hari kerja biasa; tenggat hari kerja bisa maju."
