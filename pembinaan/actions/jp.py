"""Writes of pembinaan: conversion rules and the JP ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from instansi.models import Instansi, Pengguna
from lib.aksi import aksi
from lib.galat import GalatAturan
from pembinaan import queries
from pembinaan.models import AturanKonversiJP, CatatanJP
from pembinaan.rules.bawaan import ATURAN_KONVERSI_BAWAAN


class KoreksiTanpaAlasan(GalatAturan):
    """A ledger row would be reversed and nobody said why."""


class CatatanSudahDikoreksi(GalatAturan):
    """A row that is to be taken back was reversed already."""


@dataclass(frozen=True)
class Catatan:
    """What the ledger should say about one person and one activity (``sasaran``).

    ``sasaran`` is stable, for example "kelas:5:pegawai:7"; ``hitungan`` holds JSON values only;
    ``alasan`` says why the JP are 0, where they are.
    """

    sasaran: str
    pegawai_id: int
    unit_id: int
    tanggal: date
    jp: int
    keterangan: str
    hitungan: dict[str, Any]
    alasan: str = ""


class HasilCatat(NamedTuple):
    """How many rows were written, how many of them reverse an older one, how many stood already."""

    baru: int
    dibalik: int
    tetap: int


@aksi
def pasang_aturan_konversi(*, pemda: Instansi, berlaku_dari: date, oleh: Pengguna | str) -> None:
    """Give a pemda the default conversion rules (DOMAIN 1.2) whose codes it does not have yet."""
    ada = set(AturanKonversiJP.objects.filter(pemda=pemda).values_list("kode", flat=True))
    AturanKonversiJP.objects.bulk_create(
        AturanKonversiJP(pemda=pemda, berlaku_dari=berlaku_dari, **bawaan._asdict())
        for bawaan in ATURAN_KONVERSI_BAWAAN
        if bawaan.kode not in ada
    )


@aksi
def catat_jp(
    *,
    sumber: str,
    catatan: Sequence[Catatan],
    alasan_koreksi: str,
    oleh: Pengguna | str,
    sekarang: datetime,
) -> HasilCatat:
    """Make the ledger say this about these people; again it writes nothing.

    Where it says something else, the old row gets a reversing row (same day, year and unit, so
    that the totals of its period are corrected) and a new one. The caller holds the lock of the
    activity; the unique key refuses a second writer. Raises KoreksiTanpaAlasan.
    """
    beda = beda_catatan(sumber, catatan)
    lama = [c for c, _ in beda if c]
    if lama and not alasan_koreksi.strip():
        raise KoreksiTanpaAlasan(
            "JP yang sudah tercatat akan berubah.", langkah="Tulis alasan koreksi."
        )
    identitas = {"sumber": sumber, "dicatat_oleh": _pelaku(oleh), "dicatat_pada": sekarang}
    CatatanJP.objects.bulk_create(_pembalik(c, alasan_koreksi, identitas) for c in lama)
    versi = _versi([baru for _, baru in beda])
    CatatanJP.objects.bulk_create(_baris(baru, versi, identitas) for _, baru in beda)
    return HasilCatat(len(beda), len(lama), len(catatan) - len(beda))


@aksi
def urungkan_catatan(
    *, catatan: Sequence[int], alasan: str, oleh: Pengguna | str, sekarang: datetime
) -> None:
    """Take back rows that one command wrote, by reversing rows: the ledger is only added to.

    A row that they had replaced is written anew. Raises CatatanSudahDikoreksi where one of them
    was reversed since; then nothing is written.
    """
    semua = list(CatatanJP.objects.filter(pk__in=catatan).select_related("membalik"))
    baru = [c for c in semua if c.membalik_id is None]
    if CatatanJP.objects.filter(membalik__in=baru).exists():
        raise CatatanSudahDikoreksi(
            "Sebagian JP sudah dikoreksi lagi.", langkah="Koreksi JP itu satu per satu."
        )
    identitas = {"dicatat_oleh": _pelaku(oleh), "dicatat_pada": sekarang}
    CatatanJP.objects.bulk_create(
        _pembalik(c, alasan, identitas | {"sumber": c.sumber}) for c in baru
    )
    pulih = [c.membalik for c in semua if c.membalik]
    versi = _versi([_salinan(lama) for lama in pulih])
    CatatanJP.objects.bulk_create(
        _baris(_salinan(lama), versi, identitas | {"sumber": lama.sumber}) for lama in pulih
    )


def _salinan(lama: CatatanJP) -> Catatan:
    """What a row that was replaced says."""
    return Catatan(
        sasaran=lama.kunci.rpartition(":")[0],
        pegawai_id=lama.pegawai_id,
        unit_id=lama.unit_id,
        tanggal=lama.tanggal,
        jp=lama.jp,
        keterangan=lama.keterangan,
        hitungan=lama.hitungan,
        alasan=lama.alasan,
    )


def beda_catatan(sumber: str, catatan: Sequence[Catatan]) -> list[tuple[CatatanJP | None, Catatan]]:
    """What catat_jp would write about these people: what stands, if anything, and what will."""
    ada = {c.kunci.rpartition(":")[0]: c for c in _berlaku(sumber, catatan)}
    pasangan = ((ada.get(c.sasaran), c) for c in catatan)
    return [(lama, c) for lama, c in pasangan if not _sama(lama, c)]


def _berlaku(sumber: str, catatan: Sequence[Catatan]) -> list[CatatanJP]:
    return list(queries.catatan_berlaku({c.pegawai_id for c in catatan}).filter(sumber=sumber))


def _versi(catatan: Sequence[Catatan]) -> dict[str, int]:
    """The last version of each sasaran, reversed ones too: a key is never used twice."""
    kunci = CatatanJP.objects.filter(
        membalik=None, pegawai__in={c.pegawai_id for c in catatan}
    ).values_list("kunci", flat=True)
    versi: dict[str, int] = {}
    for sasaran, _, nomor in (k.rpartition(":") for k in kunci):
        versi[sasaran] = max(versi.get(sasaran, 0), int(nomor) if nomor.isdigit() else 0)
    return versi


def _pelaku(oleh: Pengguna | str) -> Pengguna | None:
    return None if isinstance(oleh, str) else oleh


def _sama(lama: CatatanJP | None, baru: Catatan) -> bool:
    return lama is not None and (
        lama.jp,
        lama.tanggal,
        lama.unit_id,
        lama.hitungan,
        lama.alasan,
    ) == (baru.jp, baru.tanggal, baru.unit_id, baru.hitungan, baru.alasan)


def _pembalik(lama: CatatanJP, alasan: str, identitas: dict[str, Any]) -> CatatanJP:
    return CatatanJP(
        pegawai_id=lama.pegawai_id,
        unit_id=lama.unit_id,
        tanggal=lama.tanggal,
        tahun=lama.tahun,
        jp=-lama.jp,
        kunci=f"balik:{lama.pk}",
        keterangan=f"Koreksi: {lama.keterangan}"[:250],
        membalik=lama,
        alasan=alasan.strip()[:300],
        **identitas,
    )


def _baris(catatan: Catatan, versi: dict[str, int], identitas: dict[str, Any]) -> CatatanJP:
    return CatatanJP(
        pegawai_id=catatan.pegawai_id,
        unit_id=catatan.unit_id,
        tanggal=catatan.tanggal,
        tahun=catatan.tanggal.year,
        jp=catatan.jp,
        kunci=f"{catatan.sasaran}:{versi.get(catatan.sasaran, 0) + 1}",
        keterangan=catatan.keterangan[:250],
        hitungan=catatan.hitungan,
        alasan=catatan.alasan[:300],
        **identitas,
    )
