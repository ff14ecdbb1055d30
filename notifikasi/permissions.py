"""Who may do what with messages."""

from instansi.akses import IzinDasar
from instansi.models import Peran


class Izin(IzinDasar):
    TANPA_SUREL_LIHAT = (
        "notifikasi.tanpa_surel_lihat",
        "Melihat siapa yang tidak bisa dikirimi surel",
        Peran.HR,
        Peran.PENGELOLA_OPD,
    )
