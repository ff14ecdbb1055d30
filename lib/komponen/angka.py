"""Numbers: KPI card, JP strip, inline bar."""

from decimal import Decimal

from django.utils.safestring import SafeString

from lib.komponen.pustaka import gambar, gambar_sekali, register

Angka = int | float | Decimal

IKON_ARAH = {"naik": "naik", "turun": "turun", "tetap": "tetap", "tunggu": "jam"}
JENIS_ARAH = {"naik": "baik", "turun": "bahaya"}


def _letak(nilai: Angka, dari: Angka) -> float:
    """A position on the 0-100 scale of a bar."""
    return min(max(float(nilai) / float(dari) * 100, 0.0), 100.0) if dari else 0.0


@register.simple_block_tag
def kpi(
    content: SafeString,
    judul: str,
    nilai: str | Angka | None = None,
    satuan: str = "",
    arah: str = "",
    arah_teks: str = "",
    arah_jenis: str = "",
    ket: str = "",
    isi: Angka | None = None,
    target: Angka | None = None,
    jenis: str = "",
    tautan: str = "",
) -> SafeString:
    """A KPI card. `isi` and `target` (0 to 100) draw the bar; `nilai` None: "Belum ada data".

    `arah` naik turun tetap tunggu chooses the arrow; `arah_jenis` its colour where the default
    (naik is good, turun is bad) is wrong. The block says how the number was computed.
    """
    return gambar(
        "kpi",
        hitung=content,
        judul=judul,
        nilai=nilai,
        satuan=satuan,
        ikon=IKON_ARAH.get(arah),
        arah_teks=arah_teks,
        arah_jenis=arah_jenis or JENIS_ARAH.get(arah, ""),
        ket=ket,
        isi=isi,
        berbatang=isi is not None or target is not None,
        target=target,
        jenis=jenis,
        tautan=tautan,
    )


@register.simple_tag
def strip_jp(tercapai: Angka, terjadwal: Angka = 0, target: Angka = 20) -> SafeString:
    """One cell per JP of the target: reached, scheduled (striped), open; parts round down."""
    sel = int(target)
    penuh = min(int(tercapai), sel)
    datang = min(int(float(tercapai) + float(terjadwal)), sel) - penuh
    return gambar(
        "strip_jp",
        sel=["isi"] * penuh + ["datang"] * datang + [""] * (sel - penuh - datang),
        tercapai=tercapai,
        terjadwal=terjadwal,
        target=target,
    )


@register.simple_tag
def mini_bar(
    nilai: Angka | None,
    dari: Angka = 100,
    jenis: str = "",
    target: Angka | None = None,
    label: str = "",
    tebal: bool = False,
) -> SafeString:
    """A bar of `nilai` out of `dari`; without a label it decorates a number written beside it.

    `jenis` awas or bahaya changes its colour; `target` draws a line on the same scale.
    """
    garis = "" if target is None else f"{max(_letak(target, dari) - 0.4, 0):.1f}"
    return gambar_sekali(
        "mini_bar",
        lebar=f"{_letak(nilai or 0, dari):.1f}",
        jenis=jenis,
        garis=garis,
        label=label,
        tebal=tebal,
    )
