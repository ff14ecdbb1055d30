"""Who opened whose record (UU 27/2022): written while a page about one person is shown."""

from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from instansi.models import BukaRekam, Pegawai, Pengguna


def ambil_orang(
    *, daftar: QuerySet[Pegawai], pk: int, halaman: str, oleh: Pengguna, sekarang: datetime
) -> Pegawai:
    """One person of a scope, for a page about that person only; noted as opened.

    Every such page begins here, whether it shows the record or changes it. Raises Http404 for who
    is outside the scope, and notes nothing then.
    """
    orang = get_object_or_404(daftar, pk=pk)
    catat_buka_rekam(pegawai=orang, halaman=halaman, oleh=oleh, sekarang=sekarang)
    return orang


def catat_buka_rekam(*, pegawai: Pegawai, halaman: str, oleh: Pengguna, sekarang: datetime) -> None:
    """Note that someone else's record was shown; one query, and none for one's own.

    A second page within the same hour adds nothing (constraint buka_rekam_sejam_sekali). The table
    is only added to and is its own history, so that one statement is the whole transaction and no
    audit context is opened: every page view would pay for both.
    """
    if oleh.pegawai_id == pegawai.pk:
        return
    BukaRekam.objects.bulk_create(
        [
            BukaRekam(
                pemda_id=pegawai.pemda_id,
                pengguna=oleh,
                pegawai=pegawai,
                pada=sekarang,
                halaman=halaman,
            )
        ],
        ignore_conflicts=True,
    )
