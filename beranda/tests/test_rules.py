from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from beranda.rules import per_kelas, salam
from pelatihan.models import Sesi

PAGI = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Asia/Makassar"))
JAM = timedelta(hours=1)


@pytest.mark.parametrize(
    ("jam", "teks"),
    [
        (0, "Selamat pagi"),
        (10, "Selamat pagi"),
        (11, "Selamat siang"),
        (14, "Selamat siang"),
        (15, "Selamat sore"),
        (18, "Selamat sore"),
        (19, "Selamat malam"),
        (23, "Selamat malam"),
    ],
)
def test_salam(jam, teks):
    assert salam(jam) == teks


def sesi(kelas: int, jam: int) -> Sesi:
    return Sesi(kelas_id=kelas, mulai=PAGI + jam * JAM, selesai=PAGI + (jam + 2) * JAM)


def test_coming_sessions_by_class():
    lewat, kini, esok, lain = sesi(7, -2), sesi(7, -1), sesi(7, 24), sesi(8, 3)

    assert per_kelas([lewat, kini, lain, esok], PAGI) == [(kini, 1, esok), (lain, 0, lain)]


def test_last_session_on_the_same_day():
    (satu,) = per_kelas([sesi(7, 1), sesi(7, 15)], PAGI)
    (dua,) = per_kelas([sesi(7, 1), sesi(7, 16)], PAGI)

    assert (satu.sehari, dua.sehari) == (True, False)
