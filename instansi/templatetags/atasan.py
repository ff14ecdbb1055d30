"""Rows of the list of broken superiors, without a template: a page holds them by the dozen."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from instansi.queries.orang import BarisMasalah, OrangBaris
from lib.komponen.pustaka import ke
from lib.komponen.tabel import pilih_baris

register = template.Library()


@register.simple_tag
def baris_atasan(baris: Iterable[BarisMasalah]) -> SafeString:
    """People of a page, a row each: what is wrong, the proposal, and the way to choose oneself."""
    return SafeString("".join([_baris(b) for b in baris]))


def _baris(b: BarisMasalah) -> str:
    orang, nama = b.pegawai, escape(b.pegawai.nama)
    profil, ganti = ke("beranda:pegawai_detail", orang.pk), ke("instansi:pegawai_atasan", orang.pk)
    pilih = pilih_baris("pegawai", orang.pk, orang.nama)
    atasan = (
        f':<br><span class="pa-redup pa-sm">{escape(orang.atasan)}</span>' if orang.atasan else ""
    )
    usulan = _usulan(b, b.usulan) if b.usulan else _tanpa_usulan(b)
    return (
        f'<tr><td class="pa-penuh">{pilih}</td><th scope="row">'
        f'<a href="{profil}?tab=penempatan">{escape(str(orang))}</a>'
        f'<br><span class="pa-redup pa-sm fw-normal">{escape(orang.jabatan)}, {escape(orang.unit)}'
        f'</span></th><td data-label="Masalah">{b.masalah}{atasan}</td>'
        f'<td data-label="Usulan"><div>{usulan}'
        f'<a class="pa-sm d-block mt-1" href="{ganti}">Pilih sendiri'
        f'<span class="visually-hidden"> atasan {nama}</span></a></div></td></tr>'
    )


def _usulan(b: BarisMasalah, usulan: OrangBaris) -> str:
    sampai = "; menilai sampai dibetulkan" if b.menilai else ""
    return (
        f'{escape(str(usulan))}<br><span class="pa-redup pa-sm">{escape(b.sebagai)}{sampai}</span>'
        '<br><button class="btn btn-outline-primary mt-1" type="submit" name="satu"'
        f' value="{b.pegawai.pk}">Terapkan<span class="visually-hidden"> untuk'
        f" {escape(b.pegawai.nama)}</span></button>"
    )


def _tanpa_usulan(b: BarisMasalah) -> str:
    sebab = ", jadi tidak ada yang menilai" if b.menilai else ""
    return f'<span class="pa-redup">Belum ada pimpinan di atasnya{sebab}</span>'
