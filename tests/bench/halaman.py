"""Pages of the real server against two floors of the same run; growth from 500 to 50,000 people."""

from collections.abc import Callable, Iterator

from tests.bench.alat.baris import baris
from tests.bench.alat.peladen import (
    BESAR,
    KECIL,
    Sasaran,
    lingkungan_basis,
    semua_peladen,
    siapkan_basis,
    tanya_alat,
    tengah,
    ukur_semua,
)

DAFTAR = {"daftar", "pegawai daftar", "pegawai perhatian", "jadwal", "kelas daftar"}
BATAS_F, BATAS_L, BATAS_TUMBUH = 6.0, 2.5, 1.3
BATAS_SENDIRI = {"daftar mirip": (3.4, 1.5)}  # searches three times (ADR 18): time, growth
KUERI_DAFTAR, KUERI_RINCI = 10, 12
OBJEK_PER_BARIS = 3.0
BARIS_TERSEDIKIT = 4  # an empty tab still shows one person with unit, position and superior


def ukur(
    *,
    besar: bool,
    alat: str = "hitung",
    tingkat: tuple[int, ...] = (1, 8),
    siapkan: Callable[[int], str] = siapkan_basis,
    ukuran: tuple[int, int] = (KECIL, BESAR),
) -> Iterator[dict[str, object]]:
    """Times at each concurrency, queries and objects of each page; growth with --besar.

    ``siapkan`` makes the database of a size; sizes are of people, or what a bench of its own says.
    """
    env = {str(n): lingkungan_basis(siapkan(n)) for n in ukuran[: 1 + besar]}
    halaman = {n: _hitung(e, alat) for n, e in env.items()}
    utama = str(ukuran[besar])
    for h in halaman[utama].values():
        yield from _jumlah(h, utama)
    with semua_peladen(env, utama) as porta:
        kelompok = {nama: _sasaran(nama, halaman, porta) for nama in halaman[utama]}
        for serentak in tingkat:
            for nama, putaran in ukur_semua(kelompok, serentak).items():
                yield _waktu(nama, utama, serentak, putaran)
                if besar:
                    yield _tumbuh(nama, serentak, putaran, ukuran)


def _sasaran(nama: str, halaman: dict[str, dict], porta: dict[str, int]) -> dict[str, Sasaran]:
    """A page at each size, beside its floor."""
    ukuran = {n: (porta[n], isi[nama]["alamat"], isi[nama]["sesi"]) for n, isi in halaman.items()}
    sesi = next(reversed(ukuran.values()))[2]
    return {"lantai": (porta["lantai"], "/l/" if _daftar(nama) else "/f/", sesi)} | ukuran


def _hitung(env: dict[str, str], alat: str) -> dict[str, dict]:
    return {h["nama"]: h for h in tanya_alat(env, alat)}


def _daftar(nama: str) -> bool:
    """Whether a page is a list, which is held against L, not F."""
    return nama in DAFTAR or nama.startswith("daftar ")


def _jumlah(h: dict, ukuran: str) -> Iterator[dict[str, object]]:
    batas = KUERI_DAFTAR if _daftar(h["nama"]) else KUERI_RINCI
    judul = f"halaman {h['nama']} ({ukuran})"
    yield baris(f"{judul}: kueri", h["kueri"], "kueri", batas=batas)
    lantai = max(h["baris"], BARIS_TERSEDIKIT)
    yield baris(
        f"{judul}: objek per baris", h["objek"], "objek", lantai=lantai, batas=OBJEK_PER_BARIS
    )


def _waktu(nama: str, ukuran: str, serentak: int, putaran: list[dict]) -> dict[str, object]:
    lantai, batas = ("L", BATAS_L) if _daftar(nama) else ("F", BATAS_F)
    batas, _ = BATAS_SENDIRI.get(nama, (batas, BATAS_TUMBUH))
    nilai, dasar = tengah(putaran, ukuran, "lantai")
    judul = f"halaman {nama} ({ukuran}) serentak {serentak}: p50 per {lantai}"
    return baris(judul, nilai, "ms", lantai=dasar, batas=batas)


def _tumbuh(
    nama: str, serentak: int, putaran: list[dict], ukuran: tuple[int, int]
) -> dict[str, object]:
    kecil, besar = ukuran
    nilai, dasar = tengah(putaran, str(besar), str(kecil))
    judul = f"halaman {nama} serentak {serentak}: p50 {besar} per {kecil}"
    _, batas = BATAS_SENDIRI.get(nama, (BATAS_L, BATAS_TUMBUH))
    return baris(judul, nilai, "ms", lantai=dasar, batas=batas)
