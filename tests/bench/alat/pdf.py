"""Report jobs in one process, as the pdf worker runs them: JSON on standard output."""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable

from django.utils import timezone
from weasyprint import HTML

from instansi.models import Instansi, Pengguna
from laporan.actions.pekerjaan import minta_laporan
from laporan.actions.penyusun import PENYUSUN
from laporan.models import PekerjaanLaporan
from laporan.tasks import susun_laporan
from lib import pdf
from lib.statis import CSS_CETAK
from pelatihan.models import Kelas
from tests.bench.alat.data_besar import PENGGUNA

ULANG = 7
LAPORAN_MEMORI = 12


def main() -> None:
    """[name, seconds of the job, seconds of bare WeasyPrint] of each report; runs take turns."""
    hasil = []
    for nama, permintaan in _permintaan():
        pekerjaan = _minta(*permintaan)
        html = PENYUSUN[pekerjaan.jenis](pekerjaan)
        susun_laporan(pekerjaan.pk)  # fonts and style sheets are read once a process
        _polos(html)
        lama, polos = [], []
        for _ in range(ULANG):
            pk = _minta(*permintaan).pk
            lama.append(_detik(lambda pk=pk: susun_laporan(pk)))
            polos.append(_detik(lambda html=html: _polos(html)))
        hasil.append([nama, statistics.median(lama), statistics.median(polos)])
    sys.stdout.write(json.dumps(hasil))


def memori() -> None:
    """Peak resident memory in MB of a process that made a dozen reports, the longest included."""
    for _ in range(LAPORAN_MEMORI // 2):
        for _, permintaan in _permintaan():
            susun_laporan(_minta(*permintaan).pk)
    sys.stdout.write(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def _permintaan() -> list[tuple[str, tuple[str, dict[str, int], str]]]:
    jenis = PekerjaanLaporan.Jenis
    tahun = timezone.localdate().year
    kota = Instansi.objects.get(depth=1).pk
    # A published class by number: the invitation with its list of participants.
    kelas = Kelas.objects.filter(status="TERBIT", penyelenggara=kota).order_by("pk")[0].pk
    return [
        ("kemajuan kota", (jenis.KEMAJUAN, {"unit": kota, "tahun": tahun}, "kota")),
        ("undangan", (jenis.UNDANGAN, {"kelas": kelas}, "hr")),
    ]


def _minta(jenis: str, parameter: dict[str, int], siapa: str) -> PekerjaanLaporan:
    peminta = Pengguna.objects.get(pk=PENGGUNA[siapa])
    return minta_laporan(
        jenis=jenis, parameter=parameter, peminta=peminta, oleh=peminta, sekarang=timezone.now()
    )


def _polos(html: str) -> None:
    """WeasyPrint with one reused font configuration and parsed style sheets, and nothing else."""
    huruf, lembar_gaya = pdf._sumber(tuple(CSS_CETAK))
    HTML(
        string=html,
        base_url=f"{pdf._folder_statis()[0].as_uri()}/",
        url_fetcher=pdf.PengambilStatis(),
    ).write_pdf(font_config=huruf, stylesheets=list(lembar_gaya))


def _detik(kerja: Callable[[], object]) -> float:
    mulai = time.perf_counter()
    kerja()
    return time.perf_counter() - mulai
