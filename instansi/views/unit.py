"""Changes of the tree that concern people and agencies alone; mergers and closings are kelola's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from instansi.actions import unit as actions
from instansi.akses import ambil_tujuan, ambil_unit, perlu_izin
from instansi.forms.unit import FormDasar, FormUnit, FormUnitBaru, awal_unit
from instansi.models import Instansi
from instansi.permissions import Izin
from instansi.queries import unit as queries_unit
from instansi.rules import unit as rules
from lib.galat import GalatAturan

BACA_TULIS = ["GET", "HEAD", "POST"]


def ambil(request: HttpRequest, pk: int) -> Instansi:
    """The unit to change."""
    return ambil_unit(request.user, pk, Izin.INSTANSI_LIHAT, Izin.INSTANSI_KELOLA)


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.INSTANSI_KELOLA)
def unit_baru(request: HttpRequest, pk: int) -> HttpResponse:
    induk = ambil(request, pk)
    if request.method != "POST" and request.GET.keys() & {"pilih", "cari", "tujuan"}:
        return _pilih_induk(request, induk)
    form = FormUnitBaru(request.POST if request.method == "POST" else None, induk=induk.jenis)
    if request.method == "POST" and form.is_valid():
        try:
            unit = actions.tambah_unit(
                induk=induk,
                isi=form.isi(),
                dasar=form.cleaned_data["dasar"],
                oleh=request.user,
                sekarang=timezone.now(),
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"{unit} ditambahkan di bawah {induk}.")
            return redirect("beranda:instansi_detail", unit.pk)
    konteks = {"induk": induk, "form": form}
    return render(request, "instansi/unit_baru.html", konteks, status=422 if form.errors else 200)


def _pilih_induk(request: HttpRequest, induk: Instansi) -> HttpResponse:
    """Which unit the new one hangs under; once that is chosen, its own page."""
    if tujuan := pilihan_tujuan(request):
        return redirect("instansi:unit_baru", tujuan.pk)
    cari = request.GET.get("cari", "").strip()[:80]
    calon = queries_unit.calon_induk(request.user, Izin.INSTANSI_KELOLA, cari)
    konteks = {"induk": induk, "cari": cari, "calon": calon[: queries_unit.HASIL_CARI]}
    return render(request, "instansi/unit_induk.html", konteks | _sisa(calon))


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.INSTANSI_KELOLA)
def unit_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil(request, pk)
    jalur = queries_unit.jalur_unit(unit)
    form = FormUnit(
        request.POST if request.method == "POST" else None,
        initial=awal_unit(unit),
        induk=jalur[-1]["jenis"] if jalur else None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.ubah_unit(unit=unit, isi=form.isi(), oleh=request.user, sekarang=timezone.now())
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"{form.cleaned_data['nama']} tersimpan.")
            return redirect("beranda:instansi_detail", unit.pk)
    konteks = {"unit": unit, "form": form}
    return render(request, "instansi/unit_ubah.html", konteks, status=422 if form.errors else 200)


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.INSTANSI_KELOLA)
def unit_pindah(request: HttpRequest, pk: int) -> HttpResponse:
    unit, tujuan = ambil(request, pk), pilihan_tujuan(request)
    form = FormDasar(request.POST if request.method == "POST" else None)
    if tujuan and request.method == "POST" and form.is_valid():
        try:
            jumlah = actions.pindah_unit(
                unit=unit,
                tujuan=tujuan,
                dasar=form.cleaned_data["dasar"],
                oleh=request.user,
                sekarang=timezone.now(),
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"{unit} kini di bawah {tujuan}, dengan {jumlah} pegawai.")
            return redirect("beranda:instansi_detail", unit.pk)
    konteks = {"unit": unit, "form": form, **_konteks_pindah(request, unit, tujuan)}
    return render(request, "instansi/unit_pindah.html", konteks, status=422 if form.errors else 200)


def pilihan_tujuan(request: HttpRequest) -> Instansi | None:
    """The unit chosen as the destination."""
    data = request.POST if request.method == "POST" else request.GET
    return ambil_tujuan(request.user, data.get("tujuan"), Izin.INSTANSI_KELOLA)


def _konteks_pindah(
    request: HttpRequest, unit: Instansi, tujuan: Instansi | None
) -> dict[str, Any]:
    """Where it may go; once that is chosen, what the move does."""
    jalur = queries_unit.jalur_unit(unit)
    if not jalur:
        return {"alasan": rules.alasan_bukan_akar(rules.simpul(unit))}
    if tujuan is None:
        cari = request.GET.get("cari", "").strip()[:80]
        calon = queries_unit.tujuan_pindah(request.user, Izin.INSTANSI_KELOLA, unit, cari)
        return {"calon": calon[: queries_unit.HASIL_CARI], "cari": cari, **_sisa(calon)}
    kehilangan, memperoleh = queries_unit.cakupan_berubah(unit, tujuan, timezone.localdate())
    return {
        "tujuan": tujuan,
        "induk": jalur[-1],
        "alasan_tujuan": rules.alasan_tidak_bisa_pindah(rules.simpul(unit), rules.simpul(tujuan)),
        "pegawai": queries_unit.pegawai_di_bawah(unit),
        "banyak_unit": queries_unit.unit_di_bawah(unit),
        "kehilangan": kehilangan,
        "memperoleh": memperoleh,
    }


def _sisa(calon: list[dict[str, Any]]) -> dict[str, bool]:
    return {"masih_ada": len(calon) > queries_unit.HASIL_CARI}


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.INSTANSI_KELOLA)
def unit_buka(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil(request, pk)
    form = FormDasar(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.buka_unit(
                unit=unit,
                dasar=form.cleaned_data["dasar"],
                oleh=request.user,
                sekarang=timezone.now(),
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"{unit} dibuka kembali.")
            return redirect("beranda:instansi_detail", unit.pk)
    konteks = {"unit": unit, "form": form}
    return render(request, "instansi/unit_buka.html", konteks, status=422 if form.errors else 200)
