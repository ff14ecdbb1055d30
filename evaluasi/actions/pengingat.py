"""Reminders of evaluations."""

from datetime import datetime

from evaluasi.queries.pesan import SUMBER_PENGINGAT
from lib.aksi import aksi
from notifikasi import actions as notifikasi


@aksi
def terbitkan_pengingat(*, oleh: str, sekarang: datetime) -> int:
    """Queue the reminders about deadlines that the rules ask for; how many are new."""
    return notifikasi.terbitkan_pengingat(sumber=SUMBER_PENGINGAT, oleh=oleh, sekarang=sekarang)
