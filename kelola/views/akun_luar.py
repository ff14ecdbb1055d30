"""The account of somebody without a staff record, for whoever looks after the whole pemda."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from instansi.akses import alasan_ditolak, perlu_izin
from instansi.queries import pemda_utuh
from kelola.actions.akun_luar import buat_akun_luar
from kelola.forms.akun_luar import FormAkunLuar
from kelola.permissions import Izin
from lib.galat import GalatAturan


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.AKUN_KELOLA)
def akun_luar(request: HttpRequest) -> HttpResponse:
    pemda = pemda_utuh(request.user, Izin.AKUN_KELOLA)
    if pemda is None:
        raise PermissionDenied(alasan_ditolak(Izin.AKUN_KELOLA))
    form = FormAkunLuar(request.POST if request.method == "POST" else None, pemda=pemda)
    if form.is_valid():
        try:
            akun = buat_akun_luar(**form.cleaned_data, oleh=request.user, sekarang=timezone.now())
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            lanjut = (
                "tautan aktivasinya dikirim" if akun.email else "cetak slip aktivasinya di sini"
            )
            messages.success(request, f"Akun {akun} dibuat; {lanjut}. Perannya belum ada.")
            return redirect("kelola:akun_detail", akun.pk)
    return render(
        request, "kelola/akun_luar.html", {"form": form}, status=422 if form.errors else 200
    )
