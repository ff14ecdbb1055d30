"""The table of rights, read from the code that gates the pages."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.apps import apps

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.rules.peran import TURUNAN, Jangkauan

MENDELEGASIKAN = "kelola.delegasi"
NAMA_BAGIAN = {
    "instansi": "Pegawai, instansi, dan aturan",
    "notifikasi": "Pemberitahuan",
    "pembinaan": "Katalog dan JP",
    "pelatihan": "Kelas dan kehadiran",
    "evaluasi": "Evaluasi",
    "laporan": "Dasbor dan laporan",
    "kelola": "Impor, akun, peran, dan jejak",
    "beranda": "Beranda dan daftar pegawai",
}


class Hak(NamedTuple):
    """What one role may do, and whose data that opens; nothing for a page of no data."""

    izin: IzinDasar
    jangkauan: str

    @property
    def label(self) -> str:
        return self.izin.label


class BagianHak(NamedTuple):
    """The permissions of one app, under a name that people know."""

    judul: str
    izin: Sequence[IzinDasar | Hak]


def semua_izin() -> list[IzinDasar]:
    """Every permission of every app, app by app from home to administration."""
    kelas = {
        app: k
        for k in IzinDasar.__subclasses__()
        if (app := k.__module__.removesuffix(".permissions")) in NAMA_BAGIAN
    }
    urutan = sorted(
        (a.name for a in apps.get_app_configs() if a.name in kelas), key=lambda n: n != "beranda"
    )
    return [izin for nama in urutan for izin in kelas[nama]]


def tabel_hak(daftar: Iterable[IzinDasar] | None = None) -> list[BagianHak]:
    """All permissions (or these) grouped by app."""
    semua = semua_izin() if daftar is None else daftar
    return [BagianHak(judul, isi) for judul, isi in _per_bagian(semua).items()]


def _per_bagian(daftar: Iterable[IzinDasar]) -> dict[str, list[IzinDasar]]:
    hasil: dict[str, list[IzinDasar]] = {}
    for izin in daftar:
        hasil.setdefault(NAMA_BAGIAN[izin.value.partition(".")[0]], []).append(izin)
    return hasil


def hak_beda(
    peran: str, tetap: Collection[Peran], *, delegasi: bool = True
) -> tuple[list[IzinDasar], list[IzinDasar]]:
    """What someone gains or loses with a role, beside what other roles allow at the same node.

    The second list is what civil servants and superiors may do anyway, about themselves and their
    team. What every role may do, such as changing the own password, is in neither.
    """
    beda = [
        i
        for i in semua_izin()
        if Peran(peran) in i.peran
        and not i.peran & set(tetap)
        and not i.peran >= set(Peran)
        and not (delegasi and i == MENDELEGASIKAN)
    ]
    return [i for i in beda if not i.peran & TURUNAN], [i for i in beda if i.peran & TURUNAN]


def hak_peran(peran: str, *, delegasi: bool = False) -> list[BagianHak]:
    """What a role may do and how far, grouped by app; a delegate hands nothing on."""
    punya = (i for i in semua_izin() if not (delegasi and i == MENDELEGASIKAN))
    hak = {i: j for i in punya if (j := i.jangkauan(Peran(peran)))}
    kata = {i: "" if j is Jangkauan.HALAMAN else j for i, j in hak.items()}
    return [
        BagianHak(judul, [Hak(i, kata[i]) for i in isi]) for judul, isi in _per_bagian(hak).items()
    ]
