"""Reminders of roles that end soon."""

from datetime import datetime

from kelola.queries.pesan_peran import SUMBER_PERAN
from lib.aksi import aksi
from notifikasi import actions as notifikasi


@aksi
def terbitkan_pengingat(*, oleh: str, sekarang: datetime) -> int:
    """Queue the reminders about roles that the rules ask for; how many are new."""
    return notifikasi.terbitkan_pengingat(sumber=SUMBER_PERAN, oleh=oleh, sekarang=sekarang)
