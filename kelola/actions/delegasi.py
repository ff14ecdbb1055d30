"""Handing over the own role "selama saya cuti". It ends by itself: roles count by date."""

from datetime import datetime

from instansi.actions.peran import admin_terjaga
from instansi.models import Instansi, Pengguna, Penugasan
from kelola.actions.peran import hari_di, hentikan, kabari, simpan_sah
from kelola.queries import delegasi as queries
from kelola.rules import peran as rules
from kelola.rules.peran import Masa
from lib.aksi import aksi
from lib.galat import GalatAturan


class TidakBisaDidelegasikan(GalatAturan):
    """The role cannot be handed over so."""


class DelegasiTidakBisaDiakhiri(GalatAturan):
    """The delegation is over already."""


@aksi
def delegasikan(
    *,
    induk: Penugasan,
    penerima: Pengguna,
    instansi: Instansi,
    masa: Masa,
    alasan: str,
    oleh: Pengguna,
    sekarang: datetime,
) -> Penugasan:
    """Hand a role of one's own over to a colleague for some days and tell them.

    Locks the pemda, so that the own role cannot end meanwhile. Raises TidakBisaDidelegasikan.
    """
    hari = hari_di(oleh.pemda, sekarang)
    with admin_terjaga(pemda_id=oleh.pemda_id, hari_ini=hari):
        if tolak := queries.alasan_tidak_bisa_didelegasikan(
            oleh, induk, penerima, simpul=instansi, masa=masa, hari=hari
        ):
            raise TidakBisaDidelegasikan(tolak)
        baru = Penugasan(
            pengguna=penerima,
            peran=induk.peran,
            instansi=instansi,
            mulai=masa.mulai,
            selesai=masa.selesai,
            delegasi_dari=induk,
            alasan=alasan,
        )
        simpan_sah(baru, TidakBisaDidelegasikan)
    kabari("delegasi_diterima", baru, penerima, oleh=oleh, sekarang=sekarang)
    return baru


@aksi
def akhiri_delegasi(
    *, penugasan: Penugasan, alasan: str, oleh: Pengguna, sekarang: datetime
) -> None:
    """End a delegation early, by who gave or who received it; the other one is told.

    Raises DelegasiTidakBisaDiakhiri.
    """
    hari = hari_di(oleh.pemda, sekarang)
    with admin_terjaga(pemda_id=oleh.pemda_id, hari_ini=hari):
        tugas = queries.delegasi_untuk(oleh).filter(pk=penugasan.pk).first()
        if tugas is None or rules.alasan_sudah_berakhir(tugas.selesai, hari):
            raise DelegasiTidakBisaDiakhiri("Delegasi ini sudah berakhir.")
        hentikan(tugas, hari=hari, alasan=alasan, oleh=oleh, sekarang=sekarang)
