from pelatihan.models.kelas import Kelas, Pengajar, PengajarSesi, Ruang, Sesi
from pelatihan.models.pendaftaran import Kehadiran, Pendaftaran
from pelatihan.models.surat import PenomoranSurat

__all__ = [
    "Kehadiran",
    "Kelas",
    "Pendaftaran",
    "Pengajar",
    "PengajarSesi",
    "PenomoranSurat",
    "Ruang",
    "Sesi",
]
