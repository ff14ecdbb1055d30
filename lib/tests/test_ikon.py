import re
from pathlib import Path

import pytest
from django.conf import settings

from lib.ikon import IKON, IkonTidakDikenal, isi_ikon

PEMAKAIAN = re.compile(r"""\{% ikon "([\w-]+)"|\bikon=["']([\w-]+)["']|"ikon": "([\w-]+)\"""")
FOLDER = ("templates", "beranda", "laporan", "evaluasi", "pelatihan", "pembinaan", "instansi")


def ikon_terpakai():
    for folder in FOLDER:
        for berkas in (Path(settings.BASE_DIR) / folder).rglob("*"):
            if berkas.suffix in {".html", ".py"} and "tests" not in berkas.parts:
                for temuan in PEMAKAIAN.finditer(berkas.read_text()):
                    yield next(filter(None, temuan.groups())), berkas.name


@pytest.mark.parametrize("nama", IKON)
def test_ikon_has_a_file_of_one_line_and_no_style(nama):
    isi = isi_ikon(nama)

    assert isi.startswith("<")
    assert isi.endswith(">")
    assert not re.search(r"\n|style|script|xmlns", isi)


def test_every_ikon_used_in_the_product_exists():
    terpakai = set(ikon_terpakai())

    assert {(nama, berkas) for nama, berkas in terpakai if nama not in IKON} == set()
    assert len(terpakai) > 20


def test_unknown_ikon_names_the_choices():
    with pytest.raises(IkonTidakDikenal, match="kalender"):
        isi_ikon("calendar")
