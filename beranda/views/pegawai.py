"""The directory with what each person has developed; a superior's team."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from beranda.forms import FormSaring
from beranda.permissions import Izin
from beranda.queries import pegawai as queries
from beranda.queries.tim import tim
from instansi.akses import perlu_izin
from instansi.permissions import Izin as IzinInstansi
from instansi.queries import instansi_untuk, pegawai_untuk, pemda_utuh
from laporan.queries.perhatian import nilai_perhatian

PER_HALAMAN = 25
CARI = "cari_pegawai"


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_DAFTAR)
def pegawai_daftar(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _cari(request)
    patokan = queries.patokan_hari_ini(request.user)
    saring = FormSaring(request.GET, unit=instansi_untuk(request.user, Izin.PEGAWAI_DAFTAR))
    cari = request.session.get(CARI, "") if request.GET.get("cari") else ""
    isi = saring.cleaned_data if saring.is_valid() else {}
    daftar = queries.pegawai_tersaring(
        pegawai_untuk(request.user, Izin.PEGAWAI_DAFTAR), isi, cari=cari, patokan=patokan
    )
    penomor = Paginator(queries.urutkan(daftar, request.GET.get("urut", "nama")), PER_HALAMAN)
    pemda = None if cari else pemda_utuh(request.user, Izin.PEGAWAI_DAFTAR)
    penomor.count = queries.banyak_pegawai(daftar, isi, tahun=patokan.tahun, pemda=pemda)
    halaman = penomor.get_page(request.GET.get("hal"))
    halaman.object_list = queries.isi_halaman(
        halaman.object_list, patokan=patokan, sekarang=timezone.now()
    )
    konteks = {"halaman": halaman, "saring": saring, "cari": cari, "tahun": patokan.tahun}
    return render(request, "beranda/pegawai_daftar.html", konteks)


def _cari(request: HttpRequest) -> HttpResponse:
    """Keep the search in the session: names and NIP stay out of addresses and logs."""
    request.session[CARI] = request.POST.get("q", "").strip()[:80]
    saring = {k: v for k, v in request.GET.items() if k not in {"cari", "hal"}}
    if request.session[CARI]:
        saring["cari"] = "1"
    return redirect(f"{reverse('beranda:pegawai_daftar')}?{urlencode(saring)}")


@require_safe
@perlu_izin(IzinInstansi.PEGAWAI_LIHAT)
def pegawai_detail(request: HttpRequest, pk: int) -> HttpResponse:
    sekarang = timezone.now()
    patokan = queries.patokan_hari_ini(request.user)
    pegawai = get_object_or_404(
        queries.pegawai_lengkap(
            pegawai_untuk(request.user, IzinInstansi.PEGAWAI_LIHAT),
            patokan=patokan,
            sekarang=sekarang,
        ),
        pk=pk,
    )
    return render(
        request,
        "beranda/pegawai_detail.html",
        {
            "pegawai": pegawai,
            "alasan": nilai_perhatian(pegawai, patokan),
            "patokan": patokan,
            "daftar_pendaftaran": queries.riwayat_kelas(pegawai),
            "daftar_catatan": queries.catatan_terakhir(pegawai, patokan.tahun),
            "daftar_predikat": pegawai.predikat.order_by("-tahun", "-periode", "-id")[:6],
        },
    )


@require_safe
@perlu_izin(Izin.TIM_LIHAT)
def tim_saya(request: HttpRequest) -> HttpResponse:
    patokan = queries.patokan_hari_ini(request.user)
    anggota = tim(request.user.pegawai_id, patokan=patokan, sekarang=timezone.now())
    return render(request, "beranda/tim_saya.html", {"tim": anggota, "patokan": patokan})
