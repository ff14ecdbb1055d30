"""Ends sessions that are too old or too long unused; leads to what must be done first."""

from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from instansi.models import CatatanMasuk
from instansi.queries import peran_hari_ini
from kelola.actions.masuk import catat_peristiwa
from kelola.adapter import jejak
from kelola.queries.masuk import kewajiban, punya_dua_langkah
from kelola.rules import masuk as rules

Jawab = Callable[[HttpRequest], HttpResponse]
# What stays open while something must be done first: doing it, proving who one is, leaving.
BOLEH = {
    "dua_langkah": {
        "kelola:akun_wajib",
        "mfa_activate_totp",
        "account_reauthenticate",
        "account_logout",
    },
    "sandi": {
        "kelola:akun_wajib",
        "account_change_password",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "account_logout",
    },
}


class SesiMiddleware:
    """Stands before PemdaMiddleware, which clears the device only for who leaves on purpose."""

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "masuk_pada" in request.session and request.user.is_authenticated:
            kini = timezone.now()
            if alasan := rules.alasan_sesi_habis(request.session, kini.timestamp()):
                self._akhiri(request, alasan)
            elif kini.timestamp() - request.session["dilihat_pada"] >= rules.DENYUT:
                request.session["dilihat_pada"] = kini.timestamp()
                UserSession.objects.filter(session_key=request.session.session_key).update(
                    last_seen_at=kini
                )
        return self.get_response(request)

    def _akhiri(self, request: HttpRequest, alasan: str) -> None:
        catat_peristiwa(
            peristiwa=CatatanMasuk.Peristiwa.SESI_HABIS,
            pengguna=request.user,
            jejak=jejak(request),
            oleh=request.user,
            sekarang=timezone.now(),
        )
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        request.session.flush()
        request.user = AnonymousUser()
        messages.info(request, alasan)


class WajibMiddleware:
    """Whoever must set up a second factor, or choose a new password, can do nothing else."""

    def __init__(self, get_response: Jawab) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or "wajib" not in request.session:
            return None
        wajib = self._wajib(request)
        if not wajib:
            return None
        if wajib == "dua_langkah" and punya_dua_langkah(request.user):
            request.session["wajib"] = ""
            return None
        if request.resolver_match.view_name in BOLEH[wajib]:
            return None
        return redirect("kelola:akun_wajib")

    def _wajib(self, request: HttpRequest) -> str:
        """What must be done first; judged again when a role came or went since logging in."""
        dipegang = sorted(rules.PERAN_DUA_LANGKAH & peran_hari_ini(request.user))
        if dipegang != request.session.get("peran_diperiksa", []):
            request.session["peran_diperiksa"] = dipegang
            request.session["wajib"] = kewajiban(request.user)
        return request.session["wajib"]
