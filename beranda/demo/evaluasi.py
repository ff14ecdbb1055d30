"""Evaluations of finished classes: most people answer, some classes get too few answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from beranda.demo.kelas import DITANDAI, H, RencanaKelas
from beranda.demo.salin import salin
from evaluasi.actions import buka_hasil, pasang_instrumen_bawaan
from evaluasi.models import Bagian, Instrumen, Jawaban, Pertanyaan, TugasEvaluasi
from instansi.models import Instansi
from pelatihan.models import Pendaftaran

TENGGAT = timedelta(days=7)  # parameter evaluasi_tenggat, as every demo city has it
BARU = timedelta(days=30)
RESPONS = 0.96
RESPONS_RENDAH = 0.35
KOLOM_JAWABAN = ("tugas_id", "pertanyaan_id", "pengajar_id", "nilai", "teks", "urut")
PESAN = (
    "Contoh kasusnya dekat dengan pekerjaan saya.",
    "Latihan langsung di komputer paling membantu.",
    "Pengajar sabar menjawab pertanyaan kami.",
    "Diskusi kelompok membuka cara pandang baru.",
    "Materi ringkas dan bisa langsung dipakai di loket.",
    "Simulasi melayani warga yang marah sangat berguna.",
    "Saya jadi tahu harus menghubungi siapa di dinas lain.",
    "Modulnya jelas, bisa saya baca lagi di rumah.",
    "Cerita dari kota lain menambah semangat.",
    "Umpan balik dari pengajar jujur dan sopan.",
)
SARAN = (
    "Waktu praktik ditambah.",
    "Jaringan internet di ruang kelas perlu diperbaiki.",
    "Mohon materi dikirim sebelum kelas dimulai.",
    "Ruangan agak panas pada siang hari.",
    "Sebaiknya dibagi dua kelompok menurut tingkat kemampuan.",
    "Jadwal jangan bertepatan dengan akhir bulan.",
    "Contoh untuk kelurahan masih sedikit.",
    "Perlu pendampingan setelah kelas selesai.",
)


@dataclass
class Kuesioner:
    """The active questionnaire of a city, its questions by kind of section."""

    instrumen: Instrumen
    penyelenggara: list[Pertanyaan]
    pengajar: list[Pertanyaan]
    uraian: list[Pertanyaan]


def isi_evaluasi(
    *,
    pemda: Instansi,
    rencana: list[RencanaKelas],
    acak: Random,
    sekarang: datetime,
    diam: set[int],
    oleh: str,
) -> tuple[int, int]:
    """Open the tasks of ended classes and answer most; people in ``diam`` leave the latest open.

    Returns how many tasks there are and how many were sent. Nobody is told: it is the past.
    """
    kuesioner = _kuesioner(pasang_instrumen_bawaan(pemda=pemda, oleh=oleh))
    zona = ZoneInfo(pemda.zona_waktu)
    tugas: list[tuple[RencanaKelas, TugasEvaluasi]] = []
    for r in rencana:
        if r.ditandai and r.selesai <= sekarang:
            tugas += ((r, t) for t in _tugas(r, kuesioner, acak, sekarang, zona, diam))
    TugasEvaluasi.objects.bulk_create((t for _, t in tugas), batch_size=4000)
    terkirim = [(r, t) for r, t in tugas if t.status == TugasEvaluasi.Status.TERKIRIM]
    mutu = {id(r): acak.gauss(4.15, 0.28) for r, _ in tugas}
    salin(
        Jawaban,
        KOLOM_JAWABAN,
        (j for r, t in terkirim for j in _jawaban(r, t, kuesioner, acak, mutu[id(r)])),
    )
    if terkirim:
        kuesioner.instrumen.dibekukan_pada = min(t.dibuka_pada for _, t in terkirim)
        kuesioner.instrumen.save(update_fields=["dibekukan_pada"])
    buka_hasil(oleh=oleh, sekarang=sekarang)
    return len(tugas), len(terkirim)


def _kuesioner(instrumen: Instrumen) -> Kuesioner:
    semua = list(
        Pertanyaan.objects.filter(bagian__instrumen=instrumen)
        .select_related("bagian")
        .order_by("bagian__urutan", "urutan")
    )

    def bagian(jenis: str, jenis_soal: str) -> list[Pertanyaan]:
        return [p for p in semua if p.bagian.jenis == jenis and p.jenis == jenis_soal]

    return Kuesioner(
        instrumen,
        bagian(Bagian.Jenis.PENYELENGGARA, Pertanyaan.Jenis.SKALA),
        bagian(Bagian.Jenis.PENGAJAR, Pertanyaan.Jenis.SKALA),
        bagian(Bagian.Jenis.UMUM, Pertanyaan.Jenis.TEKS),
    )


def _tugas(
    r: RencanaKelas,
    kuesioner: Kuesioner,
    acak: Random,
    sekarang: datetime,
    zona: ZoneInfo,
    diam: set[int],
) -> list[TugasEvaluasi]:
    """A task for everyone who attended; sent by chance, within the deadline."""
    peluang = RESPONS_RENDAH if acak.random() < 0.07 else RESPONS
    if sekarang - r.selesai < TENGGAT:
        peluang = 0.4  # still open: many have not answered yet
    hasil = []
    for daftar in r.daftar:
        if not r.hadir(daftar.pegawai):
            continue
        dibuka = _dibuka(r, daftar.pegawai_id)
        kirim = dibuka + timedelta(hours=acak.triangular(1, 160, 20))
        tunda = daftar.pegawai_id in diam and sekarang - r.selesai < BARU
        terkirim = acak.random() < peluang and kirim < sekarang and not tunda
        hasil.append(
            TugasEvaluasi(
                pendaftaran=daftar,
                instrumen=kuesioner.instrumen,
                kelas=r.kelas,
                pegawai_id=daftar.pegawai_id,
                unit_id=daftar.unit_id,
                dibuka_pada=dibuka,
                tenggat=dibuka + TENGGAT,
                status="TERKIRIM" if terkirim else "TERBUKA",
                tanggal_kirim=kirim.astimezone(zona).date() if terkirim else None,
            )
        )
    return hasil


def _dibuka(r: RencanaKelas, pegawai: int) -> datetime:
    """The later of the class's end and the first mark HADIR, as the product opens tasks."""
    hadir = next(
        n for n in range(r.ditandai) if r.tidak_hadir.get((pegawai, n), H.HADIR) == H.HADIR
    )
    return max(r.selesai, r.sesi[hadir].selesai + DITANDAI)


