"""The table of rights, read from the code that gates the pages."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.apps import apps

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.rules.peran import TURUNAN

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


class BagianHak(NamedTuple):
    """The permissions of one app, under a name that people know."""

    judul: str
    izin: list[IzinDasar]


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
    hasil: dict[str, list[IzinDasar]] = {}
    for izin in semua_izin() if daftar is None else daftar:
        hasil.setdefault(izin.value.partition(".")[0], []).append(izin)
    return [BagianHak(NAMA_BAGIAN[nama], isi) for nama, isi in hasil.items()]


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
    """What a role may do, grouped by app; one who holds it by delegation hands nothing on."""
    return tabel_hak(
        i
        for i in semua_izin()
        if Peran(peran) in i.peran and not (delegasi and i == MENDELEGASIKAN)
    )
