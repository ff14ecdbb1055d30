"""Who may do what with classes, enrolment and attendance."""

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.permissions import PENGAWAS_UNIT
from instansi.rules.peran import Jangkauan


class Izin(IzinDasar):
    # Published classes are read across the city (queries.kelas_untuk), names only of the own unit.
    JADWAL_LIHAT = (
        "pelatihan.jadwal_lihat",
        "Melihat jadwal ruang dan pengajar",
        *PENGAWAS_UNIT,
        Jangkauan.KOTA,
    )
    KELAS_LIHAT = (
        "pelatihan.kelas_lihat",
        "Melihat kelas",
        *PENGAWAS_UNIT,
        Peran.PENGAJAR,
        Peran.PEGAWAI,
        Jangkauan.KOTA,
        (Peran.PENGAJAR, Jangkauan.DIAJAR),
        (Peran.PEGAWAI, Jangkauan.DIIKUTI),
    )
    KELAS_KELOLA = (
        "pelatihan.kelas_kelola",
        "Menjadwalkan, mengubah, dan membatalkan kelas",
        Peran.HR,
        Peran.PENGELOLA_OPD,
    )
    PESERTA_KELOLA = (
        "pelatihan.peserta_kelola",
        "Mengusulkan dan membatalkan peserta",
        Peran.HR,
        Peran.PENGELOLA_OPD,
    )
    # Seat someone outside the registration window, or in two places: always with a reason.
    PESERTA_IZINKAN = (
        "pelatihan.peserta_izinkan",
        "Mengizinkan peserta di luar masa pendaftaran atau saat bentrok, dengan alasan",
        Peran.HR,
    )
    KEHADIRAN_TANDAI = (
        "pelatihan.kehadiran_tandai",
        "Menandai kehadiran peserta",
        Peran.HR,
        Peran.PENGELOLA_OPD,
        Peran.PENGAJAR,
    )
    KEHADIRAN_VERIFIKASI = (
        "pelatihan.kehadiran_verifikasi",
        "Memverifikasi kehadiran dan mencatat JP",
        Peran.HR,
    )
