"""HTML to PDF with WeasyPrint: fonts and style sheets are read once a process, nothing is fetched.

Half of WeasyPrint's time goes into fonts: one FontConfiguration and the parsed style sheets are
kept, and PDF uses static font weights (400 to 800). Only Celery workers call this (invariant 10).
"""

import logging
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from lib.statis import CSS_CETAK, alamat_asli, folder_npm, lokasi

# Below ERROR it reports each property of our CSS that paper has no use for.
logging.getLogger("weasyprint").setLevel(logging.ERROR)


class AlamatDitolak(ValueError):
    """A document asked for something other than a static file of ours."""


class PengambilStatis(URLFetcher):  # type: ignore[misc]
    """Gives WeasyPrint our static files and data: addresses, and nothing else: no network."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """Open one address; WeasyPrint logs a refusal and leaves the picture out."""
        alamat = alamat_asli(url)
        if alamat.startswith("file:"):
            berkas = Path(unquote(urlsplit(alamat).path)).resolve()
            if not any(berkas.is_relative_to(folder.resolve()) for folder in _folder_statis()):
                raise AlamatDitolak("Bukan berkas statis.")
        elif not alamat.startswith("data:"):
            raise AlamatDitolak("PDF tidak mengambil apa pun dari jaringan.")
        return super().fetch(alamat, headers)


def html_ke_pdf(
    html: str,
    *,
    css: Sequence[str] = CSS_CETAK,
    lanjut: Callable[[int], None] | None = None,
) -> bytes:
    """Lay out `html` with the style sheets of these static names and return the PDF.

    `lanjut` is called with the percentage done; what it raises stops the work, so a cancelled job
    need not run to its end. Addresses in the HTML are relative to static/.
    """
    langkah = lanjut or _diam
    huruf, lembar_gaya = _sumber(tuple(css))
    langkah(5)
    dokumen = HTML(
        string=html,
        base_url=f"{_folder_statis()[0].as_uri()}/",
        url_fetcher=PengambilStatis(),
    ).render(font_config=huruf, stylesheets=list(lembar_gaya))
    langkah(80)
    pdf: bytes = dokumen.write_pdf()
    langkah(100)
    return pdf


@lru_cache(maxsize=8)
def _sumber(css: tuple[str, ...]) -> tuple[FontConfiguration, tuple[CSS, ...]]:
    """Fonts and parsed style sheets, kept for the life of the process."""
    huruf = FontConfiguration()
    pengambil = PengambilStatis()
    return huruf, tuple(
        CSS(filename=lokasi(nama), font_config=huruf, url_fetcher=pengambil) for nama in css
    )


def _folder_statis() -> list[Path]:
    return [Path(settings.BASE_DIR) / "static", folder_npm(), Path(settings.STATIC_ROOT)]


def _diam(persen: int) -> None:
    """Nobody watches."""
