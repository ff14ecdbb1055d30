"""A class that has ended, with attendees, trainers and open evaluations, for tests."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from evaluasi.actions import buka_tugas, kirim_tugas, pasang_instrumen_bawaan
from evaluasi.models import TugasEvaluasi
from evaluasi.queries import langkah_tugas, tugas_lengkap
from evaluasi.rules import Isian
from instansi.models import Pegawai
from instansi.tests.factories import Kota, PegawaiFactory
from pelatihan.models import Kehadiran, Kelas, Pendaftaran, Pengajar, PengajarSesi
from pelatihan.tests.factories import (
    SEKARANG,
    KelasFactory,
    PendaftaranFactory,
    PengajarFactory,
    SesiFactory,
)

SELESAI = SEKARANG - timedelta(hours=1)
OLEH = "sistem:uji"


def kelas_usai(kota: Kota, pengajar: Iterable[Pengajar] = (), **isi) -> Kelas:
    """A class of two sessions that ended an hour ago; the trainers teach both."""
    isi = {"status": "SELESAI", "terbit_pada": SEKARANG, "terbit_oleh": kota.hr} | isi
    kelas = KelasFactory(penyelenggara=isi.pop("penyelenggara", kota.dikbud), **isi)
    for jam in (5, 3):
        sesi = SesiFactory(kelas=kelas, mulai=SELESAI - timedelta(hours=jam - 1))
        for orang in pengajar:
            PengajarSesi.objects.create(
                sesi=sesi, pengajar=orang, mulai=sesi.mulai, selesai=sesi.selesai
            )
    return kelas


def peserta(
    kelas: Kelas, pegawai: Pegawai, status: str = "HADIR", ditandai: datetime = SELESAI
) -> Pendaftaran:
    """An enrolment with one mark for every session of the class."""
    daftar = PendaftaranFactory(kelas=kelas, pegawai=pegawai)
    for sesi in kelas.sesi.all():
        Kehadiran.objects.create(
            pendaftaran=daftar,
            sesi=sesi,
            pegawai=pegawai,
            mulai=sesi.mulai,
            selesai=sesi.selesai,
            status=status,
            ditandai_pada=None if status == "BELUM" else ditandai,
        )
    return daftar


def tugas_baru(kota: Kota, *pegawai: Pegawai, pengajar: Iterable[Pengajar] = (), **isi):
    """The open tasks of these attendees of one class, in their order."""
    pasang_instrumen_bawaan(pemda=kota.pemda, oleh=OLEH)
    kelas = kelas_usai(kota, pengajar, **isi)
    daftar = [peserta(kelas, p) for p in pegawai]
    buka_tugas(oleh=OLEH, sekarang=SEKARANG)
    milik = {t.pendaftaran_id: t for t in tugas_lengkap().filter(kelas=kelas)}
    return [milik[d.pk] for d in daftar]


def pengajar_baru(kota: Kota) -> Pengajar:
    """The trainer behind the account ``pengajar``."""
    return PengajarFactory(pengguna=kota.pengajar)


def rombongan(kota: Kota, jumlah: int) -> list[Pegawai]:
    """People of the school."""
    return [PegawaiFactory(unit=kota.sekolah) for _ in range(jumlah)]


def teks(jawaban) -> str:
    """A page with any run of white space as one space."""
    return " ".join(jawaban.content.decode().split())


def jawab(tugas: TugasEvaluasi, nilai: int = 4, teks: str = "", urut: int = 1) -> list[Isian]:
    """Every question of a task answered alike."""
    return [
        Isian(s.nama, str(nilai) if s.berskala else teks, urut)
        for langkah in langkah_tugas(tugas)
        for s in langkah.soal
    ]


def kirim(tugas: TugasEvaluasi, nilai: int = 4, teks: str = "") -> None:
    kirim_tugas(tugas=tugas, isian=jawab(tugas, nilai, teks), oleh=OLEH, sekarang=SEKARANG)
