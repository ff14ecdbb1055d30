"""Load the tree of agencies, parents before children whatever the order of the file."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from instansi.actions.acuan import kunci_pemda, tampil
from instansi.actions.unit import pindah_unit, tambah_unit, tutup_unit, ubah_unit
from instansi.models import Instansi, Pengguna
from instansi.rules.impor.pemuat import PemuatImpor, Pesanan
from instansi.rules.impor.unit import KOLOM_UNIT
from instansi.rules.orang import lingkaran
from instansi.rules.unit import IsiDataUnit, IsiDiLuar
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.impor import Baris, BarisBaru, GalatBaris, LaporanImpor, Perubahan

DASAR = "Impor susunan instansi"
SEBUTAN = {k.nama: k.sebutan for k in KOLOM_UNIT}


class UnitDitolak(GalatAturan):
    """A row would close or open a unit."""


class IndukDitolak(GalatAturan):
    """A row names a parent that is not there."""


@dataclass
class _Kerja:
    """One import under way: units by code as they stand, each one's parent, what to close last."""

    pesanan: Pesanan
    laporan: LaporanImpor
    hilang: Collection[str]
    perintah: dict[str, Any]
    unit: dict[str, Instansi] = field(default_factory=dict)
    induk: dict[str, str] = field(default_factory=dict)
    tutup: list[tuple[Baris, Instansi]] = field(default_factory=list)
    nomor: dict[str, int] = field(default_factory=dict)  # rows of the file by code


@aksi
def impor_unit(*, pesanan: Pesanan, oleh: Pengguna | str) -> LaporanImpor:
    """Add, rename and move the units that a file names; others stay as they are.

    Each row goes through the actions of the pages; what they refuse, the report repeats. A dry run
    does it all and takes it back. Locks the pemda's row.
    """
    hasil, laporan = pesanan.baca(KOLOM_UNIT, "kode")
    if laporan.galat_berkas:
        return laporan
    kunci_pemda(pesanan.pemda)
    laporan.galat = hasil.galat
    perintah = {"oleh": oleh, "sekarang": pesanan.sekarang}
    kerja = _Kerja(pesanan, laporan, hasil.kolom_kosong, perintah)
    titik = transaction.savepoint()
    _kenali_pohon(kerja)
    kerja.nomor = dict(zip(hasil.isi["kode"], hasil.nomor, strict=True))
    for baris in _induk_dahulu(hasil.siap, kerja):
        _coba(baris, kerja)
    _tutup(kerja)
    laporan.galat.sort(key=lambda g: g.baris)
    laporan.baru, laporan.berubah = len(laporan.daftar_baru), len(laporan.perubahan)
    laporan.ditolak = len(hasil.nomor) - laporan.baru - laporan.berubah - laporan.tetap
    laporan.diterapkan = pesanan.terapkan
    if pesanan.terapkan:
        laporan.ditulis = laporan.baru + laporan.berubah
        transaction.savepoint_commit(titik)
    else:
        transaction.savepoint_rollback(titik)
    return laporan


PEMUAT_UNIT = PemuatImpor(
    kode="unit",
    judul="Susunan instansi",
    kegunaan="Perangkat daerah dan unit di bawahnya: nama, jenis, induk, dan masa aktif.",
    kolom=KOLOM_UNIT,
    fungsi=impor_unit,
)


def _kenali_pohon(kerja: _Kerja) -> None:
    pemda = kerja.pesanan.pemda
    kode = {}
    for unit in Instansi.objects.filter(Q(pemda=pemda) | Q(pk=pemda.pk)).order_by("path"):
        kode[unit.path] = unit.kode.lower()
        kerja.unit[unit.kode.lower()] = unit
        kerja.induk[unit.kode.lower()] = kode.get(unit.path[: -Instansi.steplen], "")


def _induk_dahulu(siap: list[Baris], kerja: _Kerja) -> list[Baris]:
    """The rows from the root downwards; those that would hang under themselves are refused."""
    akar = kerja.pesanan.pemda.kode.lower()
    induk = kerja.induk | {b.nilai["kode"]: _kode_induk(b, kerja) for b in siap}
    berputar = lingkaran(induk)

    def dalam(kode: str) -> int:
        langkah = 0
        while kode and kode != akar and kode not in berputar:
            kode, langkah = induk.get(kode, ""), langkah + 1
        return langkah

    for baris in siap:
        if baris.nilai["kode"] == akar:
            _tolak(baris, kerja, "Ini kode pemda sendiri.", "Pakai kode lain untuk unitnya.")
        elif baris.nilai["kode"] in berputar:
            alasan = "Induknya berada di bawah unit ini sendiri."
            _tolak(baris, kerja, alasan, "Betulkan induknya.", kolom="induk")
    lurus = (b for b in siap if b.nilai["kode"] not in berputar | {akar})
    return sorted(lurus, key=lambda b: (dalam(b.nilai["kode"]), b.nomor))


def _kode_induk(baris: Baris, kerja: _Kerja) -> str:
    akar = kerja.pesanan.pemda.kode.lower()
    if "induk" in kerja.hilang:
        return kerja.induk.get(baris.nilai["kode"], akar)
    return baris.nilai["induk"] or akar


