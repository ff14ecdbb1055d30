"""PostgreSQL and Valkey of one checkout, from wheels: no Docker, no root, no network port.

Standard library only: launchers run it before any virtual environment exists. The programs are
started as plain foreground children; the wheels' own Python interfaces are not used, because they
open the parent folders of the data and leave servers behind (docs/adr/).
"""

import os
import shutil
import signal
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from lib.proses import (
    Akun,
    Anak,
    GalatProses,
    SudahBerjalan,
    jalankan_sebagai,
    kunci,
    mulai_anak,
    pemegang_kunci,
    tanpa_gangguan,
)
from lib.tempat import (
    BASIS_DATA,
    PEMILIK,
    PERAN_APLIKASI,
    akun_layanan,
    biner_postgres,
    biner_valkey,
    folder_dasar,
    folder_soket,
    lingkungan,
    sidik,
    url_aplikasi,
    url_pemilik,
    url_redis,
)

__all__ = [
    "BASIS_DATA",
    "PEMILIK",
    "PERAN_APLIKASI",
    "GalatLayanan",
    "Layanan",
    "folder_soket",
    "jalankan",
    "lingkungan",
    "psql",
    "sidik",
    "url_aplikasi",
    "url_pemilik",
    "url_redis",
]

LINGKUNGAN_BERSIH = {"LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin", "TZ": "UTC"}
# Data lie on solid-state disks or in memory: following an index is as cheap as reading on.
UNTUK_DATA = {"max_connections": "200", "log_checkpoints": "off", "random_page_cost": "1.1"}
UNTUK_UJI = UNTUK_DATA | {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
TUNGGU_PEMULIHAN = 180.0  # seconds; crash recovery of a large database may take long


class GalatLayanan(GalatProses):
    """A local service cannot run; the text says why and what to do."""


@dataclass
class Layanan:
    """The running services of one checkout (and one `nama`)."""

    akar: Path
    nama: str = ""
    opsi: dict[str, str] = field(default_factory=lambda: dict(UNTUK_DATA))
    daftar_anak: list[Anak] = field(default_factory=list)

    @property
    def dasar(self) -> Path:
        return folder_dasar(self.akar) / self.nama

    @property
    def soket(self) -> Path:
        return folder_soket(self.akar, self.nama)

    @property
    def data(self) -> Path:
        return self.dasar / "pg"

    @property
    def akun(self) -> Akun | None:
        return akun_layanan(self.data)

    def periksa(self) -> None:
        """Raise GalatLayanan when a service has died, with the end of its log."""
        for anak in self.daftar_anak:
            if anak.mati():
                raise GalatLayanan(_kabar_mati(anak))

    def hentikan(self) -> None:
        """Stop in the reverse order of starting: Valkey, then PostgreSQL."""
        with tanpa_gangguan():
            while self.daftar_anak:
                self.daftar_anak.pop().hentikan()


@contextmanager
def jalankan(
    akar: Path,
    nama: str = "",
    *,
    opsi: dict[str, str] | None = None,
    postgres: bool = True,
    valkey: bool = True,
) -> Iterator[Layanan]:
    """Run the services while the block runs; `postgres` or `valkey` False leaves one out.

    Raises SudahBerjalan when they run for this checkout already, GalatLayanan when one can't start.
    """
    layanan = Layanan(akar.resolve(), nama, dict(opsi or UNTUK_DATA))
    _siapkan_folder(layanan)
    with kunci(layanan.dasar / "layanan.kunci"):
        try:
            if postgres:
                mulai_postgres(layanan)
            if valkey:
                mulai_valkey(layanan)
            yield layanan
        finally:
            layanan.hentikan()


def pid_berjalan(akar: Path, nama: str = "") -> int | None:
    """The launcher that runs this checkout's services now, or None."""
    return pemegang_kunci(folder_dasar(akar) / nama / "layanan.kunci")


def hapus_data(akar: Path, nama: str = "") -> None:
    """Delete both data folders; refuses while the services run."""
    if pid := pid_berjalan(akar, nama):
        raise SudahBerjalan(pid)
    for folder in ("pg", "pg.baru", "valkey"):
        jalur = folder_dasar(akar) / nama / folder
        if jalur.exists():
            shutil.rmtree(jalur)


def mulai_postgres(layanan: Layanan) -> None:
    """Create the cluster at the first start, then start PostgreSQL and wait until it answers.

    Ensures the database and the application's role; rights are given by manage.py terapkan_hak.
    """
    biner = biner_postgres(layanan.akar)
    _pastikan_klaster(layanan, biner)
    for _percobaan in range(20):
        _bereskan_pid_basi(layanan)
        anak = mulai_anak(
            "PostgreSQL",
            [biner / "postgres", "-D", layanan.data, "-k", layanan.soket, "-c", "listen_addresses="]
            + [
                bagian
                for kunci_, nilai in layanan.opsi.items()
                for bagian in ("-c", f"{kunci_}={nilai}")
            ],
            henti=signal.SIGINT,
            log=_log_baru(layanan, "postgres.log"),
            akun=layanan.akun,
            env=LINGKUNGAN_BERSIH,
            cwd=Path("/"),
        )
        if _tunggu_postgres(anak, layanan):
            break
        time.sleep(0.5)  # backends of a killed server still hold its shared memory
    else:
        raise GalatLayanan(_kabar_mati(anak))
    layanan.daftar_anak.append(anak)
    _pastikan_basis_data(layanan)


def mulai_valkey(layanan: Layanan) -> None:
    """Start Valkey and wait until it answers."""
    data = _folder_milik(layanan.dasar / "valkey", layanan.akun)
    soket = layanan.soket / "valkey.sock"
    anak = mulai_anak(
        "Valkey",
        [
            biner_valkey(layanan.akar),
            "--port",
            "0",
            "--unixsocket",
            soket,
            "--unixsocketperm",
            "700",
        ]
        + ["--dir", data, "--save", "60 1", "--daemonize", "no"],
        henti=signal.SIGTERM,
        log=_log_baru(layanan, "valkey.log"),
        akun=layanan.akun,
        env=LINGKUNGAN_BERSIH,
        cwd=Path("/"),
    )
    tenggat = time.monotonic() + 30
    while not _valkey_menjawab(soket):
        if anak.mati() or time.monotonic() > tenggat:
            anak.hentikan()
            raise GalatLayanan(_kabar_mati(anak))
        time.sleep(0.02)
    layanan.daftar_anak.append(anak)


def _siapkan_folder(layanan: Layanan) -> None:
    """Make var/, the sockets' folder and the log's folder; open to others only what is new."""
    dasar = layanan.akar / "var"
    for folder in (dasar, folder_dasar(layanan.akar), layanan.dasar, layanan.dasar / "log"):
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o755)
    _folder_milik(layanan.soket, layanan.akun)
    tautan = dasar / layanan.nama / "pg"
    if folder_dasar(layanan.akar) != dasar and not layanan.nama and not tautan.is_symlink():
        tautan.symlink_to(layanan.data)


