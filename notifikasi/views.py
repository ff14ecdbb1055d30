"""Those whom no mail reaches; in the demo, the mails themselves."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from instansi.akses import perlu_izin
from notifikasi import queries
from notifikasi.permissions import Izin

PER_HALAMAN = 25
TAUTAN = re.compile(r"https?://\S+")


@require_safe
@perlu_izin(Izin.TANPA_SUREL_LIHAT)
def tanpa_surel(request: HttpRequest) -> HttpResponse:
    sekarang = timezone.now()
    daftar = queries.tanpa_surel_untuk(request.user, Izin.TANPA_SUREL_LIHAT, sekarang)
    halaman = Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("hal"))
    titipan = queries.titipan(halaman.object_list, sekarang)
    baris = [(orang, titipan.get(orang.pk, [])) for orang in halaman.object_list]
    return render(request, "notifikasi/tanpa_surel.html", {"halaman": halaman, "baris": baris})


@require_safe
def demo_surat(request: HttpRequest) -> HttpResponse:
    """What the demo's mail sink received; nobody reads real mail here."""
    if settings.PRODUKSI:
        raise Http404
    berkas = sorted(Path(settings.FOLDER_SURAT_DEMO).glob("*.eml"), reverse=True)
    halaman = Paginator(berkas, PER_HALAMAN).get_page(request.GET.get("hal"))
    daftar = [_baca(b) for b in halaman.object_list]
    return render(request, "notifikasi/demo_surat.html", {"halaman": halaman, "daftar": daftar})


def _baca(berkas: Path) -> dict[str, object]:
    surat = message_from_bytes(berkas.read_bytes(), policy=policy.default)
    badan = surat.get_body(("plain",))
    teks = badan.get_content() if badan else ""
    return {
        "kepada": surat["To"],
        "subjek": surat["Subject"],
        "pada": _waktu(surat["Date"].datetime) if surat["Date"] else None,
        "teks": teks,
        "tautan": TAUTAN.findall(teks),
    }


def _waktu(pada: datetime) -> datetime:
    """A Date that ends in -0000, as Django writes it, is UTC of an unnamed zone (RFC 5322)."""
    return pada if pada.tzinfo else pada.replace(tzinfo=UTC)
