"""The staff file of one city: written once, then read and loaded; JSON on standard output."""

import csv
import io
import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter
from django.db import connection, transaction
from django.utils import timezone
from python_calamine import CalamineWorkbook

from beranda.demo.berkas import CADANGAN, tulis_pegawai
from beranda.demo.kota import KOTA
from beranda.demo.muat import buat_pohon
from beranda.demo.orang import bangkitkan
from instansi.actions import PEMUAT_PEGAWAI, pasang_parameter_bawaan
from instansi.models import Instansi, Pengguna
from laporan.queries.ekspor import tabel_pegawai
from lib.impor.tulis import tulis_xlsx

HARI_INI = date(2026, 11, 21)
# What a load writes besides the trail, which the triggers of these tables add.
TABEL = ("instansi_pegawai", "instansi_riwayatpenempatan", "instansi_pengguna")
BERKAS, EKSPOR = "pegawai.xlsx", "ekspor.xlsx"


def siapkan(folder: str, pegawai: str) -> None:
    """A city without people, and its staff file."""
    kota = KOTA["palu"]
    pemda = buat_pohon(kota)
    pasang_parameter_bawaan(pemda=pemda, berlaku_dari=date(2020, 1, 1), oleh="sistem:bench")
    orang, cadangan = bangkitkan(kota, int(pegawai), Random(7), HARI_INI, cadangan=CADANGAN)
    tulis_pegawai(Path(folder, BERKAS), orang, cadangan, Random(7))
    _cetak({})


def lantai(folder: str) -> None:
    """Seconds to read the file with calamine and to COPY its rows into a bare table."""

    def kerja() -> None:
        buku = CalamineWorkbook.from_path(Path(folder, BERKAS))
        baris = buku.get_sheet_by_index(0).to_python()
        lebar = max(map(len, baris))
        penyangga = io.StringIO()
        csv.writer(penyangga).writerows(baris)
        penyangga.seek(0)
        with connection.cursor() as kursor:
            kursor.execute("DROP TABLE IF EXISTS bench_salin")
            kursor.execute(
                f"CREATE TABLE bench_salin ({', '.join(f'k{n} text' for n in range(lebar))})"
            )
            kursor.copy_expert("COPY bench_salin FROM STDIN (FORMAT csv)", penyangga)

    _cetak({"detik": _detik(kerja)})


def simpan(folder: str) -> None:
    """Keep the rows that the import has written, each table in a file, in the form of COPY."""
    with connection.cursor() as kursor:
        for tabel, kolom in _tabel_terisi(kursor):
            with Path(folder, tabel).open("wb") as berkas:
                kursor.copy_expert(f"COPY {tabel} ({kolom}) TO STDOUT (FORMAT binary)", berkas)
    _cetak({})


def tulis(folder: str) -> None:
    """Seconds to COPY those rows into the emptied tables: keys, constraints, indexes, trail."""
    with connection.cursor() as kursor:
        isi = _tabel_terisi(kursor)
        kursor.execute(f"TRUNCATE {', '.join(TABEL)} CASCADE")

        @transaction.atomic
        def kerja() -> None:
            for tabel, kolom in isi:
                sql = f"COPY {tabel} ({kolom}) FROM STDIN (FORMAT binary)"
                with Path(folder, tabel).open("rb") as berkas:
                    kursor.copy_expert(sql, berkas)

        _cetak({"detik": _detik(kerja)})


def _tabel_terisi(kursor: Any) -> list[tuple[str, str]]:
    """Each table with the columns that may be written."""
    hasil = []
    for tabel in TABEL:
        kursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
            " FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
            [tabel],
        )
        hasil.append((tabel, kursor.fetchone()[0]))
    return hasil


def muat(folder: str) -> None:
    """Load the file; seconds, rows written, peak memory of this process and of its child in MB."""
    pemda, berkas = Instansi.objects.get(depth=1), Path(folder, BERKAS)
    pemetaan = PEMUAT_PEGAWAI.lihat(berkas).letak  # as the pages do before a check
    hasil = {}

    def kerja() -> None:
        hasil["laporan"] = PEMUAT_PEGAWAI.muat(
            pemda=pemda,
            berkas=berkas,
            pemetaan=pemetaan,
            terapkan=True,
            hari_ini=HARI_INI,
            sekarang=timezone.now(),
            oleh="sistem:bench",
        )

    detik = _detik(kerja)
    laporan = hasil["laporan"]
    siapa = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    _cetak(
        {
            "detik": detik,
            "mb": max(resource.getrusage(s).ru_maxrss for s in siapa) / 1024,
            "ditulis": laporan.ditulis,
            "baris": laporan.baru + laporan.berubah + laporan.tetap,
        }
    )


def ekspor(folder: str) -> None:
    """Seconds to write everyone as a workbook that loads again; the floor writes the bare cells."""
    pemda = Instansi.objects.get(depth=1)
    isi = {"lengkap": True, "saring": {"status": "SEMUA"}, "cakupan": [pemda.pk], "pilihan": []}
    isi |= {"cari": "", "urut": "nama", "kolom": []}
    tabel = tabel_pegawai(Pengguna(pemda_id=pemda.pk), isi)
    detik = _detik(lambda: tulis_xlsx(Path(folder, EKSPOR), "", tabel.kolom, tabel.baris))
    baris = CalamineWorkbook.from_path(Path(folder, EKSPOR)).get_sheet_by_index(0).to_python()

    def polos() -> None:
        with xlsxwriter.Workbook(Path(folder, "polos.xlsx"), {"constant_memory": True}) as buku:
            lembar = buku.add_worksheet()
            for r, sel in enumerate(baris):
                for c, nilai in enumerate(sel):
                    lembar.write_string(r, c, str(nilai))

    _cetak({"detik": detik, "lantai": _detik(polos), "baris": tabel.banyak})


def _detik(kerja: Callable[[], object]) -> float:
    mulai = time.perf_counter()
    kerja()
    return time.perf_counter() - mulai


def _cetak(hasil: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(hasil))
