"""What stories do with a page: log in, check accessibility, take a picture, notice errors."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page, Response

from instansi.models import Pengguna

TANGKAPAN = Path(settings.BASE_DIR) / "var/tangkapan"
PANDUAN = Path(settings.BASE_DIR) / "docs/gambar/panduan"
BERKAS = {"stylesheet", "script", "image", "font", "manifest"}
# Of WCAG 2.2 axe leaves the size of targets off.
ATURAN_AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
UKURAN = {1440: 900, 768: 1024, 390: 844, 360: 740}
# Both widths and themes; what users with little see always, the rest in the long run.
semua_rupa = pytest.mark.parametrize(
    ("lebar", "gelap"),
    [
        pytest.param(360, False, id="360-terang"),
        pytest.param(360, True, id="360-gelap", marks=pytest.mark.lengkap),
        pytest.param(1440, False, id="1440-terang", marks=pytest.mark.lengkap),
        pytest.param(1440, True, id="1440-gelap", marks=pytest.mark.lengkap),
    ],
)


def masuk(page: Page, situs: str, pengguna: Pengguna) -> None:
    """Open a session for this account without the login form (which has its own test)."""
    klien = Client()
    klien.force_login(pengguna, backend=settings.AUTHENTICATION_BACKENDS[-1])
    titip_kuki(page, situs, klien)


def masuk_baru(page: Page, situs: str, pengguna: Pengguna, sandi: str) -> None:
    """The same, with the password typed just now: no question before the security pages."""
    klien = Client()
    klien.force_login(pengguna, backend=settings.AUTHENTICATION_BACKENDS[-1])
    klien.post(reverse("account_reauthenticate"), {"password": sandi})
    titip_kuki(page, situs, klien)


def titip_kuki(page: Page, situs: str, klien: Client) -> None:
    """Give the browser the session of a test client."""
    kuki = klien.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": kuki.key, "value": kuki.value, "url": situs}])


def tanpa_js(page: Page) -> bool:
    """Whether the page runs no scripts of its own."""
    return page.evaluate("matchMedia('(scripting: none)').matches")


def temuan_axe(page: Page) -> list[str]:
    """The automated accessibility rules that the page breaks as it stands, WCAG 2.2 AA too.

    The rules run on promises, which a page without scripts never keeps: there it would wait for
    ever, so it is refused.
    """
    assert not tanpa_js(page), "axe perlu JavaScript"
    langgar = Axe().run(page, options=ATURAN_AXE).response["violations"]
    return [
        f"{aturan['id']}: {simpul['target']} {simpul.get('failureSummary', '')}"
        for aturan in langgar
        for simpul in aturan["nodes"]
    ]


def axe(page: Page) -> None:
    """No automated accessibility rule is broken on the page as it stands."""
    temuan = temuan_axe(page)
    assert not temuan, "\n".join(temuan)


def tidak_melebar(page: Page) -> None:
    """The page does not scroll sideways."""
    lebar = page.evaluate("document.documentElement.scrollWidth")
    assert lebar <= page.viewport_size["width"], f"halaman selebar {lebar} piksel"


def tangkap(page: Page, nama: str) -> Path:
    """A picture of the whole page in var/tangkapan/."""
    TANGKAPAN.mkdir(parents=True, exist_ok=True)
    berkas = TANGKAPAN / f"{nama}.png"
    page.screenshot(path=berkas, full_page=True)
    return berkas


def gambar_panduan(page: Page, nama: str) -> None:
    """A picture for the user guide in docs/gambar/panduan/, where GAMBAR_PANDUAN asks for it."""
    if os.environ.get("GAMBAR_PANDUAN"):
        PANDUAN.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PANDUAN / f"{nama}.png")


def tampil(page: Page, alamat: str, *, lebar: int = 1440, gelap: bool = False) -> None:
    """Open an address at one width in one theme."""
    page.set_viewport_size({"width": lebar, "height": UKURAN[lebar]})
    page.emulate_media(color_scheme="dark" if gelap else "light")
    page.goto(alamat)


def periksa(page: Page, alamat: str, nama: str, *, lebar: int, gelap: bool) -> None:
    """Open, picture, accessibility and width of one page in one setting."""
    tampil(page, alamat, lebar=lebar, gelap=gelap)
    tangkap(page, f"{nama}-{lebar}-{'gelap' if gelap else 'terang'}")
    axe(page)
    tidak_melebar(page)


@contextmanager
def tanpa_galat(page: Page) -> Iterator[list[str]]:
    """Fails at the end on a console error, a CSP report, a missing file or a 5xx.

    Yields the list of what was seen, from which a test may remove what it expects.
    """
    galat: list[str] = []

    def konsol(pesan: ConsoleMessage) -> None:
        if pesan.type == "error" and "the server responded with a status of 4" not in pesan.text:
            galat.append(f"{page.url}: {pesan.text}")

    def jawaban(respons: Response) -> None:
        berkas_hilang = respons.status >= 400 and respons.request.resource_type in BERKAS
        if berkas_hilang or respons.status >= 500:
            galat.append(f"{respons.status} {respons.url}")

    page.on("console", konsol)
    page.on("pageerror", lambda e: galat.append(f"{page.url}: {e}"))
    page.on("response", jawaban)
    yield galat
    assert not galat, "\n".join(galat)
