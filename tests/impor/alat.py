"""What the tests of importing share: writing a file, loading it, counting every table."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from instansi.models import Pegawai, Pengguna
from instansi.tests.factories import Kota
from kelola.actions.pemuat import PEMUAT
from lib.impor import LaporanImpor
from lib.impor.tulis import tulis_xlsx

HARI_INI = date(2026, 11, 21)
SEKARANG = datetime(2026, 11, 21, 3, tzinfo=UTC)
NIP = "199103122019021004"
BAWAAN: dict[str, Any] = {
    "NIP": NIP,
    "Nama": "Sitti Aminah",
    "Golongan": "III/b",
    "Jabatan": "Penata Layanan Operasional",
    "Jenis jabatan": "Pelaksana",
    "Unit kerja": "Dinas Kesehatan",
    "E-mail": "Aminah@Palu.example",
}
KOLOM = (
    "NIP",
    "Nama",
    "Jenis pegawai",
    "L/P",
    "Tempat lahir",
    "Tanggal lahir",
    "Golongan",
    "Jabatan",
    "Jenis jabatan",
    "TMT jabatan",
    "Unit kerja",
    "NIP atasan",
    "Status",
    "E-mail",
    "No HP",
    "Alasan NIP",
)


def tulis_pegawai(folder: Path, *baris: dict[str, Any], kolom: tuple[str, ...] = KOLOM) -> Path:
    """A staff file; each row is the default with what it names changed."""
    return tulis(folder, kolom, *([(BAWAAN | b).get(k) for k in kolom] for b in baris))


def tulis(folder: Path, kolom: tuple[str, ...], *baris: Any) -> Path:
    berkas = folder / "masuk.xlsx"
    tulis_xlsx(berkas, "", kolom, baris)
    return berkas


def muat(
    kota: Kota,
    kode: str,
    berkas: Path,
    *,
    terapkan: bool = True,
    hari_ini: date = HARI_INI,
    oleh: Pengguna | None = None,
    **pilihan: Any,
) -> LaporanImpor:
    return PEMUAT[kode].muat(
        pemda=kota.pemda,
        berkas=berkas,
        terapkan=terapkan,
        hari_ini=hari_ini,
        sekarang=SEKARANG,
        oleh=oleh or kota.hr,
        **pilihan,
    )


def semua_baris() -> dict[str, int]:
    """How many rows each table has, history included."""
    tabel = set(connection.introspection.table_names())
    return {
        m._meta.label: m._base_manager.count()
        for m in apps.get_models()
        if m._meta.db_table in tabel
    }


def orang(kota: Kota, nip: str = NIP) -> Pegawai:
    return Pegawai.objects.get(pemda=kota.pemda, nip=nip)
