"""The directory with what each person has developed; a superior's team."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beranda.forms import FormSaring
from beranda.permissions import Izin
from beranda.queries import pegawai as queries
from beranda.queries.tim import tim
from instansi.akses import alasan_ditolak, boleh, perlu_izin
from instansi.models import Pegawai
from instansi.permissions import Izin as IzinInstansi
from instansi.queries import kunci_cakupan, pegawai_untuk, pemda_utuh
from instansi.queries.cari import termirip
from instansi.queries.ingatan import Ingatan
from instansi.queries.saring_unit import unit_saringan
from instansi.terpilih import BELUM_DIPILIH
from kelola.permissions import Izin as IzinKelola
from laporan.actions.pekerjaan import minta_laporan
from laporan.permissions import Izin as IzinLaporan
from laporan.permissions import izin_ekspor
from laporan.queries.pegawai import (
    PER_HALAMAN,
    DaftarTerurut,
    IngatanJP,
    banyak_teringkas,
    pegawai_tersaring,
    pemda_terurut,
)
from laporan.queries.pekerjaan import cakupan_kini
from laporan.rules.pegawai import KOLOM_DAFTAR, SEMUA_STATUS, URUTAN
from lib.komponen.pustaka import alamat
from lib.pencarian import baca_cari, simpan_cari
from pelatihan.permissions import Izin as IzinPelatihan


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_DAFTAR)
def pegawai_daftar(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return simpan_cari(request, reverse("beranda:pegawai_daftar"))
    ingatan = IngatanJP()
    patokan = queries.patokan_hari_ini(request.user, ingatan)
    saring, cari = saring_daftar(request, ingatan)
    milik = pegawai_untuk(request.user, Izin.PEGAWAI_DAFTAR)
    terurut = _terurut(request, milik, saring, cari, patokan.tahun, ingatan)
    penomor = Paginator(terurut, PER_HALAMAN)
    halaman = penomor.get_page(request.GET.get("hal"))
    mirip, berstatus_lain = [], 0
    if cari and not penomor.count:
        semua = {"daftar": milik, "tahun": patokan.tahun}
        tiap = saring.isi | {"status": SEMUA_STATUS}
        berstatus_lain = pegawai_tersaring(**semua, saring=tiap, cari=cari).count()
        if not berstatus_lain:
            mirip = termirip(pegawai_tersaring(**semua, saring=saring.isi, cari=""), cari)
    halaman.object_list = queries.isi_halaman(
        mirip or halaman.object_list, patokan=patokan, sekarang=timezone.now()
    )
    konteks = {"halaman": halaman, "saring": saring, "cari": cari, "tahun": patokan.tahun}
    konteks["kolom_tampil"] = [(k, KOLOM_DAFTAR[k], k in URUTAN and k) for k in saring.kolom_tampil]
    konteks |= _boleh(request) | {"mirip": bool(mirip), "terurut_pada": terurut.terurut_pada}
    konteks["seluruh_kota"] = pemda_utuh(request.user, Izin.PEGAWAI_DAFTAR)
    if berstatus_lain:
        konteks["berstatus_lain"] = berstatus_lain
        konteks["url_semua_status"] = alamat(request, status=SEMUA_STATUS, hal=None)
    return render(request, "beranda/pegawai_daftar.html", konteks)


def _terurut(
    request: HttpRequest,
    milik: QuerySet[Pegawai],
    saring: FormSaring,
    cari: str,
    tahun: int,
    ingatan: IngatanJP,
) -> DaftarTerurut:
    """The list as asked for; a summary helps where a whole city is looked at."""
    pemda = None if cari else pemda_utuh(request.user, Izin.PEGAWAI_DAFTAR)
    kunci = (kunci_cakupan(request.user, Izin.PEGAWAI_DAFTAR), tuple(saring.isi.items()))
    return DaftarTerurut(
        pegawai_tersaring(milik, saring.isi, cari=cari, tahun=tahun),
        saring.urutan,
        tahun=tahun,
        cari=cari,
        banyak=banyak_teringkas(saring.isi, tahun=tahun, pemda=pemda),
        pemda=pemda_terurut(saring.isi, pemda),
        ingatan=None if cari or saring.isi.get("perhatian") else (ingatan, kunci),
    )


def saring_daftar(request: HttpRequest, ingatan: Ingatan) -> tuple[FormSaring, str]:
    """The filters of the address, and the words of the session that it says are searched."""
    unit = unit_saringan(request.user, Izin.PEGAWAI_DAFTAR, request.GET.get("unit", ""), ingatan)
    saring = FormSaring(request.GET, unit=unit)
    return saring, baca_cari(request)


def alamat_daftar(request: HttpRequest) -> str:
    """The list as it stood: the filters of this address."""
    kueri = request.GET.urlencode()
    return reverse("beranda:pegawai_daftar") + (f"?{kueri}" if kueri else "")


def angka(teks: list[str]) -> list[int]:
    """The keys among posted texts; what is no key belongs to nobody."""
    return [int(t) for t in teks if t.isdecimal() and len(t) < 19]


def _boleh(request: HttpRequest) -> dict[str, Any]:
    """What the person may do with the list, and the lists kept."""
    return {
        "boleh_kelola": boleh(request.user, IzinInstansi.PEGAWAI_KELOLA),
        "boleh_akun": boleh(request.user, IzinKelola.AKUN_KELOLA),
        "boleh_impor": boleh(request.user, IzinKelola.IMPOR_PEGAWAI),
        "boleh_lengkap": boleh(request.user, IzinLaporan.EKSPOR_LENGKAP),
        "boleh_usul": boleh(request.user, IzinPelatihan.PESERTA_KELOLA),
        "tampilan": queries.tampilan_tersimpan(request.user),
    }


@require_POST
@perlu_izin(IzinLaporan.EKSPOR_PEGAWAI)
def pegawai_ekspor(request: HttpRequest) -> HttpResponse:
    """Ask for the list as it stands, or for the ticked people, as a workbook."""
    lengkap, semua = request.POST.get("isi") == "lengkap", "semua" in request.POST
    if lengkap and not boleh(request.user, IzinLaporan.EKSPOR_LENGKAP):
        raise PermissionDenied(alasan_ditolak(IzinLaporan.EKSPOR_LENGKAP))
    saring, cari = saring_daftar(request, Ingatan())
    if not saring.is_valid():
        raise Http404
    pilihan = [] if semua else angka(request.POST.getlist("pegawai"))
    if "dicentang" in request.POST and not semua and not pilihan:
        messages.error(request, BELUM_DIPILIH)
        return redirect(alamat_daftar(request))
    hak = {"lengkap": lengkap, "cakupan": cakupan_kini(request.user, izin_ekspor(lengkap))}
    pekerjaan = minta_laporan(
        jenis="PEGAWAI",
        parameter=_parameter_ekspor(saring, cari, pilihan, lengkap) | hak,
        peminta=request.user,
        oleh=request.user,
        sekarang=timezone.now(),
    )
    return redirect("laporan:laporan_detail", pekerjaan.pk)


def _parameter_ekspor(
    saring: FormSaring, cari: str, pilihan: list[int], lengkap: bool
) -> dict[str, Any]:
    """The list as the workbook will hold it, and what the page of the job says about it."""
    return {
        "saring": {k: getattr(v, "pk", v) for k, v in saring.isi.items()},
        "cari": cari,
        "urut": saring.urutan,
        "kolom": list(saring.kolom_tampil),
        "pilihan": pilihan,
        "sebutan": _isi_berkas(saring, cari, pilihan, lengkap),
        "kueri": saring.kueri,
    }


def _isi_berkas(saring: FormSaring, cari: str, terpilih: list[int], lengkap: bool) -> str:
    """What a workbook of the list holds, in words; who was searched for is not named."""
    if terpilih:
        isi = [f"{len(terpilih)} pegawai yang dicentang"]
    else:
        isi = [*saring.sebutan, *(["hasil pencarian"] if cari else [])] or ["Semua pegawai aktif"]
    return "; ".join([*isi, "semua kolom" if lengkap else "kolom di daftar"])


@require_safe
@perlu_izin(Izin.TIM_LIHAT)
def tim_saya(request: HttpRequest) -> HttpResponse:
    patokan = queries.patokan_hari_ini(request.user)
    anggota = tim(request.user.pegawai_id, patokan=patokan, sekarang=timezone.now())
    return render(request, "beranda/tim_saya.html", {"tim": anggota, "patokan": patokan})
