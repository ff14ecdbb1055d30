from kelola.models.akun import Aktivasi, PekerjaanAkun

__all__ = ["Aktivasi", "PekerjaanAkun"]
