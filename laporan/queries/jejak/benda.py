"""The history of one object, before and after."""

from typing import NamedTuple

from django.db.models.fields.json import KeyTextTransform

from instansi.models import Instansi
from laporan.queries.jejak.aksi import (
    PENGGUNA,
    PER_HALAMAN,
    halaman_peristiwa,
    sebelum_peristiwa,
)
from laporan.queries.jejak.lacakan import Peristiwa, baca_benda, cari_nama, lacakan
from laporan.rules.jejak import kata_sistem
from laporan.rules.sebutan_aksi import kata_aksi


class Langkah(NamedTuple):
    """One change of the object: who did it, by which action, why where no row keeps that."""

    peristiwa: Peristiwa
    aksi: str
    pelaku: str
    alasan: str


class Riwayat(NamedTuple):
    """What the object is, its changes, where the older ones begin, whether it still exists."""

    benda: str
    nama: str
    langkah: list[Langkah]
    sebelum: int | None
    ada: bool


def riwayat_benda(
    pemda: Instansi, kode: str, pk: int, sebelum: int | None = None
) -> Riwayat | None:
    """The changes of one object of this pemda, the latest first; None where it has none.

    A policy value is told with those before and after it.
    """
    satu = lacakan().get(kode)
    if satu is None:
        return None
    milik = satu.riwayat(pemda.pk, pk)
    mentah = baca_benda(satu, sebelum_peristiwa(milik, sebelum), PER_HALAMAN + 1)
    daftar, lanjut = halaman_peristiwa(mentah, pemda)
    if not daftar:
        return None
    konteks = {
        pgh_id: (aksi, pelaku, alasan or "")
        for pgh_id, aksi, pelaku, alasan in milik.filter(pgh_id__in=[p.pk for p in daftar])
        .annotate(
            j_aksi=KeyTextTransform("aksi", "pgh_context__metadata"),
            j_pelaku=KeyTextTransform("pelaku", "pgh_context__metadata"),
            j_alasan=KeyTextTransform("alasan", "pgh_context__metadata"),
        )
        .values_list("pgh_id", "j_aksi", "j_pelaku", "j_alasan")
    }
    orang = [int(p) for _, p, _ in konteks.values() if (p or "").isdigit()]
    nama = cari_nama(((PENGGUNA, o) for o in orang), pemda.pk)
    langkah = [
        Langkah(p, kata_aksi(aksi), _pelaku(pelaku, nama), alasan)
        for p in daftar
        for aksi, pelaku, alasan in [konteks[p.pk]]
    ]
    ada = satu.model._default_manager.filter(pk__in=milik.values("pgh_obj")).exists()
    return Riwayat(satu.jejak.benda, daftar[0].nama, langkah, lanjut, ada)


def _pelaku(pelaku: str | None, nama: dict[tuple[str, int], str]) -> str:
    if pelaku and pelaku.isdigit():
        return nama.get((PENGGUNA, int(pelaku)), "Akun di luar pemda ini")
    return kata_sistem(pelaku)
