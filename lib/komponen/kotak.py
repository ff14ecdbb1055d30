"""Boxes and actions: card, section, button, task list, text to copy, bottom bar."""

from collections.abc import Iterable, Mapping
from secrets import token_hex
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from lib.komponen.pustaka import gambar, gambar_sekali, register

BATAS_BAWAH = 5
KELAS_TOMBOL = {
    "utama": "btn-primary",
    "garis": "btn-outline-primary",
    "biasa": "btn-outline-secondary",
    "bahaya": "btn-outline-danger",
    "tautan": "btn-link",
}


@register.simple_block_tag
def kartu(
    content: SafeString,
    judul: str = "",
    ket: str = "",
    tautan: str = "",
    tautan_teks: str = "",
    varian: str = "",
    tingkat: int = 2,
    pengenal: str = "",
) -> SafeString:
    """A card; `varian` polos has no padding (tables, lists), kota is filled."""
    return gambar(
        "kartu",
        isi=content,
        judul=judul,
        ket=ket,
        tautan=tautan,
        tautan_teks=tautan_teks,
        varian=varian,
        tingkat=tingkat,
        pengenal=pengenal,
    )


@register.simple_block_tag
def bagian(
    content: SafeString,
    judul: str,
    ket: str = "",
    tautan: str = "",
    tautan_teks: str = "",
    pengenal: str = "",
) -> SafeString:
    """A titled section without a card."""
    return gambar(
        "bagian",
        isi=content,
        judul=judul,
        ket=ket,
        tautan=tautan,
        tautan_teks=tautan_teks,
        pengenal=pengenal,
    )


@register.simple_tag
def tombol(
    teks: str,
    url: str = "",
    gaya: str = "utama",
    ikon: str = "",
    alasan: str | None = None,
    kelas: str = "",
    nama: str = "",
    nilai: str = "",
) -> SafeString:
    """A link where `url` is given, else a submit button; `alasan` blocks it and is shown."""
    return (gambar if alasan or url else gambar_sekali)(
        "tombol",
        teks=teks,
        url=url,
        kelas=f"{KELAS_TOMBOL[gaya]} {kelas}".strip(),
        ikon=ikon,
        alasan=alasan,
        pengenal=f"alasan-{token_hex(4)}" if alasan else "",
        nama=nama,
        nilai=nilai,
    )


@register.simple_tag
def salin(
    teks: str, label: str = "Salin untuk WhatsApp", pengenal: str = "teks-salin"
) -> SafeString:
    """A text with a copy button; without JavaScript the text can be selected by hand."""
    return gambar("salin", teks=teks, label=label, pengenal=pengenal)


@register.simple_tag
def tugas(daftar: Iterable[Mapping[str, Any]], tingkat: int = 3) -> SafeString:
    """What waits for this person, most urgent first; only the first has a filled button."""
    return gambar("tugas", daftar=daftar, tingkat=tingkat)


class ButirNavigasi(NamedTuple):
    """One entry of the navigation, as both bars draw it."""

    label: str
    url: str
    ikon: str
    aktif: bool


@register.simple_tag
def bilah_navigasi(navigasi: Iterable[ButirNavigasi]) -> SafeString:
    """The links of the top bar."""
    return gambar_sekali("navigasi", navigasi=tuple(navigasi))


@register.simple_tag
def bilah_bawah(navigasi: Iterable[ButirNavigasi]) -> SafeString:
    """The phone's bottom bar: at most 5 items, the fifth "Lainnya" where there are more."""
    semua = tuple(navigasi)
    batas = BATAS_BAWAH if len(semua) <= BATAS_BAWAH else BATAS_BAWAH - 1
    sisa = semua[batas:]
    aktif = any(butir.aktif for butir in sisa)
    return gambar_sekali("bilah_bawah", depan=semua[:batas], sisa=sisa, sisa_aktif=aktif)
