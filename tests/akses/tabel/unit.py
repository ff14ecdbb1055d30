"""Agencies, positions, quality of data."""

from django.utils import timezone

from instansi.models import Instansi, Jabatan, Mitra
from instansi.tests.factories import buat_unit

TABEL = """
#                                                        an ad hr op o2 ke k2 wa at pe p2 pj au hl
GET  beranda:instansi_daftar      -                    | L  2  2  2  2  2  2  2  F  F  F  F  2  2
GET  beranda:instansi_daftar      ?buka=dikbud         | L  2  2  2  4  2  4  2  F  F  F  F  2  4
GET  beranda:instansi_daftar      ?buka=dinkes         | L  2  2  4  2  4  2  2  F  F  F  F  2  4
POST beranda:instansi_daftar      -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  beranda:instansi_detail      dikbud               | L  2  2  2  4  2  4  2  F  F  F  F  2  4
GET  beranda:instansi_detail      dinkes               | L  2  2  4  2  4  2  2  F  F  F  F  2  4
GET  beranda:instansi_detail      tertutup             | L  2  2  2  4  2  4  2  F  F  F  F  2  4
POST beranda:instansi_detail      dikbud               | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  instansi:unit_baru           dikbud               | L  2  2  F  F  F  F  F  F  F  F  F  F  4
POST instansi:unit_baru           dikbud               | L  3  3  F  F  F  F  F  F  F  F  F  F  4
GET  instansi:unit_ubah           dikbud               | L  2  2  F  F  F  F  F  F  F  F  F  F  4
POST instansi:unit_ubah           dikbud               | L  3  3  F  F  F  F  F  F  F  F  F  F  4
GET  instansi:unit_pindah         seksi                | L  2  2  F  F  F  F  F  F  F  F  F  F  4
POST instansi:unit_pindah         seksi                | L  3  3  F  F  F  F  F  F  F  F  F  F  4
GET  instansi:unit_buka           tertutup             | L  2  2  F  F  F  F  F  F  F  F  F  F  4
POST instansi:unit_buka           tertutup             | L  3  3  F  F  F  F  F  F  F  F  F  F  4
GET  kelola:unit_gabung           seksi                | L  2  2  F  F  F  F  F  F  F  F  F  F  4
POST kelola:unit_gabung           seksi                | L  3  3  F  F  F  F  F  F  F  F  F  F  4
GET  kelola:unit_tutup            seksi                | L  2  2  F  F  F  F  F  F  F  F  F  F  4
POST kelola:unit_tutup            seksi                | L  3  3  F  F  F  F  F  F  F  F  F  F  4
GET  instansi:jabatan_daftar      -                    | L  2  2  2  2  F  F  F  F  F  F  F  2  2
POST instansi:jabatan_daftar      -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  instansi:jabatan_baru        -                    | L  2  2  F  F  F  F  F  F  F  F  F  F  2
POST instansi:jabatan_baru        -                    | L  3  3  F  F  F  F  F  F  F  F  F  F  3
GET  instansi:jabatan_ubah        jabatan              | L  2  2  F  F  F  F  F  F  F  F  F  F  4
POST instansi:jabatan_ubah        jabatan              | L  3  3  F  F  F  F  F  F  F  F  F  F  4
GET  instansi:jabatan_gabung      jabatan              | L  2  2  F  F  F  F  F  F  F  F  F  F  4
POST instansi:jabatan_gabung      jabatan              | L  3  3  F  F  F  F  F  F  F  F  F  F  4
GET  instansi:jabatan_hapus       jabatan              | L  2  2  F  F  F  F  F  F  F  F  F  F  4
POST instansi:jabatan_hapus       jabatan              | L  3  3  F  F  F  F  F  F  F  F  F  F  4
GET  instansi:mitra_daftar        -                    | L  2  2  2  2  F  F  F  F  F  F  F  2  2
POST instansi:mitra_daftar        -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  instansi:mitra_baru          -                    | L  2  2  F  F  F  F  F  F  F  F  F  F  2
POST instansi:mitra_baru          -                    | L  3  3  F  F  F  F  F  F  F  F  F  F  3
GET  instansi:mitra_ubah          mitra                | L  2  2  F  F  F  F  F  F  F  F  F  F  4
POST instansi:mitra_ubah          mitra                | L  3  3  F  F  F  F  F  F  F  F  F  F  4
GET  instansi:mutu                -                    | L  2  2  2  2  2  2  2  F  F  F  F  2  2
GET  instansi:mutu                ?unit=dikbud         | L  2  2  2  4  2  4  2  F  F  F  F  2  4
POST instansi:mutu                -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  instansi:mutu_daftar         ukuran               | L  2  2  2  2  2  2  2  F  F  F  F  2  2
POST instansi:mutu_daftar         ukuran               | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
"""


def _seksi(semesta):
    return buat_unit(semesta.palu.dikbud, "Seksi Kosong", "UNIT").pk


def _tertutup(semesta):
    unit = buat_unit(semesta.palu.dikbud, "Bidang Lama", "UNIT")
    Instansi.objects.filter(pk=unit.pk).update(aktif_sampai="2025-12-31")
    return unit.pk


def _jabatan(semesta):
    return Jabatan.objects.create(pemda=semesta.palu.pemda, nama="Analis", jenis="PELAKSANA").pk


def _mitra(semesta):
    return Mitra.objects.create(
        pemda=semesta.palu.pemda, nama="Universitas Palu", jenis="UNIVERSITAS"
    ).pk


def _jabatan_lain(semesta):
    return {"tujuan": semesta.palu.pegawai.pegawai.jabatan_id}


OBJEK = {"seksi": _seksi, "tertutup": _tertutup, "jabatan": _jabatan, "mitra": _mitra}
OBJEK["ukuran"] = lambda s: "telepon"
JABATAN = {"nama": "Arsiparis", "jenis": "JF", "rumpun": "UMUM"}
MITRA = {"nama": "Universitas Baru", "jenis": "UNIVERSITAS", "aktif": "on"}


def _tujuan(semesta):
    return {"tujuan": semesta.objek["dinkes"], "hari": f"{timezone.localdate():%Y-%m-%d}"}


ISIAN = {
    "instansi:unit_baru": lambda s: {"nama": "Bidang Baru", "jenis": "UNIT"},
    "instansi:unit_ubah": lambda s: {"nama": "Disdikbud", "jenis": "OPD", "kode": "disdik"},
    "instansi:unit_pindah": _tujuan,
    "instansi:unit_buka": lambda s: {"dasar": "Perwali 1"},
    "kelola:unit_gabung": _tujuan,
    "kelola:unit_tutup": _tujuan,
    "instansi:jabatan_baru": lambda s: JABATAN,
    "instansi:jabatan_ubah": lambda s: JABATAN,
    "instansi:jabatan_gabung": _jabatan_lain,
    "instansi:mitra_baru": lambda s: MITRA,
    "instansi:mitra_ubah": lambda s: MITRA,
}
RUPA_LAIN = [
    ("hr", "beranda:instansi_daftar", "-", "?cari=dinas"),
    ("hr", "beranda:instansi_daftar", "-", "?cari=tidakada"),
    ("hr", "beranda:instansi_daftar", "-", "?tutup=1"),
    ("hr", "instansi:jabatan_daftar", "-", "?cari=tidakada"),
    ("kepala", "instansi:mutu", "-", ""),
]
