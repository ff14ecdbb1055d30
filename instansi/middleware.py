"""Shows every time in the zone of the person's pemda (invariant 14); forgets on logging out."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class PemdaMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(ZoneInfo(request.user.pemda.zona_waktu)):
            jawaban = self.get_response(request)
        if not request.user.is_authenticated:
            # Logged out by this request: drafts and cached pages leave the device too.
            jawaban["Clear-Site-Data"] = '"storage"'
        return jawaban
