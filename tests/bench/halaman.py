"""Pages of the real server against two floors of the same run; growth from 500 to 50,000 people."""

from collections.abc import Iterator

from tests.bench.alat.baris import baris
from tests.bench.alat.peladen import (
    BESAR,
    KECIL,
    lingkungan_basis,
    semua_peladen,
    siapkan_basis,
    tanya_alat,
    ukur_semua,
)

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
    return {h["nama"]: h for h in tanya_alat(env, "hitung")}


def _jumlah(h: dict, ukuran: str) -> Iterator[dict[str, object]]:
    batas = KUERI_DAFTAR if h["nama"] in DAFTAR else KUERI_RINCI
    judul = f"halaman {h['nama']} ({ukuran})"
    yield baris(f"{judul}: kueri", h["kueri"], "kueri", batas=batas)
    yield baris(
        f"{judul}: objek per baris", h["objek"], "objek", lantai=h["baris"], batas=OBJEK_PER_BARIS
    )


def _waktu(nama: str, ukuran: str, serentak: int, waktu: dict[str, float]) -> dict[str, object]:
    lantai, batas = ("L", BATAS_L) if nama in DAFTAR else ("F", BATAS_F)
    judul = f"halaman {nama} ({ukuran}) serentak {serentak}: p50 per {lantai}"
    return baris(judul, waktu[f"{nama}/{ukuran}"], "ms", lantai=waktu[lantai], batas=batas)


def _tumbuh(nama: str, serentak: int, waktu: dict[str, float]) -> dict[str, object]:
    judul = f"halaman {nama} serentak {serentak}: p50 {BESAR} per {KECIL} pegawai"
    nilai, dasar = waktu[f"{nama}/{BESAR}"], waktu[f"{nama}/{KECIL}"]
    return baris(judul, nilai, "ms", lantai=dasar, batas=BATAS_TUMBUH)
