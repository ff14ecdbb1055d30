"""The tree of agencies, and one unit with all that is known of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from beranda.queries import instansi as queries
from instansi.akses import IzinDasar, ambil_tujuan, ambil_unit, boleh, perlu_izin
from instansi.models import Instansi
from instansi.permissions import Izin
from instansi.queries import simpul_izin
from instansi.queries import unit as queries_unit
from kelola.permissions import Izin as IzinKelola
from laporan.queries.dasbor import angka_unit

ANAK_TAMPIL = 12


@require_safe
@perlu_izin(Izin.INSTANSI_LIHAT)
def instansi_daftar(request: HttpRequest) -> HttpResponse:
    cari = request.GET.get("cari", "").strip()[:80]
    pilihan = {"tutup": "tutup" in request.GET, "hal": request.GET.get("hal")}
    buka = ambil_tujuan(request.user, request.GET.get("buka"), Izin.INSTANSI_LIHAT)
    if cari:
        hasil = queries.hasil_cari(request.user, Izin.INSTANSI_LIHAT, cari=cari, **pilihan)
        konteks: dict[str, Any] = {"cari": cari, "halaman": hasil}
        konteks["tambah_di"] = _tambah_di(request, request.user.pemda)
    else:
        susunan = queries.susunan(
            request.user,
            Izin.INSTANSI_LIHAT,
            buka=buka,
            hari=timezone.localdate(),
            **pilihan,
        )
        konteks = {"susunan": susunan, "halaman": susunan.halaman}
        konteks["tambah_di"] = _tambah_di(request, susunan.terbuka)
    konteks |= {
        "tutup": pilihan["tutup"],
        "boleh_mutu": boleh(request.user, Izin.MUTU_LIHAT),
        "boleh_kelola": boleh(request.user, Izin.INSTANSI_KELOLA),
    }
    return render(request, "beranda/instansi_daftar.html", konteks)


@require_safe
@perlu_izin(Izin.INSTANSI_LIHAT)
def instansi_detail(request: HttpRequest, pk: int) -> HttpResponse:
    unit = ambil_unit(request.user, pk, Izin.INSTANSI_LIHAT)
    hari = timezone.localdate()
    jalur = queries_unit.jalur_unit(unit)
    lihat = tuple(p.path for p in simpul_izin(request.user, Izin.INSTANSI_LIHAT))
    angka = angka_unit(unit, hari.year)
    konteks = {
        "unit": unit,
        "jalur": [(j, j["path"].startswith(lihat)) for j in jalur],
        "angka": angka,
        "semua": angka.kelompok["SEMUA"],
        "sendiri": angka.anak.get(unit.path),
        **_kepala(request, unit),
        "pelaksana": queries_unit.pelaksana_unit(unit, hari),
        "anak": queries.anak_langsung(unit),
        "anak_tampil": ANAK_TAMPIL,
        "pengganti_terlihat": _terlihat(unit.digantikan_oleh, lihat),
        "riwayat": queries_unit.riwayat_unit(unit),
        "kelola": _di_wewenang(request, unit, Izin.INSTANSI_KELOLA),
        "tahun": hari.year,
    }
    return render(request, "beranda/instansi_detail.html", konteks)


def _kepala(request: HttpRequest, unit: Instansi) -> dict[str, Any]:
    """Who heads the unit by role; else who has its leading position, and the way to the role."""
    kepala = list(queries_unit.kepala_unit(unit, timezone.localdate()))
    if kepala:
        return {"kepala": kepala}
    pejabat, lowong = queries_unit.pejabat_unit(unit)
    beri = unit.aktif_sampai is None and _di_wewenang(request, unit, IzinKelola.PERAN_BERI)
    return {
        "pejabat": pejabat,
        "akun_pejabat": pejabat.akun if pejabat and beri else None,
        "boleh_beri": beri,
        "lowong": lowong,
    }


def _tambah_di(
    request: HttpRequest, terbuka: queries.Baris | Instansi | None
) -> queries.Baris | Instansi | None:
    """The open node of the tree, where the person may hang a unit under it; no query."""
    if terbuka is None or terbuka.aktif_sampai is not None:
        return None
    kelola = tuple(p.path for p in simpul_izin(request.user, Izin.INSTANSI_KELOLA))
    return terbuka if terbuka.path.startswith(kelola) else None


def _di_wewenang(request: HttpRequest, unit: Instansi, izin: IzinDasar) -> bool:
    """Whether the person has this permission at the unit."""
    return unit.path.startswith(tuple(p.path for p in simpul_izin(request.user, izin)))


def _terlihat(unit: Instansi | None, lihat: tuple[str, ...]) -> bool:
    return unit is not None and unit.path.startswith(lihat)
