"""The first day of the placement that runs, put right."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from instansi.actions import ambil_orang
from instansi.actions.orang_penempatan import betulkan_mulai
from instansi.akses import perlu_izin
from instansi.forms.orang import FormMulai
from instansi.permissions import Izin
from instansi.queries import pegawai_untuk
from lib.galat import GalatAturan
from lib.tanggal import tanggal_panjang


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def penempatan_mulai(request: HttpRequest, pk: int) -> HttpResponse:
    milik = pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA).select_related("unit", "jabatan")
    orang = ambil_orang(
        daftar=milik,
        pk=pk,
        halaman="Betulkan tanggal mulai",
        oleh=request.user,
        sekarang=timezone.now(),
    )
    kini = orang.penempatan.filter(selesai=None).first()
    form = FormMulai(request.POST or None, initial={"mulai": kini and kini.mulai})
    if form.is_valid():
        mulai = form.cleaned_data["mulai"]
        try:
            betulkan_mulai(
                pegawai=orang, mulai=mulai, oleh=request.user, hari_ini=timezone.localdate()
            )
        except GalatAturan as galat:
            form.add_error("mulai", str(galat))
        else:
            messages.success(
                request, f"{orang.jabatan} di {orang.unit} kini mulai {tanggal_panjang(mulai)}."
            )
            return redirect(f"{reverse('beranda:pegawai_detail', args=[pk])}?tab=penempatan")
    konteks = {"pegawai": orang, "form": form, "kini": kini}
    status = 422 if form.errors else 200
    return render(request, "instansi/penempatan_mulai.html", konteks, status=status)
