"""Pages of the real server against two floors of the same run; growth from 500 to 50,000 people."""

import json
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.alat.peladen import lingkungan_basis, semua_peladen, siapkan_basis, ukur_semua

KECIL, BESAR = 500, 50_000
DAFTAR = {"pegawai daftar", "pegawai perhatian", "jadwal", "kelas daftar"}
BATAS_F, BATAS_L, BATAS_TUMBUH = 6.0, 2.5, 1.3
KUERI_DAFTAR, KUERI_RINCI = 10, 12
OBJEK_PER_BARIS = 3.0


def ukur(*, besar: bool) -> Iterator[dict[str, object]]:
    """Times at concurrency 1 and 8, queries and objects of each page; growth with --besar."""
    ukuran = [KECIL, BESAR] if besar else [KECIL]
    env = {str(n): lingkungan_basis(siapkan_basis(n)) for n in ukuran}
    halaman = {n: _hitung(e) for n, e in env.items()}
    utama = str(ukuran[-1])
    for h in halaman[utama].values():
        yield from _jumlah(h, utama)
    with semua_peladen(env, utama) as porta:
        sesi = next(iter(halaman[utama].values()))["sesi"]
        for serentak in (1, 8):
            sasaran = {
                "F": (porta["lantai"], "/f/", sesi),
                "L": (porta["lantai"], "/l/", sesi),
            } | {
                f"{nama}/{n}": (porta[n], h["alamat"], h["sesi"])
                for n, isi in halaman.items()
                for nama, h in isi.items()
            }
            waktu = ukur_semua(sasaran, serentak)
            for nama in halaman[utama]:
                yield _waktu(nama, utama, serentak, waktu)
                if besar:
                    yield _tumbuh(nama, serentak, waktu)


def _hitung(env: dict[str, str]) -> dict[str, dict]:
    argv = [sys.executable, "-m", "tests.bench.alat", "hitung"]
    hasil = subprocess.run(argv, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return {h["nama"]: h for h in json.loads(hasil.stdout)}


def _jumlah(h: dict, ukuran: str) -> Iterator[dict[str, object]]:
    batas = KUERI_DAFTAR if h["nama"] in DAFTAR else KUERI_RINCI
    yield _baris(f"halaman {h['nama']} ({ukuran}): kueri", h["kueri"], "kueri", None, None, batas)
    rasio = h["objek"] / max(h["baris"], 1)
    nama = f"halaman {h['nama']} ({ukuran}): objek per baris"
    yield _baris(nama, h["objek"], "objek", h["baris"], rasio, OBJEK_PER_BARIS)


def _waktu(nama: str, ukuran: str, serentak: int, waktu: dict[str, float]) -> dict[str, object]:
    lantai, batas = ("L", BATAS_L) if nama in DAFTAR else ("F", BATAS_F)
    nilai, dasar = waktu[f"{nama}/{ukuran}"], waktu[lantai]
    judul = f"halaman {nama} ({ukuran}) serentak {serentak}: p50 per {lantai}"
    return _baris(judul, nilai, "ms", dasar, nilai / dasar, batas)


def _tumbuh(nama: str, serentak: int, waktu: dict[str, float]) -> dict[str, object]:
    nilai, dasar = waktu[f"{nama}/{BESAR}"], waktu[f"{nama}/{KECIL}"]
    judul = f"halaman {nama} serentak {serentak}: p50 {BESAR} per {KECIL} pegawai"
    return _baris(judul, nilai, "ms", dasar, nilai / dasar, BATAS_TUMBUH)


def _baris(
    nama: str, nilai: float, satuan: str, lantai: float | None, rasio: float | None, batas: float
) -> dict[str, object]:
    return {
        "name": nama,
        "value": round(nilai, 2),
        "unit": satuan,
        "floor": None if lantai is None else round(lantai, 2),
        "ratio": None if rasio is None else round(rasio, 3),
        "goal": batas,
        "ok": (nilai if rasio is None else rasio) <= batas,
    }
