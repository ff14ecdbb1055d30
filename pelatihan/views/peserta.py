"""Participants: nominate, see who got a seat, cancel."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from instansi.akses import boleh, perlu_izin
from instansi.models import Pegawai
from instansi.queries import instansi_untuk, pegawai_untuk
from instansi.queries.cari import pencarian
from lib.galat import GalatAturan
from pelatihan.actions.pendaftaran import (
    HasilDaftar,
    batalkan_pendaftaran,
    daftarkan_peserta,
)
from pelatihan.forms.peserta import FormBatal, FormCari, FormUnit, FormUsulan
from pelatihan.models import Kelas, Pendaftaran
from pelatihan.permissions import Izin
from pelatihan.queries import pendaftaran as queries
from pelatihan.queries.kelas import boleh_atas, di_dalam, kelas_untuk, lingkup
from pelatihan.rules import pendaftaran as rules
from pelatihan.rules.kelas import alasan_tidak_bisa_diubah

PER_HALAMAN = 100


def konteks_peserta(request: HttpRequest, kelas: Kelas) -> dict[str, Any]:
    """What templates/pelatihan/bagian/peserta.html shows of a class."""
    pengguna, sekarang = request.user, timezone.now()
    daftar = queries.urut_nama(queries.peserta_untuk(pengguna, Izin.KELAS_LIHAT, kelas))
    terlihat = daftar.filter(status=Pendaftaran.Status.DITERIMA)
    halaman = Paginator(terlihat, PER_HALAMAN).get_page(request.GET.get("hal"))
    mengelola = boleh(pengguna, Izin.PESERTA_KELOLA)
    milik = lingkup(pengguna, Izin.PESERTA_KELOLA)
    return {
        "kelas": kelas,
        "halaman": halaman,
        "baris": [(d, di_dalam(d.pegawai.unit.path, milik)) for d in halaman],
        "lain": kelas.terisi - halaman.paginator.count,
        "dibatalkan": daftar.filter(status=Pendaftaran.Status.DIBATALKAN)[:PER_HALAMAN],
        "mengelola": mengelola,
        "penuh": mengelola and rules.penuh(kelas),
        "boleh_tambah_kursi": _boleh_tambah_kursi(request, kelas),
        "alasan_usul": _alasan_usul(request, kelas, sekarang) if mengelola else None,
        "alasan_batal": rules.alasan_tidak_bisa_dibatalkan(
            Pendaftaran.Status.DITERIMA,
            status_kelas=kelas.status,
            kelas_mulai=queries.kelas_mulai(kelas.pk),
            sekarang=sekarang,
        ),
    }


def _boleh_tambah_kursi(request: HttpRequest, kelas: Kelas) -> bool:
    """Who runs the class may give it more seats while it can be changed."""
    milik = boleh_atas(request.user, Izin.KELAS_KELOLA, kelas)
    return milik and alasan_tidak_bisa_diubah(kelas.status) is None


def _alasan_usul(request: HttpRequest, kelas: Kelas, sekarang: Any) -> str | None:
    """Why the person cannot nominate into the class; HR may outside the window."""
    tutup = rules.alasan_kelas_tertutup(
        kelas.status, diverifikasi=kelas.kehadiran_diverifikasi_pada is not None
    )
    if tutup or boleh(request.user, Izin.PESERTA_IZINKAN):
        return tutup
    return rules.alasan_luar_masa(kelas.daftar_mulai, kelas.daftar_selesai, sekarang=sekarang)


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PESERTA_KELOLA)
def peserta_usul(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to nominate. A POST only searches: names and NIP stay out of addresses and logs."""
    kelas = _kelas(request, pk)
    return render(
        request, "pelatihan/peserta_usul.html", _konteks_usul(request, kelas, FormUsulan())
    )


