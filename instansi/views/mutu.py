"""Quality of records per agency: shares, and the people behind each."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from instansi.akses import ambil_tujuan, boleh, perlu_izin
from instansi.models import Instansi
from instansi.permissions import Izin
from instansi.queries import instansi_untuk, simpul_izin
from instansi.queries.mutu import DaftarMasalah, Mutu, mutu_unit
from instansi.rules.mutu import AKUN, PER_KODE, UKURAN, isian, per_kelompok, terburuk

PER_HALAMAN = 25
ANAK_TAMPIL = 8


def pilih_unit(request: HttpRequest) -> Instansi:
    """The unit asked for, else the person's highest; outside scope 404."""
    unit = ambil_tujuan(request.user, request.GET.get("unit"), Izin.MUTU_LIHAT)
    unit = unit or instansi_untuk(request.user, Izin.MUTU_LIHAT).order_by("depth", "path").first()
    if unit is None:
        raise Http404
    return unit


@require_safe
@perlu_izin(Izin.MUTU_LIHAT)
def mutu(request: HttpRequest) -> HttpResponse:
    unit = pilih_unit(request)
    isi = mutu_unit(unit)
    konteks = {
        "unit": unit,
        "isi": isi,
        "isian": isian(isi.nilai),
        "kelompok": (kelompok := per_kelompok(isi.nilai)),
        "rapi": [s.kelompok.lower() for s in kelompok if s.nilai.dasar and not s.daftar],
        "beres": [PER_KODE[k] for k, n in isi.nilai.items() if n.dasar and not n.salah],
        "kosong": [PER_KODE[k] for k, n in isi.nilai.items() if not n.dasar],
        "ukuran": UKURAN,
        "akun": AKUN,
        "belum_aktif": isi.nilai[AKUN.kode].salah,
        "induk": _induk(request, unit),
        **_bagian_unit(request, unit, _anak(unit, isi)),
    }
    return render(request, "instansi/mutu.html", konteks)


def _bagian_unit(request: HttpRequest, unit: Instansi, anak: list[Any]) -> dict[str, Any]:
    """The units below: of many the worst, and the way to all.

    Units without people have no row, so the line says which are counted; the tree has them all.
    """
    alamat = f"{request.path}?unit={unit.pk}"
    semua = f"{sum(not b['sendiri'] for b in anak)} unit yang punya pegawai"
    if len(anak) <= ANAK_TAMPIL:
        return {"anak": anak, "judul_unit": "Per unit, yang paling perlu diperbaiki dahulu"}
    if "semua" in request.GET:
        return {
            "anak": anak,
            "judul_unit": f"Semua {semua}",
            "tautan_unit": f"{alamat}#unit",
            "teks_unit": "Hanya yang paling perlu diperbaiki",
        }
    return {
        "anak": anak[:ANAK_TAMPIL],
        "judul_unit": f"{ANAK_TAMPIL} unit yang paling perlu diperbaiki",
        "tautan_unit": f"{alamat}&semua=1#unit",
        "teks_unit": f"Lihat semua {semua}",
    }


def _anak(unit: Instansi, isi: Mutu) -> list[dict[str, Any]]:
    """The units directly below that have people, the worst first; the own people too."""
    nama = {
        path: (pk, nama)
        for pk, path, nama in Instansi.objects.filter(path__in=list(isi.anak)).values_list(
            "pk", "path", "nama"
        )
    }
    baris = [
        {
            "pk": nama[path][0],
            "nama": nama[path][1],
            "sendiri": path == unit.path,
            "orang": m.orang,
            "bersih": m.bersih,
            "isian": isian(m.nilai),
            "terburuk": (buruk := terburuk(m.nilai)),
            "salah": m.nilai[buruk.kode].salah if buruk else 0,
        }
        for path, m in isi.anak.items()
        if m.orang
    ]
    return sorted(baris, key=lambda b: (b["isian"].persen, -b["orang"], b["nama"]))


def _induk(request: HttpRequest, unit: Instansi) -> Instansi | None:
    """The node above, where the person may see it."""
    atas = unit.path[: -Instansi.steplen]
    awal = tuple(p.path for p in simpul_izin(request.user, Izin.MUTU_LIHAT))
    return Instansi.objects.filter(path=atas).first() if atas.startswith(awal) and atas else None


@require_safe
@perlu_izin(Izin.MUTU_LIHAT)
def mutu_daftar(request: HttpRequest, ukuran: str) -> HttpResponse:
    if ukuran not in PER_KODE:
        raise Http404
    unit, kelola = pilih_unit(request), boleh(request.user, Izin.PEGAWAI_KELOLA)
    daftar = DaftarMasalah(unit, ukuran, hari=timezone.localdate(), sekarang=timezone.now())
    konteks = {
        "unit": unit,
        "ukuran": PER_KODE[ukuran],
        "halaman": Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("hal")),
        "boleh_ubah": kelola,
        "obat_satu": OBAT_SATU.get(ukuran, "instansi:pegawai_ubah") if kelola else "",
        "url_obat": _url_obat(request, ukuran, unit),
    }
    return render(request, "instansi/mutu_daftar.html", konteks)


# Where one person of a list is mended, if not among the data; empty where no page of one does it.
OBAT_SATU = {
    "atasan": "instansi:pegawai_atasan",
    "atasan_sah": "instansi:pegawai_atasan",
    "bup": "instansi:pegawai_status",
    "unit_aktif": "instansi:pegawai_pindah",
    "penempatan": "instansi:pegawai_pindah",
    "jenjang": "",
    "akun": "",
    "akun_keluar": "",
    "predikat": "",
}
# Where a whole list can be mended at once, and who may.
OBAT = {
    "atasan": ("instansi:atasan_masalah", Izin.PEGAWAI_KELOLA),
    "atasan_sah": ("instansi:atasan_masalah", Izin.PEGAWAI_KELOLA),
    "jenjang": ("instansi:jabatan_daftar", Izin.JABATAN_LIHAT),
    "akun": ("kelola:akun_daftar", Izin.PEGAWAI_KELOLA),
    "akun_keluar": ("kelola:akun_daftar", Izin.PEGAWAI_KELOLA),
    "predikat": ("kelola:impor_daftar", Izin.PEGAWAI_KELOLA),
    "perubahan": ("kelola:impor_daftar", Izin.PEGAWAI_KELOLA),
}


PER_UNIT = {"instansi:atasan_masalah", "kelola:akun_daftar"}  # pages that a unit narrows


def _url_obat(request: HttpRequest, ukuran: str, unit: Instansi) -> str | None:
    nama, izin = OBAT.get(ukuran, ("", Izin.MUTU_LIHAT))
    if not nama or not boleh(request.user, izin):
        return None
    try:
        alamat = reverse(nama)
    except NoReverseMatch:
        return None
    return f"{alamat}?unit={unit.pk}" if nama in PER_UNIT else alamat
