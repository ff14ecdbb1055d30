"""Rows of the list of people, without a template: a page holds them by the dozen."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from beranda.queries.pegawai import BarisPegawai
from instansi.models import Jabatan, Pegawai
from instansi.rules.pelaksana import sebut_plt
from laporan.rules.pegawai import KOLOM_DAFTAR
from lib.komponen.angka import mini_bar
from lib.komponen.pustaka import ke
from lib.komponen.tabel import pilih_baris
from lib.komponen.teks import lencana
from lib.saringan import saring_jp, saring_nip

JENIS, STATUS, RUMPUN = (dict(p.choices) for p in (Pegawai.Jenis, Pegawai.Status, Jabatan.Rumpun))

register = template.Library()


@register.simple_tag
def baris_pegawai(orang: Iterable[BarisPegawai], kolom: Sequence[str]) -> SafeString:
    """People of a page, a row each, with the chosen columns."""
    return SafeString("".join([_baris(pegawai, kolom) for pegawai in orang]))


def _baris(pegawai: BarisPegawai, kolom: Sequence[str]) -> str:
    pilih = pilih_baris("pegawai", pegawai.pk, pegawai.nama)
    jabatan = escape(pegawai.jabatan.nama)
    plt = f'<br><span class="pa-sm">{escape(sebut_plt(*pegawai.plt))}</span>' if pegawai.plt else ""
    halaman = ke("beranda:pegawai_detail", pegawai.pk)
    sel = "".join([SEL[kode](pegawai) for kode in kolom])
    return (
        f'<tr><td class="pa-penuh">{pilih}</td><th scope="row">'
        f'<a href="{halaman}">{escape(pegawai.nama_lengkap)}</a><br>'
        f'<span class="pa-redup pa-sm fw-normal">{jabatan}</span>{plt}</th>{sel}</tr>'
    )


@lru_cache
def _jp(jp: int, target: int) -> str:
    teks, batang = saring_jp(jp, target), mini_bar(jp, target)
    return f'<td data-label="JP"><span class="pa-utuh">{teks}</span>{batang}</td>'


@lru_cache
def _perhatian(alasan: tuple[str, ...], ada_kelas: bool) -> str:
    tenang = "Terdaftar di kelas mendatang" if ada_kelas else "Tidak ada"
    kelas, isi = ' class="pa-meja"', f'<span class="pa-redup">{tenang}</span>'
    if alasan:
        sebab = (escape(capfirst(a)) for a in alasan)
        kelas, isi = "", " ".join(f'<span class="pa-sm">{s}.</span>' for s in sebab)
    return f'<td data-label="Perlu perhatian"{kelas}>{isi}</td>'


def _nip(pegawai: BarisPegawai) -> str:
    return f'<td data-label="NIP" class="pa-nip">{saring_nip(pegawai.nip)}</td>'


def _status(pegawai: BarisPegawai) -> str:
    sebutan = lencana(STATUS[pegawai.status], status=pegawai.status)
    return f'<td data-label="Status">{sebutan}</td>'


def _biasa(kode: str, ambil: Callable[[BarisPegawai], object]) -> Callable[[BarisPegawai], str]:
    """The cell of a column that is one text."""
    judul = KOLOM_DAFTAR[kode]
    return lambda pegawai: f'<td data-label="{judul}">{escape(str(ambil(pegawai)))}</td>'


SEL: dict[str, Callable[[BarisPegawai], str]] = {
    "nip": _nip,
    "unit": _biasa("unit", lambda p: p.unit),
    "jenis": _biasa("jenis", lambda p: JENIS[p.jenis]),
    "golongan": _biasa("golongan", lambda p: p.golongan or "Belum ada"),
    "jenjang": _biasa("jenjang", lambda p: p.jabatan.jenjang or "–"),
    "rumpun": _biasa("rumpun", lambda p: RUMPUN.get(p.jabatan.rumpun, "")),
    "eselon": _biasa("eselon", lambda p: p.jabatan.eselon or "–"),
    "atasan": _biasa("atasan", lambda p: p.nama_atasan or "Belum ada"),
    "status": _status,
    "jp": lambda p: _jp(p.jp, p.target),
    "perhatian": lambda p: _perhatian(tuple(p.alasan), p.ada_kelas),
}
