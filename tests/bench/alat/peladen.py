"""Databases of a size, gunicorn as in the Procfile, and the times of its answers."""

import hashlib
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.utils import timezone

from tests.bench.alat import data_besar, data_jejak

KECIL, BESAR = 500, 50_000  # people
ULANG = 9  # rounds: of five, medians of one machine moved by 15 %
BANYAK = {1: 5, 8: 16}  # requests a run, by concurrency
Sasaran = tuple[int, str, str]  # port, address, session


def lingkungan_basis(nama: str) -> dict[str, str]:
    """The environment of a process that works on the database `nama` of the bench's services."""
    env = dict(os.environ)
    for kunci in ("DATABASE_URL", "DATABASE_URL_PEMILIK"):
        env[kunci] = re.sub(r"/[a-z_]+\?", f"/{nama}?", env[kunci])
    return env


def siapkan_basis(pegawai: int) -> str:
    """The database with that many people; filled when its generator or the week has changed."""
    nama = f"bench_{pegawai}"
    env = lingkungan_basis(nama)
    tahun, pekan, _ = timezone.localdate().isocalendar()
    isi = Path(data_besar.__file__).read_bytes() + f"{tahun}/{pekan}".encode()
    sidik = hashlib.sha256(isi).hexdigest()
    if _stempel(nama) != sidik:
        _perintah_sql(f'DROP DATABASE IF EXISTS "{nama}"', f'CREATE DATABASE "{nama}"')
        _manage(env, "migrate", "-v0")
        pemilik = env | {"PERAN_BASIS_DATA": "pemilik"}
        _jalankan(pemilik, "-m", "tests.bench.alat", "data_besar", str(pegawai))
        _perintah_sql(f"COMMENT ON DATABASE \"{nama}\" IS '{sidik}'")
    else:
        _manage(env, "migrate", "-v0")
    _manage(env, "terapkan_hak")
    _jalankan(env | {"PERAN_BASIS_DATA": "pemilik"}, "-m", "tests.bench.alat", "data_besar:ringkas")
    return nama


def siapkan_jejak(peristiwa: int) -> str:
    """The small city with that many events in its history; filled anew as siapkan_basis does."""
    nama, induk = f"bench_jejak_{peristiwa}", siapkan_basis(KECIL)
    env = lingkungan_basis(nama)
    isi = f"{_stempel(induk)}".encode() + Path(data_jejak.__file__).read_bytes()
    sidik = hashlib.sha256(isi).hexdigest()
    if _stempel(nama) != sidik:
        _perintah_sql(
            f'DROP DATABASE IF EXISTS "{nama}"', f'CREATE DATABASE "{nama}" TEMPLATE "{induk}"'
        )
        pemilik = env | {"PERAN_BASIS_DATA": "pemilik"}
        _jalankan(pemilik, "-m", "tests.bench.alat", "data_jejak", str(peristiwa))
        _perintah_sql(f"COMMENT ON DATABASE \"{nama}\" IS '{sidik}'")
    _manage(env, "migrate", "-v0")
    _manage(env, "terapkan_hak")
    return nama


def salin_basis(nama: str) -> str:
    """A database of that name with every table and nobody in it."""
    induk = re.search(r"/([a-z_]+)\?", os.environ["DATABASE_URL_PEMILIK"]).group(1)
    _perintah_sql(
        f'DROP DATABASE IF EXISTS "{nama}"', f'CREATE DATABASE "{nama}" TEMPLATE "{induk}"'
    )
    return nama


def tanya_alat(env: dict[str, str], alat: str, *argumen: str) -> Any:
    """What one step of tests.bench.alat prints, run in its own process."""
    argv = [sys.executable, "-m", "tests.bench.alat", alat, *argumen]
    hasil = subprocess.run(argv, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(hasil.stdout)


def _stempel(nama: str) -> str | None:
    with _sambungan() as kursor:
        kursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [nama],
        )
        baris = kursor.fetchone()
    return baris[0] if baris else None


def _perintah_sql(*daftar: str) -> None:
    with _sambungan() as kursor:
        for sql in daftar:
            kursor.execute(sql)


