"""No message is lost, whatever dies (invariant 7).

The faults come from outside: the SMTP server holds a mail, or the test holds a row, so that a
process can be killed at an exact point; the product has no switch for it.
"""

import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.utils import timezone

from evaluasi.models import Instrumen
from instansi.models import Pengguna
from instansi.tests.factories import buat_pemda, buat_unit
from lib.proses import Anak
from notifikasi.actions import antrekan_banyak
from notifikasi.models import Pesan
from notifikasi.rules import Butir
from tests.gangguan.data import tugas_terbuka
from tests.gangguan.proses import AKAR, Celery, ServerSurat, Valkey, bunuh, tunggu

pytestmark = pytest.mark.gangguan

JUMLAH = 500
PULIH = 90  # seconds: invariant 7
TUGAS = "notifikasi.tasks.kirim_pesan"


@pytest.fixture
def antrekan(transactional_db: None) -> Callable[[int], None]:
    """Queue that many messages, each for another person, due now."""

    def lakukan(jumlah: int) -> None:
        unit = buat_unit(buat_pemda("Palu", "Asia/Makassar"), "Dinas Pendidikan")
        instrumen = Instrumen.objects.create(pemda=unit.pemda, kode="reaksi", nama="Reaksi")
        kini = timezone.now()
        tugas = tugas_terbuka(unit, instrumen, jumlah, kini=kini)
        antrekan_banyak(
            jenis="evaluasi_buka",
            butir=[Butir(f"tugas:{t.pk}", t.pegawai.pengguna.pk) for t in tugas],
            jatuh_tempo=kini,
            pemda=unit.pemda_id,
            oleh="sistem:uji",
            sekarang=kini,
        )

    return lakukan


def terkirim() -> int:
    return Pesan.objects.filter(status=Pesan.Status.TERKIRIM).count()


def tunggu_semua(jumlah: int = JUMLAH, detik: float = PULIH) -> float:
    return tunggu(lambda: terkirim() == jumlah, detik=detik, apa=f"{jumlah} pesan terkirim")


def periksa(server: ServerSurat, *, ganda: int) -> None:
    """Everyone got the mail; at most so many twice, and those with the same Message-ID."""
    alamat = {baris.split()[1] for baris in server.diterima}
    assert alamat == {f"peserta{n}@uji.example" for n in range(JUMLAH)}
    assert len({baris.split()[0] for baris in server.diterima}) == JUMLAH
    assert len(server.diterima) - JUMLAH == sum(n - 1 for n in server.ganda.values()) == ganda


def test_worker_killed_at_three_points(
    celery: Celery, server_surat: ServerSurat, antrekan: Callable[[int], None]
) -> None:
    """Before sending; after 250 of 500; after the server's acceptance and before our commit."""
    antrekan(JUMLAH)
    server_surat.tahan(1)
    pekerja = celery.pekerja()
    celery.minta(TUGAS)
    server_surat.tunggu_tertahan()
    assert Pesan.objects.filter(status=Pesan.Status.DIKLAIM).exists()
    assert terkirim() == 0
    bunuh(pekerja)

    pekerja = lanjut(celery, server_surat, ke=252)
    tunggu(lambda: terkirim() == 250, detik=10, apa="250 pesan dicatat")
    bunuh(pekerja)

    pekerja = lanjut(celery, server_surat, ke=303)
    tunggu(lambda: terkirim() == 300, detik=10, apa="300 pesan dicatat")
    with transaction.atomic():
        # While the rows are locked, the worker cannot record what the server accepts.
        list(Pesan.objects.select_for_update().filter(status=Pesan.Status.DIKLAIM))
        server_surat.lepas()
        tunggu(lambda: len(server_surat.diterima) == 301, detik=10, apa="Surat ke-301 diterima")
        bunuh(pekerja)
    assert terkirim() == 300

    celery.pekerja()
    celery.detak()
    tunggu_semua()
    periksa(server_surat, ganda=1)


def lanjut(celery: Celery, server: ServerSurat, *, ke: int) -> Anak:
    """A new worker sends on, until the server holds its ke-th mail."""
    server.lepas()
    server.tahan(ke)
    pekerja = celery.pekerja()
    celery.minta(TUGAS)
    server.tunggu_tertahan()
    return pekerja


def test_valkey_killed_and_started_again(
    celery: Celery, server_surat: ServerSurat, valkey: Valkey, antrekan: Callable[[int], None]
) -> None:
    antrekan(JUMLAH)
    server_surat.tahan(101)
    celery.pekerja()
    celery.detak()
    celery.minta(TUGAS)
    server_surat.tunggu_tertahan()

    valkey.bunuh()
    server_surat.lepas()
    valkey.mulai()

    tunggu_semua()
    periksa(server_surat, ganda=0)


PERINTAH = """
from django.utils import timezone
from notifikasi.actions import antrekan_pesan
from instansi.models import Pengguna
orang, kini = Pengguna.objects.get(), timezone.now()
antrekan_pesan(jenis="kelas_undangan", sasaran="pendaftaran:1", penerima=[orang.pk],
               jatuh_tempo=kini, pemda=orang.pemda_id, oleh=orang, sekarang=kini)
print("berhasil")
"""


def test_broker_that_is_down_fails_no_command(celery: Celery, valkey: Valkey) -> None:
    Pengguna.objects.create_user(
        username="uji", nama="Uji", pemda=buat_pemda("Palu", "Asia/Makassar")
    )
    valkey.bunuh()
    mulai = time.monotonic()

    hasil = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", PERINTAH],
        env=celery.env,
        cwd=AKAR,
        capture_output=True,
        text=True,
        check=False,
        timeout=PULIH,
    )

    assert hasil.stdout.strip() == "berhasil", hasil.stderr
    assert "OperationalError" in hasil.stderr
    assert time.monotonic() - mulai < PULIH
    assert Pesan.objects.get().status == Pesan.Status.ANTRE


def test_rows_that_were_never_enqueued_and_a_mail_server_that_was_down(
    celery: Celery, server_surat: ServerSurat, antrekan: Callable[[int], None]
) -> None:
    antrekan(JUMLAH)
    celery.env["EMAIL_PORT"] = "1"
    pekerja = celery.pekerja()
    celery.minta(TUGAS)
    tunggu(lambda: "terputus" in pekerja.akhir_log(), detik=60, apa="Server surat tidak terhubung")
    assert not Pesan.objects.exclude(status=Pesan.Status.ANTRE).exists()
    bunuh(pekerja)

    celery.env["EMAIL_PORT"] = str(server_surat.port)
    celery.pekerja()
    celery.detak()

    tunggu_semua()
    periksa(server_surat, ganda=0)


def test_postgresql_connections_cut(
    celery: Celery, server_surat: ServerSurat, antrekan: Callable[[int], None]
) -> None:
    """Once between a mail's acceptance and our commit, then again and again: no duplicate."""
    antrekan(JUMLAH)
    server_surat.tahan(101)
    celery.pekerja()
    celery.minta(TUGAS)
    server_surat.tunggu_tertahan()
    putuskan()
    server_surat.lepas()
    celery.detak()
    for batas in (150, 250, 350):
        tunggu(lambda n=batas: terkirim() >= n, detik=PULIH, apa=f"{batas} pesan terkirim")
        putuskan()

    tunggu_semua()
    periksa(server_surat, ganda=0)


def putuskan() -> None:
    """End the workers' connections to the test database, as an administrator would."""
    tunggu(lambda: _putuskan() > 0, detik=30, apa="Sambungan pekerja diputus")


def _putuskan() -> int:
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return kursor.fetchone()[0]
