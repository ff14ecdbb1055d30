"""The first password: by the link of a mail, or by the code of a slip."""

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kelola.actions.akun import aktifkan
from kelola.adapter import catat_gagal, jejak
from kelola.forms.akun import FormAktivasi, FormKodeAktivasi
from kelola.models import Aktivasi
from kelola.queries.akun import aktivasi_terbuka
from kelola.queries.masuk import pengguna_bernama
from lib.galat import GalatAturan

SESI = "aktivasi"
BELUM_COCOK = (
    "NIP dan kode belum cocok, atau kodenya tidak berlaku lagi. Periksa lagi slip Anda, atau minta "
    "slip baru kepada pengelola kepegawaian."
)
TERLALU_SERING = "Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def aktivasi(request: HttpRequest) -> HttpResponse:
    """Where the slip's code is typed."""
    formulir = FormKodeAktivasi(request.POST or None)
    if request.method != "POST" or not formulir.is_valid():
        return render(request, "kelola/aktivasi.html", {"form": formulir})
    nama, kode = formulir.cleaned_data["nama"], formulir.cleaned_data["kode"]
    if not ratelimit.consume(request, action="aktivasi", key=nama):
        formulir.add_error(None, TERLALU_SERING)
        return render(request, "kelola/aktivasi.html", {"form": formulir})
    undangan = aktivasi_terbuka(kode=kode, sekarang=timezone.now(), pengguna__username=nama)
    if undangan is None:
        catat_gagal(request, pengguna_bernama(nama))
        formulir.add_error(None, BELUM_COCOK)
        return render(request, "kelola/aktivasi.html", {"form": formulir})
    request.session[SESI] = [undangan.pk, kode]
    return redirect("kelola:aktivasi_sandi")


@never_cache
@require_safe
def aktivasi_tautan(request: HttpRequest, pk: int, kode: str) -> HttpResponse:
    """Take the code out of the address, where history and Referer would keep it."""
    request.session[SESI] = [pk, kode]
    return redirect("kelola:aktivasi_sandi")


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def aktivasi_sandi(request: HttpRequest) -> HttpResponse:
    nomor, kode = request.session.get(SESI, [0, ""])
    undangan = aktivasi_terbuka(pk=nomor, kode=kode, sekarang=timezone.now())
    if undangan is None:
        request.session.pop(SESI, None)
        return render(request, "kelola/aktivasi_tidak_berlaku.html")
    formulir = FormAktivasi(request.POST or None, pengguna=undangan.pengguna)
    if request.method == "POST" and formulir.is_valid():
        return _masukkan(request, undangan, kode, formulir.cleaned_data["password1"])
    return render(request, "kelola/aktivasi_sandi.html", {"form": formulir, "undangan": undangan})


def _masukkan(request: HttpRequest, undangan: Aktivasi, kode: str, sandi: str) -> HttpResponse:
    """Set the password and log in, through the second factor where the account has one."""
    request.session.pop(SESI, None)
    try:
        akun = aktifkan(
            nomor=undangan.pk,
            kode=kode,
            sandi=sandi,
            jejak=jejak(request),
            oleh=undangan.pengguna,
            sekarang=timezone.now(),
        )
    except GalatAturan:
        return render(request, "kelola/aktivasi_tidak_berlaku.html")
    if request.user.is_authenticated:
        request.session.flush()
    messages.success(request, "Kata sandi Anda tersimpan.")
    return perform_login(request, akun)
