"""Static files taken from named npm files, without copying them into the repository.

`node_modules` holds thousands of files; the pages need the few in BERKAS_NPM. FinderNpm serves
and collects exactly those, under `npm/`. PDF rendering asks `lokasi()` for the same files on disk.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core import checks
from django.core.files.storage import FileSystemStorage

HURUF = "@fontsource-variable/plus-jakarta-sans/files"
HURUF_CETAK = "@fontsource/plus-jakarta-sans/files"
BOBOT_CETAK = (400, 500, 600, 700, 800)

BERKAS_NPM = {
    "npm/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    # The manifest storage follows sourceMappingURL, so each map is listed beside its file.
    "npm/bootstrap.min.css.map": "bootstrap/dist/css/bootstrap.min.css.map",
    "npm/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "npm/plus-jakarta-sans.woff2": f"{HURUF}/plus-jakarta-sans-latin-wght-normal.woff2",
} | {
    f"npm/plus-jakarta-sans-{bobot}.woff2": (
        f"{HURUF_CETAK}/plus-jakarta-sans-latin-{bobot}-normal.woff2"
    )
    for bobot in BOBOT_CETAK
}

# In this order, for PDF: fonts, tokens, print.
CSS_CETAK = ("css/huruf-cetak.css", "css/token.css", "css/cetak.css")


def folder_npm() -> Path:
    """The folder that `npm ci` fills."""
    return Path(settings.BASE_DIR) / "node_modules"


def lokasi(nama: str) -> Path:
    """The file on disk of a static name such as `css/cetak.css` or `npm/...`.

    The server's image has no node_modules: there the collected file is taken.
    Raises FileNotFoundError where nobody knows the name.
    """
    if ditemukan := finders.find(nama):
        return Path(ditemukan)
    penyimpanan: object = staticfiles_storage
    if isinstance(penyimpanan, ManifestFilesMixin):
        with suppress(ValueError):  # not in the manifest
            return Path(settings.STATIC_ROOT) / penyimpanan.stored_name(nama)
    raise FileNotFoundError(f"Berkas statis tidak ditemukan: {nama}")


def alamat_asli(url: str) -> str:
    """A file address below static/npm/, as a style sheet names it, as the file's real address.

    Every other address comes back unchanged. WeasyPrint's URLFetcher.fetch asks this first; the
    style sheets are CSS(filename=lokasi(nama)) for each of CSS_CETAK, parsed once.
    """
    _, pemisah, nama = url.partition("/static/npm/")
    return lokasi(f"npm/{nama}").as_uri() if pemisah and url.startswith("file:") else url


class PenyimpananNpm(FileSystemStorage):
    """Reads the static name from its place in node_modules; never writes."""

    prefix = ""

    def path(self, name: str) -> str:
        return str(folder_npm() / BERKAS_NPM[name])


class FinderNpm(BaseFinder):
    """A staticfiles finder over BERKAS_NPM."""

    penyimpanan = PenyimpananNpm()

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        hilang = [asal for asal in BERKAS_NPM.values() if not (folder_npm() / asal).is_file()]
        if not hilang:
            return []
        pesan = f"{len(hilang)} berkas npm belum ada, misalnya {hilang[0]}."
        return [checks.Warning(pesan, hint="Jalankan bin/setup.", id="statis.W001")]

    def find(self, path: str, find_all: bool = False) -> Any:
        asal = BERKAS_NPM.get(path)
        berkas = folder_npm() / asal if asal else None
        if berkas is None or not berkas.is_file():
            return []
        return [str(berkas)] if find_all else str(berkas)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        for nama in BERKAS_NPM:
            yield nama, self.penyimpanan
