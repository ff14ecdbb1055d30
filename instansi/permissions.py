"""Who may do what with people, agencies and policy."""

from instansi.akses import IzinDasar
from instansi.models import Peran

PENGAWAS_UNIT = (
    Peran.ADMIN_PEMDA,
    Peran.HR,
    Peran.PENGELOLA_OPD,
    Peran.KEPALA,
    Peran.AUDITOR,
)
PUSAT = (Peran.ADMIN_PEMDA, Peran.HR)


class Izin(IzinDasar):
    PEGAWAI_LIHAT = "instansi.pegawai_lihat", *PENGAWAS_UNIT, Peran.ATASAN, Peran.PEGAWAI
    PEGAWAI_KELOLA = "instansi.pegawai_kelola", *PUSAT, Peran.PENGELOLA_OPD

    INSTANSI_LIHAT = "instansi.instansi_lihat", *PENGAWAS_UNIT
    INSTANSI_KELOLA = "instansi.instansi_kelola", *PUSAT
    JABATAN_LIHAT = "instansi.jabatan_lihat", *PUSAT, Peran.PENGELOLA_OPD, Peran.AUDITOR
    JABATAN_KELOLA = "instansi.jabatan_kelola", *PUSAT

    MUTU_LIHAT = "instansi.mutu_lihat", *PENGAWAS_UNIT

    KEBIJAKAN_LIHAT = "instansi.kebijakan_lihat", *PUSAT, Peran.AUDITOR
    KEBIJAKAN_KELOLA = "instansi.kebijakan_kelola", Peran.ADMIN_PEMDA
    LIBUR_KELOLA = "instansi.libur_kelola", *PUSAT
