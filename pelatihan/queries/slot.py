"""Where a session that clashes could go: reads what is taken, then asks the rule."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from pelatihan.models import Ruang
from pelatihan.queries.jadwal import dalam_rentang, peserta_memakai, sesi_memakai
from pelatihan.rules.jadwal import PESERTA, Bentrok, Kalender, RencanaSesi, Rentang
from pelatihan.rules.slot import (
    CAKUPAN,
    Permintaan,
    RuangTersedia,
    Slot,
    Terpakai,
    cari_slot,
)


@dataclass(frozen=True)
class Konteks:
    """For whom slots are sought: the class (None while it is new), its seats, the calendar."""

    pemda: int
    kelas: int | None
    kursi: int
    kalender: Kalender
    sekarang: datetime
    lain: Sequence[Rentang] = ()

    def hari(self, waktu: datetime) -> date:
        """The local day of a time."""
        return waktu.astimezone(self.kalender.zona).date()


class Usulan(NamedTuple):
    """Free slots for one session, and what is taken on its own day (the picture of hours)."""

    slot: list[Slot]
    ruang: list[Rentang]
    pengajar: list[Rentang]


def usulkan_slot(
    rencana: Sequence[RencanaSesi], bentrok: Sequence[Bentrok], konteks: Konteks
) -> dict[int, Usulan]:
    """Three free slots for each planned session that clashes, by its position. Three queries.

    Other sessions of the plan and of the class (``lain``) count as taken. Where only participants
    clash, an offer must have fewer of them busy; where room or trainer clash, their number is only
    shown.
    """
    nomor = sorted({b.nomor for b in bentrok if b.terjadwal})
    if not nomor:
        return {}
    jendela = _jendela([rencana[n].rentang for n in nomor])
    sibuk = _sesi_terpakai(konteks, jendela)
    peserta = _peserta_terpakai(konteks.kelas, jendela)
    ruang = _ruang_cukup(konteks)
    per_ruang: dict[int, list[Rentang]] = defaultdict(list)
    for rentang, tempat, _ in sibuk:
        if tempat is not None:
            per_ruang[tempat].append(rentang)
    hasil = {}
    for n in nomor:
        ini = rencana[n]
        pengajar = [r for r, _, sedang in sibuk if not sedang.isdisjoint(ini.pengajar)]
        tetap = [*pengajar, *konteks.lain, *(r.rentang for i, r in enumerate(rencana) if i != n)]
        minta = _permintaan(ini, [b for b in bentrok if b.nomor == n], konteks)
        slot = cari_slot(minta, konteks.kalender, ruang, Terpakai(per_ruang, tetap, peserta))
        milik_ruang = per_ruang[ini.ruang] if ini.ruang is not None else []
        hari = konteks.hari(ini.mulai)
        hasil[n] = Usulan(
            slot,
            [r for r in milik_ruang if konteks.hari(r.mulai) == hari],
            [r for r in pengajar if konteks.hari(r.mulai) == hari],
        )
    return hasil


def _jendela(daftar: Sequence[Rentang]) -> Rentang:
    lebar = timedelta(days=CAKUPAN + 1)
    return Rentang(min(r.mulai for r in daftar) - lebar, max(r.selesai for r in daftar) + lebar)


def _permintaan(r: RencanaSesi, bentrok: Sequence[Bentrok], konteks: Konteks) -> Permintaan:
    return Permintaan(
        rentang=r.rentang,
        kursi=konteks.kursi,
        sekarang=konteks.sekarang,
        ruang=r.ruang,
        perlu_ruang=r.ruang is not None,
        batas_peserta=batas_peserta(bentrok),
    )


def _ruang_cukup(konteks: Konteks) -> list[RuangTersedia]:
    daftar = Ruang.objects.filter(
        pemda=konteks.pemda, aktif=True, kapasitas__gte=konteks.kursi
    ).values_list("pk", "nama", "kapasitas")
    return [RuangTersedia(*r) for r in daftar]


def batas_peserta(bentrok: Sequence[Bentrok]) -> int | None:
    """How many busy participants an offer may have: fewer than now, where they alone clash."""
    if any(b.jenis != PESERTA and b.terjadwal for b in bentrok):
        return None
    orang = {p.pegawai for b in bentrok for p in b.peserta}
    return len(orang) - 1 if orang else None


def _sesi_terpakai(
    konteks: Konteks, jendela: Rentang
) -> list[tuple[Rentang, int | None, set[int]]]:
    daftar = (
        sesi_memakai(konteks.pemda)
        .exclude(kelas=konteks.kelas)
        .filter(dalam_rentang([jendela]))
        .annotate(
            daftar_pengajar=ArrayAgg(
                "pengajar_sesi__pengajar", filter=Q(pengajar_sesi__isnull=False), default=[]
            )
        )
        .values_list("mulai", "selesai", "ruang_id", "daftar_pengajar")
    )
    return [(Rentang(m, s), ruang, set(pengajar)) for m, s, ruang, pengajar in daftar]


def _peserta_terpakai(kelas: int | None, jendela: Rentang) -> list[tuple[Rentang, int]]:
    if kelas is None:
        return []
    daftar = (
        peserta_memakai(kelas)
        .filter(dalam_rentang([jendela]))
        .values_list("mulai", "selesai", "pegawai")
    )
    return [(Rentang(m, s), orang) for m, s, orang in daftar]
