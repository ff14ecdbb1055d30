import pytest

from lib.sebutan import sebut_orang


@pytest.mark.parametrize(
    ("nama", "kata"),
    [
        ([], ""),
        (["Ani"], "Ani"),
        (["Ani", "Budi"], "Ani dan Budi"),
        (["Ani", "Budi", "Cici"], "Ani, Budi, dan Cici"),
        (["Ani", "Budi", "Cici", "Dedi"], "Ani, Budi, Cici, dan Dedi"),
        (["Ani", "Budi", "Cici", "Dedi", "Eko"], "Ani, Budi, Cici, dan 2 orang lain"),
        (["Ani"] * 1203, "Ani, Ani, Ani, dan 1.200 orang lain"),
    ],
)
def test_a_few_are_named_and_the_others_counted(nama, kata):
    assert sebut_orang(nama) == kata
