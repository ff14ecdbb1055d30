"""The list of everyone as a workbook, and its cells written bare: JSON on standard output."""

import json
import resource
import sys
import time
from io import BytesIO

from instansi.models import Pengguna
from laporan.queries.ekspor import tabel_pegawai
from lib.impor.tulis import tulis_xlsx
from tests.bench.alat.data_besar import PENGGUNA


def main() -> None:
    """Seconds of the export and of writing its cells again; the most memory before the latter."""
    peminta = Pengguna.objects.get(pk=PENGGUNA["hr"])
    isi = {
        "saring": {}, "cari": "", "urut": "nama", "kolom": ["nip", "unit", "golongan", "atasan"],
        "pilihan": [], "lengkap": False, "cakupan": [peminta.pemda_id],
    }  # fmt: skip
    mulai = time.perf_counter()
    tabel = tabel_pegawai(peminta, isi)
    tulis_xlsx(BytesIO(), "", tabel.kolom, tabel.baris)
    detik = time.perf_counter() - mulai
    mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    baris = list(tabel_pegawai(peminta, isi).baris)
    mulai = time.perf_counter()
    tulis_xlsx(BytesIO(), "", tabel.kolom, iter(baris))
    lantai = time.perf_counter() - mulai
    sys.stdout.write(json.dumps({"detik": detik, "lantai": lantai, "mb": mb}))
