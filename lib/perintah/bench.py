"""bin/bench: measure against physical limits of the same run; one JSON object a line."""

import argparse
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

from lib import layanan
from lib.perintah.basis_uji import lingkungan_uji
from lib.perintah.langkah import perintah
from lib.perintah.setup import pasang
from lib.proses import GalatProses, keluar_saat_diminta

NAMA_LAYANAN = "bench"
OPSI = layanan.UNTUK_DATA | {"shared_buffers": "512MB", "max_wal_size": "4GB", "work_mem": "32MB"}


def main(akar: Path, argumen: list[str]) -> int:
    """Measure the named benches, or all; 1 when one misses its goal or breaks."""
    ada = sorted(b.stem for b in (akar / "tests/bench").glob("[a-z]*.py"))
    p = argparse.ArgumentParser(prog="bin/bench", description="Mengukur; satu objek JSON sebaris.")
    p.add_argument("nama", nargs="*", help=f"yang ada: {' '.join(ada)}")
    p.add_argument("--besar", action="store_true", help="dengan data ukuran penuh")
    pilihan = p.parse_args(argumen)
    if asing := set(pilihan.nama) - set(ada):
        p.error(f"tidak ada: {' '.join(sorted(asing))}. Yang ada: {' '.join(ada)}")
    keluar_saat_diminta()
    try:
        return _ukur(akar, pilihan.nama or ada, besar=pilihan.besar)
    except GalatProses as galat:
        print(f"Gagal: {galat}", file=sys.stderr)
        return 1


def _ukur(akar: Path, daftar: list[str], *, besar: bool) -> int:
    """Run each bench in a process of its own; data stay for the next run."""
    with redirect_stdout(sys.stderr):  # standard output carries JSON only
        pasang(akar, dev=True)
    kode = 0
    with layanan.jalankan(akar, NAMA_LAYANAN, opsi=OPSI):
        env = lingkungan_uji(akar, NAMA_LAYANAN) | {"LINGKUNGAN": "demo"}
        python = akar / ".venv/bin/python"
        log = akar / "var" / NAMA_LAYANAN / "siapkan.log"
        langkah = ["migrate --no-input", "terapkan_hak", "collectstatic --no-input -v 0"]
        for argumen in map(str.split, langkah):
            perintah([python, "manage.py", *argumen], log=log, env=env, cwd=akar)
        for nama in daftar:
            argv = [str(python), "-m", "lib.perintah.bench_satu", nama]
            argv += ["--besar"] if besar else []
            kode |= subprocess.run(argv, check=False, env=env, cwd=akar).returncode
    return 1 if kode else 0
