"""Who may administer: imports, accounts, roles, the audit trail."""

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.permissions import PENGAWAS_UNIT, PUSAT


class Izin(IzinDasar):
    KELOLA_LIHAT = "kelola.kelola_lihat", *PENGAWAS_UNIT

    IMPOR_LIHAT = "kelola.impor_lihat", *PUSAT, Peran.PENGELOLA_OPD
    IMPOR_PEGAWAI = "kelola.impor_pegawai", *PUSAT, Peran.PENGELOLA_OPD
    IMPOR_ACUAN = "kelola.impor_acuan", *PUSAT

    AKUN_LIHAT = "kelola.akun_lihat", *PUSAT, Peran.PENGELOLA_OPD, Peran.AUDITOR
    AKUN_KELOLA = "kelola.akun_kelola", *PUSAT, Peran.PENGELOLA_OPD
    CATATAN_MASUK_LIHAT = "kelola.catatan_masuk_lihat", Peran.ADMIN_PEMDA, Peran.AUDITOR

    PERAN_LIHAT = "kelola.peran_lihat", *PUSAT, Peran.AUDITOR
    PERAN_BERI = "kelola.peran_beri", Peran.ADMIN_PEMDA
    HAK_LIHAT = "kelola.hak_lihat", *PENGAWAS_UNIT
    DELEGASI = "kelola.delegasi", Peran.ADMIN_PEMDA, Peran.HR, Peran.PENGELOLA_OPD, Peran.KEPALA

    JEJAK_LIHAT = "kelola.jejak_lihat", Peran.ADMIN_PEMDA, Peran.AUDITOR
