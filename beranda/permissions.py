"""Who may open the pages that gather from all apps."""

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.permissions import PENGAWAS_UNIT
from instansi.rules.peran import Jangkauan


class Izin(IzinDasar):
    BERANDA_LIHAT = (
        "beranda.beranda_lihat",
        "Membuka beranda dengan tugas dan jadwal sendiri",
        *Peran,
        Jangkauan.MILIK,
    )
    PEGAWAI_DAFTAR = (
        "beranda.pegawai_daftar",
        "Melihat daftar pegawai dengan capaian JP",
        *PENGAWAS_UNIT,
    )
    TIM_LIHAT = (
        "beranda.tim_lihat",
        "Melihat tim: bawahan langsung, JP, dan jadwal mereka",
        Peran.ATASAN,
    )
