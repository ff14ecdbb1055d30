"""The raw rows of a file, read by the child process."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lib.impor.kolom import Batas, Kolom

AKAR = Path(__file__).resolve().parents[2]


class GalatBerkas(Exception):
    """The file as a whole is refused; the text is for people."""


@dataclass(frozen=True, slots=True)
class Mentah:
    """A sheet: its name, merged ranges of its top, rows with their number in the file."""

    lembar: str
    gabungan: list[list[int]]
    baris: list[tuple[int, list[Any]]]


def baca_mentah(
    berkas: Path,
    kolom: Sequence[Kolom],
    batas: Batas,
    *,
    lembar: str | None = None,
    paling_banyak: int | None = None,
) -> Mentah:
    """The sheet that fits the columns best; of its rows the first `paling_banyak` where given.

    Raises GalatBerkas, and OSError of the file itself.
    """
    ukuran = berkas.stat().st_size
    if ukuran > batas.bita:
        raise GalatBerkas(
            f"Berkas ini {ukuran / 1024**2:.0f} MB, paling besar {batas.bita / 1024**2:.0f} MB. "
            "Pecah menjadi beberapa berkas, atau hapus gambar di dalamnya."
        )
    pesanan = {
        "berkas": str(berkas.resolve()),
        "lembar": lembar,
        "kunci": [[k.nama, sorted(k.kunci)] for k in kolom],
        "batas": asdict(batas),
        "paling_banyak": paling_banyak,
    }
    potongan = _jalankan_anak(json.dumps(pesanan), batas.detik).split(b"\n")[:-1]
    info: dict[str, Any] = {}
    baris: list[tuple[int, list[Any]]] = []
    for isi in map(json.loads, potongan):
        if isinstance(isi, list):
            baris += isi
        elif "alasan" in isi:
            raise GalatBerkas(f"{isi['alasan']} {isi['langkah']}")
        else:
            info = isi
    return Mentah(info["lembar"], info["gabungan"], baris)


def _jalankan_anak(pesanan: str, detik: int) -> bytes:
    lingkungan = {k: os.environ[k] for k in ("PATH", "LD_LIBRARY_PATH") if k in os.environ}
    try:
        anak = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "lib.impor.anak"],
            input=pesanan.encode(),
            capture_output=True,
            cwd=AKAR,
            env=lingkungan,
            timeout=detik,
            check=True,
        )
    except subprocess.TimeoutExpired as galat:
        raise GalatBerkas(
            f"Berkas ini tidak selesai dibaca dalam {detik} detik. "
            "Pecah menjadi beberapa berkas, lalu unggah lagi."
        ) from galat
    except subprocess.CalledProcessError as galat:
        # Aborted at its memory limit, or broken inside the reader.
        raise GalatBerkas(
            "Susunan berkas ini tidak bisa dibaca. "
            "Salin datanya ke lembar kerja baru, simpan sebagai .xlsx, lalu unggah lagi."
        ) from galat
    return anak.stdout
