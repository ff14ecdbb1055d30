"""Jobs of accounts run here; beat calls the sweep and the deletion."""

from celery import shared_task
from django.utils import timezone

from kelola.actions import pekerjaan_akun


@shared_task
def kerjakan_akun(pk: int) -> None:
    """Make the accounts, invitations and slips of one job."""
    pekerjaan_akun.kerjakan(pk=pk, jam=timezone.now, oleh="sistem:kerjakan_akun")


@shared_task
def sapu_pekerjaan_akun() -> None:
    """Ask again for jobs that wait or whose worker died."""
    for pk in pekerjaan_akun.ANTREAN.terlantar(timezone.now()):
        kerjakan_akun.delay(pk)


@shared_task
def hapus_slip() -> None:
    """Delete slips that were kept long enough."""
    pekerjaan_akun.hapus_slip(oleh="sistem:hapus_slip", sekarang=timezone.now())