def _folder_milik(folder: Path, akun: Akun | None) -> Path:
    """A folder of mode 0700 that belongs to the servers' account; refuses one that is another's."""
    uid = akun.uid if akun else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        if akun:
            os.chown(folder, akun.uid, akun.gid)
    except FileExistsError:
        if folder.stat().st_uid != uid or folder.is_symlink():
            raise GalatLayanan(
                f"Folder {folder} milik akun lain (uid {folder.stat().st_uid}). "
                "Jalankan dengan akun yang sama seperti sebelumnya, atau pindahkan folder itu."
            ) from None
    return folder


def folder_log(akar: Path, nama: str = "") -> Path:
    """Where the services' logs go; made when missing."""
    layanan = Layanan(akar.resolve(), nama)
    _siapkan_folder(layanan)
    return layanan.dasar / "log"


def _log_baru(layanan: Layanan, nama: str) -> Path:
    """The log of this start; the previous one is kept as .lama."""
    log = layanan.dasar / "log" / nama
    if log.exists():
        log.replace(log.with_suffix(".lama"))
    return log


def _pastikan_klaster(layanan: Layanan, biner: Path) -> None:
    """initdb into a folder beside, renamed when complete: an interrupted start leaves no half."""
    if (layanan.data / "PG_VERSION").exists():
        _tolak_versi_lain(layanan.data, biner)
        return
    baru = layanan.data.with_name("pg.baru")
    shutil.rmtree(baru, ignore_errors=True)
    _folder_milik(baru, layanan.akun)
    hasil = jalankan_sebagai(
        [biner / "initdb", "-D", baru, "-U", PEMILIK, "--auth=trust", "-E", "UTF8", "--no-sync"]
        + ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"],
        akun=layanan.akun,
        env=LINGKUNGAN_BERSIH,
    )
    if hasil.returncode:
        raise GalatLayanan(f"PostgreSQL gagal menyiapkan datanya:\n{_sebab(hasil.stderr)}")
    baru.rename(layanan.data)


