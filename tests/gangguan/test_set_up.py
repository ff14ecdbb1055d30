"""bin/demo among faults: what is taken, dies or is killed is told, and the rest stops."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from lib import layanan
from lib.perintah import demo
from lib.perintah.basis_uji import NAMA_BASIS, induk_uji
from lib.proses import GalatProses, proses_bertanda

AKAR = Path(__file__).resolve().parent.parent.parent
BUKAN_ISI = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "var", "mutants", "statis-terkumpul", "__pycache__", ".*_cache"
)
MILIK_PENGUJI = {"DATABASE_URL", "DATABASE_URL_PEMILIK", "REDIS_URL", "LINGKUNGAN"} | {
    "DJANGO_SETTINGS_MODULE",
    "EMAIL_PORT",
}

pytestmark = pytest.mark.gangguan


@pytest.fixture(scope="module")
def salinan() -> Iterator[Path]:
    """A checkout of its own with migrated, empty data: loading the cities is tested elsewhere."""
    folder = Path(tempfile.mkdtemp(prefix="salinan-"))
    folder.chmod(0o755)
    akar = folder / "app"
    shutil.copytree(AKAR, akar, ignore=BUKAN_ISI)
    (akar / ".venv").symlink_to((AKAR / ".venv").resolve())
    (akar / "node_modules").symlink_to((AKAR / "node_modules").resolve())
    layanan.folder_log(akar)
    subprocess.run(["cp", "-a", induk_uji(AKAR).data, layanan.Layanan(akar).data], check=True)
    with layanan.jalankan(akar, valkey=False) as sementara:
        layanan.psql(sementara, "DROP DATABASE pembinaan")
        layanan.psql(sementara, f"ALTER DATABASE {NAMA_BASIS} RENAME TO pembinaan")
    demo.penanda(akar, layanan.url_aplikasi(akar)).touch()
    yield akar
    shutil.rmtree(folder)


@pytest.fixture
def porta() -> int:
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        return int(soket.getsockname()[1])


def tanpa_milik_penguji() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k not in MILIK_PENGUJI}


def mulai(akar: Path, porta: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [akar / "bin/demo"],
        env=tanpa_milik_penguji() | {"PORT": str(porta)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def berjalan(akar: Path, porta: int) -> Iterator[subprocess.Popen[str]]:
    """bin/demo that has said it is ready; killed with all of its processes at the end."""
    with mulai(akar, porta) as proses:
        try:
            keluaran = []
            for baris in proses.stdout:
                keluaran.append(baris)
                if baris.startswith("Siap:"):
                    break
            else:
                raise AssertionError("".join(keluaran))
            assert baris.startswith(f"Siap: http://localhost:{porta} ")
            yield proses
        finally:
            proses.kill()
            bunuh(keluarga(akar))


def keluarga(akar: Path) -> dict[int, str]:
    """Every process of this copy's demo with its command: honcho's and the services."""
    nomor = set(proses_bertanda(f"{demo.TANDA}={akar}"))
    hasil = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            perintah = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if int(folder.name) in nomor or f"{akar}/var" in perintah:
                hasil[int(folder.name)] = perintah
    return hasil


def bunuh(nomor: dict[int, str]) -> None:
    for pid in nomor:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def bunuh_yang_memuat(akar: Path, kata: str) -> None:
    terpilih = {pid: perintah for pid, perintah in keluarga(akar).items() if kata in perintah}
    assert terpilih
    bunuh(terpilih)


def semua_berhenti(akar: Path) -> bool:
    tenggat = time.monotonic() + 20
    while keluarga(akar):
        if time.monotonic() > tenggat:
            return False
        time.sleep(0.1)
    return True


def psql(akar: Path, perintah: str) -> str:
    return layanan.psql(layanan.Layanan(akar), perintah, basis=layanan.BASIS_DATA)


def test_taken_port_is_told_before_anything_starts(salinan: Path, porta: int) -> None:
    with socket.create_server(("127.0.0.1", porta)), mulai(salinan, porta) as proses:
        keluaran = proses.communicate(timeout=60)[0]
    assert proses.returncode == 1
    assert f"Porta {porta} sudah dipakai program lain." in keluaran
    assert f"PORT={porta + 1} bin/demo" in keluaran
    assert keluarga(salinan) == {}


def test_second_start_names_the_first_and_an_interrupt_stops_all(salinan: Path, porta: int) -> None:
    with berjalan(salinan, porta) as pertama:
        with mulai(salinan, porta) as kedua:
            keluaran = kedua.communicate(timeout=60)[0]
        assert kedua.returncode == 1
        assert f"sudah berjalan (PID {pertama.pid})" in keluaran
        assert pertama.poll() is None

        pertama.send_signal(signal.SIGINT)
        assert pertama.wait(60) == 0
        assert semua_berhenti(salinan)


@pytest.mark.parametrize(
    ("kata", "nama"),
    [("--queues pdf", "Proses pdf.1"), ("bin/postgres", "PostgreSQL")],
)
def test_dead_process_is_named_and_the_others_stop(
    salinan: Path, porta: int, kata: str, nama: str
) -> None:
    with berjalan(salinan, porta) as proses:
        bunuh_yang_memuat(salinan, kata)
        keluaran = proses.communicate(timeout=60)[0]
        assert proses.returncode == 1
        assert f"Gagal: {nama} berhenti sendiri" in keluaran
        assert semua_berhenti(salinan)


def test_killed_demo_comes_up_again_with_its_data_and_without_leftovers(
    salinan: Path, porta: int
) -> None:
    with berjalan(salinan, porta) as proses:
        psql(salinan, "CREATE TABLE bukti_bertahan AS SELECT 7 AS angka")
        proses.kill()
        bunuh(keluarga(salinan))
    with berjalan(salinan, porta) as proses:
        assert psql(salinan, "SELECT angka FROM bukti_bertahan") == "7"

        proses.kill()
        bunuh_yang_memuat(salinan, "honcho")
        # Most processes end with their parent; one that does not is a leftover.
        tanda = {demo.TANDA: str(salinan)}
        with (
            subprocess.Popen(["sleep", "300"], env=os.environ | tanda) as sisa,
            berjalan(salinan, porta),
        ):
            assert sisa.wait(20) == -signal.SIGTERM


def test_nearly_full_disk_stops_the_demo(tmp_path: Path) -> None:
    demo.tolak_penyimpanan_penuh(tmp_path)
    with pytest.raises(GalatProses, match="Penyimpanan hampir penuh"):
        demo.tolak_penyimpanan_penuh(tmp_path, paling_sedikit=10**9)


@pytest.mark.parametrize("isi", ["80x", "0", "65536"])
def test_port_that_is_no_port_is_told(salinan: Path, isi: str) -> None:
    env = tanpa_milik_penguji() | {"PORT": isi}
    hasil = subprocess.run(
        [salinan / "bin/demo"], env=env, capture_output=True, text=True, check=False
    )
    assert hasil.returncode == 1
    assert f"PORT={isi} bukan nomor porta" in hasil.stderr


def test_production_never_gets_demo_accounts(salinan: Path) -> None:
    env = os.environ | {"LINGKUNGAN": "produksi"}
    hasil = subprocess.run(
        [salinan / "bin/demo"], env=env, capture_output=True, text=True, check=False
    )
    assert hasil.returncode == 1
    assert "LINGKUNGAN=produksi: bin/demo memuat akun contoh dengan sandi umum" in hasil.stderr
