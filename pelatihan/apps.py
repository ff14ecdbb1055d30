from django.apps import AppConfig


class PelatihanConfig(AppConfig):
    name = "pelatihan"
    verbose_name = "Pelatihan"

    def ready(self) -> None:
        # Models can be imported only now.
        from notifikasi.rules import daftarkan  # noqa: PLC0415
        from pelatihan.queries.pesan import JENIS_PESAN  # noqa: PLC0415
        from pelatihan.queries.pesan_pengajar import JENIS_PENGAJAR  # noqa: PLC0415

        daftarkan(*JENIS_PESAN, *JENIS_PENGAJAR)
