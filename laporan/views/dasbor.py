"""The dashboard of a head: one sentence, the figures, who needs attention."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from instansi.akses import boleh, perlu_izin
from instansi.models import Instansi
from laporan.forms import FormDasbor
from laporan.permissions import Izin
from laporan.queries import dasbor as queries
from laporan.rules.dasbor import tahun_tersedia

PERHATIAN_TAMPIL = 8
UNIT_TAMPIL = 8


@require_safe
@perlu_izin(Izin.DASBOR_LIHAT)
def dasbor(request: HttpRequest) -> HttpResponse:
    unit, tahun = pilihan(request)
    hari = timezone.localdate()
    isi = queries.isi_dasbor(unit, tahun=tahun, hari=hari)
    orang = queries.orang_perhatian(unit, patokan=isi.patokan, banyak=PERHATIAN_TAMPIL)
    konteks = {
        "isi": isi,
        "unit": unit,
        "tahun": tahun,
        "orang": orang,
        "pilihan_tahun": tahun_tersedia(hari),
        "tautan_perhatian": f"{reverse('beranda:pegawai_daftar')}?unit={unit.pk}&perhatian=semua",
        "boleh_laporan": boleh(request.user, Izin.LAPORAN_BUAT),
    }
    return render(
        request,
        "laporan/dasbor.html",
        konteks
        | queries.teks_dasbor(isi)
        | queries.grafik_dasbor(isi)
        | jalan_naik(request, isi)
        | bagian_unit(request, isi),
    )


def pilihan(request: HttpRequest) -> tuple[Instansi, int]:
    """The unit and year that were asked for; the person's highest unit and this year else.

    A unit out of scope gives 404, as everywhere.
    """
    cakupan = queries.unit_dasbor(request.user, Izin.DASBOR_LIHAT)
    form = FormDasbor(request.GET, unit=cakupan)
    if not form.is_valid():
        raise Http404
    unit = form.cleaned_data["unit"] or cakupan.first()
    if unit is None:
        raise Http404
    return unit, form.cleaned_data["tahun"] or timezone.localdate().year


def jalan_naik(request: HttpRequest, isi: queries.Dasbor) -> dict[str, object]:
    """The parent unit where the person may see it: the way back up."""
    if isi.unit.depth == 1:
        return {}
    atas = isi.unit.path[: -Instansi.steplen]
    induk = queries.unit_dasbor(request.user, Izin.DASBOR_LIHAT).filter(path=atas).first()
    if induk is None:
        return {}
    return {"induk": induk, "url_induk": f"{request.path}?unit={induk.pk}&tahun={isi.tahun}"}


def bagian_unit(request: HttpRequest, isi: queries.Dasbor) -> dict[str, object]:
    """The units below: of many those with most people who need attention, and the way to all."""
    banyak = sum(u.pk != isi.unit.pk for u, _ in isi.anak)
    if len(isi.anak) <= UNIT_TAMPIL:
        return {"daftar_unit": isi.anak, "judul_unit": "Per unit"}
    alamat = f"{request.path}?unit={isi.unit.pk}&tahun={isi.tahun}"
    if "semua" in request.GET:
        return {
            "daftar_unit": isi.anak,
            "judul_unit": f"Per unit: semua {banyak}",
            "tautan_unit": f"{alamat}#unit",
            "teks_unit": "Hanya yang paling perlu perhatian",
        }
    return {
        "daftar_unit": sorted(isi.anak, key=lambda baris: -baris[1].perhatian)[:UNIT_TAMPIL],
        "judul_unit": f"{UNIT_TAMPIL} unit yang paling perlu perhatian",
        "tautan_unit": f"{alamat}&semua=1#unit",
        "teks_unit": f"Lihat semua {banyak} unit",
    }
