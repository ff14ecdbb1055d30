"""Deletes entries of the logs of persons past their months of storage; runs as the owner."""

from datetime import date, datetime

from django.core.management.base import BaseCommand
from django.utils import timezone

from instansi.models import BukaRekam, CatatanMasuk, Instansi, UnduhRekam
from instansi.queries import nilai_parameter
from kelola.queries.masuk import SANDI_BARU
from kelola.rules.masuk import batas_simpan
from lib.tanggal import di_zona


class Command(BaseCommand):
    help = (
        "Hapus catatan masuk (parameter catatan_masuk_bulan) dan catatan data dibuka dan diunduh "
        "(catatan_buka_bulan) yang melewati masa simpan. Aplikasi sendiri tidak bisa; jadwalkan "
        "perintah ini sebulan sekali."
    )

    def handle(self, *args, **options) -> None:
        sekarang = timezone.now()
        terpendek = None
        for pemda in Instansi.objects.filter(depth=1).order_by("pk"):
            hari = di_zona(sekarang, pemda.zona_waktu).date()
            bulan = int(nilai_parameter(pemda.pk, "catatan_masuk_bulan", hari))
            batas = batas_simpan(sekarang, bulan)
            terpendek = max(terpendek or batas, batas)
            lama = CatatanMasuk.objects.filter(pemda=pemda, pada__lt=batas)
            # The age of a password is read from its newest entry, however old.
            tetap = (
                CatatanMasuk.objects.filter(pemda=pemda, peristiwa__in=SANDI_BARU)
                .order_by("pengguna", "-pada", "-id")
                .distinct("pengguna")
                .values("pk")
            )
            jumlah, _ = lama.exclude(pk__in=tetap).delete()
            self.stdout.write(f"{pemda}: {jumlah} catatan sebelum {batas:%Y-%m-%d} dihapus.")
            self._hapus_dibuka(pemda, sekarang, hari)
        if terpendek:
            jumlah, _ = CatatanMasuk.objects.filter(pemda=None, pada__lt=terpendek).delete()
            self.stdout.write(f"Nama tidak dikenal: {jumlah} catatan dihapus.")

    def _hapus_dibuka(self, pemda: Instansi, sekarang: datetime, hari: date) -> None:
        """Who opened or took whose record: both by the same months."""
        bulan = int(nilai_parameter(pemda.pk, "catatan_buka_bulan", hari))
        batas = batas_simpan(sekarang, bulan)
        for model, kata in ((BukaRekam, "pembukaan"), (UnduhRekam, "unduhan")):
            jumlah, _ = model.objects.filter(pemda=pemda, pada__lt=batas).delete()
            self.stdout.write(f"{pemda}: {jumlah} {kata} data sebelum {batas:%Y-%m-%d} dihapus.")
