"""Files of a few rows, and what is done with them."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from instansi.models import Jabatan, Mitra, Pegawai, Pengguna
from kelola.actions import impor as aksi
from kelola.actions import kerja_impor
from lib.impor.tulis import tulis_xlsx

OLEH = "sistem:uji"
KOLOM = ("NIP", "Nama", "Jabatan", "Jenis jabatan", "Unit kerja", "E-mail")
A = [
    "199103122019021004",
    "Sitti Aminah",
    "Arsiparis",
    "Fungsional",
    "Dinas Kesehatan",
    "a@x.go.id",
]
B = ["198501012010011001", "Budi Hartono", "Arsiparis", "Fungsional", "Dinas Pendidikan", None]
KOLOM_UNIT = ("Kode", "Nama", "Jenis", "Kode induk")
RUSAK = ["1985", "Rusak", "Arsiparis", "Fungsional", "Dinas Kesehatan", None]


def unggah(oleh, *baris, kolom=KOLOM, jenis="pegawai", nama="pegawai.xlsx"):
    with NamedTemporaryFile(suffix=".xlsx") as sementara:
        tulis_xlsx(Path(sementara.name), "", kolom, baris)
        isi = ContentFile(Path(sementara.name).read_bytes(), nama)
    return aksi.unggah_impor(jenis=jenis, berkas=isi, nama=nama, oleh=oleh, sekarang=timezone.now())


def kerjakan(pekerjaan, jam=timezone.now):
    kerja_impor.kerjakan(pk=pekerjaan.pk, jam=jam, oleh=OLEH)
    pekerjaan.refresh_from_db()
    return pekerjaan


def terapkan(pekerjaan, oleh):
    aksi.minta_terapkan(pekerjaan=pekerjaan, oleh=oleh, sekarang=timezone.now())
    return kerjakan(pekerjaan)


def urungkan(pekerjaan, oleh):
    aksi.minta_urungkan(pekerjaan=pekerjaan, oleh=oleh, sekarang=timezone.now())
    return kerjakan(pekerjaan)


def muat(oleh, *baris, **pilihan):
    return terapkan(kerjakan(unggah(oleh, *baris, **pilihan)), oleh)


def sidik():
    """Count and checksum of what an import may touch, history and jobs aside."""
    with connection.cursor() as kursor:
        hasil = {}
        for m in (Pegawai, Pengguna, Jabatan, Mitra, Pegawai.penempatan.rel.related_model):
            t = m._meta.db_table
            kursor.execute(f"SELECT count(*), sum(hashtext(x.*::text)) FROM {t} x")  # noqa: S608
            hasil[t] = kursor.fetchone()
        return hasil
