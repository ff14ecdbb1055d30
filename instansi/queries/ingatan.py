"""What is worked out of the directory, remembered for as long as the directory stands still."""

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

# The last change of what the directory's lists are made of: people, units, positions.
_SQL_VERSI = """SELECT (SELECT max(pgh_id) FROM instansi_pegawaievent),
    (SELECT max(pgh_id) FROM instansi_instansievent),
    (SELECT max(pgh_id) FROM instansi_jabatanevent)"""
TERBANYAK, DETIK = 512, 60
Hasil = TypeVar("Hasil")
_simpanan: dict[Hashable, Any] = {}


def teringat(daftar: "QuerySet[Any, Any]", hitung: Callable[[], Hasil], *, hal: str = "") -> Hasil:
    """What ``hitung`` works out of a list of people, units or positions, and of these alone.

    Counting 50,000 people takes longer than reading and drawing the 25 of a page, and pages are
    turned far more often than people change. So each process keeps the answer for the same list
    and ``hal`` (what is worked out, where a list has more than one answer) until the history has a
    newer event. For a minute at most: of two changes made at the same time, the one saved last
    may carry the older event. Nothing by which a person is sought may stand in the list. The answer
    is shared: it must not be changed. One query, and those of ``hitung`` where nothing is known.
    """
    try:
        kueri = daftar.query.sql_with_params()
    except EmptyResultSet:
        return hitung()
    with connection.cursor() as kursor:
        kursor.execute(_SQL_VERSI)
        kunci = (hal, kueri, kursor.fetchone(), int(time.time()) // DETIK)
    ada = _simpanan.get(kunci)
    if ada is None:
        ada = hitung()
        if len(_simpanan) >= TERBANYAK:
            _simpanan.clear()
        _simpanan[kunci] = ada
    return ada
