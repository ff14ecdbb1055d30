from instansi.actions.impor import impor_pegawai
from instansi.actions.kebijakan import (
    koreksi_parameter,
    lengkapi_parameter_bawaan,
    pasang_parameter_bawaan,
    tarik_parameter,
    tetapkan_parameter,
)
from instansi.actions.pegawai import HasilMuat, muat_pegawai
from instansi.actions.predikat import impor_predikat

__all__ = [
    "HasilMuat",
    "impor_pegawai",
    "impor_predikat",
    "koreksi_parameter",
    "lengkapi_parameter_bawaan",
    "muat_pegawai",
    "pasang_parameter_bawaan",
    "tarik_parameter",
    "tetapkan_parameter",
]
