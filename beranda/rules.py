"""Words of the home page: the greeting, what waits for a person, what comes."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from pelatihan.models import Sesi


class Tugas(NamedTuple):
    """One row of the action inbox, as the component ``tugas`` draws it."""

    ikon: str
    jenis: str
    judul: str
    ket: str
    url: str
    tombol: str


class KelasPekan(NamedTuple):
    """A class with its sessions of the coming days: the next one, how many more, the last."""

    berikut: Sesi
    sisa: int
    terakhir: Sesi

    @property
    def sehari(self) -> bool:
        """Whether the last of them is on the day of the next one, in the person's zone."""
        awal, akhir = (timezone.localdate(s.mulai) for s in (self.berikut, self.terakhir))
        return awal == akhir


def per_kelas(daftar: Iterable[Sesi], sekarang: datetime) -> list[KelasPekan]:
    """Sessions that are not over, by class, in the order of the next session."""
    kelas: dict[int, list[Sesi]] = {}
    for sesi in daftar:
        if sesi.selesai > sekarang:
            kelas.setdefault(sesi.kelas_id, []).append(sesi)
    return [KelasPekan(s[0], len(s) - 1, s[-1]) for s in kelas.values()]


def salam(jam: int) -> str:
    """The greeting for an hour of the day, 0 to 23, in the person's zone."""
    if jam < 11:
        return "Selamat pagi"
    if jam < 15:
        return "Selamat siang"
    return "Selamat sore" if jam < 19 else "Selamat malam"
