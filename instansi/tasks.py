"""What beat asks of the directory."""

from celery import shared_task
from django.utils import timezone

from instansi.actions.mutu import segarkan_mutu
from instansi.models import Instansi


@shared_task
def segarkan_mutu_semua() -> None:
    """Recompute the quality of every pemda's records."""
    for pemda in Instansi.objects.filter(depth=1).order_by("pk"):
        segarkan_mutu(pemda=pemda, oleh="sistem:segarkan_mutu", sekarang=timezone.now())
