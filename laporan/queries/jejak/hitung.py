"""How many events of each kind lie in an action: counted up to a limit, by the index of contexts.

An import of 50,000 people is one action among 25 on a page; nobody needs its exact number there.
"""

from collections import Counter
from functools import cache
from uuid import UUID

from laporan.queries.jejak.lacakan import lacakan
from laporan.queries.jejak.susunan import CONTOH_PEMDA, KUNCI, Susunan, tanya
from laporan.rules.jejak import BATAS

Jumlah = dict[str, Counter[str]]
SEMUA = 1_000_000_000
SATU = """
SELECT '{kode}', k.kunci, t.pgh_label, t.n FROM unnest(%s::uuid[]) k (kunci), LATERAL (
    SELECT u.pgh_label, count(*) AS n FROM ({milik}) u GROUP BY 1
) t
"""


def hitung(
    pemda_id: int, konteks: list[UUID], jenis: str = "", batas: int = BATAS
) -> dict[UUID, Jumlah]:
    """Events by action, kind and step (insert, update, delete) in this pemda; one query.

    One kind of one action is counted to one more than ``batas``; an action without any is absent.
    """
    if not konteks:
        return {}
    kode = [jenis] if jenis else list(lacakan())
    hasil: dict[UUID, Jumlah] = {}
    for k, pk, label, n in tanya([(_susunan(k, batas), konteks) for k in kode], pemda_id):
        hasil.setdefault(pk, {}).setdefault(k, Counter())[label] += n
    return hasil


@cache
def _susunan(kode: str, batas: int) -> Susunan:
    milik = lacakan()[kode].peristiwa(CONTOH_PEMDA).filter(pgh_context=KUNCI)
    sql, isian = milik.values_list("pgh_label")[: batas + 1].query.sql_with_params()
    return Susunan(SATU.replace("{kode}", kode).replace("{milik}", sql), isian)
