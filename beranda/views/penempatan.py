"""A person moves: the new place, the superior there and what follows, then the deed."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from beranda.forms import FormPindah
from beranda.queries.pegawai import kelas_mendatang
from instansi.actions import ambil_orang
from instansi.actions.orang_penempatan import pindahkan_pegawai, tolakan_pindah
from instansi.akses import perlu_izin
from instansi.models import Instansi, Jabatan, Pegawai
from instansi.permissions import Izin
from instansi.queries import instansi_untuk, pegawai_untuk
from instansi.queries.cari import sumber_orang
from instansi.queries.orang import (
    bawahan_dari,
    calon_atasan,
    orang_bermasalah,
    pelaksana_kini,
    peran_dipegang,
    puncak_jabatan,
)
from instansi.queries.pelaksana import salah_tempat
from instansi.rules.orang import SEBUTAN_MASALAH, Masalah
from lib.galat import GalatAturan
from lib.pilih_orang import FormPilihOrang
from lib.tanggal import tanggal_panjang

TANPA_ATASAN = "Belum ada atasan"


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PEGAWAI_KELOLA)
def pegawai_pindah(request: HttpRequest, pk: int) -> HttpResponse:
    """First the unit, position and day; then the superior there, and what will happen."""
    orang = _milik(request, pk, "Pindahkan pegawai")
    tempat = _form_tempat(request, orang)
    if not tempat.is_valid():
        return _halaman(request, orang, tempat, None)
    isi = tempat.cleaned_data
    tolakan = tolakan_pindah(
        pegawai=orang,
        unit=isi["unit"],
        mulai=isi["mulai"],
        oleh=request.user,
        hari_ini=timezone.localdate(),
    )
    if tolakan:
        for bidang, galat in tolakan:
            tempat.add_error(bidang, str(galat))
        return _halaman(request, orang, tempat, None)
    setuju = "setuju" in request.POST and _unit_tetap(request, isi["unit"])
    akibat = _akibat(orang, **isi)
    atasan = _form_atasan(request, orang, akibat, baru=not setuju)
    if setuju and atasan.is_valid() and _pindahkan(request, orang, tempat, atasan):
        return redirect(f"{reverse('beranda:pegawai_detail', args=[pk])}?tab=penempatan")
    return _halaman(request, orang, tempat, atasan, akibat)


def _pindahkan(
    request: HttpRequest, orang: Pegawai, tempat: FormPindah, atasan: FormPilihOrang
) -> bool:
    isi = tempat.cleaned_data
    try:
        pindahkan_pegawai(
            pegawai=orang,
            atasan=atasan.cleaned_data["orang"],
            oleh=request.user,
            hari_ini=timezone.localdate(),
            **isi,
        )
    except GalatAturan as galat:
        tempat.add_error(None, str(galat))
        return False
    sejak = tanggal_panjang(isi["mulai"])
    pesan = f"{orang.nama} kini {isi['jabatan']} di {isi['unit']}, sejak {sejak}."
    messages.success(request, pesan)
    if salah := orang_bermasalah(Pegawai.objects.filter(pk=orang.pk)).first():
        sebutan = SEBUTAN_MASALAH[Masalah(salah.masalah)]
        messages.warning(request, f"{sebutan}. Orangnya tampil di Atasan bermasalah.")
    return True


def _milik(request: HttpRequest, pk: int, halaman: str) -> Pegawai:
    milik = pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA).select_related(
        "unit", "jabatan", "atasan__jabatan", "atasan__unit", "atasan__pengguna"
    )
    return ambil_orang(
        daftar=milik, pk=pk, halaman=halaman, oleh=request.user, sekarang=timezone.now()
    )


def _form_tempat(request: HttpRequest, orang: Pegawai) -> FormPindah:
    kini = {"unit": orang.unit_id, "jabatan": orang.jabatan_id}
    return FormPindah(
        request.POST or None,
        unit=instansi_untuk(request.user, Izin.PEGAWAI_KELOLA),
        pemda_id=request.user.pemda_id,
        initial=kini | {"mulai": timezone.localdate()},
    )


def _unit_tetap(request: HttpRequest, unit: Instansi) -> bool:
    """Whether the superior was chosen for this unit, and not for one picked before."""
    return request.POST.get("unit_usulan", str(unit.pk)) == str(unit.pk)


def _akibat(orang: Pegawai, *, unit: Instansi, jabatan: Jabatan, mulai: date) -> dict[str, Any]:
    """What the page says will happen, and on which day."""
    hari = timezone.localdate()
    kini = orang.penempatan.filter(selesai=None).first()
    puncak = {p.unit_id: p for p in puncak_jabatan([orang.unit.path, unit.path])}
    baru = puncak.get(unit.pk)
    return {
        "unit": unit,
        "jabatan": jabatan,
        "mulai": mulai,
        "berakhir": None if kini and kini.mulai == mulai else mulai - timedelta(days=1),
        "lampau": mulai < hari,
        "salah_tempat": salah_tempat(jabatan, unit),
        "kosong": orang.unit_id in puncak and puncak[orang.unit_id].pk == orang.pk,
        "pemegang": baru
        if baru and baru.pk != orang.pk and baru.jabatan_id == jabatan.pk
        else None,
        "peran": peran_dipegang([orang], hari),
        "pelaksana": [
            (p, (p.unit_id, p.jabatan_id) == (unit.pk, jabatan.pk))
            for p in pelaksana_kini([orang], hari)
        ],
        "bawahan": bawahan_dari([orang]).count(),
        "berkursi": kelas_mendatang([orang], timezone.now()).exists(),
    }


def _form_atasan(
    request: HttpRequest, orang: Pegawai, akibat: dict[str, Any], *, baru: bool
) -> FormPilihOrang:
    """The choice of the superior there; ``baru``: the first proposal is ticked."""
    usulan = _usulan(orang, akibat["unit"], akibat["pemegang"])
    data = request.POST.copy()
    if baru and usulan and not ("orang" in data and _unit_tetap(request, akibat["unit"])):
        data["orang"] = str(usulan[0].pk)
    aktif = pegawai_untuk(request.user, Izin.PEGAWAI_KELOLA).filter(status=Pegawai.Status.AKTIF)
    return FormPilihOrang(
        data,
        sumber=sumber_orang(aktif.exclude(pk=orang.pk)),
        usulan=usulan,
        boleh_kosong=TANPA_ATASAN,
        label="Atasan langsung di tempat baru",
    )


def _usulan(orang: Pegawai, unit: Instansi, pendahulu: Pegawai | None) -> list[Pegawai]:
    """Heads of the new unit first, then the superior of today.

    The superior of today is proposed where that one leads the new unit too, or nobody else does.
    Whom the person follows in the post is no superior to propose.
    """
    bayangan = Pegawai(pk=orang.pk, unit=unit)
    usulan = [u for u in calon_atasan([bayangan], timezone.localdate()) if u != pendahulu]
    lama = orang.atasan
    if lama and lama.status == Pegawai.Status.AKTIF:
        tetap = unit.path.startswith(lama.unit.path)
        usulan += [lama] if tetap or not usulan else []
    return usulan


def _halaman(
    request: HttpRequest,
    orang: Pegawai,
    form: FormPindah,
    atasan: FormPilihOrang | None,
    akibat: dict[str, Any] | None = None,
) -> HttpResponse:
    tampil_galat = "setuju" in request.POST and bool(atasan and atasan.errors)
    konteks = {"pegawai": orang, "form": form, "atasan": atasan, "tampil_galat": tampil_galat}
    konteks["akibat"] = akibat
    status = 422 if form.errors or tampil_galat else 200
    return render(request, "beranda/pegawai_pindah.html", konteks, status=status)
