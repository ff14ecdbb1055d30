"""Statements over many tables, each compiled once a process with stand-ins.

To build one from thirty tables costs more than to run it. Each part asks for rows by keys, through
LATERAL, so that every key is one step in an index however many rows the table holds.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

CONTOH_PEMDA = -1
KUNCI = RawSQL("k.kunci", ())  # to compare a column with: the key that is asked for
SATU = "SELECT t.* FROM unnest(%s::{jenis}[]) k (kunci), LATERAL ({sql}) t"


class Susunan(NamedTuple):
    """One compiled part and its values, the stand-in of the pemda among them."""

    sql: str
    isian: tuple[Any, ...]


def susun(daftar: QuerySet[Any], jenis_kunci: str) -> Susunan:
    """A part from a queryset that compares with KUNCI and CONTOH_PEMDA; keys are of that type."""
    sql, isian = daftar.query.sql_with_params()
    return Susunan(SATU.replace("{jenis}", jenis_kunci).replace("{sql}", sql), isian)


def tanya(bagian: Iterable[tuple[Susunan, Sequence[Any]]], pemda_id: int) -> list[tuple[Any, ...]]:
    """The rows of all parts, each for its keys, in this pemda; one query, none without parts."""
    potongan: list[str] = []
    isian: list[Any] = []
    for susunan, kunci in bagian:
        potongan.append(susunan.sql)
        isian.append("{" + ",".join(map(str, kunci)) + "}")
        isian += [pemda_id if nilai == CONTOH_PEMDA else nilai for nilai in susunan.isian]
    if not potongan:
        return []
    with connection.cursor() as kursor:
        kursor.execute(" UNION ALL ".join(potongan), isian)
        return list(kursor.fetchall())
