"""How far typed words are from a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instansi.rules.cari import kata_nama, pengukur_nama

HURUF = st.text(alphabet="abcdefghij", min_size=6, max_size=12)


@pytest.mark.parametrize(
    ("kata", "nama", "jarak"),
    [
        ("Bulango", "Adi Bulango", 0),
        ("Bulnago", "Adi Bulango", 1),
        ("rhamat", "RAHMAT Hidayat", 1),
        ("Muhamad Yusup", "Muhammad Yusuf", 2),
        ("Nurhalisa", "Siti Nur Haliza", 1),
        ("Sitti Nur Halisa", "Siti Nurhaliza", 2),
        ("Bulna", "Bulango", 1.5),
        ("Bulango Adi", "Adi Bulango", 0),
        ("Budi Hartono", "Budi Santoso", None),
        ("Eka", "Edi", None),
        ("Ni", "No", None),
        ("Zzqx", "Bulango", None),
    ],
)
def test_pengukur_nama(kata, nama, jarak):
    assert pengukur_nama(kata)(nama) == jarak


@pytest.mark.parametrize(
    ("cari", "kata"),
    [
        ("  Adi  Bulango ", "Adi Bulango"),
        ("Adi Bulango, S.T., M.T.", "Adi Bulango"),
        ("Adi Bulango S.Sos", "Adi Bulango"),
        ("Adi B. Bulango M.Kes.", "Adi B. Bulango"),
        ("S.Sos", "S.Sos"),
        ("", ""),
    ],
)
def test_degrees_are_no_part_of_a_name(cari, kata):
    assert kata_nama(cari) == kata


@given(HURUF, st.data())
def test_one_slip_is_never_too_far(nama, data):
    """A letter left out, doubled, mistaken, or swapped with the next."""
    n = data.draw(st.integers(0, len(nama) - 2))
    hilang = nama[:n] + nama[n + 1 :]
    ganda = nama[: n + 1] + nama[n:]
    keliru = nama[:n] + "z" + nama[n + 1 :]
    tukar = nama[:n] + nama[n + 1] + nama[n] + nama[n + 2 :]

    for ketik in (hilang, ganda, keliru, tukar):
        assert (pengukur_nama(ketik)(f"Adi {nama}") or 0) <= 1.5
        assert pengukur_nama(ketik)(nama) is not None
