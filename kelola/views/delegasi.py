"""Handing over the own role for some days: what was given and received, giving, ending."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from instansi.akses import boleh, perlu_izin
from instansi.models import Pengguna, Penugasan
from kelola.actions import delegasi as actions
from kelola.forms.peran import FormAlasan, FormDelegasi
from kelola.permissions import Izin
from kelola.queries import delegasi as queries
from kelola.queries.hak import hak_peran
from kelola.queries.peran import jangkauan
from kelola.queries.pilih_akun import Hasil, cari_akun
from kelola.rules.peran import Masa, keadaan
from kelola.views.peran import (
    BACA_TULIS,
    KEADAAN,
    PILIHAN,
)
from lib.galat import GalatAturan
from lib.pencarian import baca_cari, simpan_cari


@require_safe
@perlu_izin(Izin.DELEGASI_LIHAT)
def delegasi_daftar(request: HttpRequest) -> HttpResponse:
    hari = timezone.localdate()
    daftar = [
        (d, KEADAAN[keadaan(Masa(d.mulai, d.selesai), hari)], d.selesai >= hari)
        for d in queries.delegasi_untuk(request.user)
    ]
    konteks = {
        "diberi": [b for b in daftar if b[0].diberi],
        "diterima": [b for b in daftar if not b[0].diberi],
        "boleh_beri": boleh(request.user, Izin.DELEGASI),
        "punya": queries.peran_sendiri(request.user, hari).exists(),
    }
    return render(request, "kelola/delegasi_daftar.html", konteks)


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.DELEGASI)
def delegasi_baru(request: HttpRequest) -> HttpResponse:
    """Which role, to whom, then where and when; each step is an address of its own."""
    hari = timezone.localdate()
    milik = list(queries.peran_sendiri(request.user, hari))
    induk = _dipilih(milik, request.GET.get("peran"))
    if induk is None:
        konteks = {"milik": milik}
        return render(request, "kelola/delegasi_peran.html", konteks)
    if not request.GET.get("rekan"):
        if request.method == "POST":
            return simpan_cari(request, reverse("kelola:delegasi_baru"))
        return _pilih_rekan(request, induk)
    rekan = _dipilih(queries.rekan_lengkap(induk), request.GET["rekan"])
    if rekan is None:
        raise Http404
    return _isi(request, induk, rekan, hari)


def _dipilih(daftar: Any, nomor: str | None) -> Any:
    """The one whose key was asked for; the only one where none was asked for."""
    if isinstance(daftar, list):
        if nomor is None and len(daftar) == 1:
            return daftar[0]
        return next((p for p in daftar if str(p.pk) == nomor), None)
    return daftar.filter(pk=int(nomor)).first() if nomor and nomor.isdecimal() else None


def _pilih_rekan(request: HttpRequest, induk: Penugasan) -> HttpResponse:
    """Colleagues of the own unit first; anyone else by a search."""
    cari = baca_cari(request)
    lengkap = queries.rekan_lengkap(induk)
    if cari:
        hasil = cari_akun(lengkap, queries.pegawai_rekan(induk), cari, PILIHAN)
    else:
        seunit = queries.rekan_seunit(induk, request.user)
        seunit = seunit.select_related("pegawai__unit", "pegawai__jabatan").order_by("nama", "pk")
        hasil = Hasil(list(seunit[:PILIHAN]))
    konteks = {
        "induk": induk,
        "cari": cari,
        "hasil": hasil,
        "daftar": hasil.daftar,
        "lebih": hasil.lebih,
        "alamat": f"?peran={induk.pk}&rekan=",
    }
    return render(request, "kelola/delegasi_rekan.html", konteks)


def _isi(request: HttpRequest, induk: Penugasan, rekan: Pengguna, hari: date) -> HttpResponse:
    """The form; where it is complete, what will follow, before anything is written."""
    form = FormDelegasi(
        request.POST or None,
        initial={"mulai": max(hari, induk.mulai), "instansi": induk.instansi_id},
        simpul=queries.simpul_delegasi(induk, hari),
    )
    konteks: dict[str, Any] = {"induk": induk, "rekan": rekan, "form": form}
    konteks["hak"] = hak_peran(induk.peran, delegasi=True)
    if form.is_valid():
        if request.POST.get("konfirmasi") == "ya" and _delegasikan(request, form, induk, rekan):
            return redirect("kelola:delegasi_daftar")
        konteks["akibat"] = _akibat(request.user, form, induk, rekan, hari)
    status = 422 if form.errors else 200
    return render(request, "kelola/delegasi_baru.html", konteks, status=status)


def _akibat(
    oleh: Pengguna, form: FormDelegasi, induk: Penugasan, rekan: Pengguna, hari: date
) -> dict[str, Any] | None:
    """What a complete form will mean; None, with the reason in the form, where it cannot be."""
    isi = form.cleaned_data
    simpul = isi.get("instansi", induk.instansi)
    if form.errors:
        return None
    masa = Masa(isi["mulai"], isi["selesai"])
    if alasan := queries.alasan_tidak_bisa_didelegasikan(
        oleh, induk, rekan, simpul=simpul, masa=masa, hari=hari
    ):
        form.add_error(None, alasan)
        return None
    unit, pegawai = jangkauan(simpul)
    return {
        "simpul": simpul,
        "masa": masa,
        "unit": unit,
        "pegawai": pegawai,
        "peringatan": queries.peringatan_penerima(induk, oleh, rekan),
    }


def _delegasikan(
    request: HttpRequest, form: FormDelegasi, induk: Penugasan, rekan: Pengguna
) -> bool:
    isi = form.cleaned_data
    try:
        actions.delegasikan(
            induk=induk,
            penerima=rekan,
            instansi=isi.get("instansi", induk.instansi),
            masa=Masa(isi["mulai"], isi["selesai"]),
            alasan=isi["alasan"],
            oleh=request.user,
            sekarang=timezone.now(),
        )
    except GalatAturan as galat:
        form.add_error(None, str(galat))
        return False
    messages.success(request, f"Peran didelegasikan kepada {rekan}. {rekan} diberi tahu.")
    return True


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.DELEGASI_LIHAT)
def delegasi_akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    tugas = get_object_or_404(queries.delegasi_untuk(request.user), pk=pk)
    form, nanti = FormAlasan(request.POST or None), tugas.mulai > timezone.localdate()
    if form.is_valid():
        try:
            actions.akhiri_delegasi(
                penugasan=tugas, oleh=request.user, sekarang=timezone.now(), **form.cleaned_data
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Delegasi dibatalkan." if nanti else "Delegasi diakhiri.")
            return redirect("kelola:delegasi_daftar")
    konteks = {"tugas": tugas, "form": form, "nanti": nanti}
    return render(
        request, "kelola/delegasi_akhiri.html", konteks, status=422 if form.errors else 200
    )
