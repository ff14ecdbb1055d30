"""Superiors: of one person, of many, and where they cannot be right."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from instansi.actions import ambil_orang
from instansi.actions.orang_penempatan import terapkan_usulan, tetapkan_atasan
from instansi.akses import perlu_izin
from instansi.forms.saring import FormSaringMasalah
from instansi.models import Pegawai
from instansi.permissions import Izin
from instansi.queries import orang as queries
from instansi.queries import pegawai_untuk
from instansi.queries.cari import sumber_orang
from instansi.queries.ingatan import Ingatan
from instansi.queries.saring_unit import dengan_bawahan, unit_saringan
from instansi.rules.orang import ringkas_masalah
from instansi.terpilih import daftar_asal, ingat_terpilih, kembali_memilih, terpilih
from lib.angka import angka
from lib.galat import GalatAturan
from lib.pilih_orang import FormPilihOrang
from lib.sebutan import sebut_orang

PER_HALAMAN = 25


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def pegawai_atasan(request: HttpRequest, pk: int) -> HttpResponse:
    orang = ambil_orang(
        daftar=_lengkap(request),
        pk=pk,
        halaman="Ganti atasan",
        oleh=request.user,
        sekarang=timezone.now(),
    )
    selesai = f"{reverse('beranda:pegawai_detail', args=[pk])}?tab=penempatan"
    return _tetapkan(request, [orang], selesai)


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def massal_atasan(request: HttpRequest) -> HttpResponse:
    """The same for the people that were ticked in the list."""
    orang = list(terpilih(request, _lengkap(request)))
    if not orang:
        return kembali_memilih(request)
    return _tetapkan(request, orang, daftar_asal(request))


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def atasan_masalah(request: HttpRequest) -> HttpResponse:
    """People whose superior is missing or wrong, each with a proposal; a POST applies them."""
    milik = pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA)
    if request.method == "POST":
        return _tindak(request, queries.orang_bermasalah(milik))
    ingatan = Ingatan()
    unit = unit_saringan(request.user, Izin.PEGAWAI_KELOLA, request.GET.get("unit", ""), ingatan)
    saring = FormSaringMasalah(request.GET, unit=unit)
    isi = saring.cleaned_data if saring.is_valid() else {}
    if isi.get("unit"):
        milik = milik.filter(unit__in=dengan_bawahan(isi["unit"]))
    semua = queries.masalah_terurut(milik, ingatan)
    if isi.get("masalah"):
        semua = [(pk, masalah) for pk, masalah in semua if masalah == isi["masalah"]]
    halaman = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("hal"))
    halaman.object_list = queries.baris_masalah(milik, halaman.object_list, timezone.localdate())
    konteks = {
        "halaman": halaman,
        "saring": saring,
        "tersaring": any(isi.values()),
        "rincian": ringkas_masalah(Counter(m for _, m in semua)),
    }
    return render(request, "instansi/atasan_masalah.html", konteks)


def _tindak(request: HttpRequest, masalah: QuerySet[Any]) -> HttpResponse:
    """Apply the proposals to the ticked people, or ask whom to give them all."""
    dipilih = request.POST.getlist("satu") or request.POST.getlist("pegawai")
    ids = [int(pk) for pk in dipilih if pk.isdecimal() and len(pk) < 19]
    orang = list(masalah.filter(pk__in=ids).select_related("unit"))
    if not ids:
        messages.error(request, "Belum ada yang dicentang.")
        return redirect(request.get_full_path())
    if len(orang) != len(set(ids)):
        raise Http404
    if request.POST.get("tindakan") == "pilih" and "satu" not in request.POST:
        ingat_terpilih(request, ids, request.get_full_path())
        return redirect("instansi:massal_atasan")
    _terapkan(request, orang)
    return redirect(request.get_full_path())


def _terapkan(request: HttpRequest, orang: list[Any]) -> None:
    """Give each of these people the superior proposed now, and say who it is."""
    atas = queries.pimpinan({p.unit.path for p in orang}, timezone.localdate())
    usulan = {p: c.pk for p in orang if (c := queries.usulan_atasan(p.pk, p.unit.path, atas))}
    calon = queries.berjabatan(set(usulan.values()))
    pasangan = [(p, calon[pk]) for p, pk in usulan.items()]
    berubah, tertolak = terapkan_usulan(pasangan=pasangan, oleh=request.user)
    for alasan in tertolak:
        messages.error(request, alasan)
    if berubah:
        nama = Counter(atasan.nama for _, atasan in berubah).most_common()
        sebutan = sebut_orang([f"{n} ({angka(b)} orang)" for n, b in nama], len(nama))
        messages.success(request, f"{angka(len(berubah))} pegawai mendapat atasan: {sebutan}.")


def _lengkap(request: HttpRequest) -> QuerySet[Pegawai]:
    orang = pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA)
    return orang.select_related("unit", "jabatan", "atasan").order_by("id")


def _tetapkan(request: HttpRequest, orang: list[Pegawai], selesai: str) -> HttpResponse:
    calon = pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA).filter(status=Pegawai.Status.AKTIF)
    if len(orang) == 1:
        calon = calon.exclude(pk=orang[0].pk)
    form = FormPilihOrang(
        request.POST or None,
        sumber=sumber_orang(calon),
        usulan=queries.calon_atasan(orang, timezone.localdate())[:5],
        label="Atasan langsung",
    )
    if "setuju" in request.POST and form.is_valid():
        atasan = form.cleaned_data["orang"]
        try:
            bawahan = [p for p in orang if p.pk != atasan.pk]
            banyak = tetapkan_atasan(pegawai=bawahan, atasan=atasan, oleh=request.user)
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            _ceritakan(request, orang, atasan, banyak)
            return redirect(selesai)
    galat = "setuju" in request.POST and bool(form.errors)
    konteks = {"orang": orang, "form": form, "kembali": selesai, "tampil_galat": galat}
    return render(request, "instansi/pegawai_atasan.html", konteks, status=422 if galat else 200)


def _ceritakan(request: HttpRequest, orang: list[Pegawai], atasan: Pegawai, banyak: int) -> None:
    """Say what became of everyone who was ticked."""
    sendiri = atasan in orang
    tetap = len(orang) - banyak - sendiri
    kalimat = [f"{atasan.nama} kini atasan langsung {angka(banyak)} pegawai."] if banyak else []
    if tetap:
        kalimat.append(f"{angka(tetap)} pegawai tidak berubah: atasannya sudah {atasan.nama}.")
    if sendiri:
        kalimat.append(f"{atasan.nama} sendiri dilewati.")
    (messages.success if banyak else messages.info)(request, " ".join(kalimat))
