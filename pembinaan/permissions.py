"""Who may read the catalogue and whose JP."""

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.permissions import PENGAWAS_UNIT
from instansi.rules.peran import Jangkauan


class Izin(IzinDasar):
    KATALOG_LIHAT = (
        "pembinaan.katalog_lihat",
        "Membaca katalog pelatihan",
        *Peran,
        Jangkauan.KOTA,
    )
    JP_SAYA_LIHAT = "pembinaan.jp_saya_lihat", "Melihat JP sendiri", Peran.PEGAWAI
    JP_LIHAT = (
        "pembinaan.jp_lihat",
        "Melihat JP pegawai",
        *PENGAWAS_UNIT,
        Peran.ATASAN,
        Peran.PEGAWAI,
    )
