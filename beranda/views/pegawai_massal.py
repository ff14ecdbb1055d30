"""What is done with many people of the list, and lists that are kept."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from beranda.forms import FormTampilan
from beranda.permissions import Izin
from beranda.queries import pegawai as queries
from beranda.views.pegawai import alamat_daftar, angka, saring_daftar
from instansi.actions.tampilan import hapus_tampilan, simpan_tampilan
from instansi.akses import IzinDasar, alasan_ditolak, boleh, perlu_izin
from instansi.models import TampilanTersimpan
from instansi.permissions import Izin as IzinInstansi
from instansi.queries import pegawai_untuk
from instansi.queries.ingatan import Ingatan
from instansi.terpilih import (
    TERBANYAK,
    daftar_asal,
    ingat_terpilih,
    kembali_memilih,
    terpilih,
)
from kelola.permissions import Izin as IzinKelola
from laporan.queries.pegawai import pegawai_tersaring
from lib.galat import GalatAturan
from pelatihan.permissions import Izin as IzinPelatihan

HALAMAN = "pegawai"
TUJUAN = {
    "kelas": ("beranda:massal_kelas", IzinPelatihan.PESERTA_KELOLA),
    "atasan": ("instansi:massal_atasan", IzinInstansi.PEGAWAI_KELOLA),
    "status": ("instansi:massal_status", IzinInstansi.PEGAWAI_KELOLA),
    "akun": ("kelola:akun_massal", IzinKelola.AKUN_KELOLA),
}


@require_POST
@perlu_izin(Izin.PEGAWAI_DAFTAR)
def pegawai_massal(request: HttpRequest) -> HttpResponse:
    """Remember who is meant, and go to the page that asks the rest."""
    if request.POST.get("tindakan") not in TUJUAN:
        raise Http404
    tujuan, izin = TUJUAN[request.POST["tindakan"]]
    if not boleh(request.user, izin):
        raise PermissionDenied(alasan_ditolak(izin))
    pilihan = _pilihan(request, izin)
    if not 0 < len(pilihan) <= TERBANYAK:
        messages.error(request, _alasan_banyak(len(pilihan)))
        return redirect(alamat_daftar(request))
    ingat_terpilih(request, pilihan, alamat_daftar(request))
    return redirect(tujuan)


@require_safe
@perlu_izin(IzinPelatihan.PESERTA_KELOLA)
def massal_kelas(request: HttpRequest) -> HttpResponse:
    """Classes that take people, each with a button that nominates who was ticked."""
    orang = list(
        terpilih(request, pegawai_untuk(request.user, IzinPelatihan.PESERTA_KELOLA))
        .select_related("unit")
        .order_by("id")
    )
    if not orang:
        return kembali_memilih(request)
    daftar = queries.kelas_terbuka(request.user, timezone.now())
    return render(
        request,
        "beranda/massal_kelas.html",
        {"orang": orang, "daftar": daftar, "kembali": daftar_asal(request)},
    )


@require_POST
@perlu_izin(Izin.PEGAWAI_DAFTAR)
def tampilan_simpan(request: HttpRequest) -> HttpResponse:
    """Keep the list of the address, without the words of a search, under a name."""
    form, (saring, _) = FormTampilan(request.POST), saring_daftar(request, Ingatan())
    if not form.is_valid():
        messages.error(request, "Beri nama tampilan ini, paling banyak 60 huruf.")
        return redirect(alamat_daftar(request))
    try:
        tampilan = simpan_tampilan(
            pengguna=request.user,
            halaman=HALAMAN,
            nama=form.cleaned_data["nama"],
            saringan=saring.kueri,
            oleh=request.user,
        )
    except GalatAturan as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"Tampilan “{tampilan.nama}” tersimpan.")
    return redirect(alamat_daftar(request))


@require_POST
@perlu_izin(Izin.PEGAWAI_DAFTAR)
def tampilan_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    milik = TampilanTersimpan.objects.filter(pengguna=request.user, halaman=HALAMAN)
    tampilan = get_object_or_404(milik, pk=pk)
    if request.POST.get("konfirmasi") != "ya":
        konteks = {
            "judul": f"Hapus tampilan “{tampilan.nama}”?",
            "akibat": "Saringan dan urutannya tidak tersimpan lagi. Pegawainya tetap.",
            "setuju": "Hapus tampilan",
            "kembali_url": reverse("beranda:pegawai_daftar"),
            "isian": [],
        }
        return render(request, "konfirmasi.html", konteks)
    hapus_tampilan(tampilan=tampilan, oleh=request.user)
    messages.success(request, f"Tampilan “{tampilan.nama}” dihapus.")
    return redirect("beranda:pegawai_daftar")


def _pilihan(request: HttpRequest, izin: IzinDasar) -> list[int]:
    """The ticked people, or all that the filters match, whom this permission reaches."""
    orang = pegawai_untuk(request.user, izin)
    if "semua" in request.POST:
        saring, cari = saring_daftar(request, Ingatan())
        orang = pegawai_tersaring(orang, saring.isi, cari=cari, tahun=timezone.localdate().year)
    else:
        orang = orang.filter(pk__in=angka(request.POST.getlist("pegawai")))
    return list(orang.order_by("id").values_list("pk", flat=True)[: TERBANYAK + 1])


def _alasan_banyak(banyak: int) -> str:
    if banyak:
        return f"Paling banyak {TERBANYAK} orang sekaligus. Persempit dengan saringan."
    return "Belum ada pegawai yang dipilih, atau mereka di luar unit Anda. Centang orangnya."
