"""Who may read dashboards and ask for reports. The auditor reads all and writes nothing."""

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.permissions import PENGAWAS_UNIT


class Izin(IzinDasar):
    DASBOR_LIHAT = "laporan.dasbor_lihat", "Melihat dasbor capaian unit", *PENGAWAS_UNIT
    LAPORAN_BUAT = (
        "laporan.laporan_buat",
        "Membuat dan mengunduh laporan",
        Peran.ADMIN_PEMDA,
        Peran.HR,
        Peran.PENGELOLA_OPD,
        Peran.KEPALA,
    )
