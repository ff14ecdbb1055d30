"""Browser stories: real Chromium against real gunicorn on the test database.

`page` is a page at the site's address that fails the test on a console error, a CSP report, a
missing file or a 5xx; `page_tanpa_js` is the same without JavaScript. `env_proses` is the
environment of any further process (worker, beat) on the same database. Everything a test writes is
committed and flushed afterwards. Helpers for pages: tests/cerita/peramban.py.
"""

import fcntl
import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Browser, Page

from lib.proses import Anak, mulai_anak
from tests.cerita.peramban import tanpa_galat

# Playwright runs a loop in the main thread; Django would refuse its database work there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM = "/usr/bin/chromium"
AKAR = Path(settings.BASE_DIR)
TUNGGU_MAKS = 10_000  # milliseconds that any step in a browser may take


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every story runs on committed rows and carries its mark."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.cerita)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def env_proses(django_db_setup: None, django_db_blocker) -> dict[str, str]:
    """The environment of a real process (web, worker, beat) on the test database."""
    with django_db_blocker.unblock():
        call_command("terapkan_hak", stdout=io.StringIO())
    nama = connections["default"].settings_dict["NAME"]
    return os.environ | {
        "LINGKUNGAN": "uji",
        "STATIS_TERKUMPUL": "1",
        "PERAN_BASIS_DATA": "app",
        "DATABASE_URL": urlsplit(settings.URL_APP)._replace(path=f"/{nama}").geturl(),
        "PYTHONWARNINGS": "default",
    }


@pytest.fixture(scope="session")
def situs(env_proses: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of gunicorn with collected static files."""
    kumpul = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    with (AKAR / "var/kumpul.kunci").open("w") as kunci:  # one at a time of parallel workers
        fcntl.flock(kunci, fcntl.LOCK_EX)
        subprocess.run(kumpul, cwd=AKAR, env=env_proses, check=True)
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        port = soket.getsockname()[1]
    argv = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    argv += ["--threads", "4", "--no-control-socket"]
    log = tmp_path_factory.mktemp("web") / "gunicorn.log"
    web = mulai_anak("web", argv, henti=signal.SIGTERM, log=log, env=env_proses, cwd=AKAR)
    alamat = f"http://127.0.0.1:{port}"
    try:
        _tunggu(urlsplit(alamat), web)
        yield alamat
    finally:
        web.hentikan()


def _tunggu(alamat: SplitResult, web: Anak, batas: float = 30) -> None:
    tenggat = time.monotonic() + batas
    while time.monotonic() < tenggat:
        assert not web.mati(), web.akhir_log()
        try:
            with socket.create_connection((alamat.hostname, alamat.port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"gunicorn tidak menjawab.\n{web.akhir_log()}")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    return {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox"] if os.geteuid() == 0 else [],
    }


@pytest.fixture(scope="session")
def browser_context_args(situs: str) -> dict:
    return {"base_url": situs, "locale": "id-ID", "timezone_id": "Asia/Makassar"}


@pytest.fixture
def page(context, transactional_db: None) -> Iterator[Page]:
    """A page with JavaScript whose errors fail the test."""
    cache.clear()
    context.set_default_timeout(TUNGGU_MAKS)
    halaman = context.new_page()
    with tanpa_galat(halaman):
        yield halaman


@pytest.fixture
def page_tanpa_js(
    browser: Browser, browser_context_args: dict, transactional_db: None
) -> Iterator[Page]:
    """A page without JavaScript: everything must work on it."""
    cache.clear()
    konteks = browser.new_context(**browser_context_args, java_script_enabled=False)
    konteks.set_default_timeout(TUNGGU_MAKS)
    halaman = konteks.new_page()
    with tanpa_galat(halaman):
        yield halaman
    konteks.close()
