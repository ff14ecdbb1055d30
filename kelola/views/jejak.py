"""The audit trail of the own pemda: by person, by object, by action, by days."""

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
from instansi.queries.buka_rekam import sebut_pembaca
from kelola.forms.jejak import FormDibuka, FormJejak
from kelola.permissions import Izin
from kelola.queries import jejak as queries
from laporan.actions.pekerjaan import minta_laporan
from laporan.queries.jejak import daftar_aksi, rincian_aksi, riwayat_benda, satu_aksi

CARI = "cari_jejak"


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
    pemda = _pemda(request)
    form = FormJejak(request.GET, hari_ini=timezone.localdate())
    cari = request.session.get(CARI, "") if "cari" in request.GET else ""
    konteks = {
        "form": form,
        "halaman": daftar_aksi(pemda, form.saring(), _uuid(request)),
        "lanjutan": "sebelum" in request.GET,
        "cari": cari,
        "orang": queries.cari_orang(pemda.pk, cari),
    }
    return render(request, "kelola/jejak_daftar.html", konteks)


@require_POST
@perlu_izin(Izin.JEJAK_LIHAT)
def jejak_cari(request: HttpRequest) -> HttpResponse:
    """Keep the search in the session: names and NIP stay out of addresses and logs."""
    _pemda(request)
    request.session[CARI] = request.POST.get("q", "").strip()[:80]
    return redirect(f"{reverse('kelola:jejak_daftar')}?cari=1")


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
    pemda = _pemda(request)
    form = FormDibuka(request.GET, hari_ini=timezone.localdate())
    form.is_valid()
    baris = queries.dibuka(pemda, form.cleaned_data, _angka(request, "sebelum"))
    tampil = baris[: queries.PER_HALAMAN]
    konteks = {
        "form": form,
        "daftar": sebut_pembaca(tampil),
        "lanjut": tampil[-1].pk if len(baris) > len(tampil) else None,
    }
    return render(request, "kelola/jejak_dibuka.html", konteks)


@require_POST
@perlu_izin(Izin.JEJAK_LIHAT)
def jejak_ekspor(request: HttpRequest) -> HttpResponse:
    _pemda(request)
    saring = FormJejak(request.GET, hari_ini=timezone.localdate()).saring()
    parameter = {
        "pelaku": saring.pelaku,
        "oleh": saring.oleh,
        "aksi": saring.aksi,
        "jenis": saring.jenis,
        "dari": saring.dari.isoformat() if saring.dari else None,
        "sampai": saring.sampai.isoformat() if saring.sampai else None,
    }
    pekerjaan = minta_laporan(
        jenis="JEJAK",
        parameter=parameter,
        peminta=request.user,
        oleh=request.user,
        sekarang=timezone.now(),
    )
    return redirect("laporan:laporan_detail", pekerjaan.pk)
