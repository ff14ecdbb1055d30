"""Charts drawn on the server: one SVG for page and PDF, without script or style of its own.

pygal lays out, `grafik_svg` cleans: the strict CSP allows no inline style, the file must not change
from day to day, and each mark says in words what it shows. A data table stands beside every chart.
"""

import hashlib
import math
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

import pygal
from django.utils.safestring import SafeString, mark_safe

from lib.angka import BELUM_ADA, angka
from lib.bagan_gaya import GAYA, GAYA_CETAK

# pygal leaves a hook for its map plug-ins, in a form that Python warns of at every later import.
sys.meta_path[:] = [h for h in sys.meta_path if not isinstance(h, pygal.PluginImportFixer)]

SVG = "http://www.w3.org/2000/svg"
TAUTAN = "{http://www.w3.org/1999/xlink}href"
DERET_TERBANYAK = 4  # colours that both themes have
LEBAR_ANGKA = 8  # units that one digit of a bold 13 px label takes


class Bentuk(StrEnum):
    """How values are drawn."""

    BATANG = "BATANG"
    BATANG_DATAR = "BATANG_DATAR"
    GARIS = "GARIS"


@dataclass(frozen=True, slots=True)
class Titik:
    """One value, or None where there is no data; its basis in words; where it leads."""

    nilai: float | None
    keterangan: str = ""
    tautan: str = ""


@dataclass(frozen=True, slots=True)
class Deret:
    """One series: the first is this agency, the second the comparison in grey."""

    nama: str
    titik: Sequence[Titik]

    def __post_init__(self) -> None:
        object.__setattr__(self, "titik", tuple(self.titik))


@dataclass(frozen=True, slots=True)
class Bagan:
    """What a chart shows, before it has a width.

    `satuan` follows each number without a space ("%"). Bars start at 0; a line may start higher.
    `maksimum` fixes the end of the scale (100 for percentages). `target` is drawn as an ink line;
    say in the caption what it is.
    """

    bentuk: Bentuk
    label: Sequence[str]
    deret: Sequence[Deret]
    satuan: str = ""
    maksimum: float | None = None
    target: float | None = None

    def __post_init__(self) -> None:
        for isian in ("label", "deret"):  # equal charts are drawn once: they must be hashable
            object.__setattr__(self, isian, tuple(getattr(self, isian)))
        if not 1 <= len(self.deret) <= DERET_TERBANYAK:
            raise ValueError(f"Bagan menampung 1 sampai {DERET_TERBANYAK} deret.")
        if any(len(deret.titik) != len(self.label) for deret in self.deret):
            raise ValueError("Setiap deret memerlukan satu titik untuk setiap label.")

    @property
    def nilai(self) -> list[float]:
        """Every value that exists."""
        return [t.nilai for deret in self.deret for t in deret.titik if t.nilai is not None]

    def tulis(self, nilai: float) -> str:
        """A value as its label shows it."""
        return f"{angka(nilai)}{self.satuan}"


def batang(label: Sequence[str], deret: Sequence[Deret], **pilihan: Any) -> Bagan:
    """Upright bars: few categories, or months."""
    return Bagan(Bentuk.BATANG, label, deret, **pilihan)


def batang_datar(label: Sequence[str], deret: Sequence[Deret], **pilihan: Any) -> Bagan:
    """Lying bars, the first category on top: units and other long names."""
    return Bagan(Bentuk.BATANG_DATAR, label, deret, **pilihan)


def garis(label: Sequence[str], deret: Sequence[Deret], **pilihan: Any) -> Bagan:
    """Lines over time; only the first and the last value carry a label."""
    return Bagan(Bentuk.GARIS, label, deret, **pilihan)


def grafik_svg(bagan: Bagan, *, judul: str, untuk: str = "layar") -> SafeString:
    """The chart as markup; `judul` states the finding and becomes its accessible name.

    For "layar" two widths, of which app.css shows one, without any style, so that both themes work;
    for "cetak" one width with its colours inside. Without any value: "Belum ada data", never an
    empty frame. The same input gives the same text on every day.
    """
    if not bagan.nilai:
        return mark_safe(f"<p>{BELUM_ADA}.</p>")  # noqa: S308 - a constant
    if untuk == "cetak":
        svg = _gambar(bagan, judul, 640, cetak=True)
    elif untuk == "layar":
        lebar, sempit = (_gambar(bagan, judul, ukuran) for ukuran in (620, 340))
        svg = (
            f'<div class="pa-grafik-lebar">{lebar}</div>'
            f'<div class="pa-grafik-sempit">{sempit}</div>'
        )
    else:
        raise ValueError(f"Tujuan grafik {untuk} tidak dikenal.")
    return mark_safe(svg)  # noqa: S308 - written by ElementTree, which escapes all text


