from instansi.actions.impor import HasilImpor, impor_pegawai
from instansi.actions.kebijakan import pasang_parameter_bawaan

__all__ = ["HasilImpor", "impor_pegawai", "pasang_parameter_bawaan"]
