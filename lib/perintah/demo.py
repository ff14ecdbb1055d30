"""bin/demo: one command from a fresh clone to running cities."""

import argparse
import errno
import os
import re
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from lib import contoh, layanan
from lib.perintah.langkah import detik, langkah, penuh, perintah
from lib.perintah.setup import pasang
from lib.proses import (
    Anak,
    GalatProses,
    SudahBerjalan,
    hentikan_bertanda,
    keluar_saat_diminta,
    kunci,
    mulai_anak,
    tanpa_gangguan,
)

TANDA = "PEMBINAAN_DEMO"  # the environment entry by which processes left by a killed demo are found
RUANG_JALAN = 20  # MB; below this the demo stops before PostgreSQL has to
PORTA_SURAT = 8025
TUNGGU_SIAP = 180.0  # seconds; a process that dies is noticed at once


def main(akar: Path, argumen: list[str]) -> int:
    """Set up, start, and watch the demo until Ctrl-C; 0 after Ctrl-C, 1 when something failed."""
    p = argparse.ArgumentParser(
        prog="bin/demo", description="Menjalankan kota contoh di mesin ini."
    )
    p.add_argument("--reset", action="store_true", help="hapus data contoh dan mulai dari awal")
    reset = p.parse_args(argumen).reset
    keluar_saat_diminta()
    _baca_env(akar / ".env")
    try:
        _tolak_produksi()
        _jalankan(akar, _porta_pilihan(), reset=reset, mulai=time.monotonic())
    except SudahBerjalan as galat:
        print(f"\nGagal: salinan ini {galat}. Hentikan yang itu dahulu.", file=sys.stderr)
        return 1
    except GalatProses as galat:
        print(f"\nGagal: {galat}", file=sys.stderr)
        return 1
    except OSError as galat:
        if galat.errno != errno.ENOSPC:
            raise
        print(f"\nGagal: {penuh(galat.strerror or '')}", file=sys.stderr)
        return 1
    return 0


def _jalankan(akar: Path, porta: int, *, reset: bool, mulai: float) -> None:
    (akar / "var").mkdir(exist_ok=True)
    with kunci(akar / "var/demo.kunci"):
        if sisa := hentikan_bertanda(f"{TANDA}={akar}"):
            print(f"  {sisa} proses sisa demo sebelumnya dihentikan")
        _tolak_porta_terpakai(porta)
        tolak_penyimpanan_penuh(akar)
        pasang(akar, dev=False)
        if reset:
            _reset(akar)
        with _layanan(akar) as berjalan:
            env = _lingkungan(akar, porta)
            _siapkan_data(akar, env)
            with _proses(akar, env) as honcho:
                _tunggu_siap(porta, honcho, berjalan)
                try:
                    _umumkan(porta, time.monotonic() - mulai)
                    _jaga(akar, honcho, berjalan)
                except SystemExit:
                    print("\nMenghentikan ...", flush=True)
                except GalatProses as galat:  # told at once: stopping takes seconds
                    print(f"\nGagal: {galat}\nYang lain dihentikan.", file=sys.stderr, flush=True)
                    raise SystemExit(1) from None


def _baca_env(berkas: Path) -> None:
    """Take KEY=value lines that the environment does not set, as the settings do."""
    for baris in berkas.read_text().splitlines() if berkas.is_file() else []:
        kunci_, ada, nilai = baris.strip().partition("=")
        if ada and not kunci_.startswith("#"):
            os.environ.setdefault(kunci_.strip(), nilai.strip().strip("'\""))


def _porta_pilihan() -> int:
    teks = os.environ.get("PORT") or "8000"
    if not teks.isdigit() or not 1 <= int(teks) <= 65_535:
        raise GalatProses(f"PORT={teks} bukan nomor porta. Contoh: PORT=8080 bin/demo")
    return int(teks)


