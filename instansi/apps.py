from collections.abc import Collection
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register


class InstansiConfig(AppConfig):
    name = "instansi"
    verbose_name = "Instansi"

    def ready(self) -> None:
        register(periksa_akun_contoh, Tags.database, deploy=True)


def periksa_akun_contoh(
    app_configs: object, databases: Collection[str] | None, **_: Any
) -> list[CheckMessage]:
    """Production has no demo accounts: their password is printed in the documents."""
    # Models can be imported only now.
    from instansi.queries import akun_contoh  # noqa: PLC0415

    daftar = akun_contoh() if databases else []
    if not daftar:
        return []
    return [
        Error(
            f"Basis data ini berisi {len(daftar)} akun contoh yang sandinya diketahui umum: "
            f"{', '.join(daftar[:3])}{' ...' if len(daftar) > 3 else ''}.",
            hint="Pakai basis data baru dan jalankan manage.py kota_baru. Jika datanya memang "
            "dipakai, ganti sandi tiap akun itu dengan manage.py changepassword.",
            id="instansi.E001",
        )
    ]
