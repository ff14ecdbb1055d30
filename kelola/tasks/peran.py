"""Beat calls this every five minutes (config/settings.py)."""

from celery import shared_task
from django.utils import timezone

from kelola.actions import pengingat


@shared_task
def terbitkan_pengingat() -> int:
    """Queue the reminders of roles that end soon."""
    return pengingat.terbitkan_pengingat(oleh="sistem:terbitkan_pengingat", sekarang=timezone.now())
