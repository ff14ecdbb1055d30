"""The list of people: what it can be narrowed and sorted by, and its columns."""

from collections.abc import Iterable, Mapping
from typing import Any

from instansi.rules.impor.kolom import KOLOM_PEGAWAI

SEMUA_STATUS = "SEMUA"
# How a list can be sorted; a leading minus reverses.
URUTAN = ("nama", "unit", "golongan", "jp")
# The columns that a person may choose, beside the name with the position under it.
KOLOM_DAFTAR = {
    "nip": "NIP",
    "unit": "Unit",
    "jenis": "Jenis",
    "golongan": "Golongan",
    "jenjang": "Jenjang",
    "rumpun": "Kelompok",
    "eselon": "Eselon",
    "atasan": "Atasan",
    "status": "Status",
    "jp": "JP",
    "perhatian": "Perlu perhatian",
}
KOLOM_BAWAAN = ("unit", "jp", "perhatian")

JUDUL_IMPOR = {k.nama: k.sebutan for k in KOLOM_PEGAWAI}
# What a workbook calls each column of the list: the importer's name where it has one.
_JUDUL_TABEL = {
    "nip": JUDUL_IMPOR["nip"],
    "unit": JUDUL_IMPOR["unit"],
    "jenis": JUDUL_IMPOR["jenis"],
    "golongan": JUDUL_IMPOR["golongan"],
    "jenjang": JUDUL_IMPOR["jabatan_jenjang"],
    "rumpun": JUDUL_IMPOR["jabatan_rumpun"],
    "eselon": JUDUL_IMPOR["jabatan_eselon"],
    "atasan": "Nama atasan",
    "status": JUDUL_IMPOR["status"],
    "perhatian": "Perlu perhatian",
}
LEBAR = {"NIP": 21, "Nama": 30, "Jabatan": 34, "Unit kerja": 36, "Perlu perhatian": 50}


def kolom_terpilih(kode: Iterable[str]) -> tuple[str, ...]:
    """The chosen columns that exist, in the list's own order; the usual ones where none is."""
    dipilih = set(kode)
    return tuple(k for k in KOLOM_DAFTAR if k in dipilih) or KOLOM_BAWAAN


def judul_tabel(kode: str, tahun: int) -> str:
    """The head of a list column in a workbook."""
    return f"JP {tahun}" if kode == "jp" else _JUDUL_TABEL[kode]


def lebar(judul: Iterable[str]) -> list[tuple[str, int]]:
    """Heads of a workbook with their widths in characters."""
    return [(j, LEBAR.get(j, 18)) for j in judul]


def sebutan_impor(pilihan: Mapping[str, str]) -> dict[str, str]:
    """Stored values to the first word by which the importer knows each."""
    return {nilai: kata for kata, nilai in reversed(list(pilihan.items()))}


def pakai_saring(isi: Mapping[str, Any]) -> list[str]:
    """Which filters narrow at all."""
    return [isian for isian, nilai in isi.items() if nilai]
