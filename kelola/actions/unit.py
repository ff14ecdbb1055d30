"""Mergers and closings of units: they reach into classes too."""

from dataclasses import dataclass
from datetime import date, datetime

from instansi.actions import unit as instansi
from instansi.models import Instansi, Pengguna, Penugasan
from kelola.actions.peran import kabari
from kelola.queries.unit import isi_luar
from lib.aksi import aksi
from pelatihan.actions.penyelenggara import alihkan_penyelenggara


@dataclass
class HasilGabung:
    """What a merger moved, the roles that ended, and the last day of the unit."""

    pegawai: int
    anak: int
    kelas: int
    ruang: int
    penugasan: list[Penugasan]
    terakhir: date


@aksi
def gabung_unit(
    *,
    unit: Instansi,
    tujuan: Instansi,
    hari: date,
    dasar: str,
    oleh: Pengguna,
    sekarang: datetime,
) -> HasilGabung:
    """Merge a unit into another with its people, units below, open classes and rooms.

    Locks the pemda's root row. Raises UnitTidakBisaDigabung.
    """
    hasil = instansi.gabung_unit(
        unit=unit, tujuan=tujuan, hari=hari, dasar=dasar, oleh=oleh, sekarang=sekarang
    )
    alasan = {"alasan": f"{unit} digabung ke {tujuan}."}
    for tugas in hasil.penugasan:
        kabari("peran_berakhir", tugas, tugas.pengguna, oleh=oleh, sekarang=sekarang, data=alasan)
    kelas, ruang = alihkan_penyelenggara(dari=unit, ke=tujuan, oleh=oleh, sekarang=sekarang)
    return HasilGabung(hasil.pegawai, hasil.anak, kelas, ruang, hasil.penugasan, hasil.terakhir)


@aksi
def tutup_unit(
    *, unit: Instansi, hari: date, dasar: str, oleh: Pengguna, sekarang: datetime
) -> None:
    """Close a unit on which nothing hangs any more, classes and rooms included.

    Raises UnitTidakBisaDitutup with what is still inside.
    """
    instansi.tutup_unit(
        unit=unit, hari=hari, luar=isi_luar(unit), dasar=dasar, oleh=oleh, sekarang=sekarang
    )
