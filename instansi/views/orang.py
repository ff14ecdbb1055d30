"""One person's record: add, put right, find; one's own phone number."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from instansi.actions import ambil_orang
from instansi.actions.orang import (
    IsiPegawai,
    NipPerluAlasan,
    NipTidakBisaDipakai,
    SurelTerpakai,
    tambah_pegawai,
    ubah_pegawai,
    ubah_telepon,
)
from instansi.akses import perlu_izin
from instansi.forms.orang import FormBaru, FormIdentitas, FormTelepon, tanggal_awal
from instansi.models import Pegawai
from instansi.permissions import Izin
from instansi.queries import instansi_untuk, pegawai_untuk
from instansi.queries.cari import cari_orang, sebut_orang
from instansi.queries.orang import kembaran, usulan_di_unit
from instansi.queries.pelaksana import salah_tempat
from lib.galat import GalatAturan
from lib.laju import masih_boleh
from lib.nip import tampilkan_nip

CARI_PER_MENIT = 60
# The field that a refusal is about; the summary on top of the form links there.
BIDANG_GALAT: dict[type[GalatAturan], str] = {NipTidakBisaDipakai: "nip", SurelTerpakai: "surel"}


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def pegawai_baru(request: HttpRequest) -> HttpResponse:
    hari = timezone.localdate()
    form = FormBaru(
        request.POST or None,
        unit=instansi_untuk(request.user, Izin.PEGAWAI_KELOLA),
        pemda_id=request.user.pemda_id,
        initial=tanggal_awal(hari),
    )
    if form.is_valid() and not _sudah_ada(request, form):
        tempat = form.tempat()
        salah = salah_tempat(tempat["jabatan"], tempat["unit"])
        try:
            orang = tambah_pegawai(
                pemda=request.user.pemda,
                isi=_isi(form.cleaned_data),
                **tempat,
                atasan=usulan_di_unit(tempat["unit"], hari),
                oleh=request.user,
                hari_ini=hari,
            )
        except GalatAturan as galat:
            _tunjuk(form, galat)
        else:
            messages.success(request, _tertambah(orang))
            if salah:
                messages.warning(
                    request, f"{salah} Bila keliru, tekan Pindahkan dan pilih jabatan yang benar."
                )
            return redirect("beranda:pegawai_detail", orang.pk)
    return _tampil(request, "instansi/pegawai_baru.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def pegawai_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    milik = pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA)
    orang = ambil_orang(
        daftar=milik, pk=pk, halaman="Ubah data pegawai", oleh=request.user, sekarang=timezone.now()
    )
    form = FormIdentitas(request.POST or None, initial=FormIdentitas.awal(orang))
    if form.is_valid():
        try:
            baru = ubah_pegawai(
                pegawai=orang,
                isi=_isi(form.cleaned_data),
                oleh=request.user,
                hari_ini=timezone.localdate(),
            )
        except GalatAturan as galat:
            _tunjuk(form, galat)
        else:
            nip = "" if baru.nip == orang.nip else f" NIP-nya kini {tampilkan_nip(baru.nip)}."
            messages.success(request, f"Data {baru.nama} tersimpan.{nip}")
            return redirect("beranda:pegawai_detail", orang.pk)
    return _tampil(request, "instansi/pegawai_ubah.html", form, pegawai=orang)


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.KONTAK_SENDIRI)
def telepon_saya(request: HttpRequest) -> HttpResponse:
    orang = request.user.pegawai
    form = FormTelepon(request.POST or None, initial={"telepon": orang.telepon})
    if form.is_valid():
        ubah_telepon(pegawai=orang, telepon=form.cleaned_data["telepon"], oleh=request.user)
        apa = "tersimpan" if form.cleaned_data["telepon"] else "dihapus"
        messages.success(request, f"Nomor telepon Anda {apa}.")
        return redirect("beranda:pegawai_detail", orang.pk)
    return _tampil(request, "instansi/telepon_saya.html", form, pegawai=orang)


@require_POST
@perlu_izin(Izin.PEGAWAI_KELOLA)
def pegawai_cari(request: HttpRequest) -> HttpResponse:
    """The people of the scope whom some words find, as choices of a form.

    Posted, so that names stay out of addresses; counted, so that nobody reads out the directory.
    """
    if not masih_boleh(f"cari:{request.user.pk}", banyak=CARI_PER_MENIT, detik=60):
        return render(request, "instansi/bagian/orang_ditemukan.html", {"lambat": True}, status=429)
    aktif = pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA).filter(status=Pegawai.Status.AKTIF)
    kata = request.POST.get("cari", "").strip()
    temuan = cari_orang(aktif, kata)
    daftar = [(str(p.pk), sebut_orang(p)) for p in temuan.orang]
    konteks = {"daftar": daftar, "mirip": temuan.mirip, "kata": kata}
    return render(request, "instansi/bagian/orang_ditemukan.html", konteks)


def _isi(data: dict[str, Any]) -> IsiPegawai:
    return IsiPegawai(**{k: v for k, v in data.items() if k in IsiPegawai._fields})


def _tunjuk(form: Form, galat: GalatAturan) -> None:
    """Say a refusal at its field; an odd NIP there and at the reason that would let it pass."""
    if isinstance(galat, NipPerluAlasan):
        form.add_error("nip", galat.pesan)
        form.add_error("alasan_nip", galat.langkah)
    else:
        form.add_error(BIDANG_GALAT.get(type(galat)), str(galat))


def _sudah_ada(request: HttpRequest, form: FormBaru) -> bool:
    """Ask once where somebody of the scope has this name and birth date."""
    isi = form.cleaned_data
    siapa = {k: isi[k] for k in ("nama", "tanggal_lahir", "nip")}
    ada = kembaran(pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA), **siapa)
    if ada is None or isi["orang_lain"]:
        return False
    form.add_error(
        "orang_lain",
        f"{ada.nama} bertanggal lahir sama sudah ada di {ada.unit}, NIP {tampilkan_nip(ada.nip)}. "
        "Bila orangnya sama, betulkan datanya di sana.",
    )
    return True


def _tertambah(orang: Pegawai) -> str:
    if orang.atasan:
        return f"{orang.nama} ditambahkan. Atasannya {orang.atasan.nama}; ganti bila keliru."
    return f"{orang.nama} ditambahkan. Atasannya belum ada; pilih di halaman ini."


def _tampil(request: HttpRequest, templat: str, form: Any, **konteks: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, templat, {"form": form} | konteks, status=status)
