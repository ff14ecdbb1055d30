"""Who opened or took whose record (UU 27/2022): written while it is shown, or its file is made."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from instansi.models import BukaRekam, Pegawai, Pengguna, UnduhRekam


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


def catat_unduh_rekam(
    *, pengguna: Pengguna, isi: str, pegawai: Sequence[int], sekarang: datetime
) -> None:
    """Note that a file with these people's records was made for someone; one row a file.

    Belongs to the transaction that hands the file over: no file without its note. The table is
    only added to and is its own history.
    """
    UnduhRekam.objects.create(
        pemda_id=pengguna.pemda_id,
        pengguna=pengguna,
        pada=sekarang,
        isi=isi,
        pegawai=list(pegawai),
        banyak=len(pegawai),
    )