def _jawaban(
    r: RencanaKelas, tugas: TugasEvaluasi, kuesioner: Kuesioner, acak: Random, mutu: float
) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of KOLOM_JAWABAN."""
    watak = acak.gauss(mutu, 0.35)  # some people give more, some less

    def skala(
        soal: list[Pertanyaan], pengajar: int | None, tengah: float
    ) -> Iterator[tuple[Any, ...]]:
        for p in soal:
            if p.wajib or acak.random() < 0.8:
                nilai = min(max(round(acak.gauss(tengah, 0.55)), 1), 5)
                yield (tugas.pk, p.pk, pengajar, nilai, "", 0)

    yield from skala(kuesioner.penyelenggara, None, watak)
    for urut, pengajar in enumerate(_pengajar_ditemui(r, tugas.pendaftaran)):
        yield from skala(kuesioner.pengajar, pengajar, watak + 0.1 - urut * 0.15)
    for soal, kalimat, peluang in zip(kuesioner.uraian, (PESAN, SARAN), (0.3, 0.2), strict=False):
        if acak.random() < peluang:
            yield (tugas.pk, soal.pk, None, None, acak.choice(kalimat), 0)


def _pengajar_ditemui(r: RencanaKelas, daftar: Pendaftaran) -> list[int]:
    """Trainers of the sessions that the person attended; nobody rates the unseen."""
    return sorted(
        {
            p.pk
            for n in range(r.ditandai)
            if r.tidak_hadir.get((daftar.pegawai_id, n), H.HADIR) == H.HADIR
            for p in r.pengajar[n]
        }
    )
