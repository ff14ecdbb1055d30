from kelola.tasks.akun import hapus_slip, kerjakan_akun, sapu_pekerjaan_akun
from kelola.tasks.impor import hapus_impor, kerjakan_impor, sapu_impor
from kelola.tasks.peran import terbitkan_pengingat

__all__ = [
    "hapus_impor",
    "hapus_slip",
    "kerjakan_akun",
    "kerjakan_impor",
    "sapu_impor",
    "sapu_pekerjaan_akun",
    "terbitkan_pengingat",
]
