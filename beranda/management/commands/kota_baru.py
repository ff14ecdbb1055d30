"""Make the city of this installation and its first administrator."""

import os
import re
import sys

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from beranda.actions import Admin, angkat_admin, siapkan_kota
from instansi.models import Instansi, Pengguna, Peran
from lib.galat import GalatAturan

OLEH = "sistem:kota_baru"
SANDI = "SANDI_ADMIN"


class Command(BaseCommand):
    help = (
        "Buat pemda dengan unit akar, aturan bawaan, dan admin pertamanya. Aman diulang. Sandi "
        f"dibaca dari lingkungan {SANDI} atau, dengan --sandi-stdin, dari masukan; tanpa itu "
        "dicetak tautan sekali pakai untuk membuat sandi."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--kode", required=True, help="nama pendek, misalnya palu")
        parser.add_argument("--nama", required=True, help='misalnya "Pemerintah Kota Palu"')
        parser.add_argument("--zona", required=True, choices=Instansi.Zona.names)
        parser.add_argument("--admin", required=True, help="nama akun, misalnya budi.bkpsdm")
        parser.add_argument("--nama-admin", default="Admin BKPSDM")
        parser.add_argument("--surel", default="", help="surel admin")
        parser.add_argument(
            "--peran",
            nargs="+",
            choices=[Peran.ADMIN_PEMDA.value, Peran.HR.value, Peran.AUDITOR.value],
            default=[Peran.ADMIN_PEMDA.value, Peran.HR.value],
        )
        parser.add_argument("--sandi-stdin", action="store_true")

    def handle(self, *args, **opsi) -> None:
        for nama, pola in (("kode", r"[a-z0-9-]{2,60}"), ("admin", r"[a-z0-9._-]{3,40}")):
            if not re.fullmatch(pola, opsi[nama]):
                raise CommandError(f"--{nama} hanya huruf kecil, angka, dan tanda hubung.")
        lain = Instansi.objects.filter(depth=1).exclude(kode=opsi["kode"]).first()
        if lain and settings.PRODUKSI:
            raise CommandError(f"Satu pemasangan melayani satu kota; di sini sudah ada {lain}.")
        sandi = sys.stdin.readline().rstrip("\n") if opsi["sandi_stdin"] else os.getenv(SANDI, "")
        try:
            self._buat(opsi, sandi)
        except GalatAturan as galat:
            raise CommandError(str(galat)) from galat

    @transaction.atomic
    def _buat(self, opsi: dict, sandi: str) -> None:
        kini = timezone.now()
        zona = Instansi.Zona[opsi["zona"]].value
        pemda, baru = siapkan_kota(
            kode=opsi["kode"], nama=opsi["nama"], zona=zona, oleh=OLEH, sekarang=kini
        )
        self.stdout.write(f"{pemda} ({pemda.kode}): {'dibuat' if baru else 'sudah ada'}.")
        pengguna, baru = angkat_admin(
            pemda=pemda,
            admin=Admin(opsi["admin"], opsi["nama_admin"], opsi["surel"], sandi),
            peran=opsi["peran"],
            oleh=OLEH,
            sekarang=kini,
        )
        self.stdout.write(f"Akun {pengguna.username}: {'dibuat' if baru else 'sudah ada'}.")
        if not pengguna.has_usable_password():
            self.stdout.write("Buat kata sandinya lewat tautan ini, sekali pakai, 3 hari:")
            self.stdout.write(tautan_sandi(pengguna))


def tautan_sandi(pengguna: Pengguna) -> str:
    """The address that sets a password once."""
    kunci = default_token_generator.make_token(pengguna)
    jalur = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(pengguna), "key": kunci},
    )
    return f"{settings.ALAMAT_SITUS.rstrip('/')}{jalur}"
