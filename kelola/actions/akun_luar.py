"""Accounts of people without a staff record: the mayor, auditors, trainers from elsewhere."""

from datetime import datetime

from django.db import IntegrityError, transaction

from instansi.models import Pengguna
from kelola.actions.akun import undang
from kelola.models.akun import Cara
from lib.aksi import aksi
from lib.galat import GalatAturan


class AkunTidakBisaDibuat(GalatAturan):
    """Another account took the name or the address in the meantime."""


@aksi
def buat_akun_luar(
    *, nama: str, nama_akun: str, surel: str, oleh: Pengguna, sekarang: datetime
) -> Pengguna:
    """Make an account in the officer's pemda; with an address the activation link goes out.

    Name of the account and address (may be empty) are in lower case. It has no role and no
    password yet. Raises AkunTidakBisaDibuat where one of them is taken.
    """
    akun = Pengguna(pemda=oleh.pemda, username=nama_akun, email=surel or None, nama=nama)
    akun.set_unusable_password()
    try:
        with transaction.atomic():
            akun.save()
    except IntegrityError as galat:
        raise AkunTidakBisaDibuat(
            "Nama akun atau surel ini baru saja dipakai akun lain.", langkah="Pilih yang lain."
        ) from galat
    if surel:
        undang(daftar=[akun], cara=Cara.SUREL, oleh=oleh, sekarang=sekarang)
    return akun
