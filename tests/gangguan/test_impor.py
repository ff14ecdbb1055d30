"""An import is applied once and whole, although its worker is killed inside the transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from pghistory.models import Context

from instansi.models import Pegawai
from instansi.tests.factories import Dunia, nip_baru
from kelola.actions import impor
from kelola.models import PekerjaanImpor
from lib.impor.tulis import tulis_xlsx
from tests.gangguan.proses import Celery, bunuh, menunggu, tunggu

pytestmark = pytest.mark.gangguan

PULIH = 90  # seconds: invariant 7
SAPU = "kelola.tasks.impor.sapu_impor"
KUNCI = 411
BANYAK = 200


@contextmanager
def penempatan_tertahan() -> Iterator[None]:
    """Placements, written after the people, wait inside PostgreSQL as long as the block runs."""
    with connection.cursor() as kursor:
        kursor.execute(
            "CREATE FUNCTION uji_tahan() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN PERFORM pg_advisory_xact_lock({KUNCI}); RETURN NULL; END $$;"
            "CREATE TRIGGER uji_tahan AFTER INSERT ON instansi_riwayatpenempatan"
            " FOR EACH STATEMENT EXECUTE FUNCTION uji_tahan()"
        )
        kursor.execute("SELECT pg_advisory_lock(%s)", [KUNCI])
        try:
            yield
        finally:
            kursor.execute("SELECT pg_advisory_unlock_all()")
            kursor.execute("DROP FUNCTION uji_tahan CASCADE")


def unggah(dunia: Dunia, folder: Path) -> PekerjaanImpor:
    kolom = ("NIP", "Nama", "Jabatan", "Jenis jabatan", "Unit kerja")
    isi = ("Arsiparis", "Fungsional", "Dinas Kesehatan")
    baris = [(nip_baru(), f"Orang {n}", *isi) for n in range(BANYAK)]
    tulis_xlsx(folder / "orang.xlsx", "", kolom, baris)
    berkas = ContentFile((folder / "orang.xlsx").read_bytes())
    hr = dunia.palu.hr
    return impor.unggah_impor(
        jenis="pegawai", berkas=berkas, nama="orang.xlsx", oleh=hr, sekarang=timezone.now()
    )


def test_worker_killed_inside_the_transaction(
    celery: Celery, berkas: Path, dunia: Dunia, tmp_path: Path
) -> None:
    semula = Pegawai.objects.count()
    kerja = unggah(dunia, tmp_path)

    def berstatus(status: str) -> bool:
        kerja.refresh_from_db()
        return kerja.status == status

    pekerja = celery.pekerja()
    celery.minta(SAPU)
    tunggu(lambda: berstatus("SIAP"), detik=60, apa="Berkas diperiksa")
    assert (kerja.baru, kerja.ditolak) == (BANYAK, 0)
    with penempatan_tertahan():
        impor.minta_terapkan(pekerjaan=kerja, oleh=dunia.palu.hr, sekarang=timezone.now())
        celery.minta(SAPU)
        tunggu(lambda: menunggu() == 1, detik=60, apa="Penempatan sedang ditulis")
        bunuh(pekerja)
    tunggu(lambda: menunggu() == 0, detik=30, apa="Transaksi lama berakhir")
    assert Pegawai.objects.count() == semula

    celery.pekerja()
    celery.detak()
    tunggu(lambda: berstatus("DITERAPKAN"), detik=PULIH, apa="Impor diterapkan")

    assert Pegawai.objects.count() == semula + BANYAK
    assert kerja.events.filter(status="DITERAPKAN").count() == 1
    baru = Pegawai.objects.filter(nama__startswith="Orang ")
    assert set(baru.values_list("events__pgh_context", flat=True)) == {kerja.konteks}
    assert Context.objects.filter(pk=kerja.konteks).exists()
