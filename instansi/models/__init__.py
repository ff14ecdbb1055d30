from instansi.models.akun import (
    BukaRekam,
    CatatanMasuk,
    Pengguna,
    Penugasan,
    Peran,
    TampilanTersimpan,
    UnduhRekam,
)
from instansi.models.kebijakan import HariLibur, ParameterKebijakan
from instansi.models.mutu import RingkasanMutu
from instansi.models.organisasi import Instansi, Jabatan, Mitra, PerubahanUnit
from instansi.models.pegawai import Pegawai, PelaksanaTugas, PredikatKinerja, RiwayatPenempatan

__all__ = [
    "BukaRekam",
    "CatatanMasuk",
    "HariLibur",
    "Instansi",
    "Jabatan",
    "Mitra",
    "ParameterKebijakan",
    "Pegawai",
    "PelaksanaTugas",
    "Pengguna",
    "Penugasan",
    "Peran",
    "PerubahanUnit",
    "PredikatKinerja",
    "RingkasanMutu",
    "RiwayatPenempatan",
    "TampilanTersimpan",
    "UnduhRekam",
]
