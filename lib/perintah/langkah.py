"""Steps of a launcher: each prints its name, what it does and its time."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from lib.proses import GalatProses

LEBAR = 46


def detik(lama: float) -> str:
    """A duration for people: "0,4 dtk", "75 dtk"."""
    return f"{lama:.1f} dtk".replace(".", ",") if lama < 10 else f"{lama:.0f} dtk"


@contextmanager
def langkah(nama: str) -> Iterator[Callable[[], None]]:
    """Print the step's name at once and its time when it ends; "gagal" when it raises.

    Yields a function that ends the step early, for a block that goes on with something else.
    """
    mulai = time.monotonic()
    selesai = False

    def akhiri() -> None:
        nonlocal selesai
        if not selesai:
            selesai = True
            print(detik(time.monotonic() - mulai), flush=True)

    print(f"  {nama} ".ljust(LEBAR, "."), end=" ", flush=True)
    try:
        yield akhiri
    except BaseException:
        if not selesai:
            print("gagal", flush=True)
        raise
    akhiri()


def perintah(
    argv: Sequence[object],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    tampil: bool = False,
) -> None:
    """Run a command with its output in `log`; raises GalatProses with the output's end.

    On a terminal the last line of output is shown behind the step's name while it runs. With
    `tampil` its standard output is shown instead, and only its errors go to `log`.
    """
    with log.open("ab") as keluaran:
        awal = keluaran.tell()
        proses = subprocess.Popen(
            [str(bagian) for bagian in argv],
            stdin=subprocess.DEVNULL,
            stdout=None if tampil else keluaran,
            stderr=keluaran,
            env=dict(env) if env is not None else None,
            cwd=cwd,
        )
        try:
            _tunggu(proses, log, awal, layar=sys.stdout.isatty() and not tampil)
        finally:
            if proses.poll() is None:
                proses.terminate()
                proses.wait()
    if proses.returncode:
        ekor = "\n".join(_teks(log, awal).splitlines()[-15:])
        raise GalatProses(
            f"{penuh(ekor)}{' '.join(str(b) for b in argv[:4])} ... gagal "
            f"(kode {proses.returncode}); selengkapnya di {log}:\n{ekor}"
        )


def penuh(teks: str) -> str:
    """A sentence to put first when the text tells of a full disk, else nothing."""
    if "No space left on device" in teks:
        return "Penyimpanan penuh. Kosongkan sebagian, lalu jalankan lagi.\n"
    return ""


def _tunggu(proses: subprocess.Popen[bytes], log: Path, awal: int, *, layar: bool) -> None:
    tampil = ""
    while proses.poll() is None:
        time.sleep(0.1)
        if layar:
            baris = _teks(log, awal).splitlines()
            print("\b \b" * len(tampil), end="")
            tampil = baris[-1].strip()[:30] if baris else ""
            print(tampil, end="", flush=True)
    print("\b \b" * len(tampil), end="", flush=True)


def _teks(log: Path, awal: int) -> str:
    with log.open("rb") as berkas:
        berkas.seek(awal)
        return berkas.read().decode(errors="replace")
