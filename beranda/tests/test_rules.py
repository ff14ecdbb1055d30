import pytest

from beranda.rules import salam


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
