"""The directory with what each person has developed; a superior's team."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beranda.forms import FormSaring
from beranda.permissions import Izin
from beranda.queries import pegawai as queries
from beranda.queries.tim import tim
from instansi.actions import catat_buka_rekam
from instansi.akses import alasan_ditolak, boleh, perlu_izin
from instansi.permissions import Izin as IzinInstansi
from instansi.queries import instansi_untuk, pegawai_untuk, pemda_utuh
from laporan.actions.pekerjaan import minta_laporan
from laporan.permissions import Izin as IzinLaporan
from laporan.permissions import izin_ekspor
from laporan.queries.pegawai import banyak_pegawai, pegawai_tersaring, urutkan
from laporan.queries.pekerjaan import cakupan_kini
from laporan.queries.perhatian import nilai_perhatian

PER_HALAMAN = 25
CARI = "cari_pegawai"


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_DAFTAR)
def pegawai_daftar(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _cari(request)
    patokan = queries.patokan_hari_ini(request.user)
    saring, cari = _saring(request)
    daftar = pegawai_tersaring(
        pegawai_untuk(request.user, Izin.PEGAWAI_DAFTAR), saring.isi, cari=cari, tahun=patokan.tahun
    )
    penomor = Paginator(urutkan(daftar, saring.urutan, tahun=patokan.tahun), PER_HALAMAN)
    pemda = None if cari else pemda_utuh(request.user, Izin.PEGAWAI_DAFTAR)
    penomor.count = banyak_pegawai(daftar, saring.isi, tahun=patokan.tahun, pemda=pemda)
    halaman = penomor.get_page(request.GET.get("hal"))
    halaman.object_list = queries.isi_halaman(
        halaman.object_list, patokan=patokan, sekarang=timezone.now()
    )
    konteks = {"halaman": halaman, "saring": saring, "cari": cari, "tahun": patokan.tahun}
    konteks["boleh_lengkap"] = boleh(request.user, IzinLaporan.EKSPOR_LENGKAP)
    return render(request, "beranda/pegawai_daftar.html", konteks)


def _saring(request: HttpRequest) -> tuple[FormSaring, str]:
    """The filters of the address, and the words of the session that it says are searched."""
    saring = FormSaring(request.GET, unit=instansi_untuk(request.user, Izin.PEGAWAI_DAFTAR))
    return saring, request.session.get(CARI, "") if request.GET.get("cari") else ""


def _cari(request: HttpRequest) -> HttpResponse:
    """Keep the search in the session: names and NIP stay out of addresses and logs."""
    request.session[CARI] = request.POST.get("q", "").strip()[:80]
    saring = request.GET.copy()
    for kunci in ("cari", "hal"):
        saring.pop(kunci, None)
    if request.session[CARI]:
        saring["cari"] = "1"
    return redirect(f"{reverse('beranda:pegawai_daftar')}?{saring.urlencode()}")


@require_POST
@perlu_izin(IzinLaporan.EKSPOR_PEGAWAI)
def pegawai_ekspor(request: HttpRequest) -> HttpResponse:
    """Ask for the list as it stands, or for the ticked people, as a workbook."""
    lengkap = request.POST.get("isi") == "lengkap"
    if lengkap and not boleh(request.user, IzinLaporan.EKSPOR_LENGKAP):
        raise PermissionDenied(alasan_ditolak(IzinLaporan.EKSPOR_LENGKAP))
    saring, cari = _saring(request)
    if not saring.is_valid():
        raise Http404
    pekerjaan = minta_laporan(
        jenis="PEGAWAI",
        parameter={
            "saring": saring.isi
            | ({"unit": saring.isi["unit"].pk} if "unit" in saring.isi else {}),
            "cari": cari,
            "urut": saring.urutan,
            "kolom": saring.kolom_tampil,
            "pilihan": [int(pk) for pk in request.POST.getlist("pegawai") if pk.isdecimal()],
            "lengkap": lengkap,
            "cakupan": cakupan_kini(request.user, izin_ekspor(lengkap)),
        },
        peminta=request.user,
        oleh=request.user,
        sekarang=timezone.now(),
    )
    return redirect("laporan:laporan_detail", pekerjaan.pk)


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
    catat_buka_rekam(pegawai=pegawai, halaman="Data pegawai", oleh=request.user, sekarang=sekarang)
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
