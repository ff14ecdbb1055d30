"""Who may open the pages that gather from all apps."""

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.permissions import PENGAWAS_UNIT


class Izin(IzinDasar):
    BERANDA_LIHAT = "beranda.beranda_lihat", *Peran
    PEGAWAI_DAFTAR = "beranda.pegawai_daftar", *PENGAWAS_UNIT
    TIM_LIHAT = "beranda.tim_lihat", Peran.ATASAN
