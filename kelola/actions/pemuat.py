"""Every loader of the product, in the order in which a new pemda needs them."""

from instansi.actions import PEMUAT_PEGAWAI, PEMUAT_PREDIKAT
from pembinaan.actions import PEMUAT_RIWAYAT

PEMUAT = {p.kode: p for p in (PEMUAT_PEGAWAI, PEMUAT_PREDIKAT, PEMUAT_RIWAYAT)}
