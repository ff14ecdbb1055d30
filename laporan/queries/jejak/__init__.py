"""The audit trail of one pemda: what was done, by whom, what it changed.

Every row is asked for its own pemda (rules.jejak.TAMPIL); what cannot be tied to it is not shown.
"""

from laporan.queries.jejak.aksi import (
    Entri,
    Halaman,
    Saring,
    daftar_aksi,
    jenis_benda,
    rincian_aksi,
    satu_aksi,
)
from laporan.queries.jejak.benda import riwayat_benda
from laporan.queries.jejak.lacakan import lacakan

__all__ = [
    "Entri",
    "Halaman",
    "Saring",
    "daftar_aksi",
    "jenis_benda",
    "lacakan",
    "rincian_aksi",
    "riwayat_benda",
    "satu_aksi",
]
