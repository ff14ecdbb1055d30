from instansi.models.akun import Pengguna, Penugasan, Peran
from instansi.models.kebijakan import HariLibur, ParameterKebijakan
from instansi.models.organisasi import Instansi, Jabatan
from instansi.models.pegawai import Pegawai, PredikatKinerja, RiwayatPenempatan

__all__ = [
    "HariLibur",
    "Instansi",
    "Jabatan",
    "ParameterKebijakan",
    "Pegawai",
    "Pengguna",
    "Penugasan",
    "Peran",
    "PredikatKinerja",
    "RiwayatPenempatan",
]
