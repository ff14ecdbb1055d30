"""Merging and closing units, with the consequences shown first."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from instansi.akses import ambil_tujuan, ambil_unit, perlu_izin
from instansi.models import Instansi
from instansi.permissions import Izin
from instansi.queries.unit import HASIL_CARI, hari_pertama, isi_unit, pilihan_tujuan
from instansi.rules import unit as rules
from kelola.actions import unit as actions
from kelola.forms.unit import FormBerlaku
from kelola.queries import unit as queries
from lib.galat import GalatAturan
from lib.tanggal import tanggal_panjang

BACA_TULIS = ["GET", "HEAD", "POST"]


def _form(request: HttpRequest, label: str) -> FormBerlaku:
    data = request.POST if request.method == "POST" else None
    return FormBerlaku(data, label=label, hari_ini=timezone.localdate())


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.INSTANSI_KELOLA)
def unit_gabung(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil_unit(request.user, pk, Izin.INSTANSI_LIHAT, Izin.INSTANSI_KELOLA)
    data = request.POST if request.method == "POST" else request.GET
    tujuan = ambil_tujuan(request.user, data.get("tujuan"), Izin.INSTANSI_KELOLA)
    form = _form(request, "Berlaku mulai")
    if tujuan and request.method == "POST" and form.is_valid():
        try:
            hasil = actions.gabung_unit(
                unit=unit,
                tujuan=tujuan,
                **form.cleaned_data,
                oleh=request.user,
                sekarang=timezone.now(),
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, _kalimat_gabung(unit, tujuan, hasil))
            return redirect("beranda:instansi_detail", tujuan.pk)
    konteks = {"unit": unit, "form": form, **_konteks_gabung(request, unit, tujuan)}
    return render(request, "kelola/unit_gabung.html", konteks, status=422 if form.errors else 200)


def _kalimat_gabung(unit: Instansi, tujuan: Instansi, hasil: actions.HasilGabung) -> str:
    return (
        f"{unit} digabungkan ke {tujuan}: {hasil.pegawai} pegawai ikut pindah. "
        f"Hari terakhir {unit}: {tanggal_panjang(hasil.terakhir)}."
    )


def _konteks_gabung(
    request: HttpRequest, unit: Instansi, tujuan: Instansi | None
) -> dict[str, Any]:
    """Which unit may take over; once that is chosen, what the merger does."""
    if tujuan is None:
        cari = request.GET.get("cari", "").strip()[:80]
        calon = pilihan_tujuan(
            request.user, Izin.INSTANSI_KELOLA, unit, cari=cari, jenis=rules.BISA_MENERIMA
        )
        return {
            "calon": calon[:HASIL_CARI],
            "cari": cari,
            "masih_ada": len(calon) > HASIL_CARI,
            "alasan": rules.alasan_bukan_akar(rules.simpul(unit)),
        }
    hari = timezone.localdate()
    akibat = queries.akibat_gabung(unit, hari)
    alasan = rules.alasan_tidak_bisa_gabung(
        rules.simpul(unit),
        rules.simpul(tujuan),
        jenis_anak=akibat.jenis_anak,
        hari=hari,
        hari_ini=hari,
    )
    return {
        "tujuan": tujuan,
        "akibat": akibat,
        "alasan_tujuan": alasan,
        "mulai": hari_pertama(unit),
        "hari_ini": hari,
    }


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.INSTANSI_KELOLA)
def unit_tutup(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil_unit(request.user, pk, Izin.INSTANSI_LIHAT, Izin.INSTANSI_KELOLA)
    form = _form(request, "Hari terakhir")
    if request.method == "POST" and form.is_valid():
        try:
            actions.tutup_unit(
                unit=unit, **form.cleaned_data, oleh=request.user, sekarang=timezone.now()
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"{unit} ditutup.")
            return redirect("beranda:instansi_detail", unit.pk)
    konteks = {"unit": unit, "form": form, **_konteks_tutup(unit)}
    return render(request, "kelola/unit_tutup.html", konteks, status=422 if form.errors else 200)


def _konteks_tutup(unit: Instansi) -> dict[str, Any]:
    isi, luar = isi_unit(unit, timezone.localdate()), queries.isi_luar(unit)
    alasan = rules.alasan_tidak_bisa_tutup(rules.simpul(unit), isi, luar)
    return {"isi": isi, "luar": luar, "alasan": alasan}
