"""The Celery application: queues umum, notifikasi, pdf."""

import os
import sys
from typing import Any

import django
from celery import Celery
from celery.signals import beat_init, worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("pembinaan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def tolak_yang_tidak_layak(**_: Any) -> None:
    """End the process before its first task. Celery lets only SystemExit through."""
    # Importable only when settings are known; tasks do not need it.
    from config.mulai import pastikan_layak  # noqa: PLC0415

    django.setup()
    try:
        pastikan_layak()
    except ImproperlyConfigured as galat:
        # Beat has handed stderr to its log by now, where an exit leaves no word.
        print(f"Gagal: {galat}", file=sys.__stderr__, flush=True)
        raise SystemExit(1) from galat
