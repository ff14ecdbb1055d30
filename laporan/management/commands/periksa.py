"""manage.py periksa: recompute JP, seats and KPIs from raw rows and report differences."""

from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError

from instansi.models import Instansi
from laporan.models import RingkasanUnit
from laporan.queries import periksa


class Command(BaseCommand):
    help = "Hitung ulang JP, kursi, kehadiran, dan angka dasbor; laporkan selisihnya."

    def handle(self, *args, **options) -> None:
        selisih = list(semua_selisih())
        for baris in selisih:
            self.stdout.write(baris)
        if selisih:
            raise CommandError(f"{len(selisih)} selisih.")
        self.stdout.write("0 selisih.")


def semua_selisih() -> Iterator[str]:
    yield from periksa.selisih_kursi()
    yield from periksa.selisih_kehadiran()
    yield from periksa.selisih_jp()
    for pemda in Instansi.objects.filter(depth=1).order_by("pk"):
        yield from periksa.selisih_mutu(pemda)
        for tahun in RingkasanUnit.objects.filter(pemda=pemda).values_list("tahun").distinct():
            yield from periksa.selisih_ringkasan(pemda, tahun[0])
