"""The audit trail as a workbook: one row for each field that changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from instansi.models import Pengguna
from laporan.queries.ekspor import Tabel
from laporan.queries.jejak.aksi import Entri, Saring, banyak_aksi, semua_aksi
from laporan.queries.jejak.lacakan import lacakan
from lib.tanggal import di_zona

KOLOM = (
    ("Waktu", 18),
    ("Pelaku", 28),
    ("Tindakan", 26),
    ("Jenis data", 18),
    ("Data", 32),
    ("Perubahan", 16),
    ("Kolom", 22),
    ("Sebelum", 32),
    ("Sesudah", 32),
)


def saring_dari(isi: Mapping[str, Any]) -> Saring:
    """The filters as a job remembers them; a kind that is not shown counts as none."""
    jenis = str(isi.get("jenis") or "")
    return Saring(
        pelaku=isi.get("pelaku"),
        oleh=isi.get("oleh") or "",
        aksi=isi.get("aksi") or "",
        jenis=jenis if jenis in lacakan() else "",
        dari=date.fromisoformat(isi["dari"]) if isi.get("dari") else None,
        sampai=date.fromisoformat(isi["sampai"]) if isi.get("sampai") else None,
    )


def tabel_jejak(peminta: Pengguna, isi: dict[str, Any]) -> Tabel:
    """The trail of the requester's pemda by the filters of a job, folded as on the page."""
    saring, zona = saring_dari(isi), ZoneInfo(peminta.pemda.zona_waktu)

    def baris() -> Iterator[Sequence[Any]]:
        for entri in semua_aksi(peminta.pemda, saring):
            yield from _baris(entri, zona)

    return Tabel(KOLOM, baris(), banyak_aksi(peminta.pemda, saring))


def _baris(entri: Entri, zona: ZoneInfo) -> Iterator[Sequence[Any]]:
    awal = [f"{di_zona(entri.waktu, zona):%Y-%m-%d %H.%M.%S}", entri.pelaku, entri.aksi]
    for kelompok in entri.kelompok:
        if not kelompok.rinci:
            yield [*awal, kelompok.benda, "", kelompok.jumlah, "", "", ""]
        for p in kelompok.rinci:
            for b in p.butir:
                isi = [kelompok.benda, p.nama, p.tindakan, b.bidang]
                yield [*awal, *isi, b.sebelum or "", b.sesudah]
