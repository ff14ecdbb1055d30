"""One word for an electronic letter's address: "surel", wherever a person reads it."""

import ast
import re
from pathlib import Path
from types import SimpleNamespace

import allauth
import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

from kelola.adapter import AdapterAkun, AdapterDuaLangkah

AKAR = Path(settings.BASE_DIR)
TEMPLAT = AKAR / "templates"
PUSTAKA = Path(allauth.__file__).parent / "templates"
ASING = re.compile(r"\be-?mail\b", re.IGNORECASE)
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|{% comment.*?endcomment %}", re.DOTALL)
ATRIBUT = re.compile(r'\b(?:type|name|id|for|autocomplete|inputmode|href|action)="[^"]*"')
BERKAS = sorted(str(p.relative_to(TEMPLAT)) for p in TEMPLAT.rglob("*") if p.is_file())
# Nobody signs up here or logs in by a mailed code, so the library never sends these.
TAK_TERKIRIM = re.compile(r"signup|already_exists|unknown_account|login_code|reset_code")
SURAT = sorted(
    str(p.relative_to(PUSTAKA))
    for jalur in ("account/email", "account/messages", "mfa")
    for p in (PUSTAKA / jalur).rglob("*.txt")
    if not TAK_TERKIRIM.search(p.name)
)
# The word as a column of a spreadsheet: people's own files call it so.
BERKAS_ORANG = {"instansi/rules/impor/kolom.py", "beranda/demo/berkas.py"}


@pytest.mark.parametrize("nama", BERKAS)
def test_templates_say_surel(nama):
    teks = ATRIBUT.sub("", TAG.sub("", (TEMPLAT / nama).read_text()))

    assert ASING.findall(teks) == []


@pytest.mark.parametrize("nama", SURAT)
def test_letters_and_notices_of_the_account_library_say_surel(nama):
    isi = {
        "email": "a@uji.example",
        "user": SimpleNamespace(username="citra"),
        "current_site": SimpleNamespace(domain="uji.example", name="Uji"),
    }
    with translation.override("id"):
        assert ASING.findall(get_template(nama).render(isi)) == []


def test_refusals_of_the_account_library_say_surel():
    with translation.override("id"):
        semua = [
            str(t) for a in (AdapterAkun, AdapterDuaLangkah) for t in a.error_messages.values()
        ]

    assert [t for t in semua if ASING.search(t)] == []


def kalimat(berkas):
    """The texts of a module without its docstrings."""
    pohon = ast.parse(berkas.read_text())
    semua = list(ast.walk(pohon))
    bukan = {id(n.value) for n in semua if isinstance(n, ast.Expr)}
    return [
        n.value
        for n in semua
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in bukan
    ]


def test_code_says_surel():
    """Names of fields and settings ("email") are no words that people read."""
    akar = [Path(a.path) for a in apps.get_app_configs() if Path(a.path).parent == AKAR]
    modul = {
        p: p.relative_to(AKAR).as_posix() for a in (*akar, AKAR / "lib") for p in a.rglob("*.py")
    }
    ketemu = [
        (nama, teks)
        for berkas, nama in sorted(modul.items())
        if nama not in BERKAS_ORANG and not re.search(r"/(tests|migrations)/", nama)
        for teks in kalimat(berkas)
        if re.search(r"\b[Ee]-mail\b|\bE-?mail\b|\bemail [a-z]|[a-z] email\b", teks)
    ]

    assert ketemu == []
