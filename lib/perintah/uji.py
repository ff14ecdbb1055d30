"""bin/test: lint, types, layers, then every test, each group with services of its own."""

import argparse
import json
import shutil
import subprocess
import sys
import time
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lib.perintah.basis_uji import PEKERJA, layanan_uji, lingkungan_uji
from lib.perintah.langkah import detik, langkah, perintah
from lib.perintah.setup import pasang
from lib.proses import GalatProses, keluar_saat_diminta

FOLDER_LATAR = "tests/gangguan"  # it waits more than it works: runs beside the others
FOLDER_BALAPAN = "tests/balapan"  # all processors are theirs
FOLDER_CERITA = "tests/cerita"
SEJAJAR = ["-n", str(PEKERJA)]
# Each worker begins with one half of the modules and takes tests of the other only when done: what
# a module makes once is made by one worker.
PER_MODUL = ["--dist", "worksteal"]
JUNIT = ["-o", "junit_family=xunit1", "-o", "junit_logging=no"]  # xunit1 keeps recorded properties
CAKUPAN = ["--cov", "--cov-report=", "--cov-fail-under=0"]  # of the unit tests; judged at the end
TANPA_TES = 5  # pytest's exit code when it collected nothing
LINT = {
    "ruff format": ["ruff", "format", "--check", "."],
    "ruff check": ["ruff", "check", "."],
    "djangofmt": ["djangofmt", "--check", "templates"],
    "djlint": ["djlint", "templates", "--lint", "--quiet"],
    "mypy": ["mypy"],
    "lint-imports": ["lint-imports"],
    "hadolint": ["hadolint", "Dockerfile"],
}


@dataclass
class Hasil:
    """What all groups showed together."""

    lulus: int = 0
    gagal: int = 0
    dilewati: int = 0
    langkah_gagal: list[str] = field(default_factory=list)
    lama: dict[str, float] = field(default_factory=dict)


def main(akar: Path, argumen: list[str]) -> int:
    """Without arguments everything; --lint only the checks; all else goes to one pytest run."""
    p = argparse.ArgumentParser(
        prog="bin/test",
        description="Semua pemeriksaan dan tes; argumen lain diteruskan ke pytest.",
        epilog="Contoh: bin/test instansi/tests -k nip",
    )
    p.add_argument("--lengkap", action="store_true", help="juga simulasi panjang, cakupan, mutasi")
    p.add_argument("--lint", action="store_true", help="hanya format, lint, tipe, dan lapisan")
    pilihan, untuk_pytest = p.parse_known_args(argumen)
    keluar_saat_diminta()
    try:
        pasang(akar, dev=True)
        if untuk_pytest:
            with layanan_uji(akar, "uji-pilihan") as env:
                return _pytest(akar, untuk_pytest, env)
        hasil = Hasil()
        _lint(akar, hasil)
        if not pilihan.lint:
            _tes(akar, hasil, lengkap=pilihan.lengkap)
    except GalatProses as galat:
        print(f"\nGagal: {galat}", file=sys.stderr)
        return 1
    return _tutup(hasil, lengkap=pilihan.lengkap, dengan_tes=not pilihan.lint)


def _lint(akar: Path, hasil: Hasil) -> None:
    for nama, argv in LINT.items():
        if "templates" not in argv or (akar / "templates").is_dir():
            _periksa(akar, hasil, nama, argv, lingkungan_uji(akar, ""))


def _periksa(akar: Path, hasil: Hasil, nama: str, argv: list[str], env: Mapping[str, str]) -> None:
    """Run one check; a failure is printed and noted, and the others still run."""
    log = akar / "var/log/periksa.log"
    log.unlink(missing_ok=True)
    try:
        with langkah(nama):
            perintah([akar / ".venv/bin" / argv[0], *argv[1:]], log=log, env=env, cwd=akar)
    except GalatProses:
        hasil.langkah_gagal.append(nama)
        print(log.read_text(errors="replace"))


def _tes(akar: Path, hasil: Hasil, *, lengkap: bool) -> None:
    pilih = [] if lengkap else ["-m", "not lengkap"]
    abai = (f"--ignore={f}" for f in (FOLDER_LATAR, FOLDER_BALAPAN, FOLDER_CERITA))
    kelompok = {
        "satuan": [*SEJAJAR, *PER_MODUL, *(CAKUPAN if lengkap else []), *abai],
        "balapan": [FOLDER_BALAPAN],
        "cerita": [*SEJAJAR, FOLDER_CERITA],
    }
    with layanan_uji(akar, "uji-satuan") as env:
        for nama, argumen in (
            ("Migrasi lengkap", ["makemigrations", "--check", "--dry-run"]),
            ("Berkas tampilan", ["collectstatic", "--no-input", "-v", "0"]),
        ):
            manage = ["python", "manage.py", *argumen]
            _periksa(akar, hasil, nama, manage, env | {"STATIS_TERKUMPUL": "1"})
    with _di_latar(akar, hasil, "gangguan", [*pilih, FOLDER_LATAR]):
        for nama, argumen in kelompok.items():
            with layanan_uji(akar, f"uji-{nama}") as env:
                _kelompok(akar, hasil, nama, [*pilih, *argumen], env)
    if lengkap:
        _cakupan(akar, hasil)
        _mutasi(akar, hasil)


def _pytest(akar: Path, argumen: list[str], env: Mapping[str, str]) -> int:
    return _alat(akar, ["python", "-m", "pytest", "--reuse-db", *argumen], env)


def _alat(akar: Path, argv: list[str], env: Mapping[str, str] | None = None) -> int:
    """Run a program of the environment with its output on the screen; its exit code."""
    program = str(akar / ".venv/bin" / argv[0])
    return subprocess.run([program, *argv[1:]], check=False, env=env, cwd=akar).returncode