@require_POST
@perlu_izin(Izin.PESERTA_KELOLA)
def peserta_daftarkan(request: HttpRequest, pk: int) -> HttpResponse:
    kelas = _kelas(request, pk)
    form = FormUsulan(request.POST)
    if form.is_valid():
        baris = _baris(request, form)
        try:
            hasil = daftarkan_peserta(
                kelas=kelas,
                pegawai=[b.pegawai for b in baris if b.pegawai],
                oleh=request.user,
                sekarang=timezone.now(),
                **_izin(request, form, baris),
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            return _tampilkan_hasil(request, kelas, form, baris, hasil)
    konteks = _konteks_usul(request, kelas, form)
    return render(request, "pelatihan/peserta_usul.html", konteks, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.PESERTA_KELOLA)
def peserta_batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    milik = queries.pendaftaran_untuk(request.user, Izin.PESERTA_KELOLA)
    daftar = get_object_or_404(
        milik.select_related("kelas__pelatihan", "pegawai", "unit"),
        pk=pk,
        kelas__in=kelas_untuk(request.user, Izin.KELAS_LIHAT),
    )
    form = FormBatal(request.POST or None)
    if form.is_valid():
        try:
            batalkan_pendaftaran(
                pendaftaran=daftar, oleh=request.user, sekarang=timezone.now(), **form.cleaned_data
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"Kursi {daftar.pegawai} dilepas.")
            return redirect(
                f"{reverse('pelatihan:kelas_detail', args=[daftar.kelas_id])}?tab=peserta"
            )
    konteks = {"daftar": daftar, "form": form}
    status = 422 if form.errors else 200
    return render(request, "pelatihan/peserta_batalkan.html", konteks, status=status)


def _kelas(request: HttpRequest, pk: int) -> Kelas:
    terlihat = kelas_untuk(request.user, Izin.KELAS_LIHAT)
    return get_object_or_404(terlihat.select_related("pelatihan", "penyelenggara"), pk=pk)


def _konteks_usul(request: HttpRequest, kelas: Kelas, form: FormUsulan) -> dict[str, Any]:
    """The filters, one page of people with JP and clashes, and why nobody can be seated."""
    hari = timezone.localdate()
    cari, unit = FormCari(request.POST), _form_unit(request)
    kata = cari.cleaned_data["q"] if cari.is_valid() else ""
    temuan = pencarian(_orang(request, unit).filter(status=Pegawai.Status.AKTIF), kata)
    calon = queries.calon_kelas(temuan.daftar, kelas.pk, hari.year, temuan.urutan)
    return {
        "kelas": kelas,
        "kata": kata,
        "mirip": temuan.mirip,
        "unit": unit,
        "form": form,
        "halaman": Paginator(calon, PER_HALAMAN).get_page(request.GET.get("hal")),
        "semua": "semua" in request.GET,
        "tahun": hari.year,
        "sisa": max(kelas.kursi - kelas.terisi, 0),
        "alasan_usul": _alasan_usul(request, kelas, timezone.now()),
        "penuh": rules.penuh(kelas),
        "boleh_tambah_kursi": _boleh_tambah_kursi(request, kelas),
        "luar_masa": rules.alasan_luar_masa(
            kelas.daftar_mulai, kelas.daftar_selesai, sekarang=timezone.now()
        ),
    }


def _form_unit(request: HttpRequest) -> FormUnit:
    """The units of the scope, indented by depth."""
    unit = instansi_untuk(request.user, Izin.PESERTA_KELOLA).filter(aktif_sampai=None)
    simpul = unit.order_by("path").values_list("pk", "depth", "nama")
    pilihan = [(pk, f"{'– ' * (depth - 1)}{nama}") for pk, depth, nama in simpul]
    return FormUnit(request.GET or None, unit=pilihan)


def _orang(request: HttpRequest, unit: FormUnit) -> QuerySet[Pegawai]:
    """The people of the scope, of one unit with all below it where one is chosen."""
    orang = pegawai_untuk(request.user, Izin.PESERTA_KELOLA)
    if unit.is_valid() and (pilihan := unit.cleaned_data["unit"]):
        return orang.filter(unit__in=queries.cabang_unit(pilihan))
    return orang


def _baris(request: HttpRequest, form: FormUsulan) -> list[queries.Baris]:
    """Typed lines first, then ticked rows. A ticked person outside the scope: 404."""
    terlihat = pegawai_untuk(request.user, Izin.PESERTA_KELOLA)
    ditulis = queries.cocokkan_baris(terlihat, form.cleaned_data["daftar"])
    ids = form.cleaned_data["pegawai"]
    dicentang = queries.calon_terpilih(terlihat, ids)
    if len(dicentang) != len(set(ids)):
        raise Http404
    return ditulis + [queries.Baris(str(p), p, "") for p in dicentang]


def _izin(request: HttpRequest, form: FormUsulan, baris: list[queries.Baris]) -> dict[str, Any]:
    """Reasons count only from who may give them."""
    if not boleh(request.user, Izin.PESERTA_IZINKAN):
        return {}
    bentrok = form.cleaned_data["alasan_bentrok"].strip()
    return {
        "alasan_luar_masa": form.cleaned_data["alasan_luar_masa"],
        "izin_bentrok": {b.pegawai.pk: bentrok for b in baris if b.pegawai and bentrok},
    }


def _tampilkan_hasil(
    request: HttpRequest,
    kelas: Kelas,
    form: FormUsulan,
    baris: list[queries.Baris],
    hasil: list[HasilDaftar],
) -> HttpResponse:
    """Every line with its result, in the order in which it was given."""
    per_orang = {h.pegawai.pk: h for h in hasil}
    tampil = [(b, per_orang.pop(b.pegawai.pk, None) if b.pegawai else None) for b in baris]
    masuk = sum(h.penolakan is None for h in hasil)
    konteks = {
        "kelas": kelas,
        "form": form,
        "baris": tampil,
        "masuk": masuk,
        "luput": len(tampil) - masuk,
        "bentrok": [h for h in hasil if h.penolakan and h.penolakan.kode == rules.Kode.BENTROK],
        "boleh_izinkan": boleh(request.user, Izin.PESERTA_IZINKAN),
    }
    return render(request, "pelatihan/peserta_daftarkan.html", konteks)
