"""The catalogue of pembinaan with the classes to come, so the view stands here."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from instansi.akses import perlu_izin
from pelatihan.forms.katalog import FormKatalog
from pelatihan.queries.katalog import dengan_kelas_mendatang
from pembinaan import queries
from pembinaan.permissions import Izin

PER_HALAMAN = 25


@require_safe
@perlu_izin(Izin.KATALOG_LIHAT)
def katalog(request: HttpRequest) -> HttpResponse:
    sekarang = timezone.now()
    tema = queries.daftar_tema(request.user)
    form = FormKatalog(request.GET or None, tema=tema)
    isi = form.cleaned_data if form.is_valid() else {"q": "", "tema": ""}
    daftar = queries.cari_katalog(
        queries.katalog_untuk(request.user), kata=isi["q"], tema=isi["tema"]
    )
    daftar = dengan_kelas_mendatang(daftar, sekarang)
    halaman = Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("hal"))
    aturan = queries.aturan_berlaku(request.user.pemda_id, timezone.localdate(sekarang))
    konteks = {
        "form": form,
        "halaman": halaman,
        "baris": [(p, aturan.get(p.bentuk)) for p in halaman],
    }
    return render(request, "pembinaan/katalog.html", konteks)
