"""Load positions, partners and holidays."""

from instansi.actions.acuan import muat_per_pemda
from instansi.models import HariLibur, Jabatan, Mitra, Pengguna
from instansi.rules.impor.acuan import KOLOM_JABATAN, KOLOM_LIBUR, KOLOM_MITRA
from instansi.rules.impor.pemuat import PemuatImpor, Pesanan
from lib.aksi import aksi
from lib.impor import LaporanImpor


@aksi
def impor_jabatan(*, pesanan: Pesanan, oleh: Pengguna | str) -> LaporanImpor:
    """Make the positions that a file names say what it says. Locks the pemda's row."""
    return muat_per_pemda(pesanan, KOLOM_JABATAN, Jabatan, "nama")


@aksi
def impor_mitra(*, pesanan: Pesanan, oleh: Pengguna | str) -> LaporanImpor:
    """Make the partners that a file names say what it says. Locks the pemda's row."""
    return muat_per_pemda(pesanan, KOLOM_MITRA, Mitra, "nama")


@aksi
def impor_libur(*, pesanan: Pesanan, oleh: Pengguna | str) -> LaporanImpor:
    """Make the holidays that a file names say what it says. Locks the pemda's row."""
    return muat_per_pemda(pesanan, KOLOM_LIBUR, HariLibur, "tanggal")


PEMUAT_JABATAN = PemuatImpor(
    kode="jabatan",
    judul="Jabatan",
    kegunaan="Daftar jabatan dengan jenis, jenjang, eselon, dan rumpunnya.",
    kolom=KOLOM_JABATAN,
    fungsi=impor_jabatan,
)
PEMUAT_MITRA = PemuatImpor(
    kode="mitra",
    judul="Mitra",
    kegunaan="Perguruan tinggi, lembaga, dan penyedia yang membantu pengembangan pegawai.",
    kolom=KOLOM_MITRA,
    fungsi=impor_mitra,
)
PEMUAT_LIBUR = PemuatImpor(
    kode="libur",
    judul="Hari libur",
    kegunaan="Libur nasional, cuti bersama, dan libur daerah, dasar penghitungan hari kerja.",
    kolom=KOLOM_LIBUR,
    fungsi=impor_libur,
)
