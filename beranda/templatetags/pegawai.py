"""Rows of the list of people, without a template: a page holds them by the dozen."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from instansi.rules.pelaksana import sebut_plt
from laporan.rules.pegawai import KOLOM_DAFTAR
from lib.komponen.angka import mini_bar
from lib.komponen.tabel import pilih_baris
from lib.komponen.teks import lencana
from lib.saringan import saring_jp, saring_nip

register = template.Library()


@register.simple_tag
def baris_pegawai(pegawai: Any, kolom: Iterable[str]) -> SafeString:
    """One person of ``beranda.queries.pegawai.isi_halaman`` with the chosen columns."""
    pilih = pilih_baris("pegawai", pegawai.pk, pegawai.nama)
    jabatan = escape(str(pegawai.jabatan))
    plt = f'<br><span class="pa-sm">{escape(sebut_plt(pegawai.plt))}</span>' if pegawai.plt else ""
    sel = "".join([SEL[kode](pegawai) for kode in kolom])
    return SafeString(
        f'<tr><td class="pa-penuh">{pilih}</td><th scope="row">'
        f'<a href="{_alamat(pegawai.pk)}">{escape(pegawai.nama_lengkap)}</a><br>'
        f'<span class="pa-redup pa-sm fw-normal">{jabatan}</span>{plt}</th>{sel}</tr>'
    )


@lru_cache(maxsize=4096)
def _alamat(pk: int) -> str:
    return reverse("beranda:pegawai_detail", args=[pk])


def _jp(pegawai: Any) -> str:
    teks, batang = saring_jp(pegawai.jp, pegawai.target), mini_bar(pegawai.jp, pegawai.target)
    return f'<td data-label="JP"><span class="pa-utuh">{teks}</span>{batang}</td>'


def _perhatian(pegawai: Any) -> str:
    tenang = "Tidak ada, sudah punya kelas" if pegawai.ada_kelas else "Tidak ada"
    kelas, isi = ' class="pa-meja"', f'<span class="pa-redup">{tenang}</span>'
    if pegawai.alasan:
        sebab = (escape(capfirst(alasan)) for alasan in pegawai.alasan)
        kelas, isi = "", " ".join(f'<span class="pa-sm">{s}.</span>' for s in sebab)
    return f'<td data-label="Perlu perhatian"{kelas}>{isi}</td>'


def _nip(pegawai: Any) -> str:
    return f'<td data-label="NIP" class="pa-nip">{saring_nip(pegawai.nip)}</td>'


def _status(pegawai: Any) -> str:
    sebutan = lencana(pegawai.get_status_display(), status=pegawai.status)
    return f'<td data-label="Status">{sebutan}</td>'


def _biasa(kode: str, ambil: Callable[[Any], object]) -> Callable[[Any], str]:
    """The cell of a column that is one text."""
    judul = KOLOM_DAFTAR[kode]
    return lambda pegawai: f'<td data-label="{judul}">{escape(str(ambil(pegawai)))}</td>'


SEL: dict[str, Callable[[Any], str]] = {
    "nip": _nip,
    "unit": _biasa("unit", lambda p: p.unit),
    "jenis": _biasa("jenis", lambda p: p.get_jenis_display()),
    "golongan": _biasa("golongan", lambda p: p.golongan or "Belum ada"),
    "jenjang": _biasa("jenjang", lambda p: p.jabatan.jenjang or "–"),
    "rumpun": _biasa("rumpun", lambda p: p.jabatan.get_rumpun_display()),
    "eselon": _biasa("eselon", lambda p: p.jabatan.eselon or "–"),
    "atasan": _biasa("atasan", lambda p: p.nama_atasan or "Belum ada"),
    "status": _status,
    "jp": _jp,
    "perhatian": _perhatian,
}
