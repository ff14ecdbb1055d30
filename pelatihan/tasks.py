"""Beat calls these every five minutes (config/settings.py)."""

from celery import shared_task
from django.utils import timezone

from pelatihan.actions import kelas, pengingat


@shared_task
def terbitkan_pengingat() -> int:
    return pengingat.terbitkan_pengingat(oleh="sistem:terbitkan_pengingat", sekarang=timezone.now())


@shared_task
def majukan_kelas() -> int:
    return kelas.majukan_kelas(oleh="sistem:majukan_kelas", sekarang=timezone.now())
