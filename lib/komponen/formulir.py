"""Forms: one field, a summary of errors, Likert cells, answer rows."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from lib.komponen.pustaka import gambar, register

KELAS_MASUKAN = {"centang": "form-check-input", "daftar": "form-select"}
TERGAMBAR_TERBANYAK = 1000
_TERGAMBAR: dict[tuple[Any, ...], SafeString] = {}
SKALA_LIKERT = ("Sangat kurang", "Kurang", "Cukup", "Baik", "Sangat baik")


@register.simple_tag
def bidang(
    isian: BoundField, besar: bool = False, kelas: str = "", tampil_label: bool = True
) -> SafeString:
    """A field with label, help and errors, tied together for screen readers.

    Says "(boleh dikosongkan)" in a form that has required fields. A password can be shown. Crispy
    draws its fields with this too (templates/bootstrap5/field.html). What stands in
    ``form.BIDANG_TETAP``, fields that differ by value and choices alone, is drawn once a process
    for each.
    """
    rupa_lain = (besar, kelas, tampil_label)
    if isian.name not in getattr(isian.form, "BIDANG_TETAP", ()) or isian.errors:
        return _gambar_bidang(isian, *rupa_lain)
    nilai = isian.value()
    nilai = tuple(nilai) if isinstance(nilai, list) else nilai
    pilihan = getattr(isian.field.widget, "choices", None)
    daftar = repr(pilihan) if type(pilihan) is list else ""  # others are the form's own
    kunci = (type(isian.form), isian.auto_id, isian.html_name, nilai, daftar, *rupa_lain)
    hasil = _TERGAMBAR.get(kunci)
    if hasil is None:
        if len(_TERGAMBAR) >= TERGAMBAR_TERBANYAK:
            _TERGAMBAR.clear()
        hasil = _TERGAMBAR[kunci] = _gambar_bidang(isian, *rupa_lain)
    return hasil


def _gambar_bidang(isian: BoundField, besar: bool, kelas: str, tampil_label: bool) -> SafeString:
    rupa = _rupa(isian)
    satuan = rupa == "pilihan"  # each choice is drawn by itself
    return gambar(
        "bidang",
        isian=isian,
        rupa=rupa,
        masukan="" if satuan else isian.as_widget(attrs=_atribut(isian, rupa, besar)),
        pilihan=_pilihan(isian) if satuan else [],
        bebas=_bebas(isian),
        kelas=kelas,
        tampil_label=tampil_label,
    )


def _bebas(isian: BoundField) -> bool:
    """Whether to say that it may stay empty; a field that says when it must not, does not."""
    if isian.field.required or not getattr(isian.field, "tanda_bebas", True):
        return False
    return any(f.required for f in isian.form.fields.values())


def _rupa(isian: BoundField) -> str:
    widget = isian.field.widget
    if isian.is_hidden:
        return "tersembunyi"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "pilihan"
    if isinstance(widget, forms.CheckboxInput):
        return "centang"
    if isinstance(widget, forms.PasswordInput):
        return "sandi"
    return "daftar" if isinstance(widget, forms.Select) else "biasa"


def _atribut(isian: BoundField, rupa: str, besar: bool) -> dict[str, Any]:
    dasar = KELAS_MASUKAN.get(rupa, "form-control")
    kelas = [isian.field.widget.attrs.get("class", ""), dasar]
    kelas += [f"{dasar}-lg"] if besar else []
    kelas += ["is-invalid"] if isian.errors else []
    return {"class": " ".join(filter(None, kelas)), "placeholder": False}


def _pilihan(isian: BoundField) -> list[tuple[str, str]]:
    """Each choice's input and its words."""
    for pilihan in isian.subwidgets:
        pilihan.data["attrs"] |= {"class": KELAS_MASUKAN["centang"]}
    return [(pilihan.tag(), pilihan.choice_label) for pilihan in isian.subwidgets]


@register.simple_tag
def galat_formulir(formulir: BaseForm, judul: str = "Belum bisa disimpan") -> SafeString:
    """What is wrong, with links to the fields, on top of a form."""
    bersalah = [isian for isian in formulir if isian.errors]
    return gambar("galat_formulir", formulir=formulir, bersalah=bersalah, judul=judul)


@register.simple_tag
def likert(
    nama: str,
    soal: str,
    nilai: object = None,
    skala: Iterable[str] = SKALA_LIKERT,
    galat: str = "",
    wajib: bool = False,
) -> SafeString:
    """One question with numbered cells from 1; real radio buttons inside."""
    opsi = [(str(n), teks) for n, teks in enumerate(skala, start=1)]
    return _soal("likert", nama, soal, nilai, opsi, galat, wajib)


@register.simple_tag
def pilihan_baris(
    nama: str,
    soal: str,
    opsi: Iterable[tuple[object, str]],
    nilai: object = None,
    galat: str = "",
    wajib: bool = False,
) -> SafeString:
    """One question with a row for each answer; `opsi` are (value, text) pairs."""
    butir = [(str(kode), teks) for kode, teks in opsi]
    return _soal("pilihan_baris", nama, soal, nilai, butir, galat, wajib)


def _soal(
    templat: str,
    nama: str,
    soal: str,
    nilai: object,
    opsi: list[tuple[str, str]],
    galat: str,
    wajib: bool,
) -> SafeString:
    terpilih = "" if nilai is None else str(nilai)
    return gambar(
        templat, nama=nama, soal=soal, nilai=terpilih, opsi=opsi, galat=galat, wajib=wajib
    )
