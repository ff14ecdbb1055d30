"""Queueing: a message is a row before anything else happens (invariant 7)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from instansi.models import Pengguna
from lib.aksi import aksi
from notifikasi import rules, tasks
from notifikasi.models import Pesan


@aksi
def antrekan_pesan(
    *,
    jenis: str,
    sasaran: str,
    penerima: Iterable[int],
    jatuh_tempo: datetime,
    pemda: int,
    data: dict[str, Any] | None = None,
    oleh: Pengguna | str,
    sekarang: datetime,
) -> int:
    """Queue one message about ``sasaran`` for each account; how many are new.

    Idempotent by (jenis, sasaran, penerima, jatuh_tempo). See antrekan_banyak.
    """
    return antrekan_banyak(
        jenis=jenis,
        butir=[rules.Butir(sasaran, pk, data) for pk in penerima],
        jatuh_tempo=jatuh_tempo,
        pemda=pemda,
        oleh=oleh,
        sekarang=sekarang,
    )


@aksi
def antrekan_banyak(
    *,
    jenis: str,
    butir: Iterable[rules.Butir],
    jatuh_tempo: datetime,
    pemda: int,
    oleh: Pengguna | str,
    sekarang: datetime,
) -> int:
    """Queue many messages of one kind, each with its own ``sasaran``; how many are new. 2 queries.

    Sending is asked for after commit; when the broker is down the sweep finds the rows.
    Raises JenisPesanTidakDikenal for a kind that no app registered.
    """
    rules.jenis_pesan(jenis)
    baru = {
        rules.kunci_pesan(jenis, b.sasaran, b.penerima, jatuh_tempo): Pesan(
            pemda_id=pemda,
            jenis=jenis,
            sasaran=b.sasaran,
            penerima_id=b.penerima,
            jatuh_tempo=jatuh_tempo,
            data=b.data or {},
            dibuat_pada=sekarang,
        )
        for b in butir
    }
    for ada in Pesan.objects.filter(kunci__in=baru).values_list("kunci", flat=True):
        del baru[ada]
    for kunci, pesan in baru.items():
        pesan.kunci = kunci
    # Two commands at once may queue the same message: the unique key decides, nothing fails.
    Pesan.objects.bulk_create(baru.values(), ignore_conflicts=True, batch_size=2000)
    if baru and jatuh_tempo <= sekarang:
        minta_kirim()
    return len(baru)


def minta_kirim() -> None:
    """Ask for sending after commit. A broker that is down is logged and fails nothing."""
    transaction.on_commit(tasks.kirim_pesan.delay, robust=True)
