"""The Celery application: queues umum, notifikasi, pdf."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("pembinaan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
