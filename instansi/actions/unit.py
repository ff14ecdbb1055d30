"""Writes on the tree of agencies. Each locks the pemda's root row first, as bulk loading does."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from instansi.actions.unit_isi import akhiri_peran, tempatkan_ulang
from instansi.models import Instansi, Pengguna, Penugasan, PerubahanUnit
from instansi.queries.unit import (
    anak_terbuka,
    hari_pertama,
    isi_unit,
    pegawai_di_bawah,
)
from instansi.rules import unit as rules
from instansi.rules.unit import IsiDataUnit, IsiDiLuar, simpul
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.tanggal import di_zona


class UnitTidakBisaDiubah(GalatAturan):
    """Name or code is taken, or the kind does not fit where the unit hangs."""


class UnitTidakBisaDipindah(GalatAturan):
    """The tree would close on itself, or the kind does not fit there."""


class UnitTidakBisaDigabung(GalatAturan):
    """One of the two is closed or inside the other, or what hangs below does not fit."""


class UnitTidakBisaDitutup(GalatAturan):
    """Something still hangs on it; the message names it, the step says where to go on."""


@dataclass
class HasilGabung:
    """What a merger moved: people, units below, roles that ended; the last day of the unit."""

    pegawai: int
    anak: int
    penugasan: list[Penugasan]
    terakhir: date


@aksi
def tambah_unit(
    *, induk: Instansi, isi: IsiDataUnit, dasar: str, oleh: Pengguna | str, sekarang: datetime
) -> Instansi:
    """Hang a new unit under another. An empty code follows from the name.

    Locks the pemda's root row. Raises UnitTidakBisaDiubah.
    """
    pemda = _kunci(induk)
    induk = Instansi.objects.get(pk=induk.pk)
    if induk.aktif_sampai is not None:
        raise UnitTidakBisaDiubah(f"{induk} sudah ditutup.", langkah="Pilih induk yang aktif.")
    if tolak := rules.alasan_jenis(isi.jenis, induk.jenis):
        raise UnitTidakBisaDiubah(tolak)
    isi = _lengkapi(isi, pemda)
    _pastikan_belum_ada(isi, pemda, induk.path, kecuali=None)
    unit = Instansi.objects.add_child(induk, instance=Instansi(pemda=pemda, **isi._asdict()))
    _catat(
        unit, "BUAT", pemda=pemda, ke=induk, dasar=dasar, hari=isi.aktif_dari, oleh=oleh,
        sekarang=sekarang,
    )  # fmt: skip
    return unit


@aksi
def ubah_unit(
    *, unit: Instansi, isi: IsiDataUnit, oleh: Pengguna | str, sekarang: datetime
) -> Instansi:
    """Rename a unit, or put its kind, code, abbreviation and first day right.

    Locks the pemda's root row. Raises UnitTidakBisaDiubah.
    """
    pemda = _kunci(unit)
    unit = Instansi.objects.get(pk=unit.pk)
    isi = _lengkapi(isi, pemda)
    if unit.depth > 1:
        induk = _induk(unit)
        if tolak := rules.alasan_jenis(isi.jenis, induk.jenis):
            raise UnitTidakBisaDiubah(tolak)
        _pastikan_belum_ada(isi, pemda, induk.path, kecuali=unit.pk)
    _pastikan_anak_muat(unit, isi.jenis)
    if unit.aktif_sampai and isi.aktif_dari and isi.aktif_dari > unit.aktif_sampai:
        raise UnitTidakBisaDiubah(
            "Hari mulai lewat dari hari tutup unit ini.", langkah="Isi hari sebelum ditutup."
        )
    for kolom, nilai in isi._asdict().items():
        setattr(unit, kolom, nilai)
    unit.save(update_fields=isi._fields)
    return unit


@aksi
def pindah_unit(
    *,
    unit: Instansi,
    tujuan: Instansi,
    dasar: str,
    oleh: Pengguna | str,
    sekarang: datetime,
    jenis: str | None = None,
) -> int:
    """Hang a unit with all below it under another; how many people went along.

    With ``jenis`` it becomes of that kind at once, where its old one would not fit. People keep
    their placement: their unit is the same one. Locks the pemda's root row, so that two moves
    follow one another and neither makes a circle. Raises UnitTidakBisaDipindah.
    """
    pemda = _kunci(unit)
    unit, tujuan = _segar(unit), _segar(tujuan)
    if jenis and jenis != unit.jenis:
        _pastikan_anak_muat(unit, jenis)
        unit.jenis = jenis
        unit.save(update_fields=["jenis"])
    if tolak := rules.alasan_tidak_bisa_pindah(simpul(unit), simpul(tujuan)):
        raise UnitTidakBisaDipindah(tolak)
    dari = _induk(unit)
    pegawai = pegawai_di_bawah(unit)
    Instansi.objects.move(unit, tujuan, "last-child")
    _catat(
        unit, "PINDAH", pemda=pemda, dari=dari, ke=tujuan, dasar=dasar, pegawai=pegawai,
        oleh=oleh, sekarang=sekarang,
    )  # fmt: skip
    return pegawai


@aksi
def gabung_unit(
    *,
    unit: Instansi,
    tujuan: Instansi,
    hari: date,
    dasar: str,
    oleh: Pengguna | str,
    sekarang: datetime,
) -> HasilGabung:
    """Merge a unit into another from a day on: that one takes over its people and what is below.

    The unit stays as a closed node whose last day is the one before ``hari`` (or ``hari``, where
    it began on that day). Placement history gets a row from ``hari`` on, roles and acting posts
    at the unit end yesterday. Locks the pemda's root row. Raises UnitTidakBisaDigabung. Classes
    and rooms are the caller's.
    """
    pemda = _kunci(unit)
    unit, tujuan = _segar(unit), _segar(tujuan)
    hari_ini = di_zona(sekarang, pemda.zona_waktu).date()
    anak = list(anak_terbuka(unit).order_by("path"))
    terakhir = _pastikan_bisa_gabung(unit, tujuan, anak, hari, hari_ini)
    catatan: dict[str, Any] = {
        "pemda": pemda, "ke": tujuan, "dasar": dasar, "hari": hari, "oleh": oleh,
        "sekarang": sekarang,
    }  # fmt: skip
    _alihkan_anak(anak, unit, catatan)
    pegawai = tempatkan_ulang(unit.pk, tujuan.pk, hari)
    penugasan = akhiri_peran(unit, hari_ini)
    _tutup(unit, sampai=terakhir, oleh_unit=tujuan)
    _catat(unit, "GABUNG", pegawai=pegawai, **catatan)
    return HasilGabung(pegawai, len(anak), penugasan, terakhir)


def _pastikan_bisa_gabung(
    unit: Instansi, tujuan: Instansi, anak: list[Instansi], hari: date, hari_ini: date
) -> date:
    """The last day of the unit, once nothing stands against the merger."""
    mulai = hari_pertama(unit)
    terakhir = rules.hari_terakhir(hari, mulai)
    tolak = rules.alasan_tidak_bisa_gabung(
        simpul(unit),
        simpul(tujuan),
        jenis_anak=frozenset(a.jenis for a in anak),
        hari=hari,
        hari_ini=hari_ini,
    ) or rules.alasan_hari_tutup(terakhir, aktif_dari=mulai, hari_ini=hari_ini)
    if tolak:
        raise UnitTidakBisaDigabung(tolak)
    return terakhir


def _alihkan_anak(anak: list[Instansi], dari: Instansi, catatan: dict[str, Any]) -> None:
    """Hang the units below under the one that takes over, each with its own line of history."""
    for a in anak:
        Instansi.objects.move(_segar(a), _segar(catatan["ke"]), "last-child")
        pegawai = pegawai_di_bawah(_segar(a))
        _catat(a, "PINDAH", dari=dari, pegawai=pegawai, **catatan)


@aksi
def tutup_unit(
    *,
    unit: Instansi,
    hari: date,
    luar: IsiDiLuar,
    dasar: str,
    oleh: Pengguna | str,
    sekarang: datetime,
    lampau: bool = False,
) -> None:
    """Close an empty unit; ``hari`` is its last day. ``luar`` is what other apps keep under it.

    ``lampau`` is for a unit that was there before it was recorded here: only a first day that is
    written on it counts. Locks the pemda's root row. Raises UnitTidakBisaDitutup.
    """
    pemda = _kunci(unit)
    unit = _segar(unit)
    hari_ini = di_zona(sekarang, pemda.zona_waktu).date()
    if tolak := rules.alasan_tidak_bisa_tutup(simpul(unit), isi_unit(unit, hari_ini), luar):
        raise UnitTidakBisaDitutup(
            tolak, langkah="Pindahkan isinya lebih dahulu, atau gabungkan ke unit lain."
        )
    mulai = unit.aktif_dari if lampau else hari_pertama(unit)
    if tolak := rules.alasan_hari_tutup(hari, aktif_dari=mulai, hari_ini=hari_ini):
        raise UnitTidakBisaDitutup(tolak)
    _tutup(unit, sampai=hari, oleh_unit=None)
    _catat(unit, "TUTUP", pemda=pemda, dasar=dasar, hari=hari, oleh=oleh, sekarang=sekarang)


@aksi
def buka_unit(*, unit: Instansi, dasar: str, oleh: Pengguna | str, sekarang: datetime) -> None:
    """Open a closed unit again. People, units and roles that left it stay where they are.

    Locks the pemda's root row. Raises UnitTidakBisaDiubah.
    """
    pemda = _kunci(unit)
    unit = _segar(unit)
    if tolak := rules.alasan_tidak_bisa_buka(simpul(unit), simpul(_induk(unit))):
        raise UnitTidakBisaDiubah(tolak)
    _pastikan_belum_ada(
        IsiDataUnit(unit.nama, unit.jenis, unit.kode), pemda, _induk(unit).path, kecuali=unit.pk
    )
    unit.aktif_sampai, unit.digantikan_oleh = None, None
    unit.save(update_fields=["aktif_sampai", "digantikan_oleh"])
    _catat(unit, "BUKA", pemda=pemda, dasar=dasar, oleh=oleh, sekarang=sekarang)


def _kunci(unit: Instansi) -> Instansi:
    """The pemda, its row locked: all writes on one tree follow one another."""
    return Instansi.objects.select_for_update().get(pk=unit.pemda_id or unit.pk)


def _segar(unit: Instansi) -> Instansi:
    """The unit as it stands now: paths in memory go stale when a neighbour moves."""
    return Instansi.objects.get(pk=unit.pk)


def _induk(unit: Instansi) -> Instansi:
    return Instansi.objects.get(path=unit.path[: -Instansi.steplen] or unit.path)


def _lengkapi(isi: IsiDataUnit, pemda: Instansi) -> IsiDataUnit:
    """With a code: typed, or made from the name and numbered until it is free."""
    if isi.kode:
        return isi
    dasar = slugify(isi.nama)[:50] or "unit"
    ada = set(
        Instansi.objects.filter(pemda=pemda, kode__startswith=dasar).values_list("kode", flat=True)
    )
    calon = (dasar if n == 1 else f"{dasar}-{n}" for n in range(1, len(ada) + 2))
    return isi._replace(kode=next(k for k in calon if k not in ada))


def _pastikan_belum_ada(
    isi: IsiDataUnit, pemda: Instansi, induk: str, *, kecuali: int | None
) -> None:
    """Refuse a code that is taken in the pemda, or the name of an open unit di_samping it."""
    di_samping = Q(path__startswith=induk, depth=len(induk) // Instansi.steplen + 1)
    kembar = (
        Instansi.objects.filter(pemda=pemda)
        .exclude(pk=kecuali)
        .filter(Q(kode=isi.kode) | di_samping & Q(nama__iexact=isi.nama, aktif_sampai=None))
        .first()
    )
    if kembar is None:
        return
    if kembar.kode == isi.kode:
        raise UnitTidakBisaDiubah(
            f"Kode {isi.kode} sudah dipakai {kembar}.", langkah="Isi kode lain."
        )
    raise UnitTidakBisaDiubah(
        f"{kembar} sudah ada di bawah induk yang sama.",
        langkah="Pakai yang sudah ada, atau bedakan namanya.",
    )


def _pastikan_anak_muat(unit: Instansi, jenis: str) -> None:
    for anak in sorted(set(anak_terbuka(unit).values_list("jenis", flat=True))):
        if tolak := rules.alasan_jenis(anak, jenis):
            raise UnitTidakBisaDiubah(
                f"Jenisnya belum bisa diganti. {tolak}",
                langkah="Pindahkan dahulu unit di bawahnya.",
            )


def _tutup(unit: Instansi, *, sampai: date, oleh_unit: Instansi | None) -> None:
    unit = _segar(unit)
    unit.aktif_sampai, unit.digantikan_oleh = sampai, oleh_unit
    unit.save(update_fields=["aktif_sampai", "digantikan_oleh"])


def _catat(
    unit: Instansi,
    jenis: str,
    *,
    pemda: Instansi,
    dasar: str,
    oleh: Pengguna | str,
    sekarang: datetime,
    dari: Instansi | None = None,
    ke: Instansi | None = None,
    hari: date | None = None,
    pegawai: int = 0,
) -> None:
    PerubahanUnit.objects.create(
        pemda=pemda,
        unit=unit,
        jenis=jenis,
        dari=dari,
        ke=ke,
        berlaku=hari or di_zona(sekarang, pemda.zona_waktu).date(),
        dasar=dasar,
        pegawai=pegawai,
        pada=sekarang,
        oleh=oleh if isinstance(oleh, Pengguna) else None,
    )
