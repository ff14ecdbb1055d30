"""Times of the summary in one process, in milliseconds: JSON on standard output."""

import json
import statistics
import sys
import time
from collections.abc import Callable

from django.db import connection
from django.utils import timezone

from instansi.actions.mutu import segarkan_mutu
from instansi.models import Instansi
from instansi.queries import mutu
from laporan.actions.ringkasan import segarkan_ringkasan
from laporan.queries import dasbor, mentah

BANGUN, BACA = 5, 25
SQL = (mentah.SQL_ORANG, mentah.SQL_EVALUASI, mentah.SQL_BULAN, mentah.SQL_PERHATIAN)


def main() -> None:
    """{"bangun x", "mentah x", "baca": {block: time}} of the whole city and this year."""
    pemda, kini = Instansi.objects.get(depth=1), timezone.now()
    acuan = mentah.acuan_tahun(pemda, kini.year, kini)

    def bangun() -> None:
        segarkan_ringkasan(pemda=pemda, tahun=kini.year, oleh="sistem:bench", sekarang=kini)

    def polos() -> None:
        for sql in SQL:
            mentah.baris(sql, mentah.isi_sql(pemda, acuan, kini))

    def bangun_mutu() -> None:
        segarkan_mutu(pemda=pemda, oleh="sistem:bench", sekarang=kini)

    def polos_mutu() -> None:
        mutu.hitung_mutu(pemda, hari=kini.date(), sekarang=kini)

    pasangan = {"ringkasan": (bangun, polos), "mutu": (bangun_mutu, polos_mutu)}
    baca = {
        "angka": lambda: dasbor.angka_unit(pemda, kini.year),
        "JP bulanan": lambda: dasbor.jp_bulanan(pemda, kini.year, kini.year - 1),
        "orang": lambda: dasbor.orang_perhatian(pemda, patokan=acuan, banyak=8),
        "mutu": lambda: mutu.mutu_unit(pemda),
    }
    hasil: dict[str, object] = {
        "baca": {n: statistics.median(_ms_sql(k) for _ in range(BACA)) for n, k in baca.items()},
    }
    for apa, (jadi, asal) in pasangan.items():
        lama = [(_ms(jadi), _ms(asal)) for _ in range(BANGUN)]
        hasil[f"bangun {apa}"] = statistics.median(b for b, _ in lama)
        hasil[f"mentah {apa}"] = statistics.median(m for _, m in lama)
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
