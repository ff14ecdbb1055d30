"""The audit trail as a workbook: one row for each field that changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from instansi.models import Pengguna
from laporan.queries.ekspor import Tabel
from laporan.queries.jejak.aksi import PENGGUNA, Entri, Saring, banyak_aksi, semua_aksi
from laporan.queries.jejak.lacakan import cari_nama, lacakan
from laporan.rules.jejak import ORANG, SISTEM
from laporan.rules.sebutan_aksi import kata_aksi
from lib.tanggal import di_zona, rentang_tanggal, tanggal_panjang, waktu_lengkap

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
KATA_OLEH = {ORANG: "hanya tindakan orang", SISTEM: "hanya langkah sistem"}


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

    kepala = kepala_berkas(peminta, _kata_saring(peminta, saring))
    return Tabel(
        KOLOM,
        baris(),
        banyak_aksi(peminta.pemda, saring),
        f"Jejak perubahan {peminta.pemda}",
        kepala,
    )


def kepala_berkas(peminta: Pengguna, saringan: Iterable[str]) -> list[str]:
    """What stands above a table of the trail: who took it, when, and by which filters."""
    kini = waktu_lengkap(timezone.now(), ZoneInfo(peminta.pemda.zona_waktu))
    return [f"Disusun {kini} untuk {peminta.nama}", f"Saringan: {'; '.join(saringan)}"]


def kata_tanggal(dari: date | None, sampai: date | None) -> str:
    """The days of a filter in words."""
    if dari and sampai:
        return f"tanggal {rentang_tanggal(dari, sampai)}"
    if dari:
        return f"sejak {tanggal_panjang(dari)}"
    return f"sampai {tanggal_panjang(sampai)}" if sampai else "semua tanggal"


def nama_orang(peminta: Pengguna, model: str, pk: int) -> str:
    """What an account or a person of the pemda is called in a filter."""
    return cari_nama([(model, pk)], peminta.pemda_id).get((model, pk), "tidak dikenal di kota ini")


def _kata_saring(peminta: Pengguna, saring: Saring) -> Iterator[str]:
    if saring.pelaku is not None:
        yield f"pelaku {nama_orang(peminta, PENGGUNA, saring.pelaku)}"
    else:
        yield KATA_OLEH.get(saring.oleh, "orang dan sistem")
    yield f"tindakan {kata_aksi(saring.aksi)}" if saring.aksi else "semua tindakan"
    if saring.jenis:
        yield f"data {lacakan()[saring.jenis].jejak.benda}"
    else:
        yield "semua jenis data"
    yield kata_tanggal(saring.dari, saring.sampai)


def _baris(entri: Entri, zona: ZoneInfo) -> Iterator[Sequence[Any]]:
    awal = [f"{di_zona(entri.waktu, zona):%Y-%m-%d %H.%M.%S}", entri.pelaku, entri.aksi]
    if entri.alasan:
        yield [*awal, "", "", "", "Alasan", "", entri.alasan]
    for kelompok in entri.kelompok:
        if not kelompok.rinci:
            yield [*awal, kelompok.benda, "", kelompok.jumlah, "", "", ""]
        for p in kelompok.rinci:
            isi = [*awal, kelompok.benda, p.nama, p.tindakan]
            for b in p.butir:
                yield [*isi, b.bidang, b.sebelum or "", b.sesudah]
            if not p.butir:
                yield [*isi, "", "", ""]
