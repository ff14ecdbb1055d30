"""What the README tells a person to type exists."""

import re
from pathlib import Path

from django.core.management import get_commands

AKAR = Path(__file__).resolve().parent.parent
README = (AKAR / "README.md").read_text()


def test_readme_names_existing_commands():
    perintah = set(re.findall(r"python manage\.py (\w+)|`manage\.py (\w+)", README))

    assert {a or b for a, b in perintah} - set(get_commands()) == set()


def test_readme_names_existing_files():
    berkas = set(re.findall(r"\]\(([\w./-]+)\)", README)) | set(re.findall(r"\bbin/\w+", README))

    assert [b for b in sorted(berkas) if not (AKAR / b).exists()] == []


def test_readme_pictures_are_small():
    gambar = re.findall(r"\((docs/gambar/[\w.]+)\)", README)

    assert len(gambar) == 3
    assert [g for g in gambar if (AKAR / g).stat().st_size > 200_000] == []
