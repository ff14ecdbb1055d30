"""Races with real threads: each has its own connection, and a barrier releases them at once."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from lib.galat import GalatAturan

BATAS_DETIK = 60


@pytest.fixture
def balapkan(transactional_db: None) -> Callable[..., list[Any]]:
    """Run ``kerja(butir)`` for each item at the same time; results in the order of the items.

    A refusal (GalatAturan) is a result; any other error fails the test.
    """

    def mulai(kerja: Callable[[Any], Any], daftar: Sequence[Any]) -> list[Any]:
        pagar = threading.Barrier(len(daftar))

        def lari(butir: Any) -> Any:
            try:
                connection.ensure_connection()
                pagar.wait(BATAS_DETIK)
                return kerja(butir)
            except GalatAturan as galat:
                return galat
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(daftar)) as kolam:
            return list(kolam.map(lari, daftar, timeout=BATAS_DETIK))

    return mulai
