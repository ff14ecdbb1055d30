"""Migrated test databases, made once and copied for every group of tests.

Migrating takes some 20 s of processor time, and each group, each parallel worker, would do it
again. So one cluster is migrated (var/uji-induk), kept until a migration or a library changes,
and its folder copied; pytest then runs with --reuse-db.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lib import layanan
from lib.perintah.langkah import langkah, perintah

INDUK = "uji-induk"
NAMA_BASIS = "test_pembinaan"
PEKERJA = 2  # parallel pytest workers, each with a database of its own


@contextmanager
def layanan_uji(akar: Path, nama: str) -> Iterator[dict[str, str]]:
    """Services called `nama` with fresh, migrated databases; yields their environment."""
    layanan.hapus_data(akar, nama)
    induk = induk_uji(akar)
    log = layanan.folder_log(akar, nama) / "salin.log"
    tujuan = layanan.Layanan(akar, nama).data
    perintah(["cp", "-a", "--reflink=auto", induk.data, tujuan], log=log)
    with layanan.jalankan(akar, nama, opsi=layanan.UNTUK_UJI):
        yield lingkungan_uji(akar, nama)


def lingkungan_uji(akar: Path, nama: str) -> dict[str, str]:
    """The environment of a test or bench process that uses the services called `nama`."""
    return (
        dict(os.environ)
        | layanan.lingkungan(akar, nama)
        | {"LINGKUNGAN": "uji", "PATH": f"{akar / '.venv/bin'}:{os.environ.get('PATH', '')}"}
    )


def induk_uji(akar: Path) -> layanan.Layanan:
    """The stopped, migrated cluster; made anew when its sources have changed."""
    induk = layanan.Layanan(akar, INDUK)
    stempel = induk.dasar / "stempel"
    isi = _sidik_skema(akar)
    if stempel.exists() and stempel.read_text() == isi:
        return induk
    with langkah("Basis data uji"):
        stempel.unlink(missing_ok=True)
        layanan.hapus_data(akar, INDUK)
        with layanan.jalankan(akar, INDUK, opsi=layanan.UNTUK_UJI) as berjalan:
            layanan.psql(berjalan, f"CREATE DATABASE {NAMA_BASIS}")
            env = lingkungan_uji(akar, INDUK)
            for kunci in ("DATABASE_URL", "DATABASE_URL_PEMILIK"):
                env[kunci] = env[kunci].replace(f"/{layanan.BASIS_DATA}?", f"/{NAMA_BASIS}?")
            argv = [akar / ".venv/bin/python", "manage.py", "migrate", "--no-input", "-v", "0"]
            log = layanan.folder_log(akar, INDUK) / "migrate.log"
            perintah(argv, log=log, env=env, cwd=akar)
            for nomor in range(PEKERJA):
                salinan = f"{NAMA_BASIS}_gw{nomor}"
                layanan.psql(berjalan, f"CREATE DATABASE {salinan} TEMPLATE {NAMA_BASIS}")
        stempel.write_text(isi)
    return induk


def _sidik_skema(akar: Path) -> str:
    """A fingerprint of all that the migrated databases depend on."""
    berkas = [
        *sorted(akar.glob("*/migrations/*.py")),
        *sorted(akar.glob("requirements*.txt")),
        akar / "config/settings.py",
        akar / "lib/rentang.py",
        Path(__file__),
    ]
    sidik = hashlib.sha256()
    for satu in berkas:
        sidik.update(str(satu.relative_to(akar) if satu.is_relative_to(akar) else satu).encode())
        sidik.update(satu.read_bytes())
    return sidik.hexdigest()