# Layout


@lru_cache(maxsize=512)
def _gambar(bagan: Bagan, judul: str, lebar: int, *, cetak: bool = False) -> str:
    """Drawn once per process while its values stay: 20 ms and more each, a few KB."""
    akar = ET.fromstring(_chart(bagan, lebar, cetak=cetak).render(is_unicode=True))  # noqa: S314 - pygal's own
    _bersihkan(akar)
    _tulis_nilai(akar, bagan)
    if bagan.target is not None:
        _tarik_target(akar, bagan, bagan.target)
    _beri_nama(akar, judul, f"{judul}|{lebar}|{cetak}|{bagan.label}")
    if cetak:
        gaya = ET.Element(f"{{{SVG}}}style")
        gaya.text = GAYA_CETAK
        akar.insert(0, gaya)
    _ringkas_angka(akar)
    ET.register_namespace("", SVG)
    return ET.tostring(akar, encoding="unicode")


def _chart(bagan: Bagan, lebar: int, *, cetak: bool) -> Any:
    datar = bagan.bentuk == Bentuk.BATANG_DATAR
    sempit = lebar < 400
    skala = _skala(bagan)
    kelas = {
        Bentuk.BATANG: pygal.Bar,
        Bentuk.BATANG_DATAR: pygal.HorizontalBar,
        Bentuk.GARIS: pygal.Line,
    }[bagan.bentuk]
    chart = kelas(
        style=GAYA,
        js=[],
        css=[],
        show_legend=False,
        disable_xml_declaration=True,
        dots_size=4,
        margin=6,
        margin_top=22,
        margin_right=24,
        margin_left=14,
        allow_interruptions=True,
        truncate_label=-1,
        width=lebar,
        height=_tinggi(bagan, sempit=sempit, cetak=cetak),
        range=(skala[0], skala[-1]),
        show_x_guides=False,
    )
    panjang = (13 if sempit else 26) if datar else (9 if sempit else 13)
    label = [_potong(teks, panjang) for teks in bagan.label]
    chart.y_labels = [{"value": nilai, "label": bagan.tulis(nilai)} for nilai in skala]
    chart.x_labels = label[::-1] if datar else _jarangkan(label, 4 if sempit else 9)
    for deret in bagan.deret:
        titik = [_titik_pygal(bagan, deret, i) for i in range(len(bagan.label))]
        chart.add(deret.nama, titik[::-1] if datar else titik)
    return chart


def _titik_pygal(bagan: Bagan, deret: Deret, i: int) -> dict[str, Any] | None:
    titik = deret.titik[i]
    if titik.nilai is None:
        return None
    awalan = f"{deret.nama}, {bagan.label[i]}" if len(bagan.deret) > 1 else bagan.label[i]
    isi: dict[str, Any] = {
        "value": titik.nilai,
        "label": f"{awalan}: {titik.keterangan or bagan.tulis(titik.nilai)}",
    }
    return isi | ({"xlink": titik.tautan} if titik.tautan else {})


def _tinggi(bagan: Bagan, *, sempit: bool, cetak: bool) -> int:
    if bagan.bentuk == Bentuk.BATANG_DATAR:
        per_baris = (27 if cetak else 34) + 14 * (len(bagan.deret) - 1)
        return per_baris * len(bagan.label) + 56
    if cetak:
        return 195
    return 240 if sempit else 270


def _skala(bagan: Bagan) -> list[float]:
    """Round steps that cover every value and the target; bars from 0."""
    nilai = bagan.nilai + ([] if bagan.target is None else [bagan.target])
    atas = max(nilai) if bagan.maksimum is None else bagan.maksimum
    bawah = min(nilai) if bagan.bentuk == Bentuk.GARIS else min(0.0, *nilai)
    # Labels have two decimals: values closer than that count as one.
    rentang = atas - bawah if atas - bawah >= 0.04 else max(abs(atas), 1.0)
    pangkat = 10 ** math.floor(math.log10(rentang / 4))
    langkah = next(k * pangkat for k in (1, 2, 2.5, 5, 10) if k * pangkat >= rentang / 4)
    awal, akhir = math.floor(bawah / langkah), math.ceil(atas / langkah - 1e-9)
    return [round(i * langkah, 10) for i in range(awal, max(akhir, awal + 1) + 1)]


