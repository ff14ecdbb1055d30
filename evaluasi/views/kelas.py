"""A class's evaluation: its QR, the slide that shows it, and the results."""

import io
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import segno
from axes.helpers import get_client_ip_address
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluasi import actions, queries
from evaluasi.forms import FormQr
from evaluasi.permissions import Izin
from instansi.akses import perlu_izin
from instansi.queries import parameter
from pelatihan.models import Kelas
from pelatihan.queries.kelas import boleh_atas, kelas_untuk

TIDAK_COCOK = (
    "NIP atau 4 angka nomor telepon belum cocok dengan daftar peserta kelas ini. "
    "Periksa lagi, atau masuk dengan akun Anda."
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def kelas_qr(request: HttpRequest, token: str) -> HttpResponse:
    kelas = queries.kelas_dari_token(token)
    if kelas is None:
        return render(request, "evaluasi/tautan_asing.html", status=404)
    with timezone.override(ZoneInfo(kelas.pemda.zona_waktu)):
        if request.user.is_authenticated and request.user.pegawai_id:
            return _buka_sendiri(request, kelas)
        form = FormQr(request.POST or None)
        jawaban = _buka_dengan_nip(request, kelas, form, timezone.now())
        if jawaban:
            return jawaban
        status = 422 if form.errors else 200
        return render(
            request, "evaluasi/kelas_qr.html", {"form": form, "kelas": kelas}, status=status
        )


def _buka_sendiri(request: HttpRequest, kelas: Kelas) -> HttpResponse:
    tugas = queries.tugas_peserta(kelas.pk, request.user.pegawai_id)
    if tugas is None:
        return _belum_buka(request, kelas)
    return redirect("evaluasi:tugas_isi", pk=tugas.pk)


def _belum_buka(request: HttpRequest, kelas: Kelas) -> HttpResponse:
    isi = {"kelas": kelas, "selesai": queries.akhir_kelas(kelas.pk)}
    return render(request, "evaluasi/kelas_belum_buka.html", isi)


def _buka_dengan_nip(
    request: HttpRequest, kelas: Kelas, form: FormQr, sekarang: datetime
) -> HttpResponse | None:
    """The task's own link, or an explanation; None where the form is to be (re)written."""
    if not form.is_valid():
        return None
    try:
        hasil = actions.buka_dari_qr(
            kelas=kelas,
            **form.cleaned_data,
            alamat=get_client_ip_address(request) or "",
            oleh="tautan:evaluasi",
            sekarang=sekarang,
        )
    except actions.TerlaluSeringMencoba as galat:
        form.add_error(None, str(galat))
        return None
    if not hasil.cocok:
        form.add_error(None, TIDAK_COCOK)
        return None
    if hasil.tugas is None:
        return _belum_buka(request, kelas)
    return redirect("evaluasi:tugas_tautan", token=queries.token_tugas(hasil.tugas))


@require_safe
@perlu_izin(Izin.SLIDE_LIHAT)
def kelas_slide(request: HttpRequest, pk: int) -> HttpResponse:
    kelas = get_object_or_404(
        kelas_untuk(request.user, Izin.SLIDE_LIHAT).select_related("pelatihan"), pk=pk
    )
    jalur = reverse("evaluasi:kelas_qr", args=[queries.token_kelas(kelas)])
    alamat = f"{settings.ALAMAT_SITUS}{jalur}"
    isi = {"kelas": kelas, "alamat": alamat, "qr": _qr_svg(alamat)}
    return render(request, "evaluasi/kelas_slide.html", isi)


def _qr_svg(alamat: str) -> SafeString:
    """The QR as inline SVG: classes only, since the CSP allows no style."""
    keluaran = io.BytesIO()
    segno.make(alamat, error="m").save(
        keluaran,
        kind="svg",
        xmldecl=False,
        svgns=False,
        nl=False,
        border=4,
        omitsize=True,
        light=None,
        title="Kode QR menuju evaluasi kelas ini",
    )
    return mark_safe(keluaran.getvalue().decode())  # noqa: S308  drawn by segno from our own URL


@require_safe
@never_cache
@perlu_izin(Izin.HASIL_LIHAT)
def kelas_hasil(request: HttpRequest, pk: int) -> HttpResponse:
    kelas = get_object_or_404(queries.kelas_hasil_untuk(request.user, Izin.HASIL_LIHAT), pk=pk)
    ambang = queries.ambang(parameter(kelas.pemda_id, timezone.localdate()))
    hasil = queries.nilai_kelas(kelas.pk, ambang, timezone.now())
    if not kelas.semua:
        hasil = queries.hanya_pengajar(hasil, request.user.pengajar.pk)
    elif not boleh_atas(request.user, Izin.URAIAN_LIHAT, kelas):
        hasil = replace(hasil, uraian=())
    isi = {"kelas": kelas, "hasil": hasil, "ambang": ambang}
    return render(request, "evaluasi/kelas_hasil.html", isi)
