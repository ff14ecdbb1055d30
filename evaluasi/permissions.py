"""Who may do what with evaluations."""

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.permissions import PENGAWAS_UNIT


class Izin(IzinDasar):
    TUGAS_ISI = "evaluasi.tugas_isi", Peran.PEGAWAI
    HASIL_LIHAT = "evaluasi.hasil_lihat", *PENGAWAS_UNIT
