"""Every loader of the product, in the order in which a new pemda needs them."""

from instansi.actions import (
    PEMUAT_JABATAN,
    PEMUAT_LIBUR,
    PEMUAT_MITRA,
    PEMUAT_PEGAWAI,
    PEMUAT_PREDIKAT,
    PEMUAT_UNIT,
)
from instansi.akses import IzinDasar, boleh
from instansi.models import Pengguna
from instansi.rules.impor.pemuat import PemuatImpor
from kelola.permissions import Izin
from lib.galat import GalatAturan
from pelatihan.actions.impor import PEMUAT_RUANG
from pembinaan.actions import PEMUAT_RIWAYAT

PEMUAT = {
    p.kode: p
    for p in (
        PEMUAT_UNIT,
        PEMUAT_JABATAN,
        PEMUAT_PEGAWAI,
        PEMUAT_PREDIKAT,
        PEMUAT_RIWAYAT,
        PEMUAT_RUANG,
        PEMUAT_MITRA,
        PEMUAT_LIBUR,
    )
}


class ImporTidakBisa(GalatAturan):
    """The import is not in the state that the command needs, or the right to it is gone."""


def izin_pemuat(pemuat: PemuatImpor) -> IzinDasar:
    """The permission that a kind of file asks for."""
    return Izin.IMPOR_PEGAWAI if pemuat.per_unit else Izin.IMPOR_ACUAN


def pemuat_untuk(pengguna: Pengguna) -> list[PemuatImpor]:
    """The kinds of files that a person may load, in the order in which a new pemda needs them."""
    return [p for p in PEMUAT.values() if boleh(pengguna, izin_pemuat(p))]
