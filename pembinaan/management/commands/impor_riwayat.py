"""Load training history (XLSX or CSV); a dry run unless --terapkan."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from instansi.models import Instansi
from lib.perintah.impor import cetak_laporan
from pembinaan.actions import impor_riwayat


class Command(BaseCommand):
    help = (
        "Muat riwayat pelatihan dari berkas XLSX atau CSV dengan kolom SIASN: namaKursus, "
        "jumlahJam, tanggalSelesaiKursus, dan seterusnya; pnsOrangId berisi NIP. "
        "Tanpa --terapkan hanya memeriksa."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("berkas", type=Path)
        parser.add_argument("--kota", required=True, help="kode pemda, misalnya palu")
        parser.add_argument("--terapkan", action="store_true", help="simpan baris yang benar")

    def handle(self, *args, **opsi) -> None:
        pemda = Instansi.objects.filter(kode=opsi["kota"], depth=1).first()
        if pemda is None:
            raise CommandError(f"Tidak ada pemda berkode {opsi['kota']}.")
        if not opsi["berkas"].is_file():
            raise CommandError(f"Berkas {opsi['berkas']} tidak ada.")
        laporan = impor_riwayat(
            pemda=pemda,
            berkas=opsi["berkas"],
            terapkan=opsi["terapkan"],
            hari_ini=timezone.localdate(),
            oleh="sistem:impor_riwayat",
            sekarang=timezone.now(),
        )
        if laporan.galat_berkas:
            raise CommandError(laporan.galat_berkas)
        cetak_laporan(laporan, self.stdout.write)
