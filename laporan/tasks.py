"""Rendering and the rebuild of summaries run here; beat calls the two sweeps."""

from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from instansi.models import Instansi
from laporan.actions import pekerjaan, ringkasan
from laporan.queries.mentah import tanggal_di


@shared_task
def susun_laporan(pk: int) -> None:
    """Render one report job."""
    pekerjaan.kerjakan(pk=pk, jam=timezone.now, oleh="sistem:susun_laporan")


@shared_task
def sapu_pekerjaan() -> None:
    """Ask again for jobs that wait or whose worker died; tell that workers live."""
    sekarang = timezone.now()
    cache.set(settings.KUNCI_DETAK, sekarang, 600)
    for pk in pekerjaan.ANTREAN.terlantar(sekarang):
        susun_laporan.delay(pk)


@shared_task
def hapus_kedaluwarsa() -> None:
    """Delete reports that were kept long enough."""
    pekerjaan.hapus_kedaluwarsa(oleh="sistem:hapus_kedaluwarsa", sekarang=timezone.now())


@shared_task
def segarkan_semua(mundur: int = 0) -> None:
    """Rebuild the summary of every pemda for this year, or ``mundur`` years before."""
    sekarang = timezone.now()
    for pemda in Instansi.objects.filter(depth=1).order_by("pk"):
        ringkasan.segarkan_ringkasan(
            pemda=pemda,
            tahun=tanggal_di(pemda, sekarang).year - mundur,
            oleh="sistem:segarkan_ringkasan",
            sekarang=sekarang,
        )
