"""Forms: one field, a summary of errors, Likert cells, answer rows."""

from collections.abc import Iterable

from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from lib.komponen.pustaka import gambar, register

SKALA_LIKERT = ("Sangat kurang", "Kurang", "Cukup", "Baik", "Sangat baik")


@register.simple_tag
def bidang(isian: BoundField, besar: bool = False) -> SafeString:
    """A field with label, help and errors as crispy draws it; a password can be shown."""
    sandi = getattr(isian.field.widget, "input_type", "") == "password"
    return gambar("bidang", isian=isian, sandi=sandi, besar=besar)


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
