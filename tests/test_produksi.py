"""Production does not start while demo accounts exist: real processes of each kind."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection

from instansi.models import Pengguna
from instansi.queries import akun_contoh
from instansi.tests.factories import buat_pemda
from lib import contoh

AKAR = Path(__file__).resolve().parent.parent
PESAN = "1 akun contoh yang sandinya diketahui umum: hr.palu."


@pytest.fixture
def env(transactional_db, tmp_path):
    isi = connection.settings_dict
    url = f"postgres://{isi['USER']}@/{isi['NAME']}?host={isi['OPTIONS']['host']}"
    return os.environ | {
        "LINGKUNGAN": "produksi",
        "SECRET_KEY": "kunci-panjang-untuk-uji-proses-sungguhan-0123456789-abcdefghij",
        "ALLOWED_HOSTS": "kota.example",
        "SECURE_SSL_REDIRECT": "false",
        "DATABASE_URL": url,
        "PYTHONWARNINGS": "default",
    }


def akun(sandi=contoh.SANDI, nama="hr.palu", **isi):
    hash_sandi = Argon2PasswordHasher().encode(sandi, "garam-untuk-uji")
    pemda = buat_pemda("Palu", "Asia/Makassar")
    return Pengguna.objects.create(
        pemda=pemda, username=nama, nama="Uji", password=hash_sandi, **isi
    )


def porta():
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        return soket.getsockname()[1]


def perintah(kode, tmp_path):
    gunicorn = ["gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{porta()}", "--no-control-socket"]
    pekerja = ["celery", "-A", "config", "worker", "--queues", "umum", "--concurrency", "1"]
    return {
        "web": gunicorn,
        "worker": [*pekerja, "--without-mingle", "--without-gossip"],
        "beat": ["celery", "-A", "config", "beat", "--pidfile=", f"--schedule={tmp_path}/jadwal"],
    }[kode]


@pytest.mark.parametrize("kode", ["web", "worker", "beat"])
def test_no_process_starts_with_a_demo_account(env, tmp_path, kode):
    akun()

    hasil = subprocess.run(
        [sys.executable, "-m", *perintah(kode, tmp_path)],
        cwd=AKAR,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert hasil.returncode != 0
    assert PESAN in hasil.stderr
    assert "manage.py kota_baru" in hasil.stderr


def test_check_command_says_it_too(env):
    akun()
    argumen = ["manage.py", "check", "--deploy", "--database", "default"]

    hasil = subprocess.run(
        [sys.executable, *argumen], cwd=AKAR, env=env, capture_output=True, text=True, check=False
    )

    assert hasil.returncode == 1
    assert "instansi.E001" in hasil.stderr
    assert PESAN in hasil.stderr


def test_web_starts_without_demo_accounts(env, tmp_path):
    akun(sandi="sandi-yang-sudah-diganti", is_active=True)
    argv = perintah("web", tmp_path)
    alamat = argv[argv.index("--bind") + 1]
    with (tmp_path / "log").open("w") as log:
        proses = subprocess.Popen(
            [sys.executable, "-m", *argv], cwd=AKAR, env=env, stdout=log, stderr=log
        )
    try:
        assert tunggu_jawaban(alamat, proses) == 200, (tmp_path / "log").read_text()
    finally:
        proses.terminate()
        proses.wait(timeout=20)


def tunggu_jawaban(alamat, proses):
    permintaan = urllib.request.Request(f"http://{alamat}/sehat/", headers={"Host": "kota.example"})
    tenggat = time.monotonic() + 40
    while time.monotonic() < tenggat and proses.poll() is None:
        try:
            with urllib.request.urlopen(permintaan, timeout=5) as jawaban:  # noqa: S310 - our own
                return jawaban.status
        except OSError:
            time.sleep(0.2)
    return None


@pytest.mark.parametrize(
    ("isi", "ada"),
    [
        ({}, ["hr.palu"]),
        ({"sandi": "sandi-yang-sudah-diganti"}, []),
        ({"is_active": False}, []),
        ({"nama": "hr.luwuk"}, []),
    ],
)
@pytest.mark.django_db
def test_which_accounts_count(isi, ada, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    akun(**isi)

    assert akun_contoh() == ada
