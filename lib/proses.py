"""Child processes that never outlive their parent, locks and exits; standard library only, Linux.

Everything here must run with the system's Python before any virtual environment exists.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)  # loaded before any fork: the child may only call it


class GalatProses(Exception):
    """A process or lock problem whose text a person at the keyboard can act on."""


class SudahBerjalan(GalatProses):
    """Another process holds the lock; `pid` is its number, 0 when unknown."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"sudah berjalan (PID {pid})")
        self.pid = pid


@dataclass(frozen=True)
class Akun:
    """The system account a child runs as."""

    nama: str
    uid: int
    gid: int


@dataclass
class Anak:
    """A child process, the signal that stops it politely, and where it writes."""

    nama: str
    popen: subprocess.Popen[bytes]
    henti: signal.Signals
    log: Path | None

    def mati(self) -> bool:
        return self.popen.poll() is not None

    def akhir_log(self, baris: int = 12) -> str:
        """The last lines it wrote, for a message about its death."""
        if self.log is None or not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-baris:])

    def hentikan(self, batas: float = 30.0) -> None:
        """Ask it to stop, wait `batas` seconds, then kill it."""
        if self.mati():
            return
        self.popen.send_signal(self.henti)
        try:
            self.popen.wait(batas)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()


def mulai_anak(
    nama: str,
    argv: Sequence[object],
    *,
    henti: signal.Signals,
    log: Path | None = None,
    akun: Akun | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Anak:
    """Start a child in its own session, so that Ctrl-C reaches only us, and tie its life to ours.

    When this process dies in any way, the kernel sends `henti` to the child. The tie counts from
    the starting thread: call this from the main thread. With `akun` (root only) the child runs as
    that account.
    """
    induk = os.getpid()

    def ikat() -> None:
        _LIBC.prctl(PR_SET_PDEATHSIG, int(henti))
        if os.getppid() != induk:
            os._exit(1)

    keluaran = log.open("ab") if log else None
    try:
        popen = subprocess.Popen(
            [str(bagian) for bagian in argv],
            stdin=subprocess.DEVNULL,
            stdout=keluaran,
            stderr=subprocess.STDOUT if keluaran else None,
            start_new_session=True,
            preexec_fn=ikat,  # noqa: PLW1509 - async-signal-safe: one system call
            env=dict(env) if env is not None else None,
            cwd=cwd,
            **_identitas(akun),
        )
    finally:
        if keluaran:
            keluaran.close()
    return Anak(nama, popen, henti, log)


def jalankan_sebagai(
    argv: Sequence[object], *, akun: Akun | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a short command to its end and return it with its output; it never raises on failure."""
    return subprocess.run(
        [str(bagian) for bagian in argv],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env=dict(env) if env is not None else None,
        cwd="/",
        **_identitas(akun),
    )


def _identitas(akun: Akun | None) -> dict[str, Any]:
    if akun is None:
        return {}
    return {"user": akun.uid, "group": akun.gid, "extra_groups": []}


@contextmanager
def kunci(berkas: Path) -> Iterator[None]:
    """Hold an exclusive lock for this process; the kernel frees it however the process ends.

    Raises SudahBerjalan when another process holds it.
    """
    with berkas.open("a+") as pegangan:
        try:
            fcntl.flock(pegangan, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SudahBerjalan(_pid_dari(berkas)) from None
        pegangan.truncate(0)
        pegangan.write(str(os.getpid()))
        pegangan.flush()
        yield


def pemegang_kunci(berkas: Path) -> int | None:
    """The number of the process that holds the lock, or None when nobody does."""
    if not berkas.exists():
        return None
    try:
        with berkas.open("r") as pegangan:
            fcntl.flock(pegangan, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _pid_dari(berkas)
    return None


def _pid_dari(berkas: Path) -> int:
    teks = berkas.read_text().strip()
    return int(teks) if teks.isdigit() else 0


def keluar_saat_diminta() -> None:
    """Turn TERM, HUP and INT into SystemExit, so that `finally` blocks run."""

    def keluar(nomor: int, _bingkai: FrameType | None) -> None:
        raise SystemExit(128 + nomor)

    for sinyal in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(sinyal, keluar)


@contextmanager
def tanpa_gangguan() -> Iterator[None]:
    """Ignore TERM, HUP and INT inside: a second Ctrl-C must not cut the stopping short."""
    lama = {
        s: signal.signal(s, signal.SIG_IGN) for s in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    }
    try:
        yield
    finally:
        for sinyal, penangan in lama.items():
            signal.signal(sinyal, penangan)


def proses_bertanda(tanda: str) -> list[int]:
    """Processes, other than this one, whose environment holds the exact entry `NAME=value`.

    Finds what a killed launcher left behind; processes of other accounts are not readable and
    not ours.
    """
    cari = tanda.encode()
    hasil = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit() or int(folder.name) == os.getpid():
            continue
        with suppress(OSError):
            if cari in (folder / "environ").read_bytes().split(b"\0"):
                hasil.append(int(folder.name))
    return sorted(hasil)


def hentikan_bertanda(tanda: str, *, batas: float = 10.0) -> int:
    """Stop every process marked with `tanda` (TERM, then KILL after `batas` seconds); how many."""
    awal = proses_bertanda(tanda)
    tenggat = time.monotonic() + batas
    sinyal = signal.SIGTERM
    while sisa := proses_bertanda(tanda):
        for pid in sisa:
            with suppress(ProcessLookupError):
                os.kill(pid, sinyal)
        if time.monotonic() > tenggat:
            sinyal = signal.SIGKILL
        time.sleep(0.3)
    return len(awal)
