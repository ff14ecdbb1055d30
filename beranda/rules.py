"""Words of the home page: the greeting and what waits for a person."""

from typing import NamedTuple


class Tugas(NamedTuple):
    """One row of the action inbox, as the component ``tugas`` draws it."""

    ikon: str
    jenis: str
    judul: str
    ket: str
    url: str
    tombol: str


def salam(jam: int) -> str:
    """The greeting for an hour of the day, 0 to 23, in the person's zone."""
    if jam < 11:
        return "Selamat pagi"
    if jam < 15:
        return "Selamat siang"
    return "Selamat sore" if jam < 19 else "Selamat malam"
