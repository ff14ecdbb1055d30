"""Acting posts: what speaks against one, which ones run today."""

from datetime import date, timedelta

from instansi.models import Pegawai, PelaksanaTugas
from instansi.queries import parameter
from instansi.rules.pelaksana import peringatan_masa, peringatan_pemegang


def peringatan_pelaksana(tugas: PelaksanaTugas, hari: date) -> list[str]:
    """What to ask before a Plt or Plh is named, by the parameters of a day; three queries."""
    masih = (Pegawai.Status.AKTIF, Pegawai.Status.CUTI_LUAR)
    pemegang = list(
        Pegawai.objects.filter(unit=tugas.unit, jabatan=tugas.jabatan, status__in=masih)
        .order_by("nama", "pk")
        .values_list("nama", "status")
    )
    soal = (
        peringatan_pemegang(
            tugas.jenis,
            [nama for nama, status in pemegang if status == Pegawai.Status.AKTIF],
            terisi=bool(pemegang),
        ),
        peringatan_masa(
            tugas.jenis,
            tugas.mulai,
            tugas.selesai,
            sejak=_sejak(tugas),
            parameter=parameter(tugas.pegawai.pemda_id, hari),
        ),
    )
    return [s for s in soal if s]


def _sejak(tugas: PelaksanaTugas) -> date:
    """When the person began in this post without a gap, over terms of the same kind."""
    sejak: date = tugas.mulai
    lama = PelaksanaTugas.objects.filter(
        pegawai=tugas.pegawai, unit=tugas.unit, jabatan=tugas.jabatan, jenis=tugas.jenis
    )
    for mulai, selesai in lama.order_by("-mulai").values_list("mulai", "selesai"):
        if mulai < sejak <= selesai + timedelta(days=1):
            sejak = mulai
    return sejak
