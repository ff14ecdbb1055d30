"""People ticked in a list, kept in the session on the way to the page that asks the rest."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from instansi.models import Pegawai

MASSAL = "pegawai_terpilih"  # session: their keys
BELUM_DIPILIH = "Belum ada pegawai yang dipilih. Centang orangnya di daftar."


def terpilih(request: HttpRequest, daftar: QuerySet[Pegawai]) -> QuerySet[Pegawai]:
    """Of these people those who were ticked."""
    return daftar.filter(pk__in=request.session.get(MASSAL, []))


def kembali_memilih(request: HttpRequest) -> HttpResponse:
    """Back to the list of people, saying that somebody has to be ticked."""
    messages.error(request, BELUM_DIPILIH)
    return redirect("beranda:pegawai_daftar")