def _tolak_porta_terpakai(porta: int) -> None:
    with socket.socket(socket.AF_INET) as soket:
        soket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            soket.bind(("127.0.0.1", porta))
        except OSError as galat:
            if galat.errno != errno.EADDRINUSE:
                raise GalatProses(f"Porta {porta} tidak bisa dipakai: {galat.strerror}.") from galat
            raise GalatProses(
                f"Porta {porta} sudah dipakai program lain. "
                f"Hentikan program itu, atau pilih porta lain: PORT={porta + 1} bin/demo"
            ) from None


def _porta_surat() -> int:
    """The settings' default port for mail where it is free, else any free one."""
    for calon in (PORTA_SURAT, 0):
        with suppress(OSError), socket.socket(socket.AF_INET) as soket:
            soket.bind(("127.0.0.1", calon))
            return int(soket.getsockname()[1])
    raise GalatProses("Tidak ada porta bebas untuk penampung surat.")


@contextmanager
def _layanan(akar: Path) -> Iterator[layanan.Layanan]:
    """The services that the environment does not name."""
    with (
        langkah("PostgreSQL dan Valkey") as selesai,
        layanan.jalankan(
            akar,
            postgres="DATABASE_URL" not in os.environ,
            valkey="REDIS_URL" not in os.environ,
        ) as berjalan,
    ):
        selesai()
        yield berjalan


def _lingkungan(akar: Path, porta: int) -> dict[str, str]:
    """The demo's environment: the addresses that the person has set, and what the demo insists on.

    Mail goes to the sink in any case: demo people have addresses that may belong to someone.
    """
    dari_orang = dict(os.environ)
    if "DATABASE_URL" in dari_orang:
        dari_orang.setdefault("DATABASE_URL_PEMILIK", dari_orang["DATABASE_URL"])
    bawaan = layanan.lingkungan(akar) | {"ALAMAT_SITUS": f"http://localhost:{porta}"}
    tetap = {
        "LINGKUNGAN": "demo",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(_porta_surat()),
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": "false",
        "PORT": str(porta),
        "PATH": f"{akar / '.venv/bin'}:{os.environ.get('PATH', '/usr/bin:/bin')}",
        "PYTHONUNBUFFERED": "1",
        TANDA: str(akar),
        "SPT_NOENV": "1",  # process titles must not overwrite the entry above in /proc
    }
    return bawaan | dari_orang | tetap


def _tolak_produksi() -> None:
    if os.environ.get("LINGKUNGAN", "demo") != "demo":
        raise GalatProses(
            f"LINGKUNGAN={os.environ['LINGKUNGAN']}: bin/demo memuat akun contoh "
            "dengan sandi umum, jadi hanya berjalan sebagai demo. "
            "Untuk server, pakai docker compose (README)."
        )


def _siapkan_data(akar: Path, env: dict[str, str]) -> None:
    """Migrations, grants, static files; the demo cities once."""
    log = akar / "var/log/siapkan.log"
    log.unlink(missing_ok=True)
    terisi = penanda(akar, env["DATABASE_URL"])
    langkah_langkah = ["skema", "hak", "statis", *([] if terisi.exists() else ["contoh"])]
    argv = [akar / ".venv/bin/python", "-m", "lib.perintah.siapkan", *langkah_langkah]
    perintah(argv, log=log, env=env, cwd=akar, tampil=True)
    terisi.touch()


def penanda(akar: Path, url: str) -> Path:
    """A file that says: this very database holds the demo cities."""
    klaster = layanan.Layanan(akar).data / "PG_VERSION"
    lahir = f"{klaster.stat().st_ino}" if url == layanan.url_aplikasi(akar) else ""
    return akar / "var" / f"demo-terisi-{layanan.sidik(url + lahir)}"


def _reset(akar: Path) -> None:
    with langkah("Menghapus data contoh"):
        if "DATABASE_URL" in os.environ:
            raise GalatProses(
                "--reset tidak menghapus basis data yang Anda tunjuk dengan DATABASE_URL. "
                "Kosongkan sendiri, atau jalankan tanpa DATABASE_URL."
            )
        layanan.hapus_data(akar)
        for nama in ("surat", "berkas"):
            shutil.rmtree(akar / "var" / nama, ignore_errors=True)
        for terisi in (akar / "var").glob("demo-terisi-*"):
            terisi.unlink()


