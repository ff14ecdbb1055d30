"""People ticked in a list, kept in the session on the way to the page that asks the rest."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from instansi.models import Pegawai

# Session: their keys, and the address of the list as it stood.
MASSAL, ASAL = "pegawai_terpilih", "pegawai_asal"
TERBANYAK = 1000  # who may be meant at once
BELUM_DIPILIH = "Belum ada pegawai yang dipilih. Centang orangnya di daftar."


def ingat_terpilih(request: HttpRequest, orang: Sequence[int], asal: str) -> None:
    """Keep who is meant and where they were ticked: keys stay out of addresses."""
    request.session[MASSAL], request.session[ASAL] = list(orang), asal


def terpilih(request: HttpRequest, daftar: QuerySet[Pegawai]) -> QuerySet[Pegawai]:
    """Of these people those who were ticked."""
    return daftar.filter(pk__in=request.session.get(MASSAL, []))


def daftar_asal(request: HttpRequest) -> str:
    """The list in which they were ticked, with its filters."""
    asal: str = request.session.get(ASAL) or reverse("beranda:pegawai_daftar")
    return asal


def kembali_memilih(request: HttpRequest) -> HttpResponse:
    """Back to that list, saying that somebody has to be ticked."""
    messages.error(request, BELUM_DIPILIH)
    return redirect(daftar_asal(request))
