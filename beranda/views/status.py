"""Someone leaves or comes back: the day, the consequences, then the deed."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from beranda.forms import FormStatus
from beranda.queries.pegawai import kelas_mendatang
from instansi.actions import ambil_orang
from instansi.actions.orang_status import tolakan_status, ubah_status
from instansi.akses import perlu_izin
from instansi.models import Pegawai, Pengguna
from instansi.permissions import Izin
from instansi.queries import orang as queries
from instansi.queries import pegawai_untuk
from instansi.queries.cari import sumber_orang
from instansi.queries.pelaksana import titipan
from instansi.rules.orang import PERGI
from instansi.terpilih import daftar_asal, kembali_memilih, terpilih
from lib.galat import GalatAturan
from lib.pilih_orang import FormPilihOrang
from lib.sebutan import sebut_orang
from lib.tanggal import tanggal_panjang


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def pegawai_status(request: HttpRequest, pk: int) -> HttpResponse:
    orang = ambil_orang(
        daftar=_milik(request),
        pk=pk,
        halaman="Ubah status",
        oleh=request.user,
        sekarang=timezone.now(),
    )
    return _ubah(request, [orang], reverse("beranda:pegawai_detail", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def massal_status(request: HttpRequest) -> HttpResponse:
    """The same for the people that were ticked in the list."""
    orang = list(terpilih(request, _milik(request)))
    if not orang:
        return kembali_memilih(request)
    return _ubah(request, orang, daftar_asal(request))


def _milik(request: HttpRequest) -> Any:
    orang = pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA)
    atasan = ("atasan__unit", "atasan__jabatan", "atasan__pengguna")
    return orang.select_related("unit", "jabatan", *atasan).order_by("id")


def _ubah(request: HttpRequest, orang: list[Pegawai], selesai: str) -> HttpResponse:
    """Two steps in one address: without ``setuju`` a POST only shows what would follow."""
    form = FormStatus(request.POST or None, initial={"sejak": timezone.localdate()})
    konteks = {"orang": orang, "form": form, "kembali": selesai}
    galat, setuju = False, "setuju" in request.POST
    if form.is_valid():
        isi = dict(form.cleaned_data)
        dini = queries.peringatan_pensiun(
            orang, isi["status"], isi["sejak"], timezone.localdate()
        ).values()
        konteks["dini"] = list(dini)
        form.fields["alasan"].required = bool(konteks["dini"])
        ditolak = _tolak(request, orang, form, setuju=setuju)
        if setuju or not ditolak:
            pengganti = _pengganti(request, orang, isi["status"])
            konteks |= {"akibat": _akibat(orang, **isi), "pengganti": pengganti}
            galat = konteks["tampil_galat"] = bool(setuju and pengganti and pengganti.errors)
            simpan = setuju and not (ditolak or galat)
            if simpan and _simpan(request, orang, form, pengganti):
                return redirect(selesai)
    status = 422 if galat or form.errors else 200
    return render(request, "beranda/pegawai_status.html", konteks, status=status)


def _tolak(request: HttpRequest, orang: list[Pegawai], form: FormStatus, *, setuju: bool) -> bool:
    """Put every refusal at its field; whether there is one.

    A reason that is merely still to be written is no refusal at the first step.
    """
    tolakan = tolakan_status(
        pegawai=orang, oleh=request.user, hari_ini=timezone.localdate(), **form.cleaned_data
    )
    ditolak = setuju or any(bidang != "alasan" for bidang, _ in tolakan)
    for bidang, galat in tolakan if ditolak else ():
        form.add_error(bidang, str(galat))
    return bool(ditolak and tolakan)


def _simpan(
    request: HttpRequest, orang: list[Pegawai], form: FormStatus, pengganti: FormPilihOrang | None
) -> bool:
    isi = form.cleaned_data
    try:
        ubah_status(
            pegawai=orang,
            pengganti=pengganti.cleaned_data["orang"] if pengganti else None,
            oleh=request.user,
            hari_ini=timezone.localdate(),
            **isi,
        )
    except GalatAturan as galat:
        form.add_error(None, str(galat))
    else:
        messages.success(request, _tersimpan(orang, **isi))
        return True
    return False


def _tersimpan(orang: list[Pegawai], status: str, sejak: date, **_: str) -> str:
    """Who has another status now: by name, a few of many."""
    nama = [p.nama for p in orang if p.status != status]
    sebutan = Pegawai.Status(status).label.lower()
    return f"{sebut_orang(nama)} kini {sebutan}, sejak {tanggal_panjang(sejak)}."


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


def _akibat(orang: list[Pegawai], status: str, sejak: date, **_: str) -> dict[str, Any]:
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
        "titipan": titipan(orang, hari),
        "kelas": kelas_mendatang(orang, sekarang),
    }
