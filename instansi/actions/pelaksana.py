"""Acting posts: Plt and Plh, each with an end."""

from datetime import date

from django.core.exceptions import ValidationError

from instansi.actions.orang import kunci_pemda, tolak_unit_tutup
from instansi.actions.orang_penempatan import tolak_diri_sendiri
from instansi.models import Pegawai, PelaksanaTugas, Pengguna
from instansi.queries.pelaksana import peringatan_pelaksana
from instansi.rules.pelaksana import ditarik
from lib.aksi import aksi
from lib.galat import GalatAturan


class PelaksanaTidakBisaDitetapkan(GalatAturan):
    """The acting post is taken on those days, or the days are not in order."""


class PelaksanaPerluAlasan(GalatAturan):
    """The post is filled or the term too long; a written reason lets it pass.

    ``per_bidang`` has what is asked by the field that it is about.
    """

    def __init__(self, per_bidang: dict[str, str]) -> None:
        super().__init__(
            " ".join(per_bidang.values()), langkah="Betulkan isiannya, atau tulis alasannya."
        )
        self.per_bidang = per_bidang


@aksi
def tetapkan_pelaksana(
    *, tugas: PelaksanaTugas, oleh: Pengguna | str, hari_ini: date
) -> PelaksanaTugas:
    """Name a Plt or Plh: the person also does the work of another position. ``tugas`` is unsaved.

    The own placement goes on. A filled post or a long term needs ``alasan``; where nothing is to be
    asked none is kept. Locks the pemda's root row and the person. Raises PelaksanaPerluAlasan,
    PelaksanaTidakBisaDitetapkan where the post has an acting holder on those days.
    """
    kunci_pemda(tugas.pegawai.pemda_id)
    orang = Pegawai.objects.select_for_update(of=("self",)).get(pk=tugas.pegawai_id)
    tolak_diri_sendiri(orang, oleh)
    _tolak_orang(orang, tugas)
    if tugas.selesai < hari_ini:
        raise PelaksanaTidakBisaDitetapkan(
            "Masa tugasnya sudah lewat.",
            langkah="Isi “Sampai tanggal” dengan hari ini atau sesudahnya.",
        )
    tolak_unit_tutup(tugas.unit, hari_ini)
    try:
        tugas.full_clean()
    except ValidationError as galat:
        raise PelaksanaTidakBisaDitetapkan(" ".join(galat.messages)) from galat
    _minta_alasan(tugas, hari_ini)
    tugas.save()
    return tugas


@aksi
def akhiri_pelaksana(*, tugas: PelaksanaTugas, oleh: Pengguna | str, hari_ini: date) -> None:
    """End an acting post today; one that begins today or later is taken back.

    Raises PelaksanaTidakBisaDitetapkan where it is over already.
    """
    kini = PelaksanaTugas.objects.select_for_update(of=("self",)).get(pk=tugas.pk)
    if kini.selesai < hari_ini:
        raise PelaksanaTidakBisaDitetapkan("Masa tugasnya sudah selesai.")
    if ditarik(kini.mulai, hari_ini):
        kini.delete()
        return
    kini.selesai = hari_ini
    kini.save(update_fields=["selesai"])


def _tolak_orang(orang: Pegawai, tugas: PelaksanaTugas) -> None:
    if orang.status != Pegawai.Status.AKTIF:
        raise PelaksanaTidakBisaDitetapkan(
            f"{orang.nama} tidak aktif.", langkah="Pilih pegawai aktif."
        )
    if (orang.unit_id, orang.jabatan_id) == (tugas.unit_id, tugas.jabatan_id):
        raise PelaksanaTidakBisaDitetapkan(
            "Itu jabatannya sendiri.", langkah="Pilih unit atau jabatan lain."
        )


def _minta_alasan(tugas: PelaksanaTugas, hari_ini: date) -> None:
    """Keep the reason where one is needed, refuse where it lacks."""
    peringatan = peringatan_pelaksana(tugas, hari_ini)
    if peringatan and not tugas.alasan:
        raise PelaksanaPerluAlasan(peringatan)
    tugas.alasan = tugas.alasan if peringatan else ""
