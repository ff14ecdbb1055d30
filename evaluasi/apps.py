from django.apps import AppConfig


class EvaluasiConfig(AppConfig):
    name = "evaluasi"
    verbose_name = "Evaluasi"

    def ready(self) -> None:
        # Models can be imported only now.
        from evaluasi.queries.pesan import JENIS_PESAN  # noqa: PLC0415
        from notifikasi.rules import daftarkan  # noqa: PLC0415

        daftarkan(*JENIS_PESAN)
