"""Who may administer: imports, accounts, roles, the audit trail."""

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.permissions import PENGAWAS_UNIT, PUSAT
from instansi.rules.peran import Jangkauan


class Izin(IzinDasar):
    KELOLA_LIHAT = (
        "kelola.kelola_lihat",
        "Membuka halaman Kelola",
        *PENGAWAS_UNIT,
        Jangkauan.HALAMAN,
    )

    IMPOR_LIHAT = (
        "kelola.impor_lihat",
        "Melihat impor data dan hasilnya",
        *PUSAT,
        Peran.PENGELOLA_OPD,
        (Peran.PENGELOLA_OPD, Jangkauan.MILIK),
    )
    IMPOR_PEGAWAI = (
        "kelola.impor_pegawai",
        "Mengimpor data pegawai dari Excel atau CSV",
        *PUSAT,
        Peran.PENGELOLA_OPD,
    )
    IMPOR_ACUAN = (
        "kelola.impor_acuan",
        "Mengimpor instansi, jabatan, ruang, mitra, dan hari libur",
        *PUSAT,
    )

    AKUN_LIHAT = (
        "kelola.akun_lihat",
        "Melihat daftar akun",
        *PUSAT,
        Peran.PENGELOLA_OPD,
        Peran.AUDITOR,
    )
    AKUN_KELOLA = (
        "kelola.akun_kelola",
        "Membuat akun, mengirim tautan aktivasi, dan mencabut sesi",
        *PUSAT,
        Peran.PENGELOLA_OPD,
    )
    DUA_LANGKAH_LEPAS = (
        "kelola.dua_langkah_lepas",
        "Melepas verifikasi dua langkah akun orang lain",
        Peran.ADMIN_PEMDA,
    )
    AKUN_SAYA = (
        "kelola.akun_saya",
        "Mengatur kata sandi, dua langkah, dan perangkat akun sendiri",
        *Peran,
        Jangkauan.MILIK,
    )
    CATATAN_MASUK_LIHAT = (
        "kelola.catatan_masuk_lihat",
        "Melihat catatan siapa masuk dan kapan",
        Peran.ADMIN_PEMDA,
        Peran.AUDITOR,
    )

    PERAN_LIHAT = "kelola.peran_lihat", "Melihat siapa memegang peran apa", *PUSAT, Peran.AUDITOR
    PERAN_BERI = "kelola.peran_beri", "Memberi, mengubah, dan mengakhiri peran", Peran.ADMIN_PEMDA
    HAK_LIHAT = (
        "kelola.hak_lihat",
        "Membaca tabel hak ini",
        *PENGAWAS_UNIT,
        Jangkauan.HALAMAN,
    )
    # Who receives a delegation need not hold a role yet.
    DELEGASI_LIHAT = (
        "kelola.delegasi_lihat",
        "Melihat dan mengakhiri delegasi yang diberi atau diterima",
        Peran.ADMIN_PEMDA,
        Peran.HR,
        Peran.PENGELOLA_OPD,
        Peran.KEPALA,
        Peran.PEGAWAI,
        Jangkauan.MILIK,
    )
    DELEGASI = (
        "kelola.delegasi",
        "Mendelegasikan peran sendiri selama tidak bertugas",
        Peran.ADMIN_PEMDA,
        Peran.HR,
        Peran.PENGELOLA_OPD,
        Peran.KEPALA,
        Jangkauan.MILIK,
    )

    JEJAK_LIHAT = (
        "kelola.jejak_lihat",
        "Melihat jejak perubahan dan pembukaan data",
        Peran.ADMIN_PEMDA,
        Peran.AUDITOR,
    )
