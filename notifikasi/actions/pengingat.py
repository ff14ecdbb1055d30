"""Reminders: from rules and facts to rows of the outbox, in one statement per due time."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from instansi.models import Instansi, Pengguna
from lib.aksi import aksi
from notifikasi import queries, rules
from notifikasi.models import AturanPengingat

# Who must be reminded about what: rows of (sasaran, penerima_id) for one due time of a rule.
Sumber = Callable[[AturanPengingat, rules.Terbitan], "QuerySet[Any, Any]"]

# The key is written as rules.kunci_pesan writes it.
SISIPKAN = """
INSERT INTO notifikasi_pesan (pemda_id, kunci, jenis, sasaran, penerima_id, jatuh_tempo, data,
                              status, kelompok, percobaan, alasan, dibuat_pada)
SELECT %s, %s || '|' || s.sasaran || '|' || s.penerima || '|' || %s, %s, s.sasaran, s.penerima, %s,
       %s::jsonb, 'ANTRE', '', 0, '', %s
FROM ({sumber}) AS s (sasaran, penerima)
ON CONFLICT (kunci) DO NOTHING
"""


@aksi
def pasang_aturan_bawaan(*, pemda: Instansi, oleh: Pengguna | str) -> None:
    """Give a pemda the default reminder rules it does not have yet.

    A rule starts counting when it is first published, so a new one reminds of nothing past.
    """
    ada = set(AturanPengingat.objects.filter(pemda=pemda).values_list("jenis", "geser_hari"))
    AturanPengingat.objects.bulk_create(
        AturanPengingat(pemda=pemda, **bawaan._asdict())
        for bawaan in rules.ATURAN_BAWAAN
        if (bawaan.jenis, bawaan.geser_hari) not in ada
    )


@aksi
def terbitkan_pengingat(*, sumber: Mapping[str, Sumber], oleh: str, sekarang: datetime) -> int:
    """Queue what the rules of these kinds say up to the end of today; how many are new.

    Due times since the last run and later today are queued, each once. The rule's row is locked,
    so two runs at once do the work once. Sending is left to the sweep, so that reminders of
    several apps for one person and day meet in one mail.
    """
    jumlah = 0
    for aturan in queries.aturan_aktif(sumber).select_for_update(of=("self",)):
        for terbitan in rules.terbitan(
            geser_hari=aturan.geser_hari,
            jam=aturan.jam,
            zona=aturan.pemda.zona_waktu,
            sesudah=aturan.diterbitkan_sampai or sekarang,
            sekarang=sekarang,
        ):
            jumlah += _sisipkan(aturan, terbitan, sumber[aturan.jenis](aturan, terbitan), sekarang)
        aturan.diterbitkan_sampai = sekarang
        aturan.save(update_fields=["diterbitkan_sampai"])
    return jumlah


def _sisipkan(
    aturan: AturanPengingat,
    terbitan: rules.Terbitan,
    kueri: "QuerySet[Any, Any]",
    sekarang: datetime,
) -> int:
    """INSERT ... SELECT: 100,000 rows need no object each."""
    try:
        sql, nilai = kueri.query.sql_with_params()
    except EmptyResultSet:
        return 0
    tempo = terbitan.jatuh_tempo
    data = json.dumps({"hari_acuan": terbitan.hari_acuan.isoformat()})
    depan: list[Any] = [
        aturan.pemda_id,
        aturan.jenis,
        rules.tanda_waktu(tempo),
        aturan.jenis,
        tempo,
        data,
    ]
    with connection.cursor() as kursor:
        kursor.execute(SISIPKAN.format(sumber=sql), [*depan, sekarang, *nilai])
        return kursor.rowcount
