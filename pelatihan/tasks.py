"""Beat calls these every five minutes (config/settings.py)."""

from celery import shared_task
from django.utils import timezone

from pelatihan.actions import pengingat


@shared_task
def terbitkan_pengingat() -> int:
    return pengingat.terbitkan_pengingat(oleh="sistem:terbitkan_pengingat", sekarang=timezone.now())
