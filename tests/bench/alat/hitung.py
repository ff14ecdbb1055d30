"""Addresses of the pages of one database, with queries, objects and rows: JSON on standard output.

The product runs inside this process, so that its queries and objects can be counted.
"""

import json
import re
import sys

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from evaluasi.models import TugasEvaluasi
from instansi.actions.mutu import segarkan_mutu
from instansi.models import Instansi, Pengguna
from lib.pencarian import KUNCI
from pelatihan.models import Kelas
from tests.bench.alat.data_besar import PENGGUNA
from tests.bench.alat.data_jejak import IMPOR, PELAKU

# name, who looks, URL name, its argument, query string; a page that the product lacks is left out
HALAMAN = (
    ("beranda hr", "hr", "beranda:beranda", "", ""),
    ("beranda kepala", "kepala", "beranda:beranda", "", ""),
    ("beranda pegawai", "pegawai", "beranda:beranda", "", ""),
    ("dasbor kota", "kota", "laporan:dasbor", "", ""),
    ("dasbor opd", "kepala", "laporan:dasbor", "", ""),
    ("pegawai daftar", "hr", "beranda:pegawai_daftar", "", ""),
    ("pegawai perhatian", "hr", "beranda:pegawai_daftar", "", "?perhatian=semua"),
    ("pegawai detail", "hr", "beranda:pegawai_detail", "pegawai", ""),
    ("jadwal", "hr", "pelatihan:jadwal", "", ""),
    ("kelas daftar", "hr", "pelatihan:kelas_daftar", "", ""),
    ("kelas detail", "hr", "pelatihan:kelas_detail", "kelas", ""),
    ("evaluasi isi", "pegawai", "evaluasi:tugas_isi", "tugas", ""),
)
# The directory: who looks may also carry the words of a search in the session (KATA).
DIREKTORI = (
    ("daftar", "hr", "beranda:pegawai_daftar", "", ""),
    ("daftar opd", "kepala", "beranda:pegawai_daftar", "", ""),
    ("daftar golongan", "hr", "beranda:pegawai_daftar", "", "?golongan=III/a"),
    ("daftar unit", "hr", "beranda:pegawai_daftar", "", "?unit=2"),
    ("daftar kelompok", "hr", "beranda:pegawai_daftar", "", "?rumpun=GURU"),
    ("daftar jenis", "hr", "beranda:pegawai_daftar", "", "?jenis=PNS"),
    ("daftar kelompok dan jenis", "hr", "beranda:pegawai_daftar", "", "?rumpun=GURU&jenis=PNS"),
    ("daftar jabatan", "hr", "beranda:pegawai_daftar", "", "?jabatan=JF"),
    ("daftar jenjang", "hr", "beranda:pegawai_daftar", "", "?jenjang=Ahli+Muda"),
    ("daftar status", "hr", "beranda:pegawai_daftar", "", "?status=SEMUA"),
    ("daftar perhatian", "hr", "beranda:pegawai_daftar", "", "?perhatian=semua"),
    ("daftar tanpa atasan", "hr", "beranda:pegawai_daftar", "", "?kurang=atasan"),
    ("daftar tanpa surel", "hr", "beranda:pegawai_daftar", "", "?kurang=surel"),
    ("daftar cari", "hr cari", "beranda:pegawai_daftar", "", "?cari=1"),
    ("daftar cari NIP", "hr nip", "beranda:pegawai_daftar", "", "?cari=1"),
    ("daftar mirip", "hr mirip", "beranda:pegawai_daftar", "", "?cari=1"),
    ("daftar urut nama turun", "hr", "beranda:pegawai_daftar", "", "?urut=-nama"),
    ("daftar urut unit", "hr", "beranda:pegawai_daftar", "", "?urut=unit"),
    ("daftar urut unit turun", "hr", "beranda:pegawai_daftar", "", "?urut=-unit"),
    ("daftar urut golongan", "hr", "beranda:pegawai_daftar", "", "?urut=golongan"),
    ("daftar urut golongan turun", "hr", "beranda:pegawai_daftar", "", "?urut=-golongan"),
    ("daftar urut jp opd", "kepala", "beranda:pegawai_daftar", "", "?urut=-jp"),
    ("daftar urut jp kota", "hr", "beranda:pegawai_daftar", "", "?urut=-jp"),
    ("profil", "hr", "beranda:pegawai_detail", "pegawai", ""),
    ("penempatan", "hr", "beranda:pegawai_detail", "pegawai", "?tab=penempatan"),
    ("pengembangan", "hr", "beranda:pegawai_detail", "pegawai", "?tab=pengembangan"),
    ("riwayat", "hr", "beranda:pegawai_detail", "pegawai", "?tab=riwayat"),
    ("daftar atasan", "hr", "instansi:atasan_masalah", "", ""),
    ("pohon", "hr", "beranda:instansi_daftar", "", ""),
    ("mutu", "hr", "instansi:mutu", "", ""),
    ("daftar akun", "hr", "kelola:akun_daftar", "", ""),
)
# The audit trail of data_jejak; an empty day asks for all three years.
JEJAK = (
    ("daftar jejak", "hr", "kelola:jejak_daftar", "", ""),
    ("daftar jejak sistem", "hr", "kelola:jejak_daftar", "", "?oleh=semua&dari="),
    ("daftar jejak lama", "hr", "kelola:jejak_daftar", "", "?dari=&sampai=2024-06-30"),
    ("daftar jejak pelaku", "hr", "kelola:jejak_daftar", "", f"?dari=&pelaku={PELAKU}"),
    ("daftar jejak aksi", "hr", "kelola:jejak_daftar", "", "?dari=&aksi=ubah_pegawai"),
    ("daftar jejak jarang", "hr", "kelola:jejak_daftar", "", "?dari=&jenis=harilibur"),
    ("daftar jejak jenis", "hr", "kelola:jejak_daftar", "", "?dari=&jenis=pegawai"),
    ("daftar jejak dibuka", "hr", "kelola:jejak_dibuka", "", "?dari="),
    ("jejak impor", "hr", "kelola:jejak_aksi", "impor", ""),
    ("daftar jejak benda", "hr", "kelola:jejak_benda", "benda", ""),
)
KATA = {"hr cari": "nurul lub", "hr nip": "19850307 000000 0 1", "hr mirip": "Nurrul Lubiss"}
BARIS = re.compile(r"<(?:tr|li|dd|article)\b")
AKUN = 6  # objects of every page: session, account, person, unit, position, city


