"""Someone leaves or comes back: the day, the consequences, then the deed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from beranda.forms import FormStatus
from beranda.queries.pegawai import kelas_mendatang
from instansi.actions.orang_status import ubah_status
from instansi.akses import perlu_izin
from instansi.models import Pegawai, Pengguna
from instansi.permissions import Izin
from instansi.queries import orang as queries
from instansi.queries import pegawai_untuk
from instansi.queries.cari import sumber_orang
from instansi.rules.orang import PERGI
from lib.galat import GalatAturan
from lib.pilih_orang import FormPilihOrang

MASSAL = "pegawai_terpilih"


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def pegawai_status(request: HttpRequest, pk: int) -> HttpResponse:
    orang = get_object_or_404(_milik(request), pk=pk)
    return _ubah(request, [orang], reverse("beranda:pegawai_detail", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def massal_status(request: HttpRequest) -> HttpResponse:
    """The same for the people that were ticked in the list."""
    terpilih = list(_milik(request).filter(pk__in=request.session.get(MASSAL, [])))
    if not terpilih:
        messages.error(request, "Belum ada pegawai yang dipilih. Centang orangnya di daftar.")
        return redirect("beranda:pegawai_daftar")
    return _ubah(request, terpilih, reverse("beranda:pegawai_daftar"))


def _milik(request: HttpRequest) -> Any:
    orang = pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA)
    return orang.select_related("unit", "jabatan", "atasan__unit").order_by("id")


def _ubah(request: HttpRequest, orang: list[Pegawai], selesai: str) -> HttpResponse:
    """Two steps in one address: without ``setuju`` a POST only shows what would follow."""
    hari = timezone.localdate()
    form = FormStatus(request.POST or None, initial={"sejak": hari})
    konteks = {"orang": orang, "form": form, "kembali": selesai}
    if form.is_valid():
        pengganti = _pengganti(request, orang, form.cleaned_data["status"])
        if "setuju" in request.POST and (pengganti is None or pengganti.is_valid()):
            try:
                banyak = ubah_status(
                    pegawai=orang,
                    pengganti=pengganti.cleaned_data["orang"] if pengganti else None,
                    oleh=request.user,
                    hari_ini=hari,
                    **form.cleaned_data,
                )
            except GalatAturan as galat:
                form.add_error(None, str(galat))
            else:
                messages.success(request, f"Status {banyak} pegawai tersimpan.")
                return redirect(selesai)
        konteks |= {"akibat": _akibat(orang, form.data["status"]), "pengganti": pengganti}
        konteks["tampil_galat"] = "setuju" in request.POST
    galat = form.errors or (konteks.get("tampil_galat") and konteks["pengganti"].errors)
    return render(request, "beranda/pegawai_status.html", konteks, status=422 if galat else 200)


def _pengganti(request: HttpRequest, orang: list[Pegawai], status: str) -> FormPilihOrang | None:
    """Who leads the reports of who leaves; not asked where there are none."""
    if status == Pegawai.Status.AKTIF or not queries.bawahan_dari(orang).exists():
        return None
    ids = [p.pk for p in orang]
    usulan = [p.atasan for p in orang if p.atasan and p.atasan.status == Pegawai.Status.AKTIF]
    usulan += queries.calon_atasan(orang, timezone.localdate())
    aktif = pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA).filter(status=Pegawai.Status.AKTIF)
    return FormPilihOrang(
        request.POST,
        sumber=sumber_orang(aktif.exclude(pk__in=ids)),
        usulan=[u for u in usulan if u.pk not in ids],
        boleh_kosong="Tetapkan nanti, lewat halaman Atasan bermasalah",
        label="Atasan pengganti",
    )


def _akibat(orang: list[Pegawai], status: str) -> dict[str, Any]:
    """What the page says before anything is written."""
    sekarang, hari = timezone.now(), timezone.localdate()
    berakun = Pengguna.objects.filter(pegawai__in=orang).count()
    return {
        "berakun": berakun,
        "tanpa_akun": len(orang) - berakun,
        "status": Pegawai.Status(status).label,
        "pergi": status in PERGI,
        "kembali": status == Pegawai.Status.AKTIF,
        "bawahan": queries.bawahan_dari(orang).select_related("unit")[:20],
        "banyak_bawahan": queries.bawahan_dari(orang).count(),
        "peran": queries.peran_dipegang(orang, hari),
        "pelaksana": queries.pelaksana_kini(orang, hari),
        "kelas": kelas_mendatang(orang, sekarang),
    }
