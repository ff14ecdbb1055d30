"""The raw rows of a file, read by the child process."""

import json
import os
import subprocess
import sys
from array import array
from base64 import b64decode
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple

from lib.impor.kolom import Batas, Kolom

AKAR = Path(__file__).resolve().parents[2]


class GalatBerkas(Exception):
    """The file as a whole is refused; the text is for people."""


def _ambil(semua: Sequence[Any], urut: Sequence[int]) -> Sequence[Any]:
    """The items at ascending indexes: mostly all after the header, without a gap."""
    if urut and urut[-1] - urut[0] == len(urut) - 1:
        return semua[urut[0] : urut[-1] + 1]
    return [semua[i] for i in urut]


class KolomMentah(NamedTuple):
    """One column of cells: the contents, and of each row the index of its own; None: in order."""

    nilai: list[Any]
    kode: Sequence[int] | None

    @classmethod
    def urai(cls, nilai: list[Any], kode: str | None) -> "KolomMentah":
        """A column as the child writes it."""
        return cls(nilai, None if kode is None else array("I", b64decode(kode)))

    @property
    def sel(self) -> list[Any]:
        """The cell of each row."""
        return self.nilai if self.kode is None else list(map(self.nilai.__getitem__, self.kode))

    def atas(self, banyak: int) -> list[Any]:
        """The cells of the first so many rows."""
        if self.kode is None:
            return self.nilai[:banyak]
        return [self.nilai[kode] for kode in self.kode[:banyak]]

    def satu(self, i: int) -> Any:
        """The cell of one row."""
        return self.nilai[i if self.kode is None else self.kode[i]]

    def pilih(self, urut: Sequence[int]) -> "KolomMentah":
        """The same column with some of its rows, their indexes in ascending order."""
        if self.kode is None:
            return KolomMentah(list(_ambil(self.nilai, urut)), None)
        return KolomMentah(self.nilai, _ambil(self.kode, urut))


@dataclass(frozen=True, slots=True)
class Mentah:
    """A sheet: its name, merged ranges of its top, each row's number in the file, its columns."""

    lembar: str
    gabungan: list[list[int]]
    nomor: list[int]
    kolom: list[KolomMentah]

    def isi(self, banyak: int | None = None) -> list[list[Any]]:
        """The cells row by row, of the first so many rows where given."""
        banyak = len(self.nomor) if banyak is None else min(banyak, len(self.nomor))
        if not self.kolom:
            return [[] for _ in range(banyak)]
        return [list(sel) for sel in zip(*(k.atas(banyak) for k in self.kolom), strict=True)]

    @property
    def baris(self) -> list[tuple[int, list[Any]]]:
        """Every row with its number in the file."""
        return list(zip(self.nomor, self.isi(), strict=True))


def baca_mentah(
    berkas: Path,
    kolom: Sequence[Kolom],
    batas: Batas,
    *,
    lembar: str | None = None,
    paling_banyak: int | None = None,
    sambil: Callable[[], object] | None = None,
) -> Mentah:
    """The sheet that fits the columns best; of its rows the first `paling_banyak` where given.

    `sambil` is called once, while the child reads. Raises GalatBerkas, and OSError of the file.
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
    jawaban = _jalankan_anak(json.dumps(pesanan), batas.detik, sambil or (lambda: None))
    kepala, *sisa = map(json.loads, jawaban.splitlines())
    # A table that grows too big is refused after its first columns were written.
    for satu in (kepala, *sisa[-1:]):
        if isinstance(satu, dict) and "alasan" in satu:
            raise GalatBerkas(f"{satu['alasan']} {satu['langkah']}")
    nomor, *kolom = sisa
    isi = list(starmap(KolomMentah.urai, kolom))
    return Mentah(kepala["lembar"], kepala["gabungan"], nomor, isi)


def _jalankan_anak(pesanan: str, detik: int, sambil: Callable[[], object]) -> bytes:
    lingkungan = {k: os.environ[k] for k in ("PATH", "LD_LIBRARY_PATH") if k in os.environ}
    perintah = [sys.executable, "-X", "utf8", "-m", "lib.impor.anak"]
    with subprocess.Popen(
        perintah,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=AKAR,
        env=lingkungan,
    ) as anak:
        assert anak.stdin is not None  # noqa: S101 - it was asked for
        try:
            with suppress(BrokenPipeError):  # it ended at once: its code says so below
                anak.stdin.write(f"{pesanan}\n".encode())
                anak.stdin.flush()
            sambil()
            jawaban, _ = anak.communicate(timeout=detik)
        except subprocess.TimeoutExpired as galat:
            raise GalatBerkas(
                f"Berkas ini tidak selesai dibaca dalam {detik} detik. "
                "Pecah menjadi beberapa berkas, lalu unggah lagi."
            ) from galat
        finally:
            anak.kill()  # what has ended by itself is not touched
    if anak.returncode:
        # Aborted at its memory limit, or broken inside the reader.
        raise GalatBerkas(
            "Susunan berkas ini tidak bisa dibaca. "
            "Salin datanya ke lembar kerja baru, simpan sebagai .xlsx, lalu unggah lagi."
        )
    return jawaban
