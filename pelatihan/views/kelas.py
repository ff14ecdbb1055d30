"""Classes: list, detail with its tabs, and the form that drafts one."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from instansi.akses import IzinDasar, alasan_ditolak, boleh, perlu_izin
from lib.galat import GalatAturan
from pelatihan.actions import kelas as actions
from pelatihan.forms.kelas import FormKelasTerbit, IsianKelas, awal_kelas
from pelatihan.forms.keputusan import FormBatal
from pelatihan.forms.saring import FormSaringKelas
from pelatihan.models import Kelas
from pelatihan.permissions import Izin
from pelatihan.queries import daftar_kelas as daftar
from pelatihan.queries import kelas as queries
from pelatihan.queries.rincian import ringkasan_kelas
from pelatihan.rules import kelas as rules
from pelatihan.rules.jadwal import Rentang
from pelatihan.rules.surat import masa_daftar
from pelatihan.views.kabar import sampaikan
from pelatihan.views.kehadiran import konteks_kehadiran
from pelatihan.views.peserta import konteks_peserta

PER_HALAMAN = 20
BACA_TULIS = ["GET", "HEAD", "POST"]


def ambil_kelas(request: HttpRequest, pk: int, izin: IzinDasar = Izin.KELAS_LIHAT) -> Kelas:
    """The class if the person may see it (else 404) and has this right on it (else 403)."""
    terlihat = queries.kelas_untuk(request.user, Izin.KELAS_LIHAT)
    kelas = get_object_or_404(
        terlihat.select_related(
            "pelatihan", "penyelenggara", "pemda", "dibuat_oleh__pegawai__unit"
        ),
        pk=pk,
    )
    if izin is not Izin.KELAS_LIHAT and not queries.boleh_atas(request.user, izin, kelas):
        raise PermissionDenied(alasan_ditolak(izin))
    return kelas


@require_safe
@perlu_izin(Izin.KELAS_LIHAT)
def kelas_daftar(request: HttpRequest) -> HttpResponse:
    terlihat = queries.kelas_untuk(request.user, Izin.KELAS_LIHAT)
    zona = ZoneInfo(request.user.pemda.zona_waktu)
    saring = FormSaringKelas(
        request.GET,
        penyelenggara=daftar.penyelenggara_terlihat(terlihat),
        hari_ini=timezone.localdate(),
    )
    isi = saring.cleaned_data if saring.is_valid() else {}
    kelas = daftar.DaftarKelas(
        daftar.saring_kelas(terlihat, isi, zona), request.GET.get("urut", "")
    )
    halaman = Paginator(kelas, PER_HALAMAN).get_page(request.GET.get("hal"))
    konteks = {
        "halaman": halaman,
        "saring": saring,
        "status_pil": [
            pil
            for pil in Kelas.Status.choices
            if pil[0] != Kelas.Status.DRAF or boleh(request.user, Izin.JADWAL_LIHAT)
        ],
        "tersaring": any(isi.values()) or not saring.is_valid(),
        "boleh_kelola": boleh(request.user, Izin.KELAS_KELOLA),
    }
    return render(request, "pelatihan/kelas_daftar.html", konteks)


@require_safe
@perlu_izin(Izin.KELAS_LIHAT)
def kelas_detail(request: HttpRequest, pk: int) -> HttpResponse:
    kelas = ambil_kelas(request, pk)
    kelola = queries.boleh_atas(request.user, Izin.KELAS_KELOLA, kelas)
    ringkas = ringkasan_kelas(
        kelas, queries.lingkup(request.user, Izin.KELAS_KELOLA), timezone.now(), periksa=kelola
    )
    aktif = request.GET.get("tab", "")
    aktif = aktif if aktif in TAB else "sesi"
    banyak = {"sesi": len(ringkas.sesi), "peserta": kelas.terisi}
    konteks = {
        "kelas": kelas,
        "ringkas": ringkas,
        "kontak": queries.kontak_kelas(kelas),
        "kelola": kelola,
        "masa_daftar": masa_daftar(
            Rentang(kelas.daftar_mulai, kelas.daftar_selesai), ZoneInfo(kelas.pemda.zona_waktu)
        ),
        "tab_aktif": aktif,
        "tab_daftar": [(kode, kode.capitalize(), banyak.get(kode)) for kode in TAB],
        "templat_tab": f"pelatihan/bagian/{aktif}.html",
        **TAB[aktif](request, kelas),
    }
    return render(request, "pelatihan/kelas_detail.html", konteks)


def _tab_sesi(request: HttpRequest, kelas: Kelas) -> dict[str, Any]:
    return {
        "alasan_geser": rules.alasan_tidak_bisa_geser(kelas.status),
        "sekarang": timezone.now(),
    }


def _boleh_hadir(request: HttpRequest, kelas: Kelas) -> bool:
    """Organisers and the class's own trainers print the sheet."""
    return queries.kelas_untuk(request.user, Izin.KEHADIRAN_TANDAI).filter(pk=kelas.pk).exists()