def _potong(teks: str, panjang: int) -> str:
    return teks if len(teks) <= panjang else f"{teks[: panjang - 1].rstrip()}…"


def _jarangkan(label: Sequence[str], terbanyak: int) -> list[str]:
    """Every k-th label, so that they do not run into each other."""
    k = math.ceil(len(label) / terbanyak)
    return [teks if i % k == 0 else "" for i, teks in enumerate(label)]


# Cleaning


def _bersihkan(akar: ET.Element) -> None:
    """Drop what the CSP blocks or nobody needs; turn pygal's labels into titles of the marks."""
    for induk in list(akar.iter()):
        label = next((a.text for a in induk if _kelas(a) == "label" and _nama(a) == "desc"), None)
        for anak in list(induk):
            if _nama(anak) in _UNSUR_ALAT or "tooltip-overlay" in _kelas(anak):
                induk.remove(anak)
        if label:
            judul = ET.Element(f"{{{SVG}}}title")
            judul.text = label
            induk.insert(0, judul)
    for unsur in akar.iter():
        _bersihkan_atribut(unsur)


def _bersihkan_atribut(unsur: ET.Element) -> None:
    for atribut in ("style", "target", "id"):
        unsur.attrib.pop(atribut, None)
    if TAUTAN in unsur.attrib:
        unsur.set("href", unsur.attrib.pop(TAUTAN))
    if "class" in unsur.attrib:
        kelas = [k for k in _kelas(unsur).split() if k not in _KELAS_ALAT]
        unsur.set("class", " ".join(kelas))


_UNSUR_ALAT = frozenset({"style", "script", "defs", "desc", "title"})
_KELAS_ALAT = frozenset({"reactive", "tooltip-trigger"})


def _beri_nama(akar: ET.Element, judul: str, sidik: str) -> None:
    kunci = "g" + hashlib.sha256(sidik.encode()).hexdigest()[:10]
    unsur = ET.Element(f"{{{SVG}}}title", {"id": kunci})
    unsur.text = judul
    akar.insert(0, unsur)
    akar.set("role", "group" if akar.find(f".//{{{SVG}}}a") is not None else "img")
    akar.set("aria-labelledby", kunci)


def _ringkas_angka(akar: ET.Element) -> None:
    """Two decimals are finer than any screen, and half the size."""
    for unsur in akar.iter():
        for nama in ("d", "x", "y", "width", "height", "cx", "cy", "transform"):
            if nama in unsur.attrib:
                unsur.set(nama, re.sub(r"\d+\.\d{2,}", _dua_desimal, unsur.attrib[nama]))


def _dua_desimal(cocok: re.Match[str]) -> str:
    return f"{float(cocok[0]):.2f}".rstrip("0").rstrip(".")


# Values and target


def _tulis_nilai(akar: ET.Element, bagan: Bagan) -> None:
    """Write values beside their marks: each bar, and the ends of each line."""
    if bagan.bentuk == Bentuk.GARIS:
        _tulis_ujung_garis(akar, bagan)
        return
    datar = bagan.bentuk == Bentuk.BATANG_DATAR
    letak = _di_ujung_batang if datar else _di_atas_batang
    tempat = _kelompok(akar, "text-overlay")
    for k, deret in enumerate(bagan.deret):
        ada = [t.nilai for t in deret.titik if t.nilai is not None]
        tanda = _tanda(akar, "plot", k, "rect")
        for rect, nilai in zip(tanda, reversed(ada) if datar else ada, strict=True):
            teks = bagan.tulis(nilai)
            ET.SubElement(tempat, f"{{{SVG}}}text", letak(rect, teks)).text = teks


