"""Load a file (XLSX or CSV) of any kind; a dry run unless --terapkan."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from instansi.models import Instansi
from kelola.actions.pemuat import PEMUAT
from lib.perintah.impor import cetak_laporan
from lib.tanggal import di_zona


class Command(BaseCommand):
    help = "Muat data dari berkas XLSX atau CSV. Tanpa --terapkan hanya memeriksa."

    def add_arguments(self, parser) -> None:
        parser.add_argument("jenis", choices=PEMUAT)
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--kota", required=True, help="kode pemda, misalnya palu")
        parser.add_argument("--terapkan", action="store_true", help="simpan baris yang benar")

    def handle(self, *args, **opsi) -> None:
        pemda = Instansi.objects.filter(kode=opsi["kota"], depth=1).first()
        if pemda is None:
            raise CommandError(f"Tidak ada pemda berkode {opsi['kota']}.")
        if not opsi["berkas"].is_file():
            raise CommandError(f"Berkas {opsi['berkas']} tidak ada.")
        sekarang = timezone.now()
        laporan = PEMUAT[opsi["jenis"]].muat(
            pemda=pemda,
            berkas=opsi["berkas"],
            terapkan=opsi["terapkan"],
            hari_ini=di_zona(sekarang, pemda.zona_waktu).date(),
            sekarang=sekarang,
            oleh="sistem:impor",
        )
        if laporan.galat_berkas:
            raise CommandError(laporan.galat_berkas)
        cetak_laporan(laporan, self.stdout.write)
