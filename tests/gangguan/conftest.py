"""Processes to break, for each test its own, on the test database.

PostgreSQL is the one that the test run has; its rows are committed, so these tests use
``transactional_db``, and every worker ends before the tables are emptied.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lib import layanan
from tests.gangguan.proses import AKAR, Celery, ServerSurat, Valkey, bunuh


@pytest.fixture
def valkey() -> Iterator[Valkey]:
    layanan.hapus_data(AKAR, "gangguan")
    with layanan.jalankan(AKAR, "gangguan", postgres=False) as berjalan:
        yield Valkey(berjalan)


@pytest.fixture
def server_surat(tmp_path: Path) -> Iterator[ServerSurat]:
    server = ServerSurat(tmp_path / "surat")
    yield server
    bunuh(server.anak)


@pytest.fixture
def celery(
    transactional_db: None, valkey: Valkey, server_surat: ServerSurat, tmp_path: Path
) -> Iterator[Celery]:
    proses = Celery(valkey.url, server_surat.port, tmp_path)
    yield proses
    proses.hentikan()


@pytest.fixture
def berkas(settings, tmp_path: Path, celery: Celery) -> Path:
    """The folder of files, the same here and in the workers."""
    folder = tmp_path / "berkas"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder)},
        }
    }
    celery.env["FOLDER_BERKAS"] = str(folder)
    return folder
