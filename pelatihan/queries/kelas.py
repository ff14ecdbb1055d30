"""Classes: who sees which, and what a page about one class needs."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from instansi.models import Instansi, Pengguna, Peran
from instansi.queries import PERAN_UNIT, instansi_untuk, penugasan_hari_ini, peran_hari_ini
from pelatihan.models import Kelas, Pendaftaran, PengajarSesi
from pelatihan.rules.jadwal import PILIH_WAKTU_LAIN, Bentrok, RencanaSesi, kalimat_bentrok
from pelatihan.rules.kelas import KeadaanKelas

if TYPE_CHECKING:
    from instansi.akses import IzinDasar


def kelas_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[Kelas]:
    """The classes a person may reach by this permission.

    Organised in the own subtree: all, drafts too. By a permission to read (one that the auditor
    holds) unit roles also reach every class of the city that was ever published, participants the
    published ones they are enrolled in, trainers the published ones they teach.
    """
    syarat = Q(penyelenggara__in=instansi_untuk(pengguna, izin))
    peran = peran_hari_ini(pengguna) & izin.peran
    pernah_terbit = Q(pemda=pengguna.pemda_id, terbit_pada__isnull=False)
    if Peran.AUDITOR in izin.peran and not PERAN_UNIT.isdisjoint(peran):
        syarat |= pernah_terbit
    if Peran.PEGAWAI in peran:
        ikut = Pendaftaran.objects.filter(
            pegawai=pengguna.pegawai_id, status=Pendaftaran.Status.DITERIMA
        )
        syarat |= pernah_terbit & Q(pk__in=ikut.values("kelas"))
    if Peran.PENGAJAR in peran:
        ajar = PengajarSesi.objects.filter(pengajar__pengguna=pengguna)
        syarat |= pernah_terbit & Q(pk__in=ajar.values("sesi__kelas"))
    return Kelas.objects.filter(syarat)


def lingkup(pengguna: Pengguna, izin: "IzinDasar") -> tuple[str, ...]:
    """Tree paths of the nodes that a person manages by this permission; no query after the gate."""
    return tuple(
        p.path
        for p in penugasan_hari_ini(pengguna)
        if p.peran in PERAN_UNIT and p.peran in izin.peran
    )


def di_dalam(path: str, daftar: Collection[str]) -> bool:
    """Whether a node lies in the subtree of one of these paths."""
    return path.startswith(tuple(daftar))


def penyelenggara_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[Instansi]:
    """The nodes in whose name a person may organise: own nodes, and agencies below them."""
    milik = [p.instansi_id for p in penugasan_hari_ini(pengguna) if p.peran in izin.peran]
    return (
        instansi_untuk(pengguna, izin)
        .filter(Q(pk__in=milik) | Q(depth=2))
        .filter(aktif_sampai=None)
        .order_by("depth", "nama", "pk")
    )


def keadaan_kelas(
    kelas: Kelas, rencana: Sequence[RencanaSesi], bentrok: Sequence[Bentrok]
) -> KeadaanKelas:
    """What the rule of publishing looks at. No query when pelatihan and pemda are loaded."""
    zona = ZoneInfo(kelas.pemda.zona_waktu)
    return KeadaanKelas(
        status=kelas.status,
        metode=kelas.metode,
        kursi=kelas.kursi,
        terisi=kelas.terisi,
        jp_kurikulum=kelas.pelatihan.jp,
        jp_sesi=tuple(r.jp for r in rencana),
        mulai_pertama=min((r.mulai for r in rencana), default=None),
        bertautan=bool(kelas.tautan_daring),
        tanpa_ruang=sum(r.ruang is None for r in rencana),
        bentrok=tuple(f"{kalimat_bentrok(b, zona)} {PILIH_WAKTU_LAIN}" for b in bentrok),
    )
