from kelola.models.akun import Aktivasi, PekerjaanAkun
from kelola.models.impor import PekerjaanImpor, PemetaanKolom, RincianImpor

__all__ = ["Aktivasi", "PekerjaanAkun", "PekerjaanImpor", "PemetaanKolom", "RincianImpor"]
