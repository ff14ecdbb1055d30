"""Publishing and moving: whatever may put people in two places asks for a decision first."""

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from instansi.akses import perlu_izin
from lib.galat import GalatAturan
from pelatihan.actions.kelas import terbitkan_kelas
from pelatihan.actions.sesi import PerluKeputusan, geser_sesi, pindahkan_sesi
from pelatihan.forms.keputusan import FormGeser, FormKeputusan, baca_keputusan
from pelatihan.forms.pindah import IsianPindah
from pelatihan.models import Kelas, Sesi
from pelatihan.permissions import Izin
from pelatihan.queries.kelas import kelas_untuk, lingkup
from pelatihan.queries.rincian import ringkasan_kelas
from pelatihan.rules import kelas as rules
from pelatihan.rules.jadwal import Bentrok, Keputusan
from pelatihan.views.kabar import sampaikan
from pelatihan.views.kelas import ambil_kelas

BACA_TULIS = ["GET", "HEAD", "POST"]
Kerja = Callable[[Mapping[int, Keputusan]], int]


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.KELAS_KELOLA)
def kelas_terbitkan(request: HttpRequest, pk: int) -> HttpResponse:
    kelas = ambil_kelas(request, pk, Izin.KELAS_KELOLA)
    sekarang = timezone.now()

    def kerja(keputusan: Mapping[int, Keputusan]) -> int:
        return terbitkan_kelas(
            kelas=kelas, keputusan=keputusan, oleh=request.user, sekarang=sekarang
        )

    konteks: dict[str, Any] = {"kelas": kelas}
    if request.method == "POST":
        hasil = _coba(request, kelas, f"{kelas} terbit.", kerja)
        if isinstance(hasil, HttpResponse):
            return hasil
        konteks |= hasil
    ringkas = ringkasan_kelas(
        kelas, lingkup(request.user, Izin.KELAS_KELOLA), sekarang, periksa=True
    )
    konteks["ringkas"] = ringkas
    konteks.setdefault("putusan", _form_keputusan(request, kelas, ringkas.peserta_bentrok))
    return render(request, "pelatihan/kelas_terbitkan.html", konteks, status=_status(konteks))


def _ambil_sesi(request: HttpRequest, pk: int) -> tuple[Sesi, Kelas]:
    terlihat = kelas_untuk(request.user, Izin.KELAS_LIHAT)
    sesi = get_object_or_404(Sesi.objects.filter(kelas__in=terlihat.values("pk")), pk=pk)
    return sesi, ambil_kelas(request, sesi.kelas_id, Izin.KELAS_KELOLA)


@require_POST
@perlu_izin(Izin.KELAS_KELOLA)
def sesi_periksa(request: HttpRequest, pk: int) -> HttpResponse:
    """Clashes and free slots of the new time while it is typed; writes nothing."""
    sesi, kelas = _ambil_sesi(request, pk)
    isian = IsianPindah(request.user, request.POST, kelas=kelas, sesi=sesi, sekarang=timezone.now())
    return render(request, "pelatihan/bagian/periksa.html", {"isian": isian})


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.KELAS_KELOLA)
def sesi_pindah(request: HttpRequest, pk: int) -> HttpResponse:
    sesi, kelas = _ambil_sesi(request, pk)
    sekarang = timezone.now()
    data = request.POST or None
    isian = IsianPindah(request.user, data, kelas=kelas, sesi=sesi, sekarang=sekarang)
    konteks: dict[str, Any] = {"kelas": kelas, "isian": isian, "alasan": isian.alasan()}
    if isian.siap_disimpan():
        hasil = _coba(
            request,
            kelas,
            "Sesi dipindahkan.",
            lambda keputusan: pindahkan_sesi(
                kelas=kelas,
                ubahan=[isian.rencana()],
                keputusan=keputusan,
                oleh=request.user,
                sekarang=sekarang,
            ),
            sesi,
        )
        if isinstance(hasil, HttpResponse):
            return hasil
        konteks |= hasil
    return render(request, "pelatihan/sesi_pindah.html", konteks, status=_status(konteks))


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.KELAS_KELOLA)
def kelas_geser(request: HttpRequest, pk: int) -> HttpResponse:
    kelas = ambil_kelas(request, pk, Izin.KELAS_KELOLA)
    form = FormGeser(request.POST if request.method == "POST" else None)
    konteks: dict[str, Any] = {"kelas": kelas, "form": form}
    if request.method == "POST" and form.is_valid():
        hasil = _coba(
            request,
            kelas,
            "Semua sesi digeser.",
            lambda keputusan: geser_sesi(
                kelas=kelas,
                geser=form.geser(),
                keputusan=keputusan,
                oleh=request.user,
                sekarang=timezone.now(),
            ),
        )
        if isinstance(hasil, HttpResponse):
            return hasil
        konteks |= hasil
    konteks["alasan"] = rules.alasan_tidak_bisa_geser(kelas.status)
    return render(request, "pelatihan/kelas_geser.html", konteks, status=_status(konteks))


def _coba(
    request: HttpRequest, kelas: Kelas, kalimat: str, kerja: Kerja, sesi: Sesi | None = None
) -> HttpResponse | dict[str, Any]:
    """Run the command, say that it is done and go to the class; or what the page shows instead."""
    try:
        jumlah = kerja(baca_keputusan(request.POST))
    except PerluKeputusan as galat:
        return {"putusan": _form_keputusan(request, kelas, galat.bentrok), "galat": galat}
    except GalatAturan as galat:
        return {"galat": galat}
    sampaikan(request, kelas, kalimat, jumlah, sesi)
    return redirect("pelatihan:kelas_detail", kelas.pk)


def _form_keputusan(
    request: HttpRequest, kelas: Kelas, bentrok: list[Bentrok]
) -> FormKeputusan | None:
    if not bentrok:
        return None
    ada = any(nama.startswith("putusan_") for nama in request.POST)
    return FormKeputusan(
        request.POST if ada else None,
        bentrok=bentrok,
        zona=ZoneInfo(kelas.pemda.zona_waktu),
        bisa_lepas=kelas.status != Kelas.Status.BERJALAN,
    )


def _status(konteks: dict[str, Any]) -> int:
    return 422 if "galat" in konteks else 200
