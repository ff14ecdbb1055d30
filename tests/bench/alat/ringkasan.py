"""Times of the summary in one process, in milliseconds: JSON on standard output."""

import json
import statistics
import sys
import time
from collections.abc import Callable

from django.db import connection
from django.utils import timezone

from instansi.models import Instansi
from laporan.actions.ringkasan import segarkan_ringkasan
from laporan.queries import dasbor, mentah

BANGUN, BACA = 5, 25
SQL = (mentah.SQL_ORANG, mentah.SQL_EVALUASI, mentah.SQL_BULAN, mentah.SQL_PERHATIAN)


def main() -> None:
    """{"bangun", "mentah", "baca": {block: time}} of the whole city and this year."""
    pemda, kini = Instansi.objects.get(depth=1), timezone.now()
    acuan = mentah.acuan_tahun(pemda, kini.year, kini)

    def bangun() -> None:
        segarkan_ringkasan(pemda=pemda, tahun=kini.year, oleh="sistem:bench", sekarang=kini)

    def polos() -> None:
        for sql in SQL:
            mentah.baris(sql, mentah.isi_sql(pemda, acuan, kini))

    lama = [(_ms(bangun), _ms(polos)) for _ in range(BANGUN)]
    baca = {
        "angka": lambda: dasbor.angka_unit(pemda, kini.year),
        "JP bulanan": lambda: dasbor.jp_bulanan(pemda, kini.year, kini.year - 1),
        "orang": lambda: dasbor.orang_perhatian(pemda, patokan=acuan, banyak=8),
    }
    hasil = {
        "bangun": statistics.median(b for b, _ in lama),
        "mentah": statistics.median(m for _, m in lama),
        "baca": {n: statistics.median(_ms_sql(k) for _ in range(BACA)) for n, k in baca.items()},
    }
    sys.stdout.write(json.dumps(hasil))


def _ms(kerja: Callable[[], object]) -> float:
    mulai = time.perf_counter()
    kerja()
    return (time.perf_counter() - mulai) * 1000


def _ms_sql(kerja: Callable[[], object]) -> float:
    """Of this work the time inside the database."""
    lama: list[float] = []

    def catat(lanjut: Callable[..., object], *isi: object) -> object:
        mulai = time.perf_counter()
        try:
            return lanjut(*isi)
        finally:
            lama.append((time.perf_counter() - mulai) * 1000)

    with connection.execute_wrapper(catat):
        kerja()
    return sum(lama)
