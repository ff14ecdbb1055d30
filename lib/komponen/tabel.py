"""Tables and lists: table, sortable head, pagination, filter pill, selection."""

import re
from collections.abc import Container, Iterable
from html import escape
from typing import Any

from django.core.paginator import Page
from django.template import Context
from django.utils.safestring import SafeString

from lib.komponen.pustaka import alamat, gambar, gambar_sekali, register

TAG_TABEL = re.compile(r"<(thead|tbody|tfoot|tr|td|th)\b([^>]*)>")
PERAN = {"thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row", "td": "cell"}


def _berperan(cocok: re.Match[str]) -> str:
    tag, atribut = cocok.groups()
    if "role=" in atribut:
        return cocok.group(0)
    kepala_baris = 'scope="row"' in atribut
    peran = PERAN.get(tag) or ("rowheader" if kepala_baris else "columnheader")
    return f'<{tag} role="{peran}"{atribut}>'


@register.simple_block_tag
def tabel(
    content: SafeString, judul: str, varian: str = "kartu", tampil_judul: bool = False
) -> SafeString:
    """A table with a caption; `varian` kartu (rows become cards on phones), ringkas, batang, gulir.

    Cards are blocks in CSS, which takes a table's meaning away, so every part gets its ARIA role.
    """
    isi = SafeString(TAG_TABEL.sub(_berperan, content))
    return gambar("tabel", isi=isi, judul=judul, varian=varian, tampil_judul=tampil_judul)


@register.simple_tag
def kolom(teks: str, kanan: bool = False, sembunyi: bool = False) -> SafeString:
    """A column head; `sembunyi` keeps it for screen readers only."""
    return gambar_sekali("kolom", teks=teks, kanan=kanan, sembunyi=sembunyi)


@register.simple_tag(takes_context=True)
def kolom_urut(
    context: Context, teks: str, kunci: str, kanan: bool = False, parameter: str = "urut"
) -> SafeString:
    """A column head that sorts: `?urut=kunci`, and `?urut=-kunci` when it is chosen already."""
    kini = context["request"].GET.get(parameter, "")
    tujuan = f"-{kunci}" if kini == kunci else kunci
    return gambar_sekali(
        "kolom_urut",
        teks=teks,
        kanan=kanan,
        url=alamat(context["request"], **{parameter: tujuan, "hal": None}),
        arah={kunci: "naik", f"-{kunci}": "turun"}.get(kini, ""),
    )


@register.simple_tag(takes_context=True)
def penomoran(
    context: Context, halaman: Page[Any], benda: str, parameter: str = "hal"
) -> SafeString:
    """ "1–25 dari 5.180 pegawai" and the page links, which keep the query string."""
    request = context["request"]

    def ke(nomor: int | str) -> str:
        return alamat(request, **{parameter: nomor})

    rentang = halaman.paginator.get_elided_page_range(halaman.number, on_each_side=1, on_ends=1)
    return gambar_sekali(
        "penomoran",
        awal=halaman.start_index(),
        akhir=halaman.end_index(),
        banyak=halaman.paginator.count,
        benda=benda,
        nomor_kini=halaman.number,
        daftar=tuple((n, ke(n) if isinstance(n, int) else "") for n in rentang),
        url_sebelum=ke(halaman.number - 1) if halaman.has_previous() else "",
        url_sesudah=ke(halaman.number + 1) if halaman.has_next() else "",
    )


@register.simple_tag(takes_context=True)
def pil_saring(
    context: Context, teks: str, parameter: str, nilai: str = "", jumlah: int | None = None
) -> SafeString:
    """A quick filter with its count; the empty value means all."""
    request = context["request"]
    return gambar(
        "pil_saring",
        teks=teks,
        jumlah=jumlah,
        url=alamat(request, **{parameter: nilai, "hal": None}),
        aktif=request.GET.get(parameter, "") == str(nilai),
    )


@register.simple_tag
def tab(
    daftar: Iterable[tuple[str, str, int | None]], aktif: str, label: str, parameter: str = "tab"
) -> SafeString:
    """Tabs as links `?tab=kode`; each row is (kode, label, count or None)."""
    butir = [(kode, teks, jumlah, f"?{parameter}={kode}") for kode, teks, jumlah in daftar]
    return gambar("tab", butir=butir, aktif=aktif, label=label)


@register.simple_tag
def pilih_semua(label: str = "Pilih semua di halaman ini") -> SafeString:
    """The check box in a table's head that ticks every row inside [data-pa-pilih]."""
    return gambar_sekali("pilih_semua", label=label)


@register.simple_tag
def pilih_baris(
    nama: str, nilai: object, label: str, tercentang: Container[object] = ()
) -> SafeString:
    """The check box of one row; without a template, since a page holds it by the dozen."""
    tanda = " checked" if nilai in tercentang else ""
    return SafeString(
        '<label class="form-check mb-0"><input class="form-check-input" type="checkbox"'
        f' name="{escape(nama)}" value="{escape(str(nilai))}" data-pa-baris{tanda}>'
        f' <span class="visually-hidden">{escape(str(label))}</span></label>'
    )


@register.simple_block_tag
def massal(content: SafeString, benda: str) -> SafeString:
    """What can be done with the ticked rows; hidden while none is ticked, if scripts run."""
    return gambar("massal", isi=content, benda=benda)
