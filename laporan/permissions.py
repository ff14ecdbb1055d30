"""Who may read dashboards and ask for reports and tables.

The auditor reads all and writes nothing; a table of what one may read is reading.
"""

from collections.abc import Callable
from typing import Any

from instansi.akses import IzinDasar
from instansi.models import Pengguna, Peran
from instansi.permissions import PENGAWAS_UNIT
from instansi.queries import pemda_utuh
from instansi.rules.peran import Jangkauan
from laporan.models import PekerjaanLaporan
from laporan.queries.dasbor import unit_dasbor
from laporan.queries.pekerjaan import kelas_undangan, masih_mencakup


class Izin(IzinDasar):
    DASBOR_LIHAT = "laporan.dasbor_lihat", "Melihat dasbor capaian unit", *PENGAWAS_UNIT
    LAPORAN_LIHAT = (
        "laporan.laporan_lihat",
        "Melihat dan mengunduh berkas yang diminta sendiri",
        *PENGAWAS_UNIT,
        Jangkauan.MILIK,
    )
    EKSPOR_PEGAWAI = (
        "laporan.ekspor_pegawai",
        "Mengunduh daftar pegawai sebagai Excel",
        *PENGAWAS_UNIT,
    )
    # With birth date, phone and address: every column that the importer reads.
    EKSPOR_LENGKAP = (
        "laporan.ekspor_lengkap",
        "Mengunduh semua kolom data pegawai, termasuk tanggal lahir dan kontak",
        Peran.ADMIN_PEMDA,
        Peran.HR,
        Peran.PENGELOLA_OPD,
        Peran.AUDITOR,
    )
    EKSPOR_JEJAK = (
        "laporan.ekspor_jejak",
        "Mengunduh jejak perubahan dan pembukaan data sebagai Excel",
        Peran.ADMIN_PEMDA,
        Peran.AUDITOR,
    )
    LAPORAN_BUAT = (
        "laporan.laporan_buat",
        "Meminta laporan PDF",
        Peran.ADMIN_PEMDA,
        Peran.HR,
        Peran.PENGELOLA_OPD,
        Peran.KEPALA,
    )


def izin_ekspor(lengkap: bool) -> Izin:
    """What a table of people asks for: with every column more."""
    return Izin.EKSPOR_LENGKAP if lengkap else Izin.EKSPOR_PEGAWAI


def masih_boleh(pekerjaan: PekerjaanLaporan) -> bool:
    """Whether the requester may still see what the job is about: asked again at every step."""
    return SYARAT[pekerjaan.jenis](pekerjaan.peminta, pekerjaan.parameter)


def _kemajuan(pengguna: Pengguna, parameter: dict[str, Any]) -> bool:
    return unit_dasbor(pengguna, Izin.LAPORAN_BUAT).filter(pk=parameter["unit"]).exists()


def _undangan(pengguna: Pengguna, parameter: dict[str, Any]) -> bool:
    return kelas_undangan(pengguna).filter(pk=parameter["kelas"]).exists()


def _pegawai(pengguna: Pengguna, parameter: dict[str, Any]) -> bool:
    return masih_mencakup(pengguna, izin_ekspor(parameter["lengkap"]), parameter["cakupan"])


def _jejak(pengguna: Pengguna, parameter: dict[str, Any]) -> bool:
    return pemda_utuh(pengguna, Izin.EKSPOR_JEJAK) is not None


# For each kind of job: what must hold for (requester, parameters).
SYARAT: dict[str, Callable[[Pengguna, dict[str, Any]], bool]] = {
    PekerjaanLaporan.Jenis.KEMAJUAN: _kemajuan,
    PekerjaanLaporan.Jenis.UNDANGAN: _undangan,
    PekerjaanLaporan.Jenis.PEGAWAI: _pegawai,
    PekerjaanLaporan.Jenis.JEJAK: _jejak,
    PekerjaanLaporan.Jenis.DIBUKA: _jejak,
}
