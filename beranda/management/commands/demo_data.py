"""Write a city's staff export and load it as a user would."""

import time
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from beranda.demo.besar import besar
from beranda.demo.kota import KOTA
from beranda.demo.muat import OLEH, Pesanan, muat_kota
from instansi.actions.mutu import segarkan_mutu
from instansi.models import Instansi
from laporan.actions.ringkasan import segarkan_ringkasan

PEGAWAI_PALU, PEGAWAI_LAIN = 2000, 300


class Command(BaseCommand):
    help = "Tulis berkas ekspor kepegawaian kota contoh ke var/demo/, lalu muat lewat impor."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--kota", choices=KOTA)
        parser.add_argument("--semua", action="store_true", help="kelima kota")
        parser.add_argument("--pegawai", type=int, help="bawaan: Palu 2000, lainnya 300")
        parser.add_argument("--hari-ini", type=date.fromisoformat, default=None)
        parser.add_argument("--seed", type=int, default=2026)
        parser.add_argument(
            "--pendaftaran",
            type=int,
            default=0,
            help="riwayat massal untuk bin/bench --besar: banyaknya pendaftaran tambahan",
        )
        parser.add_argument(
            "--keluaran", type=Path, default=settings.VAR / "demo", help="folder berkas XLSX"
        )

    def handle(self, *args, **opsi) -> None:
        if bool(opsi["kota"]) == opsi["semua"]:
            raise CommandError("Pilih satu: --kota NAMA, atau --semua.")
        for kode in KOTA if opsi["semua"] else [opsi["kota"]]:
            self._muat(kode, opsi)

    def _muat(self, kode: str, opsi: dict) -> None:
        if Instansi.objects.filter(kode=kode, depth=1).exists():
            self.stdout.write(f"{KOTA[kode].nama}: sudah ada, dilewati.")
            return
        mulai = time.monotonic()
        hari_ini = opsi["hari_ini"] or timezone.localdate()
        self.stdout.write(f"{KOTA[kode].nama}:")
        pemda = muat_kota(
            pesanan=Pesanan(
                kota=KOTA[kode],
                pegawai=opsi["pegawai"] or (PEGAWAI_PALU if kode == "palu" else PEGAWAI_LAIN),
                hari_ini=hari_ini,
                seed=opsi["seed"],
                folder=opsi["keluaran"],
                lapor=self.stdout.write,
            ),
            oleh=OLEH,
        )
        with connection.cursor() as kursor:
            kursor.execute("ANALYZE")  # the planner has not seen the new rows yet
        if opsi["pendaftaran"]:
            banyak = opsi["pendaftaran"]
            ukuran = besar(pemda=pemda, pendaftaran=banyak, jawaban=banyak * 3, hari_ini=hari_ini)
            self.stdout.write(f"  {ukuran}")
        for tahun in (hari_ini.year - 1, hari_ini.year):
            segarkan_ringkasan(pemda=pemda, tahun=tahun, oleh=OLEH, sekarang=timezone.now())
        segarkan_mutu(pemda=pemda, oleh=OLEH, sekarang=timezone.now())
        self.stdout.write(f"  selesai dalam {time.monotonic() - mulai:.1f} detik")
