"""The audit trail of the own pemda: by person, by object, by action, by days."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from instansi.akses import alasan_ditolak, perlu_izin
from instansi.models import Instansi
from instansi.queries import pemda_utuh
from instansi.queries.buka_rekam import sebut_pembaca, sebut_pengunduh
from kelola.forms.jejak import FormDibuka, FormJejak
from kelola.permissions import Izin
from kelola.queries import jejak as queries
from laporan.actions.pekerjaan import minta_laporan
from laporan.queries.jejak import (
    daftar_aksi,
    rincian_aksi,
    riwayat_benda,
    satu_aksi,
)
from laporan.queries.jejak import dibuka as rekam
from laporan.queries.jejak.dibuka import SaringBuka
from lib.pencarian import baca_cari, simpan_cari

HALAMAN = ("jejak_daftar", "jejak_dibuka", "jejak_diunduh")


def _pemda(request: HttpRequest) -> Instansi:
    """The own pemda, for one who may read its whole trail; else 403."""
    if pemda_utuh(request.user, Izin.JEJAK_LIHAT) is None:
        raise PermissionDenied(alasan_ditolak(Izin.JEJAK_LIHAT))
    return request.user.pemda


def _angka(request: HttpRequest, nama: str) -> int | None:
    teks = request.GET.get(nama, "")
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 18 else None


def _uuid(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("sebelum", ""))
    except ValueError:
        return None


@require_safe
@perlu_izin(Izin.JEJAK_LIHAT)
def jejak_daftar(request: HttpRequest) -> HttpResponse:
    if hasil := _hasil_cari(request):
        return hasil
    pemda = _pemda(request)
    form = FormJejak(request.GET, hari_ini=timezone.localdate())
    saring = form.saring()
    konteks = {
        "form": form,
        "halaman": None if form.terbalik else daftar_aksi(pemda, saring, _uuid(request)),
        "dipilih": queries.nama_saringan(pemda, akun=saring.pelaku),
    }
    return render(request, "kelola/jejak_daftar.html", konteks)


def _hasil_cari(request: HttpRequest) -> HttpResponse | None:
    """Who was found, in place of the list until one is chosen; None where nobody was sought."""
    pemda = _pemda(request)
    cari = baca_cari(request)
    if not cari:
        return None
    orang = queries.cari_orang(pemda.pk, cari)
    return render(request, "kelola/jejak_cari.html", {"cari": cari, "orang": orang})


@require_POST
@perlu_izin(Izin.JEJAK_LIHAT)
def jejak_cari(request: HttpRequest) -> HttpResponse:
    _pemda(request)
    ke = request.GET.get("ke", "")
    tujuan = reverse(f"kelola:{ke if ke in HALAMAN else HALAMAN[0]}")
    return simpan_cari(request, tujuan, "sebelum", "ke")


@require_safe
@perlu_izin(Izin.JEJAK_LIHAT)
def jejak_aksi(request: HttpRequest, pk: UUID) -> HttpResponse:
    pemda = _pemda(request)
    entri = satu_aksi(pemda, pk)
    if entri is None:
        raise Http404
    ada = [k.kode for k in entri.kelompok]
    kode = request.GET.get("jenis", "")
    kode = kode if kode in ada else ada[0]
    daftar, lanjut = rincian_aksi(pemda, pk, kode, _angka(request, "sebelum"))
    konteks = {
        "entri": entri,
        "kode": kode,
        "tab": [(k.kode, k.benda, k.banyak) for k in entri.kelompok],
        "daftar": daftar,
        "lanjut": lanjut,
    }
    return render(request, "kelola/jejak_aksi.html", konteks)


@require_safe
@perlu_izin(Izin.JEJAK_LIHAT)
def jejak_benda(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    riwayat = riwayat_benda(_pemda(request), model, pk, _angka(request, "sebelum"))
    if riwayat is None:
        raise Http404
    konteks = {"riwayat": riwayat, "model": model, "pk": pk}
    return render(request, "kelola/jejak_benda.html", konteks)


@require_safe
@perlu_izin(Izin.JEJAK_LIHAT)
def jejak_dibuka(request: HttpRequest) -> HttpResponse:
    if hasil := _hasil_cari(request):
        return hasil
    konteks, saring = _rekam(request, rekam.dibuka, sebut_pembaca)
    unduhan = rekam.banyak_diunduh(request.user.pemda, saring)
    konteks |= {"unduhan": unduhan, "kosong": "Belum ada yang membuka"}
    return render(request, "kelola/jejak_dibuka.html", konteks)


@require_safe
@perlu_izin(Izin.JEJAK_LIHAT)
def jejak_diunduh(request: HttpRequest) -> HttpResponse:
    """Files with many people's records: who took them, and whose they hold."""
    if hasil := _hasil_cari(request):
        return hasil
    konteks, _ = _rekam(request, rekam.diunduh, sebut_pengunduh)
    konteks["kosong"] = "Belum ada yang mengunduh"
    return render(request, "kelola/jejak_diunduh.html", konteks)


def _rekam(
    request: HttpRequest, baca: Callable[..., list[Any]], sebut: Callable[[list[Any]], list[Any]]
) -> tuple[dict[str, Any], SaringBuka]:
    """One page of openings or of files, by who, whose and when."""
    pemda = _pemda(request)
    form = FormDibuka(request.GET, hari_ini=timezone.localdate())
    saring = form.saring()
    baris = [] if form.terbalik else baca(pemda, saring, _angka(request, "sebelum"))
    tampil = baris[: rekam.PER_HALAMAN]
    konteks = {
        "form": form,
        "daftar": sebut(tampil),
        "lanjut": tampil[-1].pk if len(baris) > len(tampil) else None,
        "dipilih": queries.nama_saringan(pemda, akun=saring.pembaca, pegawai=saring.pegawai),
    }
    return konteks, saring


@require_POST
@perlu_izin(Izin.JEJAK_LIHAT)
def jejak_ekspor(request: HttpRequest) -> HttpResponse:
    saring = FormJejak(request.GET, hari_ini=timezone.localdate()).saring()
    return _unduh(request, "JEJAK", saring._asdict())


@require_POST
@perlu_izin(Izin.JEJAK_LIHAT)
def jejak_dibuka_ekspor(request: HttpRequest) -> HttpResponse:
    saring = FormDibuka(request.GET, hari_ini=timezone.localdate()).saring()
    return _unduh(request, "DIBUKA", saring._asdict())


def _unduh(request: HttpRequest, jenis: str, saring: dict[str, Any]) -> HttpResponse:
    """Ask for a workbook by these filters; days as a job can remember them."""
    _pemda(request)
    hari = {k: saring[k].isoformat() if saring[k] else None for k in ("dari", "sampai")}
    pekerjaan = minta_laporan(
        jenis=jenis,
        parameter=saring | hari,
        peminta=request.user,
        oleh=request.user,
        sekarang=timezone.now(),
    )
    return redirect("laporan:laporan_detail", pekerjaan.pk)