def _tulis_ujung_garis(akar: ET.Element, bagan: Bagan) -> None:
    """First value to the right, last to the left; of several the lowest below its dot.

    Lines that start near the axis have no first value: it would run into them and the months.
    """
    tempat, semua = _kelompok(akar, "overlay"), []
    batas = _angka(_bidang(akar), "height") - 20
    for k, deret in enumerate(bagan.deret):
        ada = [t.nilai for t in deret.titik if t.nilai is not None]
        tanda = _tanda(akar, "overlay", k, "circle")
        semua.append(list(zip(tanda, ada, strict=True)))
    for i, arah, paling_sedikit in ((0, "start", 2), (-1, "end", 1)):  # of one point: a last only
        daftar = [g for g in semua if len(g) >= paling_sedikit]
        letak = [_angka(g[i][0], "cy") for g in daftar]
        if len(daftar) > 1 and i == 0 and max(letak) > batas:
            continue
        for garisnya, y in zip(daftar, letak, strict=True):
            (titik, nilai), di_bawah = garisnya[i], len(daftar) > 1 and y == max(letak)
            teks, x = bagan.tulis(nilai), _angka(titik, "cx")
            di_sisi = [
                t for t, _ in garisnya if abs(_angka(t, "cx") - x) <= LEBAR_ANGKA * len(teks)
            ]
            y = max(_angka(t, "cy") for t in di_sisi) + 20 if di_bawah else y - 9
            atribut = {"class": "nilai", "x": str(x), "y": str(y), "text-anchor": arah}
            ET.SubElement(tempat, f"{{{SVG}}}text", atribut).text = teks


def _tanda(akar: ET.Element, lapis: str, k: int, unsur: str) -> list[ET.Element]:
    """The marks of one series, in pygal's order."""
    seri = next(g for g in _kelompok(akar, lapis) if f"serie-{k}" in _kelas(g).split())
    return [u for u in seri.iter() if _nama(u) == unsur]


def _di_atas_batang(rect: ET.Element, _teks: str) -> dict[str, str]:
    x = _angka(rect, "x") + _angka(rect, "width") / 2
    return {"class": "nilai", "x": str(x), "y": str(_angka(rect, "y") - 5), "text-anchor": "middle"}


def _di_ujung_batang(rect: ET.Element, teks: str) -> dict[str, str]:
    """Inside the end of the bar where it is long enough, else after it."""
    ujung = _angka(rect, "x") + _angka(rect, "width")
    y = str(_angka(rect, "y") + _angka(rect, "height") / 2 + 4.5)
    if _angka(rect, "width") > LEBAR_ANGKA * len(teks) + 12:
        return {"class": "nilai dalam", "x": str(ujung - 6), "y": y, "text-anchor": "end"}
    return {"class": "nilai", "x": str(ujung + 5), "y": y, "text-anchor": "start"}


def _tarik_target(akar: ET.Element, bagan: Bagan, target: float) -> None:
    """An ink line at `target`, placed between the first and the last step of the scale."""
    datar = bagan.bentuk == Bentuk.BATANG_DATAR
    skala = _skala(bagan)
    plot = _kelompok(akar, "plot")
    sumbu = next(g for g in plot if _kelas(g).split()[:2] == ["axis", "x" if datar else "y"])
    letak = sorted(
        float(re.findall(r"-?\d+\.?\d*", jalur.get("d", ""))[0 if datar else 1])
        for g in sumbu
        if _kelas(g) == "guides"
        for jalur in g
        if _nama(jalur) == "path"
    )
    awal, akhir = (letak[0], letak[-1]) if datar else (letak[-1], letak[0])
    di = awal + (akhir - awal) * (target - skala[0]) / (skala[-1] - skala[0])
    bidang = _bidang(akar)
    d = (
        f"M{di:.2f} 0V{_angka(bidang, 'height'):.2f}"
        if datar
        else f"M0 {di:.2f}H{_angka(bidang, 'width'):.2f}"
    )
    ET.SubElement(_kelompok(akar, "overlay"), f"{{{SVG}}}path", {"class": "target", "d": d})


def _kelompok(akar: ET.Element, jenis: str) -> ET.Element:
    """One of pygal's layers: plot, overlay or text-overlay."""
    cari = "plot" if jenis == "plot" else f"plot {jenis}"
    return next(g for g in akar.iter() if _kelas(g) == cari)


def _bidang(akar: ET.Element) -> ET.Element:
    return next(u for u in _kelompok(akar, "plot") if _nama(u) == "rect")


def _kelas(unsur: ET.Element) -> str:
    return unsur.get("class", "")


def _nama(unsur: ET.Element) -> str:
    return unsur.tag.rpartition("}")[2]


def _angka(unsur: ET.Element, atribut: str) -> float:
    return float(unsur.get(atribut, "0"))
