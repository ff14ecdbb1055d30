"""Handing over the own role for some days: what was given and received, giving, ending."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from instansi.akses import boleh, perlu_izin
from instansi.models import Pengguna, Penugasan
from kelola.actions import delegasi as actions
from kelola.forms.peran import FormAlasan, FormDelegasi
from kelola.permissions import Izin
from kelola.queries import peran as queries
from kelola.queries.hak import hak_peran
from kelola.rules.peran import Masa, keadaan
from kelola.views.peran import (
    BACA_TULIS,
    KEADAAN,
    PILIHAN,
    baca_cari,
    simpan_cari,
)
from lib.galat import GalatAturan

CARI = "cari_rekan"


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
            return simpan_cari(request, CARI, "kelola:delegasi_baru")
        return _pilih_rekan(request, induk)
    rekan = _dipilih(queries.rekan(induk).select_related("pegawai__unit"), request.GET["rekan"])
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
    cari = baca_cari(request, CARI)
    rekan = queries.bisa_dipilih(queries.rekan(induk), cari).select_related(
        "pegawai__unit", "pegawai__jabatan"
    )
    daftar = list(rekan[: PILIHAN + 1])
    konteks = {
        "induk": induk,
        "cari": cari,
        "daftar": daftar[:PILIHAN],
        "lebih": len(daftar) > PILIHAN,
        "alamat": f"?peran={induk.pk}&rekan=",
    }
    return render(request, "kelola/delegasi_rekan.html", konteks)


def _isi(request: HttpRequest, induk: Penugasan, rekan: Pengguna, hari: date) -> HttpResponse:
    form = FormDelegasi(
        request.POST or None,
        initial={"mulai": max(hari, induk.mulai), "instansi": induk.instansi_id},
        simpul=queries.simpul_delegasi(induk, hari),
    )
    if form.is_valid() and _delegasikan(request, form, induk, rekan):
        return redirect("kelola:delegasi_daftar")
    konteks = {
        "induk": induk,
        "rekan": rekan,
        "form": form,
        "hak": hak_peran(induk.peran, delegasi=True),
    }
    return render(request, "kelola/delegasi_baru.html", konteks, status=422 if form.errors else 200)


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
    form = FormAlasan(request.POST or None)
    if form.is_valid():
        try:
            actions.akhiri_delegasi(
                penugasan=tugas, oleh=request.user, sekarang=timezone.now(), **form.cleaned_data
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Delegasi diakhiri.")
            return redirect("kelola:delegasi_daftar")
    konteks = {"tugas": tugas, "form": form}
    return render(
        request, "kelola/delegasi_akhiri.html", konteks, status=422 if form.errors else 200
    )