def _tab_undangan(request: HttpRequest, kelas: Kelas) -> dict[str, Any]:
    if not kelas.nomor_undangan:
        return {}
    alamat = settings.ALAMAT_SITUS + reverse("pelatihan:kelas_detail", args=[kelas.pk])
    return {
        "teks_undangan": queries.teks_undangan(kelas, alamat),
        "boleh_surat": queries.boleh_atas(request.user, Izin.KELAS_KELOLA, kelas),
        "boleh_hadir": boleh(request.user, Izin.KEHADIRAN_TANDAI) and _boleh_hadir(request, kelas),
    }


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.KELAS_KELOLA)
def kelas_batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    kelas = ambil_kelas(request, pk, Izin.KELAS_KELOLA)
    form = FormBatal(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            jumlah = actions.batalkan_kelas(
                kelas=kelas,
                alasan=form.cleaned_data["alasan"],
                oleh=request.user,
                sekarang=timezone.now(),
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            if jumlah:
                sampaikan(request, kelas, f"{kelas} dibatalkan.", jumlah)
            else:
                messages.success(request, f"{kelas} dibatalkan. Tidak ada yang diberi tahu.")
            return redirect("pelatihan:kelas_detail", kelas.pk)
    konteks = {"kelas": kelas, "form": form, "alasan": rules.alasan_tidak_bisa_batal(kelas.status)}
    return render(
        request, "pelatihan/kelas_batalkan.html", konteks, status=422 if form.errors else 200
    )


TAB: dict[str, Callable[[HttpRequest, Kelas], dict[str, Any]]] = {
    "sesi": _tab_sesi,
    "peserta": konteks_peserta,
    "kehadiran": konteks_kehadiran,
    "undangan": _tab_undangan,
}


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.KELAS_KELOLA)
def kelas_baru(request: HttpRequest) -> HttpResponse:
    sekarang = timezone.now()
    data = request.POST if request.method == "POST" else None
    isian = IsianKelas(request.user, data, awal=request.GET, sekarang=sekarang)
    if isian.siap_disimpan():
        try:
            kelas = actions.buat_kelas(
                pemda=request.user.pemda,
                isi=isian.form.isi(),
                rencana=isian.rencana(),
                oleh=request.user,
                sekarang=sekarang,
            )
        except GalatAturan as galat:
            isian.form.add_error(None, str(galat))
        else:
            messages.success(request, f"Draf {kelas} tersimpan.")
            return redirect("pelatihan:kelas_detail", kelas.pk)
    return _form_kelas(request, isian)


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.KELAS_KELOLA)
def kelas_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    kelas = ambil_kelas(request, pk, Izin.KELAS_KELOLA)
    if rules.alasan_jadwal_terkunci(kelas.status):
        return _ubah_terbit(request, kelas)
    sekarang = timezone.now()
    data = request.POST if request.method == "POST" else None
    isian = IsianKelas(request.user, data, kelas=kelas, sekarang=sekarang)
    if isian.siap_disimpan():
        try:
            actions.ubah_kelas(
                kelas=kelas,
                isi=isian.form.isi(),
                rencana=isian.rencana(),
                oleh=request.user,
                sekarang=sekarang,
            )
        except GalatAturan as galat:
            isian.form.add_error(None, str(galat))
        else:
            messages.success(request, "Perubahan tersimpan.")
            return redirect("pelatihan:kelas_detail", kelas.pk)
    return _form_kelas(request, isian)


def _form_kelas(request: HttpRequest, isian: IsianKelas) -> HttpResponse:
    """The form as it stands; only rows were changed, or saving was refused (422)."""
    konteks = {"isian": isian, "kelas": isian.kelas}
    ditolak = "simpan" in request.POST
    return render(request, "pelatihan/kelas_form.html", konteks, status=422 if ditolak else 200)


def _ubah_terbit(request: HttpRequest, kelas: Kelas) -> HttpResponse:
    """The few facts that a published or running class still lets change."""
    form = FormKelasTerbit(
        request.POST if request.method == "POST" else None,
        initial=awal_kelas(kelas, ZoneInfo(kelas.pemda.zona_waktu)),
        pengguna=request.user,
        kelas=kelas,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.ubah_kelas_terbit(
                kelas=kelas, isi=form.isi(), oleh=request.user, sekarang=timezone.now()
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, "Perubahan tersimpan.")
            return redirect("pelatihan:kelas_detail", kelas.pk)
    konteks = {
        "form": form,
        "kelas": kelas,
        "alasan": rules.alasan_tidak_bisa_diubah(kelas.status),
        "batas": rules.alasan_jadwal_terkunci(kelas.status),
    }
    return render(request, "pelatihan/kelas_ubah.html", konteks)


@require_POST
@perlu_izin(Izin.KELAS_KELOLA)
def kelas_periksa(request: HttpRequest) -> HttpResponse:
    """What the form shows while it is being filled in; writes nothing."""
    pk = request.POST.get("kelas", "")
    kelas = ambil_kelas(request, int(pk), Izin.KELAS_KELOLA) if pk.isdigit() else None
    isian = IsianKelas(request.user, request.POST, kelas=kelas, sekarang=timezone.now())
    return render(request, "pelatihan/bagian/periksa.html", {"isian": isian})


@require_safe
@perlu_izin(Izin.KEHADIRAN_TANDAI)
def kelas_daftar_hadir(request: HttpRequest, pk: int) -> HttpResponse:
    kelas = ambil_kelas(request, pk)
    if not _boleh_hadir(request, kelas):
        raise PermissionDenied(alasan_ditolak(Izin.KEHADIRAN_TANDAI))
    konteks = {
        "kelas": kelas,
        "sesi": queries.sesi_lengkap(kelas),
        "peserta": queries.peserta_surat(kelas),
    }
    return render(request, "pelatihan/kelas_daftar_hadir.html", konteks)
