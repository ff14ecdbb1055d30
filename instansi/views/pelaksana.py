"""Acting posts of a person: name one, end one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from instansi.actions import ambil_orang, catat_buka_rekam
from instansi.actions.pelaksana import PelaksanaPerluAlasan, akhiri_pelaksana, tetapkan_pelaksana
from instansi.akses import perlu_izin
from instansi.forms.orang import FormPelaksana, tanggal_awal
from instansi.models import Pegawai, PelaksanaTugas
from instansi.permissions import Izin
from instansi.queries import instansi_untuk, pegawai_untuk
from instansi.queries.orang import bawahan_dari
from instansi.rules.pelaksana import ditarik
from instansi.terpilih import ingat_terpilih
from lib.angka import angka
from lib.galat import GalatAturan
from lib.tanggal import tanggal_panjang


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def pelaksana_baru(request: HttpRequest, pk: int) -> HttpResponse:
    orang = ambil_orang(
        daftar=pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA).select_related("unit", "jabatan"),
        pk=pk,
        halaman="Tetapkan Plt atau Plh",
        oleh=request.user,
        sekarang=timezone.now(),
    )
    form = _form(request)
    if form.is_valid() and _tetapkan(request, orang, form):
        return redirect(_penempatan(orang.pk))
    konteks = {"pegawai": orang, "form": form}
    status = 422 if form.errors else 200
    return render(request, "instansi/pelaksana_baru.html", konteks, status=status)


def _tetapkan(request: HttpRequest, orang: Pegawai, form: FormPelaksana) -> bool:
    tugas = PelaksanaTugas(pegawai=orang, **form.cleaned_data)
    try:
        tetapkan_pelaksana(tugas=tugas, oleh=request.user, hari_ini=timezone.localdate())
    except PelaksanaPerluAlasan as galat:
        form.minta_alasan(galat.per_bidang)
    except GalatAturan as galat:
        form.add_error(None, str(galat))
    else:
        sebutan = f"{tugas.get_jenis_display()} {tugas.jabatan}"
        messages.success(request, f"{orang.nama} ditetapkan sebagai {sebutan}.")
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def pelaksana_akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    tugas = get_object_or_404(
        PelaksanaTugas.objects.select_related("pegawai", "jabatan", "unit"),
        pk=pk,
        pegawai__in=pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA),
    )
    catat_buka_rekam(
        pegawai=tugas.pegawai,
        halaman="Akhiri Plt atau Plh",
        oleh=request.user,
        sekarang=timezone.now(),
    )
    sebutan = f"{tugas.get_jenis_display()} {tugas.jabatan} di {tugas.unit}"
    if request.POST.get("konfirmasi") != "ya":
        return render(request, "konfirmasi.html", _tanya_akhiri(tugas, sebutan))
    try:
        akhiri_pelaksana(tugas=tugas, oleh=request.user, hari_ini=timezone.localdate())
    except GalatAturan as galat:
        messages.error(request, str(galat))
    else:
        akhir = (
            "ditarik kembali" if ditarik(tugas.mulai, timezone.localdate()) else "berakhir hari ini"
        )
        messages.success(request, f"{sebutan} {akhir}.")
        return _lanjut_atasan(request, tugas)
    return redirect(_penempatan(tugas.pegawai_id))


def _lanjut_atasan(request: HttpRequest, tugas: PelaksanaTugas) -> HttpResponse:
    """Who of the unit still answers to the one who acted gets another superior next, or nobody."""
    milik = bawahan_dari([tugas.pegawai]).filter(unit__path__startswith=tugas.unit.path)
    kelola = pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA).values("pk")
    orang = list(milik.filter(pk__in=kelola).values_list("pk", flat=True))
    if not orang:
        return redirect(_penempatan(tugas.pegawai_id))
    messages.info(
        request,
        f"{angka(len(orang))} pegawai di {tugas.unit} masih beratasan {tugas.pegawai.nama}. Pilih "
        "penggantinya, atau tekan Batal bila tetap.",
    )
    ingat_terpilih(request, orang, _penempatan(tugas.pegawai_id))
    return redirect("instansi:massal_atasan")


def _form(request: HttpRequest) -> FormPelaksana:
    return FormPelaksana(
        request.POST or None,
        unit=instansi_untuk(request.user, Izin.PEGAWAI_KELOLA),
        pemda_id=request.user.pemda_id,
        initial=tanggal_awal(timezone.localdate()),
    )


def _tanya_akhiri(tugas: PelaksanaTugas, sebutan: str) -> dict[str, Any]:
    kembali = {"kembali_url": _penempatan(tugas.pegawai_id)}
    if ditarik(tugas.mulai, timezone.localdate()):
        return kembali | {
            "judul": f"Tarik kembali {sebutan}?",
            "akibat": f"Masa tugas {tugas.pegawai} baru mulai {tanggal_panjang(tugas.mulai)}, jadi "
            "dihapus dari daftar. BKPSDM tetap bisa melihat jejaknya.",
            "setuju": "Tarik kembali",
        }
    return kembali | {
        "judul": f"Akhiri {sebutan}?",
        "akibat": f"Masa tugas {tugas.pegawai} berakhir hari ini.",
        "setuju": "Akhiri hari ini",
    }


def _penempatan(pk: int) -> str:
    return f"{reverse('beranda:pegawai_detail', args=[pk])}?tab=penempatan"
