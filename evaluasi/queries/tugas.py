"""Evaluation tasks: whose they are, and the steps with the own answers."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet

from evaluasi.models import Bagian, Jawaban, Pertanyaan, TugasEvaluasi
from evaluasi.rules import Langkah, Soal, Tertutup, alasan_tidak_bisa_diisi, keadaan_tugas
from instansi.models import Pengguna
from pelatihan.models import Kehadiran, Pendaftaran, Pengajar, Sesi


def tugas_lengkap() -> QuerySet[TugasEvaluasi]:
    """Tasks with class, training, city, questionnaire; ``hadir``: the person did attend."""
    hadir = Kehadiran.objects.filter(
        pendaftaran=OuterRef("pendaftaran"),
        pendaftaran__status=Pendaftaran.Status.DITERIMA,
        status=Kehadiran.Status.HADIR,
    )
    return TugasEvaluasi.objects.select_related(
        "kelas__pelatihan", "kelas__pemda", "instrumen"
    ).annotate(hadir=Exists(hadir))


def alasan_tertutup(tugas: TugasEvaluasi, sekarang: datetime) -> Tertutup | None:
    """Why a task of tugas_lengkap takes no answers now, or None; no query."""
    zona = ZoneInfo(tugas.kelas.pemda.zona_waktu)
    keadaan = keadaan_tugas(
        terkirim=tugas.status == TugasEvaluasi.Status.TERKIRIM,
        hadir=tugas.hadir,  # type: ignore[attr-defined]
        tenggat=tugas.tenggat,
        sekarang=sekarang,
    )
    return alasan_tidak_bisa_diisi(
        keadaan,
        tenggat=tugas.tenggat.astimezone(zona).date(),
        tanggal_kirim=tugas.tanggal_kirim,
    )


def tugas_untuk(pengguna: Pengguna) -> QuerySet[TugasEvaluasi]:
    """The person's own tasks, nobody else's, whatever role is held."""
    if not pengguna.pegawai_id:
        return tugas_lengkap().none()
    return tugas_lengkap().filter(pegawai=pengguna.pegawai_id)


def tugas_daftar(pengguna: Pengguna) -> QuerySet[TugasEvaluasi]:
    """Own tasks for the list: what can still be answered first, then the latest."""
    return tugas_untuk(pengguna).order_by("-status", "-tenggat", "-id")


def pengajar_dinilai(pendaftaran_id: int) -> QuerySet[Pengajar]:
    """The trainers of the sessions that an enrolled person attended; nobody rates the unseen."""
    return (
        Pengajar.objects.filter(
            sesi__sesi__kehadiran__pendaftaran=pendaftaran_id,
            sesi__sesi__kehadiran__status=Kehadiran.Status.HADIR,
        )
        .select_related("pengguna")
        .order_by("pengguna__nama", "id")
        .distinct()
    )


def langkah_tugas(tugas: TugasEvaluasi, *, dengan_jawaban: bool = True) -> list[Langkah]:
    """The steps of a task with its own answers; three queries. Sections about trainers repeat."""
    pertanyaan = Pertanyaan.objects.filter(bagian__instrumen=tugas.instrumen_id).select_related(
        "bagian"
    )
    isi: dict[Bagian, list[Pertanyaan]] = {}
    for butir in pertanyaan.order_by("bagian__urutan", "urutan", "id"):
        isi.setdefault(butir.bagian, []).append(butir)
    pengajar = list(pengajar_dinilai(tugas.pendaftaran_id))
    jawaban = _jawaban(tugas.pk) if dengan_jawaban else {}
    langkah: list[Langkah] = []
    for bagian, daftar in isi.items():
        untuk: Iterable[Pengajar | None] = (
            pengajar if bagian.jenis == Bagian.Jenis.PENGAJAR else [None]
        )
        for orang in untuk:
            soal = tuple(_soal(p, orang, jawaban, tugas.instrumen.skala_maks) for p in daftar)
            langkah.append(
                Langkah(
                    len(langkah) + 1,
                    bagian.jenis,
                    bagian.get_jenis_display(),
                    bagian.judul,
                    str(orang) if orang else "",
                    soal,
                )
            )
    return langkah


def _jawaban(tugas_id: int) -> dict[tuple[int, int | None], Jawaban]:
    return {(j.pertanyaan_id, j.pengajar_id): j for j in Jawaban.objects.filter(tugas=tugas_id)}


def _soal(
    pertanyaan: Pertanyaan,
    pengajar: Pengajar | None,
    jawaban: dict[tuple[int, int | None], Jawaban],
    maks: int,
) -> Soal:
    kunci = (pertanyaan.pk, pengajar.pk if pengajar else None)
    j = jawaban.get(kunci)
    return Soal(
        *kunci,
        teks=pertanyaan.teks,
        jenis=pertanyaan.jenis,
        wajib=pertanyaan.wajib,
        maks=maks,
        jawaban="" if j is None else (j.teks if j.nilai is None else str(j.nilai)),
        urut=0 if j is None else j.urut,
    )


def tugas_peserta(kelas_id: int, pegawai_id: int) -> TugasEvaluasi | None:
    """The task of one person for one class, if it was opened."""
    return tugas_lengkap().filter(kelas=kelas_id, pegawai=pegawai_id).order_by("-id").first()


def akhir_kelas(kelas_id: int) -> datetime | None:
    """When the last session of a class ends."""
    return Sesi.objects.filter(kelas=kelas_id).aggregate(akhir=Max("selesai"))["akhir"]


def pendaftaran_nip(kelas_id: int, nip: str) -> Pendaftaran | None:
    """The seated participant of a class with this NIP."""
    return (
        Pendaftaran.objects.filter(
            Q(pegawai__pemda=F("kelas__pemda")),
            kelas=kelas_id,
            pegawai__nip=nip,
            status=Pendaftaran.Status.DITERIMA,
        )
        .select_related("pegawai")
        .first()
    )
