from kelola.tasks.akun import hapus_slip, kerjakan_akun, sapu_pekerjaan_akun
from kelola.tasks.peran import terbitkan_pengingat

__all__ = ["hapus_slip", "kerjakan_akun", "sapu_pekerjaan_akun", "terbitkan_pengingat"]
