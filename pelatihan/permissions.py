"""Who may do what with classes, enrolment and attendance."""

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.permissions import PENGAWAS_UNIT


class Izin(IzinDasar):
    JADWAL_LIHAT = "pelatihan.jadwal_lihat", *PENGAWAS_UNIT
    KELAS_LIHAT = "pelatihan.kelas_lihat", *PENGAWAS_UNIT, Peran.PENGAJAR, Peran.PEGAWAI
    KELAS_KELOLA = "pelatihan.kelas_kelola", Peran.HR, Peran.PENGELOLA_OPD
    PESERTA_KELOLA = "pelatihan.peserta_kelola", Peran.HR, Peran.PENGELOLA_OPD
    # Seat someone outside the registration window, or in two places: always with a reason.
    PESERTA_IZINKAN = "pelatihan.peserta_izinkan", Peran.HR
    KEHADIRAN_TANDAI = (
        "pelatihan.kehadiran_tandai",
        Peran.HR,
        Peran.PENGELOLA_OPD,
        Peran.PENGAJAR,
    )
    KEHADIRAN_VERIFIKASI = "pelatihan.kehadiran_verifikasi", Peran.HR
