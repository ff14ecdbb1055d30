"""Real processes to break or to measure: Celery workers and beat, Valkey, an SMTP server."""

import os
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.db import connection
from kombu import Connection

from config.celery import app
from lib import layanan
from lib.proses import Anak, mulai_anak

AKAR = Path(__file__).resolve().parent.parent.parent


def tunggu(syarat: Callable[[], object], *, detik: float, apa: str) -> float:
    """Wait until the condition holds; the seconds it took."""
    mulai = time.monotonic()
    while not syarat():
        if time.monotonic() - mulai > detik:
            raise AssertionError(f"{apa}: belum terjadi setelah {detik:.0f} detik")
        time.sleep(0.05)
    return time.monotonic() - mulai


def menunggu() -> int:
    """How many sessions wait for an advisory lock of a test."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return kursor.fetchone()[0]


def bunuh(anak: Anak) -> None:
    """SIGKILL of a process and its children at once, as the kernel or an operator would."""
    with suppress(ProcessLookupError):
        os.killpg(anak.popen.pid, signal.SIGKILL)
    anak.popen.wait()


class Valkey:
    """A broker of its own, that can be killed and started again with the same data and address."""

    def __init__(self, berjalan: layanan.Layanan) -> None:
        self.layanan = berjalan
        self.url = layanan.url_redis(AKAR, berjalan.nama)

    def mulai(self) -> None:
        layanan.mulai_valkey(self.layanan)

    def bunuh(self) -> None:
        bunuh(self.layanan.daftar_anak.pop())


class ServerSurat:
    """The SMTP server's process and what it accepted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir()
        with socket.socket() as soket:
            soket.bind(("127.0.0.1", 0))
            self.port = int(soket.getsockname()[1])
        self.anak = mulai_anak(
            "SMTP",
            [sys.executable, "-m", "tests.gangguan.server_surat", folder, self.port],
            henti=signal.SIGTERM,
            log=folder / "log",
            cwd=AKAR,
        )
        tunggu(self._menjawab, detik=30, apa="Server surat menjawab")

    def _menjawab(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def tahan(self, ke: int) -> None:
        """Hold the n-th mail, counted from the server's start, at its MAIL command."""
        (self.folder / "tahan").write_text(str(ke))

    def tunggu_tertahan(self) -> None:
        tunggu((self.folder / "tertahan").exists, detik=90, apa="Surat tertahan")

    def lepas(self) -> None:
        (self.folder / "tahan").unlink()
        (self.folder / "tertahan").unlink()

    @property
    def diterima(self) -> list[str]:
        """One line per accepted mail: Message-ID and address, in order."""
        berkas = self.folder / "diterima"
        return berkas.read_text().splitlines() if berkas.exists() else []

    @property
    def ganda(self) -> dict[str, int]:
        """Mails accepted more than once; equal Message-ID and address."""
        return {baris: n for baris, n in Counter(self.diterima).items() if n > 1}


class Celery:
    """Starts workers and beat on the database of this process."""

    def __init__(self, url_redis: str, port_surat: int, folder: Path) -> None:
        self.url_redis = url_redis
        self.folder = folder
        self.daftar: list[Anak] = []
        isi = connection.settings_dict
        url = f"postgres://{isi['USER']}@/{isi['NAME']}?host={isi['OPTIONS']['host']}"
        self.env = os.environ | {
            "DATABASE_URL": url,
            "DATABASE_URL_PEMILIK": url,
            "REDIS_URL": url_redis,
            "EMAIL_PORT": str(port_surat),
            "LINGKUNGAN": "uji",
        }

    def _mulai(self, nama: str, *argumen: object) -> Anak:
        anak = mulai_anak(
            nama,
            [sys.executable, "-m", "celery", "-A", "config", *argumen, "--loglevel", "WARNING"],
            henti=signal.SIGTERM,
            log=self.folder / f"{nama}-{len(self.daftar)}.log",
            env=self.env,
            cwd=AKAR,
        )
        self.daftar.append(anak)
        return anak

    def pekerja(self, antrean: str = "umum,notifikasi", *, sekaligus: int = 1) -> Anak:
        """A real worker on these queues, doing so many tasks at once."""
        opsi = ["--concurrency", sekaligus, "--without-mingle", "--without-gossip"]
        nama = f"pekerja{len(self.daftar)}"
        return self._mulai(nama, "worker", "-Q", antrean, "-n", f"{nama}@%h", *opsi)

    def detak(self) -> Anak:
        """A real beat process with the schedule of the settings."""
        return self._mulai("beat", "beat", "--pidfile=", "--schedule", self.folder / "jadwal")

    def minta(self, tugas: str) -> None:
        """Put one task on the workers' broker, as an action does after its commit."""
        perantara = self.url_redis.replace("unix://", "redis+socket://")
        with Connection(perantara.replace("?db=", "?virtual_host=")) as sambungan:
            app.tasks[tugas].apply_async(connection=sambungan)

    def hentikan(self) -> None:
        while self.daftar:
            bunuh(self.daftar.pop())
