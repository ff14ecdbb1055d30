"""Every loader of the product, in the order in which a new pemda needs them."""

from instansi.actions import (
    PEMUAT_JABATAN,
    PEMUAT_LIBUR,
    PEMUAT_MITRA,
    PEMUAT_PEGAWAI,
    PEMUAT_PREDIKAT,
    PEMUAT_UNIT,
)
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