@contextmanager
def _sambungan() -> Iterator[object]:
    soket = re.search(r"host=([^&]+)", os.environ["DATABASE_URL_PEMILIK"]).group(1)
    sambungan = psycopg2.connect(host=soket, user="pembinaan", dbname="postgres")
    sambungan.autocommit = True
    try:
        yield sambungan.cursor()
    finally:
        sambungan.close()


def _manage(env: dict[str, str], *argumen: str) -> None:
    _jalankan(env, "manage.py", *argumen)


def _jalankan(env: dict[str, str], *argumen: str) -> None:
    subprocess.run([sys.executable, *argumen], env=env, check=True, stdout=sys.stderr)


@contextmanager
def gunicorn(env: dict[str, str], *, lantai: bool = False) -> Iterator[int]:
    """The server of the Procfile on a free port; with the floors in place of the product."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        porta = s.getsockname()[1]
    procfile = (Path(settings.BASE_DIR) / "Procfile").read_text()
    baris = next(b for b in procfile.splitlines() if b.startswith("web:"))
    argv = baris.removeprefix("web: exec ").replace("$PORT", str(porta)).split()
    if lantai:
        argv[argv.index("config.wsgi")] = "tests.bench.alat.lantai:aplikasi()"
    proses = subprocess.Popen([sys.executable, "-m", *argv], env=env, stdout=sys.stderr)
    try:
        _tunggu(porta, proses)
        yield porta
    finally:
        proses.terminate()
        proses.wait(30)


def _tunggu(porta: int, proses: subprocess.Popen) -> None:
    for _ in range(600):
        if proses.poll() is not None:
            raise RuntimeError("gunicorn berhenti saat dimulai; lihat pesan di atas.")
        try:
            socket.create_connection(("127.0.0.1", porta), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("gunicorn tidak menjawab dalam 60 detik.")


def tanya(porta: int, alamat: str, sesi: str) -> float:
    """Seconds until the whole answer has come over a connection of its own."""
    mulai = time.perf_counter()
    with socket.create_connection(("127.0.0.1", porta), 60) as s:
        s.sendall(
            f"GET {alamat} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            f"Cookie: sesi={sesi}\r\n\r\n".encode()
        )
        kepala = s.recv(65536)
        status = kepala[9:12]
        while kepala:
            kepala = s.recv(65536)
    if status != b"200":
        raise RuntimeError(f"{alamat} menjawab {status.decode()}")
    return time.perf_counter() - mulai


def median_ms(porta: int, alamat: str, sesi: str, serentak: int) -> float:
    """The median of one run at this concurrency, in milliseconds."""
    with ThreadPoolExecutor(serentak) as kolam:
        waktu = kolam.map(lambda _: tanya(porta, alamat, sesi), range(BANYAK[serentak]))
        return statistics.median(waktu) * 1000


def ukur_semua(
    kelompok: dict[str, dict[str, Sasaran]], serentak: int
) -> dict[str, list[dict[str, float]]]:
    """Medians of each run of each target, in milliseconds.

    The targets of one group, what is compared with each other, follow each other in every run: a
    busy machine slows them alike.
    """
    for sasaran in kelompok.values():
        for satu in sasaran.values():  # every process and thread has seen each page
            with ThreadPoolExecutor(8) as kolam:
                list(kolam.map(lambda _, a=satu: tanya(*a), range(8)))
    hasil: dict[str, list[dict[str, float]]] = {nama: [] for nama in kelompok}
    for _ in range(ULANG):
        for nama, sasaran in kelompok.items():
            hasil[nama].append({k: median_ms(*s, serentak) for k, s in sasaran.items()})
    return hasil


def tengah(putaran: list[dict[str, float]], atas: str, bawah: str) -> tuple[float, float]:
    """Both terms of the ratio in the run where it is the median."""
    return sorted(((p[atas], p[bawah]) for p in putaran), key=lambda t: t[0] / t[1])[
        len(putaran) // 2
    ]


@contextmanager
def semua_peladen(daftar_env: dict[str, dict[str, str]], lantai: str) -> Iterator[dict[str, int]]:
    """One gunicorn for each database and one, "lantai", for the floors on the named database."""
    with ExitStack() as tumpukan:
        porta = {n: tumpukan.enter_context(gunicorn(env)) for n, env in daftar_env.items()}
        porta["lantai"] = tumpukan.enter_context(gunicorn(daftar_env[lantai], lantai=True))
        yield porta
