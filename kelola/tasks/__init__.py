from kelola.tasks.akun import hapus_slip, kerjakan_akun, sapu_pekerjaan_akun

__all__ = ["hapus_slip", "kerjakan_akun", "sapu_pekerjaan_akun"]