def _kelompok(
    akar: Path, hasil: Hasil, nama: str, argumen: list[str], env: Mapping[str, str]
) -> None:
    """One pytest run, its counts added."""
    print(f"\n== {nama}: pytest {' '.join(argumen)}", flush=True)
    laporan = _laporan(akar, nama)
    mulai = time.monotonic()
    kode = _pytest(akar, [*argumen, f"--junitxml={laporan}", *JUNIT], env)
    hasil.lama[nama] = time.monotonic() - mulai
    _tambahkan(hasil, nama, laporan, kode)


@contextmanager
def _di_latar(akar: Path, hasil: Hasil, nama: str, argumen: list[str]) -> Iterator[None]:
    """One pytest run beside what the block does; its output is shown when both have ended."""
    laporan = _laporan(akar, nama)
    log = akar / f"var/log/{nama}.log"
    mulai = time.time()
    with layanan_uji(akar, f"uji-{nama}") as env, log.open("w") as keluaran:
        argv = [str(akar / ".venv/bin/python"), "-m", "pytest", "--reuse-db", *argumen]
        argv += [f"--junitxml={laporan}", *JUNIT]
        with subprocess.Popen(argv, env=env, cwd=akar, stdout=keluaran, stderr=keluaran) as anak:
            try:
                yield
                kode = anak.wait()
            finally:
                anak.kill()
    hasil.lama[nama] = log.stat().st_mtime - mulai  # its last write: the others may take longer
    print(f"\n== {nama}: pytest {' '.join(argumen)}\n{log.read_text(errors='replace')}", flush=True)
    _tambahkan(hasil, nama, laporan, kode)


def _laporan(akar: Path, nama: str) -> Path:
    laporan = akar / f"var/uji-{nama}.xml"
    laporan.unlink(missing_ok=True)
    return laporan


def _tambahkan(hasil: Hasil, nama: str, laporan: Path, kode: int) -> None:
    """Add a run's counts, and its name when it failed without a failed test."""
    gagal_sebelum = hasil.gagal
    if laporan.exists():
        _hitung(hasil, laporan)
    if kode not in (0, TANPA_TES) and hasil.gagal == gagal_sebelum:
        hasil.langkah_gagal.append(f"pytest {nama} (kode {kode})")


def _hitung(hasil: Hasil, laporan: Path) -> None:
    """Add the counts of a JUnit report; a test whose set-up or teardown broke counts as failed."""
    for rangkaian in ET.parse(laporan).getroot().iter("testsuite"):  # noqa: S314 - our own file
        jumlah = {k: int(rangkaian.get(k, "0")) for k in ("tests", "failures", "errors", "skipped")}
        gagal = jumlah["failures"] + jumlah["errors"]
        hasil.gagal += gagal
        hasil.dilewati += jumlah["skipped"]
        hasil.lulus += max(0, jumlah["tests"] - gagal - jumlah["skipped"])


def _cakupan(akar: Path, hasil: Hasil) -> None:
    """Branch coverage of the domain modules; its floor is fail_under in pyproject.toml."""
    print("\n== cakupan", flush=True)
    if _alat(akar, ["coverage", "report"]):
        hasil.langkah_gagal.append("cakupan")


def _mutasi(akar: Path, hasil: Hasil) -> None:
    """Mutants of the rules; the floor is mutasi_terkecil in pyproject.toml."""
    terkecil = _aturan(akar).get("mutasi_terkecil", 0)
    shutil.rmtree(akar / "mutants", ignore_errors=True)
    mulai = time.monotonic()
    print()
    with layanan_uji(akar, "uji-mutasi") as env:
        env |= {"PROFIL_HYPOTHESIS": "mutan", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        _periksa(akar, hasil, "Mutan aturan", ["mutmut", "run", f"--max-children={PEKERJA}"], env)
        _alat(akar, ["mutmut", "export-cicd-stats"], env)
        hasil.lama["mutasi"] = time.monotonic() - mulai
        berkas = akar / "mutants/mutmut-cicd-stats.json"
        angka = json.loads(berkas.read_text()) if berkas.exists() else {}
        tertangkap = angka.get("killed", 0) + angka.get("timeout", 0)  # one that hangs is noticed
        persen = 100 * tertangkap / max(1, angka.get("total", 0))
        if persen < terkecil:
            hasil.langkah_gagal.append("mutasi")
            _alat(akar, ["mutmut", "results"], env)  # the mutants that no test noticed
    print(
        f"mutan: {tertangkap} dari {angka.get('total', 0)} tertangkap, {persen:.1f} % "
        f"(paling sedikit {terkecil} %)"
    )


def _aturan(akar: Path) -> dict[str, float]:
    isi = tomllib.loads((akar / "pyproject.toml").read_text())
    return dict(isi.get("tool", {}).get("pembinaan", {}))


def _tutup(hasil: Hasil, *, lengkap: bool, dengan_tes: bool) -> int:
    """Print the times, what failed, and the closing line; the exit code.

    With --lengkap a skipped or expected-to-fail test is a failure too.
    """
    print()
    for nama, lama in hasil.lama.items():
        print(f"  {nama.ljust(12)} {detik(lama)}")
    if hasil.dilewati:
        print(f"Dilewati atau diharapkan gagal: {hasil.dilewati}")
        if lengkap:
            hasil.langkah_gagal.append("ada tes yang dilewati")
    for nama in hasil.langkah_gagal:
        print(f"Gagal: {nama}")
    if dengan_tes:
        print(f"{hasil.lulus} passed, {hasil.gagal} failed", flush=True)
    return 1 if hasil.gagal or hasil.langkah_gagal else 0
