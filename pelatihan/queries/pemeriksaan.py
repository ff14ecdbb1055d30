"""What the form of a class shows while it is being filled in. Reads only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from instansi.models import Pengguna
from pelatihan.models import Kelas, Ruang
from pelatihan.queries.jadwal import cari_bentrok
from pelatihan.queries.kelas import kelas_untuk, lingkup
from pelatihan.queries.slot import Konteks, Usulan, usulkan_slot
from pelatihan.rules.gambar_jam import GambarJam, gambar_jam
from pelatihan.rules.jadwal import (
    Bentrok,
    Kalender,
    RencanaSesi,
    Rentang,
    catatan_waktu,
    jp_dari_durasi,
)

if TYPE_CHECKING:
    from instansi.akses import IzinDasar


class Pemeriksa(NamedTuple):
    """Who asks, with which right, by which calendar, when."""

    pengguna: Pengguna
    izin: "IzinDasar"
    kalender: Kalender
    sekarang: datetime


@dataclass(frozen=True)
class PeriksaSesi:
    """What is known about one planned session; ``nomor`` is its number on the page."""

    nomor: int
    rencana: RencanaSesi
    bentrok: list[Bentrok]
    draf: list[Bentrok]
    catatan: list[str]
    usulan: Usulan | None = None
    gambar: GambarJam | None = None


@dataclass(frozen=True)
class Pemeriksaan:
    """All planned sessions, and their JP beside the curriculum's."""

    sesi: list[PeriksaSesi] = field(default_factory=list)
    jp_kurikulum: int | None = None

    @property
    def jp(self) -> int:
        """JP of all sessions together."""
        return sum(s.rencana.jp for s in self.sesi)

    @property
    def jumlah_bentrok(self) -> int:
        """Clashes that refuse publishing."""
        return sum(len(s.bentrok) for s in self.sesi)

    @property
    def perlu_dilihat(self) -> list[PeriksaSesi]:
        """Sessions about which there is something to say."""
        return [s for s in self.sesi if s.bentrok or s.draf or s.catatan]


def periksa_rencana(
    bernomor: Sequence[tuple[int, RencanaSesi]],
    pemeriksa: Pemeriksa,
    *,
    kelas: Kelas | None,
    kursi: int,
    jp_kurikulum: int | None,
    lain: Sequence[Rentang] = (),
    pindah: Collection[int] = (),
) -> Pemeriksaan:
    """Look for clashes and free slots. Three queries, three more where something clashes.

    ``lain`` are sessions of the class that stay as they are; ``pindah`` as in cari_bentrok.
    """
    pengguna, izin, kalender, sekarang = pemeriksa
    rencana, pk = [r for _, r in bernomor], kelas.pk if kelas else None
    bentrok = cari_bentrok(
        rencana,
        pemda=pengguna.pemda_id,
        kelas=pk,
        lingkup=lingkup(pengguna, izin),
        draf=kelas_untuk(pengguna, izin),
        pindah=pindah,
    )
    konteks = Konteks(pengguna.pemda_id, pk, kursi, kalender, sekarang, lain)
    usulan = usulkan_slot(rencana, bentrok, konteks)
    kapasitas = _kapasitas(rencana)

    def satu(i: int, nomor: int, r: RencanaSesi) -> PeriksaSesi:
        return PeriksaSesi(
            nomor=nomor,
            rencana=r,
            bentrok=[b for b in bentrok if b.nomor == i and b.terjadwal],
            draf=[b for b in bentrok if b.nomor == i and not b.terjadwal],
            catatan=_catatan(r, kalender, kapasitas, kursi, sekarang),
            usulan=usulan.get(i),
            gambar=_gambar(r, usulan.get(i), kalender),
        )

    return Pemeriksaan([satu(i, *isi) for i, isi in enumerate(bernomor)], jp_kurikulum)


def _gambar(r: RencanaSesi, usulan: Usulan | None, kalender: Kalender) -> GambarJam | None:
    if usulan is None:
        return None
    terpakai = [("Ruang", usulan.ruang)] if r.ruang is not None else []
    terpakai += [("Pengajar", usulan.pengajar)] if r.pengajar else []
    hari = r.mulai.astimezone(kalender.zona).date()
    kosong = [
        s.rentang
        for s in usulan.slot
        if s.rentang.mulai.astimezone(kalender.zona).date() == hari and s.rentang != r.rentang
    ]
    return gambar_jam(r.rentang, terpakai, kosong, kalender) if terpakai else None


def _kapasitas(rencana: Sequence[RencanaSesi]) -> dict[int | None, tuple[str, int]]:
    ids = {r.ruang for r in rencana if r.ruang is not None}
    daftar = Ruang.objects.filter(pk__in=ids).values_list("pk", "nama", "kapasitas")
    return {pk: (nama, kapasitas) for pk, nama, kapasitas in daftar}


def _catatan(
    r: RencanaSesi,
    kalender: Kalender,
    kapasitas: dict[int | None, tuple[str, int]],
    kursi: int,
    sekarang: datetime,
) -> list[str]:
    catatan = catatan_waktu(r.rentang, kalender)
    if r.mulai <= sekarang:
        catatan.insert(0, "Waktu ini sudah lewat.")
    muat_jp = jp_dari_durasi(r.selesai - r.mulai, kalender.menit_per_jp)
    if r.jp > muat_jp:
        catatan.append(f"{r.jp} JP lebih lama daripada jamnya, yang memuat {muat_jp} JP.")
    nama, muat = kapasitas.get(r.ruang, ("", kursi))
    if muat < kursi:
        catatan.append(f"{nama} hanya memuat {muat} orang, sedangkan kursinya {kursi}.")
    return catatan
