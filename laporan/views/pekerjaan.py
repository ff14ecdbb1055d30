"""Ask for a report, follow it, download it."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from instansi.akses import perlu_izin
from laporan.actions.pekerjaan import minta_laporan
from laporan.forms import FORM_LAPORAN
from laporan.models import PekerjaanLaporan
from laporan.permissions import Izin, masih_boleh
from laporan.queries.pekerjaan import pekerjaan_untuk

TAMPIL = 30
# Where a file was asked for; the others are among the reports.
ASAL = {
    PekerjaanLaporan.Jenis.PEGAWAI: ("beranda:pegawai_daftar", "Pegawai"),
    PekerjaanLaporan.Jenis.JEJAK: ("kelola:jejak_daftar", "Jejak"),
    PekerjaanLaporan.Jenis.DIBUKA: ("kelola:jejak_dibuka", "Data yang dibuka"),
}
ASAL_LAIN = ("laporan:laporan_daftar", "Laporan saya")
JENIS_ISI = {
    "PDF": "application/pdf",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
@perlu_izin(Izin.LAPORAN_LIHAT)
def laporan_daftar(request: HttpRequest) -> HttpResponse:
    daftar = pekerjaan_untuk(request.user).order_by("-dibuat_pada", "-id")[:TAMPIL]
    return render(request, "laporan/laporan_daftar.html", {"daftar": daftar})


@require_POST
@perlu_izin(Izin.LAPORAN_BUAT)
def laporan_buat(request: HttpRequest) -> HttpResponse:
    jenis = request.POST.get("jenis", "")
    if jenis not in FORM_LAPORAN:
        raise Http404
    form = FORM_LAPORAN[jenis](request.POST, pengguna=request.user)
    if not form.is_valid():
        raise Http404
    pekerjaan = minta_laporan(
        jenis=jenis,
        parameter=form.parameter(),
        peminta=request.user,
        oleh=request.user,
        sekarang=timezone.now(),
    )
    return redirect("laporan:laporan_detail", pekerjaan.pk)


@require_safe
@perlu_izin(Izin.LAPORAN_LIHAT)
def laporan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    pekerjaan = get_object_or_404(pekerjaan_untuk(request.user), pk=pk)
    bagian = "#kemajuan" if request.htmx else ""
    isi = {"pekerjaan": pekerjaan, "asal": _asal(pekerjaan)}
    return render(request, f"laporan/laporan_detail.html{bagian}", isi)


def _asal(pekerjaan: PekerjaanLaporan) -> tuple[str, str]:
    """Address and name of the page where such a file is asked for, with its filters."""
    nama, sebutan = ASAL.get(pekerjaan.jenis, ASAL_LAIN)
    kueri = pekerjaan.parameter.get("kueri")
    return reverse(nama) + (f"?{kueri}" if kueri else ""), sebutan


@require_safe
@perlu_izin(Izin.LAPORAN_LIHAT)
def laporan_unduh(request: HttpRequest, pk: int) -> HttpResponse:
    pekerjaan = get_object_or_404(
        pekerjaan_untuk(request.user), pk=pk, status=PekerjaanLaporan.Status.SELESAI
    )
    if not masih_boleh(pekerjaan):
        raise Http404
    return FileResponse(
        pekerjaan.berkas.open("rb"),
        as_attachment=True,
        filename=pekerjaan.nama_unduhan,
        content_type=JENIS_ISI[pekerjaan.format],
    )
