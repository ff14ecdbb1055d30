from instansi.actions.buka_rekam import ambil_orang, catat_buka_rekam, catat_unduh_rekam
from instansi.actions.impor import PEMUAT_PEGAWAI
from instansi.actions.impor_acuan import PEMUAT_JABATAN, PEMUAT_LIBUR, PEMUAT_MITRA
from instansi.actions.impor_unit import PEMUAT_UNIT
from instansi.actions.kebijakan import (
    koreksi_parameter,
    lengkapi_parameter_bawaan,
    pasang_parameter_bawaan,
    tarik_parameter,
    tetapkan_parameter,
)
from instansi.actions.predikat import PEMUAT_PREDIKAT

__all__ = [
    "PEMUAT_JABATAN",
    "PEMUAT_LIBUR",
    "PEMUAT_MITRA",
    "PEMUAT_PEGAWAI",
    "PEMUAT_PREDIKAT",
    "PEMUAT_UNIT",
    "ambil_orang",
    "catat_buka_rekam",
    "catat_unduh_rekam",
    "koreksi_parameter",
    "lengkapi_parameter_bawaan",
    "pasang_parameter_bawaan",
    "tarik_parameter",
    "tetapkan_parameter",
]
