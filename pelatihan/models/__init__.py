from pelatihan.models.kelas import Kelas, Pengajar, PengajarSesi, Ruang, Sesi
from pelatihan.models.pendaftaran import Kehadiran, Pendaftaran

__all__ = ["Kehadiran", "Kelas", "Pendaftaran", "Pengajar", "PengajarSesi", "Ruang", "Sesi"]
