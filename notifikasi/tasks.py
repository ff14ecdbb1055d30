"""Sending runs here; beat calls the sweep every 30 s (config/settings.py)."""

from celery import shared_task


@shared_task
def kirim_pesan() -> None:
    """Send one chunk of what is due."""


@shared_task
def sapu_pesan() -> None:
    """Free expired claims, and ask for sending what is due."""
