"""Rights of the database role pembinaan_app: it owns nothing and cannot rewrite the past."""

import environ
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone
from pghistory.models import Event

from instansi.actions import lengkapi_parameter_bawaan
from instansi.models import BukaRekam, CatatanMasuk, PerubahanUnit, UnduhRekam
from pembinaan.models import CatatanJP

PERAN_APP = "pembinaan_app"


class Command(BaseCommand):
    help = "Hak peran pembinaan_app dan aturan bawaan yang baru; jalankan setelah setiap migrate."

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        with connection.cursor() as kursor:
            kursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [PERAN_APP])
            if not kursor.fetchone():
                kursor.execute(f"CREATE ROLE {PERAN_APP} LOGIN")
            # On a server the role logs in with the password of DATABASE_URL; locally it has none.
            if sandi := environ.Env.db_url_config(settings.URL_APP).get("PASSWORD"):
                kursor.execute(f"ALTER ROLE {PERAN_APP} PASSWORD %s", [sandi])
            kursor.execute(
                f"""
                GRANT USAGE ON SCHEMA public TO {PERAN_APP};
                REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {PERAN_APP};
                GRANT SELECT, INSERT, UPDATE, DELETE
                    ON ALL TABLES IN SCHEMA public TO {PERAN_APP};
                GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {PERAN_APP};
                """
            )
            for tabel in tabel_tetap():
                kursor.execute(f'REVOKE UPDATE, DELETE ON "{tabel}" FROM {PERAN_APP}')
            # Triggers upsert the context as its owner, so that web cannot edit it.
            kursor.execute("ALTER FUNCTION _pgh_attach_context() SECURITY DEFINER")
            kursor.execute(f"REVOKE ALL ON pghistory_context FROM {PERAN_APP}")
            kursor.execute(f"GRANT SELECT ON pghistory_context TO {PERAN_APP}")
        baru = lengkapi_parameter_bawaan(hari_ini=timezone.localdate(), oleh="sistem:terapkan_hak")
        if baru:
            self.stdout.write(f"{baru} parameter kebijakan bawaan ditambahkan.")
        self.stdout.write(f"Hak {PERAN_APP} terpasang pada {len(tabel_tetap())} tabel tetap.")


def tabel_tetap() -> list[str]:
    """Tables that the application may only add to: history, logs and the JP ledger."""
    riwayat = [m for m in apps.get_models() if issubclass(m, Event)]
    tetap = [*riwayat, CatatanJP, CatatanMasuk, BukaRekam, UnduhRekam, PerubahanUnit]
    return sorted(m._meta.db_table for m in tetap)
