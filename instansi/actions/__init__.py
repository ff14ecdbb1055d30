from instansi.actions.impor import impor_pegawai
from instansi.actions.kebijakan import pasang_parameter_bawaan
from instansi.actions.pegawai import HasilMuat, muat_pegawai
from instansi.actions.predikat import impor_predikat

__all__ = [
    "HasilMuat",
    "impor_pegawai",
    "impor_predikat",
    "muat_pegawai",
    "pasang_parameter_bawaan",
]
