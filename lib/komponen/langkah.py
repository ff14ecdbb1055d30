"""Steps and progress: wizard, timeline, background job."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template import Context
from django.utils.safestring import SafeString

from lib.komponen.pustaka import gambar, register

IKON_ALUR = {"selesai": "centang", "sekarang": "jam", "nanti": "lagi", "ditolak": "silang"}
JENIS_ALUR = {"selesai": "baik", "sekarang": "awas", "ditolak": "bahaya"}


@register.simple_tag
def langkah(daftar: str | Iterable[str], kini: int) -> SafeString:
    """A wizard's steps, as a list or "Unggah,Periksa,Selesai"; `kini` counts from 1."""
    nama = daftar.split(",") if isinstance(daftar, str) else daftar
    return gambar("langkah", daftar=[str(n).strip() for n in nama], kini=int(kini))


@register.simple_tag
def alur(daftar: Iterable[Mapping[str, Any]], tingkat: int = 3) -> SafeString:
    """Who did what when, and what comes next: rows of judul, ket, keadaan."""
    butir = [
        {
            "judul": b["judul"],
            "ket": b.get("ket", ""),
            "kini": b["keadaan"] == "sekarang",
            "ikon": IKON_ALUR[b["keadaan"]],
            "jenis": JENIS_ALUR.get(b["keadaan"], ""),
        }
        for b in daftar
    ]
    return gambar("alur", butir=butir, tingkat=tingkat)


@register.simple_tag(takes_context=True)
def proses(
    context: Context,
    keadaan: str,
    judul: str,
    ket: str = "",
    bagian: int = 0,
    dari: int = 100,
    sisa: str = "",
    url_status: str = "",
    url_unduh: str = "",
    url_ulang: str = "",
    pengenal: str = "proses",
) -> SafeString:
    """A background job: `keadaan` antre, jalan, siap or gagal.

    While it waits or runs, `url_status` is fetched every 2 s and answers with this tag alone; the
    finished job carries no such request, so asking stops. Without scripts there is "Muat ulang".
    A failed job is tried again by a POST to `url_ulang`.
    """
    return gambar(
        "proses",
        csrf_token=context.get("csrf_token"),
        keadaan=keadaan,
        berjalan=keadaan in ("antre", "jalan"),
        judul=judul,
        ket=ket,
        bagian=str(bagian),
        dari=str(dari),
        sisa=sisa,
        url_status=url_status,
        url_unduh=url_unduh,
        url_ulang=url_ulang,
        pengenal=pengenal,
    )
