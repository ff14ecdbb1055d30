"""Who may do what with people and agencies."""

from instansi.akses import IzinDasar
from instansi.models import Peran

PENGAWAS_UNIT = (
    Peran.ADMIN_PEMDA,
    Peran.HR,
    Peran.PENGELOLA_OPD,
    Peran.KEPALA,
    Peran.AUDITOR,
)


class Izin(IzinDasar):
    PEGAWAI_LIHAT = "instansi.pegawai_lihat", *PENGAWAS_UNIT, Peran.ATASAN, Peran.PEGAWAI