def main(rinci: str = "", daftar: tuple = HALAMAN) -> None:
    """Print all pages; with any argument also their statements, on standard error."""
    nomor, sesi = _nomor(), _sesi()
    hasil = []
    for nama, siapa, url, argumen, tanya in daftar:
        try:
            alamat = reverse(url, args=nomor[argumen] if argumen else []) + tanya
        except NoReverseMatch:
            sys.stderr.write(f"{nama}: belum ada\n")
            continue
        kueri, objek, isi = _lihat(alamat, sesi[siapa])
        hasil.append(
            {
                "nama": nama,
                "alamat": alamat,
                "sesi": sesi[siapa],
                "kueri": len(kueri),
                "objek": max(objek - AKUN, 0),
                "baris": max(len(BARIS.findall(isi.split("<main", 1)[1])), 1),
            }
        )
        if rinci:
            sys.stderr.write("\n    ".join([nama, *kueri]) + "\n")
    sys.stdout.write(json.dumps(hasil))


def direktori(rinci: str = "") -> None:
    """The same of the pages of the directory; the quality of records is of now."""
    pemda = Instansi.objects.get(depth=1)
    segarkan_mutu(pemda=pemda, oleh="sistem:bench", sekarang=timezone.now())
    main(rinci, DIREKTORI)


def jejak(rinci: str = "") -> None:
    """The same of the audit trail."""
    main(rinci, JEJAK)


def _lihat(alamat: str, sesi: str) -> tuple[list[str], int, str]:
    """Statements, model instances built and HTML of one page that was seen before."""
    klien = Client()
    klien.cookies["sesi"] = sesi
    klien.get(alamat)
    kueri: list[str] = []
    objek: list[type] = []

    def catat_kueri(lanjut, sql, *lain):
        kueri.append(sql)
        return lanjut(sql, *lain)

    def catat_objek(sender, **_) -> None:
        objek.append(sender)

    post_init.connect(catat_objek)
    with connection.execute_wrapper(catat_kueri):
        jawaban = klien.get(alamat)
    post_init.disconnect(catat_objek)
    if jawaban.status_code != 200:
        raise RuntimeError(f"{alamat} menjawab {jawaban.status_code}")
    return kueri, len(objek), jawaban.content.decode()


def _nomor() -> dict[str, list[object]]:
    """The rows that the pages with an argument show."""
    tugas = TugasEvaluasi.objects.filter(
        pegawai=PENGGUNA["pegawai"], status="TERBUKA", tenggat__gt=timezone.now()
    ).get()
    kelas = Kelas.objects.filter(status="TERBIT").order_by("pk")[0]
    return {
        "pegawai": [PENGGUNA["pegawai"]],
        "tugas": [tugas.pk],
        "kelas": [kelas.pk],
        "impor": [IMPOR],
        "benda": ["pegawai", PENGGUNA["pegawai"]],
    }


def _sesi() -> dict[str, str]:
    """A session key for each account."""

    hasil = {}
    kata = {siapa: PENGGUNA[siapa.split()[0]] for siapa in KATA}
    for siapa, pk in (PENGGUNA | kata).items():
        sesi = SessionStore()
        sesi[KUNCI] = {"1": KATA.get(siapa, "")}
        sesi[SESSION_KEY] = str(pk)
        sesi[BACKEND_SESSION_KEY] = "instansi.adapter.MasukTerverifikasi"
        sesi[HASH_SESSION_KEY] = Pengguna.objects.get(pk=pk).get_session_auth_hash()
        sesi.create()
        hasil[siapa] = sesi.session_key
    return hasil