def _coba(baris: Baris, kerja: _Kerja) -> None:
    try:
        with transaction.atomic():
            _muat(baris, kerja)
    except IndukDitolak as galat:
        _tolak(baris, kerja, galat.pesan, galat.langkah, kolom="induk")
    except GalatAturan as galat:
        _tolak(baris, kerja, galat.pesan, galat.langkah)


def _muat(baris: Baris, kerja: _Kerja) -> None:
    """Carry out one row. Raises GalatAturan, then nothing of it stays."""
    n = baris.nilai
    induk, unit = _kode_induk(baris, kerja), kerja.unit.get(n["kode"])
    if induk not in kerja.unit:
        if nomor := kerja.nomor.get(induk):
            langkah = f"Perbaiki baris {nomor} dahulu; baris ini ikut dimuat bersamanya."
            raise IndukDitolak("Unit induknya di berkas ini ditolak.", langkah=langkah)
        raise IndukDitolak("Unit induk ini tidak ada.", langkah="Periksa kode induknya.")
    if unit is None:
        isi = IsiDataUnit(n["nama"], n["jenis"], n["kode"], n["singkatan"] or "", n["aktif_dari"])
        unit = tambah_unit(induk=kerja.unit[induk], isi=isi, dasar=DASAR, **kerja.perintah)
        kerja.unit[n["kode"]] = unit
        kunci = (
            ("Kode", unit.kode),
            ("Jenis", unit.get_jenis_display()),
            ("Induk", kerja.unit[induk].nama),
        )
        kerja.laporan.daftar_baru.append(BarisBaru(baris.nomor, n["nama"], kunci))
        if n["aktif_sampai"]:
            kerja.tutup.append((baris, unit))
        return
    beda = _beda(unit, baris, kerja)
    if not beda:
        kerja.laporan.tetap += 1
        return
    _ubah(unit, beda, baris, kerja)
    kerja.laporan.perubahan.append(
        Perubahan(
            baris.nomor,
            n["nama"],
            tuple(
                (SEBUTAN[nama], _tampil(nama, lama), _tampil(nama, baru))
                for nama, (lama, baru) in beda.items()
            ),
        )
    )


def _tampil(nama: str, isi: Any) -> str:
    """A field's value as people read it; the parent is its code already."""
    return str(isi) if nama == "induk" else tampil(Instansi, nama, isi)


def _beda(unit: Instansi, baris: Baris, kerja: _Kerja) -> dict[str, tuple[Any, Any]]:
    """What a row changes of a unit: field to before and after; the parent by its code."""
    n = baris.nilai | {"induk": _kode_induk(baris, kerja)}
    n["singkatan"] = n["singkatan"] or ""
    lama = {nama: getattr(unit, nama) for nama in n if nama not in ("induk", "kode")}
    lama["induk"] = kerja.induk[n["kode"]]
    return {
        nama: (isi, n[nama])
        for nama, isi in lama.items()
        if nama not in kerja.hilang and isi != n[nama]
    }


def _ubah(unit: Instansi, beda: dict[str, tuple[Any, Any]], baris: Baris, kerja: _Kerja) -> None:
    if "aktif_sampai" in beda:
        raise UnitDitolak(
            "Unit tidak ditutup atau dibuka lewat berkas.",
            langkah="Lakukan di Susunan instansi, agar pegawai dan kelasnya ikut diperiksa.",
        )
    lama = {nama: getattr(unit, nama) for nama in IsiDataUnit._fields}
    baru = lama | {nama: isi for nama, (_, isi) in beda.items() if nama in lama}
    if "induk" in beda:
        tujuan = kerja.unit[beda["induk"][1]]
        pindah_unit(unit=unit, tujuan=tujuan, jenis=baru["jenis"], dasar=DASAR, **kerja.perintah)
    if baru != lama:
        ubah_unit(unit=unit, isi=IsiDataUnit(**baru), **kerja.perintah)


def _tutup(kerja: _Kerja) -> None:
    """Close new units that a file calls past, the lowest first: nothing else knows of them yet."""
    for baris, unit in reversed(kerja.tutup):
        hari = baris.nilai["aktif_sampai"]
        try:
            isi: dict[str, Any] = {"luar": IsiDiLuar(), "dasar": DASAR, "lampau": True}
            tutup_unit(unit=unit, hari=hari, **isi, **kerja.perintah)
        except GalatAturan as galat:
            langkah = "Unit dimuat, tetapi belum ditutup."
            kerja.laporan.peringatan.append(
                GalatBaris(
                    baris.nomor, SEBUTAN["aktif_sampai"], f"{hari:%d-%m-%Y}", galat.pesan, langkah
                )
            )


def _tolak(baris: Baris, kerja: _Kerja, alasan: str, langkah: str, *, kolom: str = "kode") -> None:
    isi = baris.nilai[kolom] or ""
    kerja.laporan.galat.append(GalatBaris(baris.nomor, SEBUTAN[kolom], isi, alasan, langkah))
