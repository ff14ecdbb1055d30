"""Child processes, locks, and what a killed launcher leaves behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lib import proses, tempat

TIDUR = [sys.executable, "-c", "import time; print('mulai', flush=True); time.sleep(60)"]
KEPALA_BATU = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('mulai', flush=True); time.sleep(60)",
]


def mulai(tmp_path: Path, argv: list[str], env: dict[str, str] | None = None) -> proses.Anak:
    """A child that has said it runs."""
    anak = proses.mulai_anak(
        "anak", argv, henti=signal.SIGTERM, log=tmp_path / "log", env=env, cwd=Path("/")
    )
    while "mulai" not in anak.akhir_log():
        time.sleep(0.01)
    return anak


def test_child_stops_at_its_signal(tmp_path: Path) -> None:
    anak = mulai(tmp_path, TIDUR)
    assert not anak.mati()
    anak.hentikan()
    assert anak.popen.returncode == -signal.SIGTERM
    anak.hentikan()  # stopping the stopped is nothing


def test_child_that_ignores_its_signal_is_killed(tmp_path: Path) -> None:
    anak = mulai(tmp_path, KEPALA_BATU)
    anak.hentikan(batas=0.2)
    assert anak.popen.returncode == -signal.SIGKILL


def test_child_without_log_has_no_last_lines() -> None:
    anak = proses.mulai_anak("anak", ["true"], henti=signal.SIGTERM)
    assert anak.popen.wait() == 0
    assert anak.akhir_log() == ""


def test_lock_is_free_after_its_block(tmp_path: Path) -> None:
    berkas = tmp_path / "kunci"
    assert proses.pemegang_kunci(berkas) is None
    with proses.kunci(berkas):
        assert proses.pemegang_kunci(berkas) == os.getpid()
    assert proses.pemegang_kunci(berkas) is None


def test_request_to_stop_runs_finally_and_a_second_one_does_not_cut_it_short(
    tmp_path: Path,
) -> None:
    kode = """
import os, signal, sys
from lib import proses
proses.keluar_saat_diminta()
try:
    os.kill(os.getpid(), signal.SIGTERM)
finally:
    with proses.tanpa_gangguan():
        os.kill(os.getpid(), signal.SIGINT)
        print("selesai")
"""
    repo = Path(proses.__file__).parent.parent
    hasil = subprocess.run(
        [sys.executable, "-c", kode], cwd=repo, capture_output=True, text=True, check=False
    )
    assert hasil.stdout == "selesai\n"
    assert hasil.returncode == 128 + signal.SIGTERM


def test_left_processes_are_found_by_their_mark_and_stopped(tmp_path: Path) -> None:
    tanda = f"UJI_TANDA={tmp_path}"
    anak = mulai(tmp_path, TIDUR, env={"UJI_TANDA": str(tmp_path)})
    lain = mulai(tmp_path, TIDUR, env={"UJI_TANDA": f"{tmp_path}-lain"})
    assert proses.proses_bertanda(tanda) == [anak.popen.pid]
    assert proses.hentikan_bertanda(tanda) == 1
    assert anak.popen.wait(5) == -signal.SIGTERM
    assert not lain.mati()
    lain.hentikan()


def test_stubborn_marked_process_is_killed(tmp_path: Path) -> None:
    anak = mulai(tmp_path, KEPALA_BATU, env={"UJI_TANDA": str(tmp_path)})
    assert proses.hentikan_bertanda(f"UJI_TANDA={tmp_path}", batas=0.1) == 1
    assert anak.popen.wait(5) == -signal.SIGKILL


def test_without_a_system_account_root_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(tempat, "AKUN_LAYANAN", ("akun-yang-tidak-ada",))
    with pytest.raises(proses.GalatProses, match="Tidak ada akun sistem"):
        tempat.akun_layanan(Path("/tidak/ada"))


def test_ordinary_user_runs_services_as_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert tempat.akun_layanan(Path("/tidak/ada")) is None


def test_missing_wheel_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(proses.GalatProses, match="Jalankan bin/setup"):
        tempat.folder_paket(tmp_path, "paket_yang_tidak_ada")


def test_wheel_is_found_in_the_checkout_s_environment(tmp_path: Path) -> None:
    paket = tmp_path / ".venv/lib/python3.11/site-packages/paket_yang_tidak_ada"
    paket.mkdir(parents=True)
    assert tempat.folder_paket(tmp_path, "paket_yang_tidak_ada") == paket
