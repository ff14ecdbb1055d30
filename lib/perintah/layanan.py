"""bin/layanan: PostgreSQL and Valkey of this checkout, for those who develop."""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from lib import layanan
from lib.proses import GalatProses, keluar_saat_diminta


def main(akar: Path, argumen: list[str]) -> int:
    """Run in the foreground until Ctrl-C; --latar in the background; --henti stops that one."""
    pilihan = _baca(argumen)
    try:
        if pilihan.henti:
            return _henti(akar, pilihan.nama)
        if pilihan.latar:
            return _latar(akar, pilihan.nama)
        return _depan(akar, pilihan.nama, cepat=pilihan.cepat)
    except GalatProses as galat:
        print(f"Gagal: {galat}", file=sys.stderr)
        return 1


def _baca(argumen: list[str]) -> argparse.Namespace:
    p = argparse.ArgumentParser(
        prog="bin/layanan", description="PostgreSQL dan Valkey salinan ini."
    )
    p.add_argument("--latar", action="store_true", help="jalan di latar belakang")
    p.add_argument("--henti", action="store_true", help="hentikan yang di latar belakang")
    p.add_argument("--cepat", action="store_true", help="tanpa fsync: untuk pengujian")
    p.add_argument("--nama", default="", help="perangkat layanan terpisah dengan nama ini")
    return p.parse_args(argumen)


def _depan(akar: Path, nama: str, *, cepat: bool) -> int:
    keluar_saat_diminta()
    opsi = layanan.UNTUK_UJI if cepat else layanan.UNTUK_DATA
    with layanan.jalankan(akar, nama, opsi=opsi) as berjalan:
        for kunci, nilai in layanan.lingkungan(akar, nama).items():
            print(f"export {kunci}='{nilai}'")
        print("Siap. Ctrl-C menghentikan.", flush=True)
        while True:
            time.sleep(0.5)
            berjalan.periksa()


def _latar(akar: Path, nama: str) -> int:
    if pid := layanan.pid_berjalan(akar, nama):
        print(f"Sudah berjalan (PID {pid}).")
        return 0
    log = layanan.folder_log(akar, nama) / "layanan.log"
    with log.open("wb") as keluaran:
        proses = subprocess.Popen(
            [sys.executable, str(akar / "bin/layanan"), "--nama", nama],
            stdin=subprocess.DEVNULL,
            stdout=keluaran,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd="/",
        )
    while "Siap." not in log.read_text():
        if proses.poll() is not None:
            print(log.read_text(), file=sys.stderr)
            return 1
        time.sleep(0.05)
    print(f"Siap di latar belakang (PID {proses.pid}); bin/layanan --henti menghentikan.")
    return 0


def _henti(akar: Path, nama: str) -> int:
    pid = layanan.pid_berjalan(akar, nama)
    if not pid:
        print("Tidak ada yang berjalan.")
        return 0
    os.kill(pid, signal.SIGTERM)
    while layanan.pid_berjalan(akar, nama):
        time.sleep(0.1)
    print("Berhenti.")
    return 0
