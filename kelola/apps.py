from django.apps import AppConfig


class KelolaConfig(AppConfig):
    name = "kelola"
    verbose_name = "Kelola"

    def ready(self) -> None:
        # Models can be imported only now.
        from kelola.queries.libur import JENIS_LIBUR  # noqa: PLC0415
        from kelola.queries.pesan_akun import JENIS_PESAN as JENIS_AKUN  # noqa: PLC0415
        from kelola.queries.pesan_peran import JENIS_PERAN  # noqa: PLC0415
        from notifikasi.rules import daftarkan  # noqa: PLC0415

        daftarkan(*JENIS_AKUN, *JENIS_PERAN, *JENIS_LIBUR)
