"""Beat opens what has become due every five minutes (config/settings.py)."""

from celery import shared_task
from django.utils import timezone

from evaluasi import actions


@shared_task
def buka_evaluasi() -> int:
    sekarang = timezone.now()
    oleh = "sistem:buka_evaluasi"
    actions.buang_percobaan_lama(oleh=oleh, sekarang=sekarang)
    actions.buka_hasil(oleh=oleh, sekarang=sekarang)
    return actions.buka_tugas(oleh=oleh, sekarang=sekarang)


@shared_task
def terbitkan_pengingat() -> int:
    return actions.terbitkan_pengingat(oleh="sistem:terbitkan_pengingat", sekarang=timezone.now())