@contextmanager
def _proses(akar: Path, env: dict[str, str]) -> Iterator[Anak]:
    """The Procfile's processes under honcho; all are gone when the block ends."""
    log = akar / "var/log/demo.log"
    log.unlink(missing_ok=True)
    honcho = mulai_anak(
        "honcho",
        [
            akar / ".venv/bin/honcho",
            "-e",
            os.devnull,
            "-f",
            akar / "Procfile",
            "start",
            "--no-colour",
        ],
        henti=signal.SIGTERM,
        log=log,
        env=env,
        cwd=akar,
    )
    try:
        yield honcho
    finally:
        with tanpa_gangguan():
            honcho.hentikan(15)
            hentikan_bertanda(f"{TANDA}={akar}")


def _tunggu_siap(porta: int, honcho: Anak, berjalan: layanan.Layanan) -> None:
    with langkah("Web, pekerja, penjadwal"):
        tenggat = time.monotonic() + TUNGGU_SIAP
        while not _menjawab(f"http://127.0.0.1:{porta}/sehat/"):
            _periksa(honcho, berjalan)
            if time.monotonic() > tenggat:
                raise GalatProses(
                    f"Web tidak menjawab dalam {TUNGGU_SIAP:.0f} detik.\n{honcho.akhir_log()}"
                )
            time.sleep(0.1)


def _menjawab(alamat: str) -> bool:
    try:
        with urllib.request.urlopen(alamat, timeout=5) as jawaban:  # noqa: S310 - our own address
            return bool(jawaban.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _jaga(akar: Path, honcho: Anak, berjalan: layanan.Layanan) -> NoReturn:
    """Watch for ever; raises GalatProses when a process dies or the disk fills."""
    while True:
        time.sleep(0.5)
        _periksa(honcho, berjalan)
        tolak_penyimpanan_penuh(akar)


def tolak_penyimpanan_penuh(folder: Path, paling_sedikit: int = RUANG_JALAN) -> None:
    """Raise GalatProses when fewer than `paling_sedikit` MB are free."""
    if (kosong := shutil.disk_usage(folder).free // 1_000_000) < paling_sedikit:
        raise GalatProses(
            f"Penyimpanan hampir penuh ({kosong} MB tersisa). "
            "Data Anda utuh; kosongkan sebagian, lalu jalankan lagi."
        )


def _periksa(honcho: Anak, berjalan: layanan.Layanan) -> None:
    berjalan.periksa()
    if honcho.mati():
        raise GalatProses(kabar_honcho(honcho.akhir_log(2_000)))


def kabar_honcho(teks: str) -> str:
    """Which process stopped first and its last lines, read from honcho's output."""
    cocok = re.search(r"system\s*\|\s*(\S+) stopped \(rc=(-?\d+)\)", teks)
    if not cocok:
        return f"Proses-proses demo berhenti sendiri.\n{teks[-2_000:]}"
    nama, kode = cocok.groups()
    baris = [b for b in teks.splitlines() if re.match(rf"\S* ?{re.escape(nama)}\s*\|", b)]
    ekor = "\n".join(baris[-12:])
    return f"{penuh(ekor)}Proses {nama} berhenti sendiri (kode {kode}).\n{ekor}"


def _umumkan(porta: int, lama: float) -> None:
    print(
        f"""
Siap: http://localhost:{porta}  ({detik(lama)})

  Akun contoh: <peran>.<kota>, misalnya hr.palu; sandi semua {contoh.SANDI}
    peran: {" ".join(contoh.PERAN)}
    kota:  {" ".join(contoh.KOTA)}
  Surat keluar dapat dibaca di http://localhost:{porta}/demo/surat/
  Catatan proses: var/log/demo.log. Ctrl-C menghentikan semua; data tersimpan.
""",
        flush=True,
    )
