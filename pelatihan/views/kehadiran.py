"""Attendance: the trainer's sheet, with an account or by a signed link; HR's verification."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from instansi.akses import boleh, perlu_izin
from instansi.models import Pengguna
from lib.galat import GalatAturan
from pelatihan.actions.kehadiran import tandai_kehadiran, verifikasi_kehadiran
from pelatihan.forms.kehadiran import PILIHAN, FormTanda
from pelatihan.models import Kehadiran, Kelas, Sesi
from pelatihan.permissions import Izin
from pelatihan.queries import kehadiran as queries
from pelatihan.queries.kelas import kelas_untuk
from pelatihan.rules import kehadiran as rules

BACA_TULIS = ["GET", "HEAD", "POST"]


def konteks_kehadiran(request: HttpRequest, kelas: Kelas) -> dict[str, Any]:
    """What templates/pelatihan/bagian/kehadiran.html shows of a class."""
    sekarang = timezone.now()
    sesi = list(queries.sesi_kelas(kelas.pk).select_related("ruang"))
    hitungan = queries.hitungan_tanda(kelas.pk)
    milik = set()
    if boleh(request.user, Izin.KEHADIRAN_TANDAI):
        terjangkau = queries.sesi_untuk(request.user, Izin.KEHADIRAN_TANDAI)
        milik = set(terjangkau.filter(kelas=kelas).values_list("pk", flat=True))
    tanda = queries.tanda_sendiri(kelas.pk, request.user.pegawai_id)
    return {
        "kelas": kelas,
        "baris": [
            {
                "sesi": s,
                "jumlah": [
                    f"{hitungan[s.pk][k]} {teks.lower()}"
                    for k, teks in PILIHAN
                    if k in hitungan[s.pk]
                ],
                "belum": hitungan[s.pk].get(Kehadiran.Status.BELUM, 0),
                "bisa": s.pk in milik,
                "alasan": rules.alasan_belum_bisa_ditandai(
                    kelas.status, mulai=s.mulai, sekarang=sekarang
                ),
                "tanda": tanda.get(s.pk),
            }
            for s in sesi
        ],
        "boleh_verifikasi": boleh(request.user, Izin.KEHADIRAN_VERIFIKASI),
        "alasan_verifikasi": _alasan_verifikasi(
            kelas,
            sesi,
            sum(h.get(Kehadiran.Status.BELUM, 0) for h in hitungan.values()),
            sekarang,
        ),
    }


def _alasan_verifikasi(
    kelas: Kelas, sesi: list[Sesi], belum: int, sekarang: datetime
) -> str | None:
    return rules.alasan_belum_bisa_diverifikasi(
        kelas.status,
        diverifikasi=kelas.kehadiran_diverifikasi_pada is not None,
        selesai=max((s.selesai for s in sesi), default=None),
        peserta=kelas.terisi,
        belum=belum,
        sekarang=sekarang,
    )


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.KEHADIRAN_TANDAI)
def kehadiran_tandai(request: HttpRequest, pk: int) -> HttpResponse:
    sesi = get_object_or_404(queries.sesi_untuk(request.user, Izin.KEHADIRAN_TANDAI), pk=pk)
    mengoreksi = boleh(request.user, Izin.KEHADIRAN_VERIFIKASI)
    return _lembar(request, sesi, "pelatihan/kehadiran_tandai.html", request.user, mengoreksi)


@require_http_methods(BACA_TULIS)
def kehadiran_luar(request: HttpRequest, token: str) -> HttpResponse:
    """Public: the signed link names one session and its trainer, for some days."""
    try:
        tugas = queries.pengajar_sesi_dari_token(token, timezone.now())
    except queries.TautanTidakBerlaku as galat:
        konteks = {"galat": galat}
        return render(request, "pelatihan/kehadiran_luar_tutup.html", konteks, status=410)
    if tugas is None:
        raise Http404
    with timezone.override(ZoneInfo(tugas.sesi.kelas.pemda.zona_waktu)):
        pengajar = tugas.pengajar.pengguna
        templat = "pelatihan/kehadiran_luar.html"
        return _lembar(request, tugas.sesi, templat, pengajar, mengoreksi=False)


def _lembar(
    request: HttpRequest, sesi: Sesi, templat: str, oleh: Pengguna, mengoreksi: bool
) -> HttpResponse:
    """The sheet of one session: show it, or save it and come back."""
    form = FormTanda(request.POST or None, daftar=queries.daftar_hadir(sesi.pk))
    if form.is_valid():
        try:
            berubah = tandai_kehadiran(
                sesi=sesi,
                tanda=form.tanda,
                alasan_koreksi=form.cleaned_data["alasan"] if mengoreksi else "",
                oleh=oleh,
                sekarang=timezone.now(),
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, _kabar(sesi, berubah))
            return redirect(request.path)
    konteks = _konteks_lembar(sesi, form, mengoreksi)
    return render(request, templat, konteks, status=422 if form.errors else 200)


def _kabar(sesi: Sesi, berubah: int) -> str:
    belum = queries.daftar_hadir(sesi.pk).filter(status=Kehadiran.Status.BELUM).count()
    simpan = f"{berubah} tanda hadir disimpan." if berubah else "Tidak ada tanda yang berubah."
    return f"{simpan} {belum} orang belum ditandai." if belum else f"{simpan} Sesi ini lengkap."


def _konteks_lembar(sesi: Sesi, form: FormTanda, mengoreksi: bool) -> dict[str, Any]:
    diverifikasi = sesi.kelas.kehadiran_diverifikasi_pada is not None
    alasan = rules.alasan_belum_bisa_ditandai(
        sesi.kelas.status, mulai=sesi.mulai, sekarang=timezone.now()
    )
    if diverifikasi and not mengoreksi:
        alasan = rules.alasan_koreksi_ditolak(diverifikasi=True, alasan="")
    dikirim = form.data if form.is_bound else {}
    return {
        "sesi": sesi,
        "kelas": sesi.kelas,
        "form": form,
        "baris": [(b, f"h{b.pk}", dikirim.get(f"h{b.pk}", b.status)) for b in form.daftar],
        "pilihan": PILIHAN,
        "belum": sum(b.status == Kehadiran.Status.BELUM for b in form.daftar),
        "diverifikasi": diverifikasi,
        "alasan": alasan,
    }


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.KEHADIRAN_VERIFIKASI)
def kehadiran_verifikasi(request: HttpRequest, pk: int) -> HttpResponse:
    terlihat = kelas_untuk(request.user, Izin.KEHADIRAN_VERIFIKASI)
    kelas = get_object_or_404(terlihat.select_related("pelatihan", "pemda"), pk=pk)
    if request.method == "POST":
        try:
            hasil = verifikasi_kehadiran(kelas=kelas, oleh=request.user, sekarang=timezone.now())
        except GalatAturan as galat:
            messages.error(request, str(galat))
        else:
            messages.success(request, f"Kehadiran diverifikasi. JP {hasil.baru} orang tercatat.")
        return redirect(f"{reverse('pelatihan:kelas_detail', args=[kelas.pk])}?tab=kehadiran")
    return render(request, "pelatihan/kehadiran_verifikasi.html", _konteks_verifikasi(kelas))


def _konteks_verifikasi(kelas: Kelas) -> dict[str, Any]:
    """Marks of all participants, and the JP that verifying would write."""
    sesi, rekap = list(queries.sesi_kelas(kelas.pk)), queries.rekap_kehadiran(kelas.pk)
    belum = sum(k.status == Kehadiran.Status.BELUM for r in rekap for k in r.tanda.values())
    konteks: dict[str, Any] = {
        "kelas": kelas,
        "alasan": _alasan_verifikasi(kelas, sesi, belum, timezone.now()),
    }
    dasar = queries.dasar_jp(kelas, sesi) if sesi else None
    if dasar is None or dasar.aturan is None:
        return konteks
    hasil = queries.hitung_kelas(kelas, dasar, dasar.aturan, rekap)
    return konteks | {
        "dasar": dasar,
        "baris": [
            (r.pendaftaran, h, [r.tanda[s.pk] for s in sesi if s.pk in r.tanda]) for r, h in hasil
        ],
        "dapat": sum(h.jp > 0 for _, h in hasil),
    }
