"""What is worked out of the directory, remembered for as long as the directory stands still."""

import threading
import time
from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

# The last change of what is remembered: people, units, positions, policy.
_SQL_VERSI = """SELECT (SELECT max(pgh_id) FROM instansi_pegawaievent),
    (SELECT max(pgh_id) FROM instansi_instansievent),
    (SELECT max(pgh_id) FROM instansi_jabatanevent),
    (SELECT max(pgh_id) FROM instansi_parameterkebijakanevent)"""
TERBANYAK, DETIK = 512, 60
Hasil = TypeVar("Hasil")
_simpanan: dict[Hashable, Any] = {}
# One request works at a time: many that come when the minute ends would slow each other down.
_sendiri = threading.RLock()


class Ingatan:
    """What one request may take from memory; one query, however much it takes.

    Counting 50,000 people takes longer than reading and drawing the 25 of a page, and pages are
    turned far more often than people change. So each process keeps an answer until the history of
    people, units, positions or policy has a newer event. For a minute at most: of two changes made
    at the same time, the one saved last may carry the older event.
    """

    # What else a subclass asks, for its keys: the state of another table.
    SQL_LAIN = "NULL"

    @cached_property
    def _keadaan(self) -> tuple[int | None, ...]:
        with connection.cursor() as kursor:
            kursor.execute(f"{_SQL_VERSI}, {self.SQL_LAIN}")
            return kursor.fetchone()

    @cached_property
    def versi(self) -> tuple[int | None, ...]:
        """The state of the directory: the last events, and the minute."""
        return (*self._keadaan[:-1], int(time.time()) // DETIK)

    @property
    def lain(self) -> int | None:
        """What ``SQL_LAIN`` found."""
        return self._keadaan[-1]

    def ambil(self, kunci: Hashable, hitung: Callable[[], Hasil]) -> Hasil:
        """What ``hitung`` works out of people, units, positions and policy alone.

        ``kunci`` names it and holds all that it depends on (scope, filters, day), nothing by which
        a person is sought. The answer is shared: it must not be changed. Only ``hitung`` asks
        more, where nothing is known.
        """
        kunci = (kunci, self.versi)
        ada = _simpanan.get(kunci)
        if ada is None:
            with _sendiri:
                ada = _simpanan.get(kunci)  # another request may have worked it out meanwhile
                if ada is None:
                    ada = hitung()
                    if len(_simpanan) >= TERBANYAK:
                        lupakan()
                    _simpanan[kunci] = ada
        return ada


def lupakan() -> None:
    """Forget everything, as a new process."""
    _simpanan.clear()


def kunci_daftar(daftar: "QuerySet[Any, Any]") -> tuple[str, tuple[Any, ...]] | tuple[()]:
    """What tells one list from another: its SQL and values; nothing for all that are empty."""
    try:
        return daftar.query.sql_with_params()
    except EmptyResultSet:
        return ()
