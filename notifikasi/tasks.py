"""Sending runs here; beat calls the sweep every 30 s (config/settings.py)."""

from celery import shared_task
from django.utils import timezone

from notifikasi import actions


@shared_task
def kirim_pesan() -> None:
    """Send one chunk of what is due, and ask for the next."""
    if actions.kirim_bagian():
        actions.minta_kirim()


@shared_task
def sapu_pesan() -> None:
    """Free expired claims, and ask for sending what is due."""
    actions.sapu_pesan(oleh="sistem:sapu_pesan", sekarang=timezone.now())
