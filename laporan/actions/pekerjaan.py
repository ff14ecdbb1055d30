"""Report jobs: asked for in a request, rendered in a worker (invariant 10)."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from instansi.actions import catat_unduh_rekam
from instansi.models import Pengguna
from laporan import tasks
from laporan.actions.penyusun import orang_dalam, susun
from laporan.models import PekerjaanLaporan
from laporan.rules.dasbor import kunci_pekerjaan
from lib.aksi import aksi
from lib.pekerjaan import Antrean, jalankan, perpanjang_klaim, tutup

Status = PekerjaanLaporan.Status
SIMPAN = timedelta(days=30)
ANTREAN = Antrean(
    PekerjaanLaporan,
    dikerjakan=(Status.ANTRE, Status.BERJALAN),
    terhenti="Penyusunan terhenti tiga kali. Hubungi BKPSDM.",
    awal={"status": Status.BERJALAN, "persen": 0},
)


@aksi
def minta_laporan(
    *,
    jenis: str,
    parameter: dict[str, Any],
    peminta: Pengguna,
    oleh: Pengguna | str,
    sekarang: datetime,
) -> PekerjaanLaporan:
    """Create the job, or give back the same one while it waits or runs.

    The worker is asked after commit; when the broker is down the sweep finds the row.
    """
    kunci = kunci_pekerjaan(jenis, parameter, peminta.pk)
    PekerjaanLaporan.objects.bulk_create(
        [
            PekerjaanLaporan(
                pemda_id=peminta.pemda_id,
                jenis=jenis,
                parameter=parameter,
                kunci=kunci,
                peminta=peminta,
                dibuat_pada=sekarang,
            )
        ],
        ignore_conflicts=True,
    )
    pekerjaan = PekerjaanLaporan.objects.get(
        kunci=kunci, status__in=[Status.ANTRE, Status.BERJALAN]
    )
    minta_susun(pekerjaan.pk)
    return pekerjaan


def minta_susun(pk: int) -> None:
    """Ask a worker after commit. A broker that is down is logged and fails nothing."""
    transaction.on_commit(lambda: tasks.susun_laporan.delay(pk), robust=True)


@aksi
def selesaikan_pekerjaan(
    *, pekerjaan: PekerjaanLaporan, isi: bytes, oleh: Pengguna | str, sekarang: datetime
) -> bool:
    """Store the file with its fingerprint and close the job; False where it is closed already.

    Whose records it holds is noted in the same transaction.

    Locks the job. The first worker that finishes wins, so a job ends once, and what was
    downloaded stays what it was.
    """
    kini = (
        PekerjaanLaporan.objects.select_for_update(of=("self",))
        .filter(pk=pekerjaan.pk, status=Status.BERJALAN)
        .first()
    )
    if kini is None:
        return False
    nama = f"{kini.kunci[:16]}-{kini.pk}.{kini.format.lower()}"
    kini.berkas.save(nama, ContentFile(isi), save=False)
    kini.sha256 = hashlib.sha256(isi).hexdigest()
    tutup(kini, Status.SELESAI, sekarang, persen=100, kedaluwarsa_pada=sekarang + SIMPAN)
    kini.save()
    nama_isi, orang = orang_dalam(kini)
    if set(orang) - {kini.peminta.pegawai_id}:
        catat_unduh_rekam(pengguna=kini.peminta, isi=nama_isi, pegawai=orang, sekarang=sekarang)
    return True


@aksi
def hapus_kedaluwarsa(*, oleh: Pengguna | str, sekarang: datetime) -> int:
    """Forget reports whose days of storage are over, and then their files; how many."""
    lama = list(
        PekerjaanLaporan.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            kedaluwarsa_pada__lte=sekarang
        )
    )
    for pekerjaan in lama:
        hapus = partial(pekerjaan.berkas.storage.delete, str(pekerjaan.berkas))
        pekerjaan.delete()
        transaction.on_commit(hapus, robust=True)
    return len(lama)


def kerjakan(*, pk: int, jam: Callable[[], datetime], oleh: str) -> None:
    """Render and close one job; each step commits by itself, so a kill loses nothing."""

    def isi(pekerjaan: PekerjaanLaporan) -> None:
        def lapor(persen: int) -> None:
            perpanjang_klaim(
                antrean=ANTREAN,
                pekerjaan=pekerjaan,
                kemajuan={"persen": persen},
                oleh=oleh,
                sekarang=jam(),
            )

        berkas = susun(pekerjaan, lapor)
        selesaikan_pekerjaan(pekerjaan=pekerjaan, isi=berkas, oleh=oleh, sekarang=jam())

    jalankan(ANTREAN, pk=pk, isi=isi, jam=jam, oleh=oleh)
