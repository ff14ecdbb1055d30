"""The columns of small tables: positions, partners, holidays."""

from dataclasses import replace

from instansi.models import HariLibur, Mitra
from instansi.rules.impor.kolom import (
    CARA_TANGGAL,
    ESELON,
    JENIS_JABATAN,
    JENJANG,
    RUMPUN,
    SUREL,
    TELEPON,
    kata,
    teks_paling,
)
from lib.impor import Kolom, sel_pilihan, sel_tanggal

SEBUTAN_MITRA = {m.label: m.value for m in Mitra.Jenis} | {
    "Universitas": Mitra.Jenis.UNIVERSITAS.value,
    "LSM": Mitra.Jenis.LSM.value,
}
SEBUTAN_LIBUR = {m.label: m.value for m in HariLibur.Jenis} | {
    "Libur": HariLibur.Jenis.LIBUR.value,
}

KOLOM_AKTIF = Kolom(
    "aktif",
    wajib=False,
    ubah=sel_pilihan({"Ya": True, "Tidak": False}),
    contoh="Ya",
    keterangan="Ya atau Tidak. Bila kosong, Ya.",
)
KOLOM_JABATAN = (
    Kolom(
        "nama",
        ("nama jabatan", "jabatan"),
        ubah=teks_paling(160),
        judul="Nama jabatan",
        contoh="Dokter Ahli Pertama",
        keterangan="Kunci: nama yang sama berarti jabatan yang sama.",
    ),
    JENIS_JABATAN,
    JENJANG,
    ESELON,
    RUMPUN,
)
KOLOM_MITRA = (
    Kolom(
        "nama",
        ("nama mitra", "mitra", "lembaga"),
        ubah=teks_paling(160),
        judul="Nama mitra",
        contoh="Universitas Contoh",
        keterangan="Kunci: nama yang sama berarti mitra yang sama.",
    ),
    Kolom(
        "jenis",
        ("jenis mitra",),
        ubah=sel_pilihan(SEBUTAN_MITRA),
        contoh="Perguruan tinggi",
        keterangan=kata(*Mitra.Jenis.labels),
    ),
    Kolom(
        "kontak",
        ("narahubung",),
        wajib=False,
        ubah=teks_paling(120),
        judul="Nama kontak",
        contoh="Rahmat",
    ),
    replace(SUREL, contoh="kerja.sama@contoh.ac.id"),
    TELEPON,
    KOLOM_AKTIF,
)
KOLOM_LIBUR = (
    Kolom(
        "tanggal",
        ("hari", "tanggal libur"),
        ubah=sel_tanggal,
        contoh="17-08-2026",
        keterangan=f"{CARA_TANGGAL} Kunci: satu hari satu baris.",
    ),
    Kolom(
        "nama",
        ("keterangan", "nama libur", "hari libur"),
        ubah=teks_paling(120),
        contoh="Hari Kemerdekaan",
    ),
    Kolom(
        "jenis",
        ubah=sel_pilihan(SEBUTAN_LIBUR),
        contoh="Libur nasional",
        keterangan=kata(*HariLibur.Jenis.labels),
    ),
)
