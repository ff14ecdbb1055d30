"""Who may do what with people, agencies and policy."""

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.rules.peran import Jangkauan

PENGAWAS_UNIT = (
    Peran.ADMIN_PEMDA,
    Peran.HR,
    Peran.PENGELOLA_OPD,
    Peran.KEPALA,
    Peran.AUDITOR,
)
PUSAT = (Peran.ADMIN_PEMDA, Peran.HR)


class Izin(IzinDasar):
    PEGAWAI_LIHAT = (
        "instansi.pegawai_lihat",
        "Membuka halaman seorang pegawai",
        *PENGAWAS_UNIT,
        Peran.ATASAN,
        Peran.PEGAWAI,
    )
    PEGAWAI_KELOLA = (
        "instansi.pegawai_kelola",
        "Menambah, mengubah, dan memindahkan pegawai",
        *PUSAT,
        Peran.PENGELOLA_OPD,
    )

    # Birth, phone, and why a NIP is right. Heads and superiors see what concerns the work.
    PEGAWAI_PRIBADI = (
        "instansi.pegawai_pribadi",
        "Melihat tanggal lahir dan telepon pegawai",
        *PUSAT,
        Peran.PENGELOLA_OPD,
        Peran.AUDITOR,
        Peran.PEGAWAI,
    )
    PEGAWAI_RIWAYAT = (
        "instansi.pegawai_riwayat",
        "Melihat riwayat perubahan data seorang pegawai",
        *PUSAT,
        Peran.AUDITOR,
        Peran.PEGAWAI,
    )
    KONTAK_SENDIRI = (
        "instansi.kontak_sendiri",
        "Mengubah nomor telepon sendiri",
        Peran.PEGAWAI,
    )

    INSTANSI_LIHAT = "instansi.instansi_lihat", "Melihat susunan instansi", *PENGAWAS_UNIT
    INSTANSI_KELOLA = "instansi.instansi_kelola", "Mengubah susunan instansi dan mitra", *PUSAT
    JABATAN_LIHAT = (
        "instansi.jabatan_lihat",
        "Melihat daftar jabatan",
        *PUSAT,
        Peran.PENGELOLA_OPD,
        Peran.AUDITOR,
        Jangkauan.KOTA,
    )
    JABATAN_KELOLA = "instansi.jabatan_kelola", "Mengubah daftar jabatan", *PUSAT

    MITRA_LIHAT = (
        "instansi.mitra_lihat",
        "Melihat daftar mitra",
        *PUSAT,
        Peran.PENGELOLA_OPD,
        Peran.AUDITOR,
        Jangkauan.KOTA,
    )

    MUTU_LIHAT = "instansi.mutu_lihat", "Melihat mutu data instansi", *PENGAWAS_UNIT

    KEBIJAKAN_LIHAT = (
        "instansi.kebijakan_lihat",
        "Melihat parameter kebijakan dan hari libur",
        *PUSAT,
        Peran.AUDITOR,
    )
    KEBIJAKAN_KELOLA = (
        "instansi.kebijakan_kelola",
        "Mengubah parameter kebijakan",
        Peran.ADMIN_PEMDA,
    )
    LIBUR_KELOLA = "instansi.libur_kelola", "Mengubah hari libur dan cuti bersama", *PUSAT
    DIBUKA_SAYA = (
        "instansi.dibuka_saya",
        "Melihat siapa yang membuka data diri sendiri",
        Peran.PEGAWAI,
    )
