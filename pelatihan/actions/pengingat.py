"""Reminders of classes, and the chase of unmarked attendance."""

from datetime import datetime

from lib.aksi import aksi
from notifikasi import actions as notifikasi
from pelatihan.queries.pesan import SUMBER_PENGINGAT


@aksi
def terbitkan_pengingat(*, oleh: str, sekarang: datetime) -> int:
    """Queue the reminders about classes that the rules ask for; how many are new."""
    return notifikasi.terbitkan_pengingat(sumber=SUMBER_PENGINGAT, oleh=oleh, sekarang=sekarang)
