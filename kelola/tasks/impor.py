"""Imports run here; beat calls the sweep and the deletion."""

from celery import shared_task
from django.utils import timezone

from kelola.actions import impor, kerja_impor


@shared_task
def kerjakan_impor(pk: int) -> None:
    """Check, apply or undo one import, as its state says."""
    kerja_impor.kerjakan(pk=pk, jam=timezone.now, oleh="sistem:kerjakan_impor")


@shared_task
def sapu_impor() -> None:
    """Ask again for imports that wait or whose worker died."""
    for pk in kerja_impor.ANTREAN.terlantar(timezone.now()):
        kerjakan_impor.delay(pk)


@shared_task
def hapus_impor() -> None:
    """Delete files and details that were kept long enough."""
    impor.hapus_impor_kedaluwarsa(oleh="sistem:hapus_impor", sekarang=timezone.now())