def _tolak_versi_lain(data: Path, biner: Path) -> None:
    versi_data = (data / "PG_VERSION").read_text().strip()
    versi_biner = jalankan_sebagai([biner / "postgres", "-V"]).stdout.split()[-1].split(".")[0]
    if versi_data != versi_biner:
        raise GalatLayanan(
            f"Data di {data} dari PostgreSQL {versi_data}, sedangkan yang terpasang {versi_biner}. "
            "Pindahkan dengan pg_dump dari versi lama, atau mulai lagi dengan bin/demo --reset."
        )


def _bereskan_pid_basi(layanan: Layanan) -> None:
    """Remove the pid and socket locks of a server that is gone, whoever has its number now.

    Waits up to 30 s for a server that is still stopping; raises GalatLayanan when it stays.
    """
    tenggat = time.monotonic() + 30
    while _server_hidup(layanan.data):
        if time.monotonic() > tenggat:
            raise GalatLayanan(f"PostgreSQL untuk {layanan.data} sudah berjalan di luar peluncur.")
        time.sleep(0.2)
    for berkas in (layanan.data / "postmaster.pid", layanan.soket / ".s.PGSQL.5432.lock"):
        berkas.unlink(missing_ok=True)


def _server_hidup(data: Path) -> bool:
    """Whether the process that postmaster.pid names works in this very folder."""
    try:
        pid = (data / "postmaster.pid").read_text().split()[0]
        return os.readlink(f"/proc/{pid}/cwd") == str(data.resolve())
    except (OSError, IndexError):
        return False


def _tunggu_postgres(anak: Anak, layanan: Layanan) -> bool:
    """True when it answers, False when it died of a predecessor's memory, else raises."""
    tenggat = time.monotonic() + TUNGGU_PEMULIHAN
    while not _postgres_menjawab(layanan.soket / ".s.PGSQL.5432"):
        if anak.mati():
            if "still in use" in anak.akhir_log() or "still running" in anak.akhir_log():
                return False
            raise GalatLayanan(_kabar_mati(anak))
        if time.monotonic() > tenggat:
            anak.hentikan()
            raise GalatLayanan(f"PostgreSQL tidak menjawab dalam {TUNGGU_PEMULIHAN:.0f} detik.")
        time.sleep(0.02)
    return True


def _postgres_menjawab(soket: Path) -> bool:
    """Whether it admits the owner: a start-up message is answered by 'R', not by an error."""
    isi = struct.pack("!i", 196_608) + f"user\0{PEMILIK}\0database\0postgres\0\0".encode()
    with suppress(OSError), socket.socket(socket.AF_UNIX) as sambungan:
        sambungan.settimeout(5)
        sambungan.connect(str(soket))
        sambungan.sendall(struct.pack("!i", len(isi) + 4) + isi)
        if sambungan.recv(1) == b"R":
            sambungan.sendall(b"X\0\0\0\4")
            return True
    return False


def _pastikan_basis_data(layanan: Layanan) -> None:
    """Create the application's role and the database where they are missing."""
    ada = psql(
        layanan,
        "SELECT 'peran ' || rolname FROM pg_roles "
        "UNION ALL SELECT 'basis ' || datname FROM pg_database",
    ).splitlines()
    if f"peran {PERAN_APLIKASI}" not in ada:
        psql(layanan, f"CREATE ROLE {PERAN_APLIKASI} LOGIN")
    if f"basis {BASIS_DATA}" not in ada:
        psql(layanan, f"CREATE DATABASE {BASIS_DATA} OWNER {PEMILIK}")


def psql(layanan: Layanan, perintah: str, *, basis: str = "postgres", peran: str = PEMILIK) -> str:
    """Run one SQL command in the running cluster; its unaligned output. Raises GalatLayanan."""
    hasil = jalankan_sebagai(
        [biner_postgres(layanan.akar) / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1"]
        + ["-h", layanan.soket, "-U", peran, "-d", basis, "-c", perintah],
        env=LINGKUNGAN_BERSIH,
    )
    if hasil.returncode:
        raise GalatLayanan(f"PostgreSQL menolak perintah:\n{_sebab(hasil.stderr)}")
    return hasil.stdout.strip()


def _valkey_menjawab(soket: Path) -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX) as sambungan:
        sambungan.settimeout(1)
        sambungan.connect(str(soket))
        sambungan.sendall(b"PING\r\n")
        return sambungan.recv(16).startswith(b"+PONG")
    return False


def _kabar_mati(anak: Anak) -> str:
    return f"{anak.nama} berhenti sendiri (kode {anak.popen.poll()}):\n{_sebab(anak.akhir_log())}"


def _sebab(teks: str) -> str:
    """The text, with a plain sentence first where the disk is full."""
    if "No space left on device" in teks:
        return "Penyimpanan penuh. Kosongkan sebagian, lalu jalankan lagi.\n" + teks
    return teks
