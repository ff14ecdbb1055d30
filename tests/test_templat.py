"""What holds for every template and style sheet: no inline code, files exist, enough contrast."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

TEMPLAT = Path(settings.BASE_DIR) / "templates"
DAFTAR = sorted(str(p.relative_to(TEMPLAT)) for p in TEMPLAT.rglob("*") if p.is_file())
HALAMAN = [n for n in DAFTAR if n.endswith(".html") and not n.startswith(("surat/", "pdf/"))]
SEBARIS = re.compile(
    r"""\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=["']|javascript:|hx-on|hx-vals=["']js:"""
)
STATIS = re.compile(r'{% static "([^"]+)" %}')
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", re.DOTALL)
CSS = Path(settings.BASE_DIR) / "static/css"


@pytest.mark.parametrize("nama", DAFTAR)
def test_templat_compiles(nama):
    get_template(nama)


@pytest.mark.parametrize("nama", HALAMAN)
def test_page_has_no_inline_style_or_script(nama):
    assert SEBARIS.findall((TEMPLAT / nama).read_text()) == []


@pytest.mark.parametrize("nama", HALAMAN)
def test_page_is_short_calm_and_its_files_exist(nama):
    teks = (TEMPLAT / nama).read_text()
    batas = 230 if nama == "beranda/komponen.html" else 150

    assert len(teks.splitlines()) <= batas
    assert [f for f in STATIS.findall(teks) if finders.find(f) is None] == []
    assert "!" not in TAG.sub("", teks)


def test_classes_of_our_own_exist_in_the_style_sheet():
    ada = set(re.findall(r"\.(pa-[\w-]+)", (CSS / "app.css").read_text()))
    hilang = {}
    for nama in HALAMAN:
        polos = re.sub(r"{%.*?%}|{{.*?}}", " ", (TEMPLAT / nama).read_text())
        kelas = " ".join(re.findall(r'class="([^"]*)"', polos)).split()
        tanpa_gaya = {k for k in kelas if k.startswith("pa-") and k[-1] != "-"} - ada
        if tanpa_gaya:
            hilang[nama] = tanpa_gaya

    assert hilang == {}


def test_tabs_fade_into_the_page_and_heads_keep_their_buttons_in_place():
    gaya = (CSS / "app.css").read_text()
    tab = [b for b in gaya.splitlines() if b.startswith(".pa-tab")]
    tepi = [b for b in tab if "gradient" in b]

    assert [b.split(" ")[0] for b in tepi] == [".pa-tab::before", ".pa-tab::after"]
    assert all("transparent, var(--pa-latar)" in b and "radial" not in b for b in tepi)
    assert ".pa-kepala > div:first-child:not(.pa-baris) { flex: 1 1 " in gaya


def luminans(warna):
    kanal = [int(warna[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linier = [k / 12.92 if k <= 0.04045 else ((k + 0.055) / 1.055) ** 2.4 for k in kanal]
    return 0.2126 * linier[0] + 0.7152 * linier[1] + 0.0722 * linier[2]


def rasio(a, b):
    terang, gelap = sorted((luminans(a), luminans(b)), reverse=True)
    return (terang + 0.05) / (gelap + 0.05)


def token(tema):
    terang, _, gelap = (CSS / "token.css").read_text().partition('[data-bs-theme="dark"]')
    cari = re.compile(r"--pa-([\w-]+):\s*(#[0-9a-f]{6})")
    return dict(cari.findall(terang)) | (dict(cari.findall(gelap)) if tema == "gelap" else {})


TEKS = [
    ("tinta", "latar"),
    ("tinta", "muka"),
    ("tinta-2", "latar"),
    ("tinta-2", "muka"),
    ("tinta-2", "muka-2"),
    ("utama", "muka"),
    ("utama", "latar"),
    ("pada-utama", "utama"),
    ("pada-utama", "utama-tua"),
    ("utama-tinta", "utama-lembut"),
    ("pada-aksen", "aksen"),
    ("aksen-tinta", "aksen-lembut"),
    *((jenis, f"{jenis}-lembut") for jenis in ("baik", "awas", "bahaya", "info", "netral")),
]
TANDA = [
    ("garis-kuat", "muka"),
    ("garis-kuat", "latar"),
    ("fokus", "latar"),
    *((f"d{n}", "muka") for n in range(1, 7)),
]


@pytest.mark.parametrize("tema", ["terang", "gelap"])
def test_text_and_marks_have_enough_contrast(tema):
    warna = token(tema)
    kurang = [(a, b) for a, b in TEKS if rasio(warna[a], warna[b]) < 4.5]
    kurang += [(a, b) for a, b in TANDA if rasio(warna[a], warna[b]) < 3]

    assert kurang == []


def test_style_sheets_use_existing_tokens_and_files():
    token_ada = set(re.findall(r"(--pa-[\w-]+):", (CSS / "token.css").read_text()))
    for berkas in CSS.glob("*.css"):
        teks = berkas.read_text()
        sendiri = set(re.findall(r"(--[\w-]+):", teks))
        assert set(re.findall(r"var\((--pa-[\w-]+)", teks)) <= token_ada | sendiri
        for alamat in re.findall(r'url\("\.\./([^"]+)"\)', teks):
            assert finders.find(alamat), f"{berkas.name}: {alamat}"
