"""The demo's mail sink: what it accepts is on disk."""

import asyncio
import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.smtp import Envelope

from lib import surat_lokal

REPO = Path(surat_lokal.__file__).parent.parent


def amplop(isi: bytes) -> Envelope:
    hasil = Envelope()
    hasil.rcpt_tos = ["budi@contoh.go.id", "siti@contoh.go.id"]
    hasil.original_content = isi
    return hasil


def terima(penampung: surat_lokal.Penampung, isi: bytes) -> str:
    return asyncio.run(penampung.handle_DATA(None, None, amplop(isi)))


def test_message_is_stored_byte_for_byte_under_its_recipients(tmp_path: Path) -> None:
    penampung = surat_lokal.Penampung(tmp_path / "surat")
    isi = "Subject: Hai\r\n\r\nSesi pindah ke ruang Ébony.\r\n".encode()
    assert terima(penampung, isi) == "250 Diterima"
    (berkas,) = (tmp_path / "surat").glob("*.eml")
    assert berkas.read_bytes().endswith(isi)
    surat = message_from_bytes(berkas.read_bytes())
    assert surat["X-Penerima-Amplop"] == "budi@contoh.go.id, siti@contoh.go.id"


def test_names_sort_by_age_and_only_the_newest_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surat_lokal, "DISIMPAN", 3)
    penampung = surat_lokal.Penampung(tmp_path)
    for nomor in range(100):
        terima(penampung, f"Subject: {nomor}\r\n\r\n".encode())
    perihal = [message_from_bytes(b.read_bytes())["Subject"] for b in sorted(tmp_path.iterdir())]
    assert perihal == ["97", "98", "99"]


def test_process_speaks_smtp_and_ends_when_asked(tmp_path: Path) -> None:
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        porta = int(soket.getsockname()[1])
    env = os.environ | {"EMAIL_PORT": str(porta), "SURAT_FOLDER": str(tmp_path)}
    argv = [sys.executable, "-m", "lib.surat_lokal"]
    with subprocess.Popen(argv, cwd=REPO, env=env) as proses:
        try:
            with sambung(porta, proses) as smtp:
                smtp.sendmail("a@contoh.go.id", ["b@contoh.go.id"], "Subject: Uji\r\n\r\nIsi\r\n")
            (berkas,) = tmp_path.glob("*.eml")
            assert b"Subject: Uji\r\n" in berkas.read_bytes()
            proses.send_signal(signal.SIGTERM)
            assert proses.wait(20) == 0
        finally:
            proses.kill()


def sambung(porta: int, proses: subprocess.Popen[bytes]) -> smtplib.SMTP:
    while True:
        try:
            return smtplib.SMTP("127.0.0.1", porta, timeout=20)
        except ConnectionRefusedError:
            assert proses.poll() is None
            time.sleep(0.1)
