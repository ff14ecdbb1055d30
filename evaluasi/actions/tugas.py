"""Evaluation tasks: opened by the facts, filled question by question, sent once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from evaluasi import queries, rules
from evaluasi.models import Instrumen, Jawaban, TugasEvaluasi
from evaluasi.rules import Isian, Soal, Tertutup
from instansi.models import Pengguna
from lib.aksi import aksi
from lib.galat import GalatAturan
from notifikasi.actions import antrekan_banyak
from notifikasi.rules import Butir

JENIS_BUKA = "evaluasi_buka"
# Attendance that is marked later than this asks nobody any more; it also bounds the search.
BATAS_HARI_SETELAH_KELAS = 90


class TugasTidakBisaDiisi(GalatAturan):
    """The task is sent, past its deadline, or belongs to someone who did not attend."""

    def __init__(self, tertutup: Tertutup) -> None:
        super().__init__(tertutup.pesan, langkah=tertutup.langkah)
        self.tertutup = tertutup


class JawabanTidakSah(GalatAturan):
    """A value lies outside the scale, or a text is too long."""


class JawabanBelumLengkap(GalatAturan):
    """Required questions have no answer yet."""


# The later of both facts opens the task: the class's last session has ended, and one session is
# marked HADIR. One task per person and class, whatever version of the questionnaire is active.
_SQL_BUKA = """
    INSERT INTO evaluasi_tugasevaluasi
        (pendaftaran_id, instrumen_id, kelas_id, pegawai_id, unit_id, dibuka_pada, tenggat, status)
    SELECT d.id, i.id, k.id, d.pegawai_id, d.unit_id, f.dibuka,
           f.dibuka + make_interval(days => p.nilai::int), 'TERBUKA'
    FROM pelatihan_kelas k
    JOIN instansi_instansi pemda ON pemda.id = k.pemda_id
    JOIN evaluasi_instrumen i ON i.pemda_id = k.pemda_id AND i.kode = %(kode)s AND i.aktif
    JOIN LATERAL (
        SELECT max(selesai) AS selesai FROM pelatihan_sesi WHERE kelas_id = k.id
    ) s ON s.selesai <= %(sekarang)s
    JOIN pelatihan_pendaftaran d ON d.kelas_id = k.id AND d.status = 'DITERIMA'
    JOIN LATERAL (
        SELECT min(ditandai_pada) AS ditandai
        FROM pelatihan_kehadiran WHERE pendaftaran_id = d.id AND status = 'HADIR'
    ) h ON h.ditandai <= %(sekarang)s
    CROSS JOIN LATERAL (SELECT greatest(s.selesai, h.ditandai) AS dibuka) f
    JOIN instansi_parameterkebijakan p ON p.pemda_id = k.pemda_id AND p.kode = 'evaluasi_tenggat'
        AND (f.dibuka AT TIME ZONE pemda.zona_waktu)::date
            BETWEEN p.berlaku_dari AND COALESCE(p.berlaku_sampai, 'infinity')
    WHERE k.status IN ('TERBIT', 'BERJALAN', 'SELESAI')
        AND (%(kelas)s IS NULL OR k.id = %(kelas)s)
        AND EXISTS (
            SELECT 1 FROM pelatihan_sesi
            WHERE kelas_id = k.id AND mulai > %(sekarang)s - make_interval(days => %(batas)s)
        )
        AND f.dibuka + make_interval(days => p.nilai::int) > %(sekarang)s
        AND NOT EXISTS (
            SELECT 1 FROM evaluasi_tugasevaluasi t
            JOIN evaluasi_instrumen v ON v.id = t.instrumen_id
            WHERE t.kelas_id = k.id AND t.pegawai_id = d.pegawai_id AND v.kode = i.kode
        )
    ON CONFLICT DO NOTHING
    RETURNING id
"""


@aksi
def buka_tugas(*, oleh: Pengguna | str, sekarang: datetime, kelas: int | None = None) -> int:
    """Open the evaluation of everyone (of one class) for whom it is due; how many were opened.

    Set-based and idempotent. Due ``evaluasi_tenggat`` days after the later of both facts; where
    that has passed already (an outage, a class entered afterwards) nothing is opened. Takes an
    advisory lock, so that two runs cannot open two versions. Queues one message per person with an
    account.
    """
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_xact_lock(hashtext('evaluasi.buka_tugas'))")
        kursor.execute(
            _SQL_BUKA,
            {
                "kode": rules.KODE_REAKSI,
                "sekarang": sekarang,
                "batas": BATAS_HARI_SETELAH_KELAS,
                "kelas": kelas,
            },
        )
        baru = [pk for (pk,) in kursor.fetchall()]
    _kabari(baru, oleh=oleh, sekarang=sekarang)
    return len(baru)


def _kabari(tugas: Sequence[int], *, oleh: Pengguna | str, sekarang: datetime) -> None:
    penerima = TugasEvaluasi.objects.filter(
        pk__in=tugas, pegawai__pengguna__is_active=True
    ).values_list("kelas__pemda", "pk", "pegawai__pengguna")
    per_pemda: dict[int, list[Butir]] = {}
    for pemda, pk, pengguna in penerima.order_by("kelas__pemda", "pk"):
        per_pemda.setdefault(pemda, []).append(Butir(f"tugas:{pk}", pengguna))
    for pemda, butir in per_pemda.items():
        antrekan_banyak(
            jenis=JENIS_BUKA,
            butir=butir,
            jatuh_tempo=sekarang,
            pemda=pemda,
            oleh=oleh,
            sekarang=sekarang,
        )


@aksi
def simpan_jawaban(
    *, tugas: TugasEvaluasi, isian: Sequence[Isian], oleh: Pengguna | str, sekarang: datetime
) -> dict[str, Soal]:
    """Keep what was typed so far; all questions of the task as they stand now, by field name.

    Per question the later client sequence wins, so that two tabs and a late retry lose nothing.
    Locks the task. The first answer freezes the questionnaire. Fields that are no questions of the
    task are left out. Raises TugasTidakBisaDiisi, JawabanTidakSah.
    """
    terkunci = _kunci(tugas, sekarang)
    soal = {s.nama: s for langkah in queries.langkah_tugas(terkunci) for s in langkah.soal}
    tulis = _yang_ditulis(soal, isian, sekarang)
    _tulis(terkunci, tulis.values())
    if tulis and not terkunci.instrumen.dibekukan_pada:
        Instrumen.objects.filter(pk=terkunci.instrumen_id, dibekukan_pada=None).update(
            dibekukan_pada=sekarang
        )
    return soal | tulis


@aksi
def kirim_tugas(
    *, tugas: TugasEvaluasi, isian: Sequence[Isian], oleh: Pengguna | str, sekarang: datetime
) -> None:
    """Keep the last changes and send the form: from now on it counts, and it cannot be changed.

    Raises what simpan_jawaban raises, and JawabanBelumLengkap; then nothing of this call is kept.
    """
    simpan_jawaban(tugas=tugas, isian=isian, oleh=oleh, sekarang=sekarang)
    terkunci = _kunci(tugas, sekarang)
    kurang = rules.soal_kurang(queries.langkah_tugas(terkunci))
    if kurang:
        raise JawabanBelumLengkap(
            f"Masih ada {sum(n for _, n in kurang)} pertanyaan yang perlu dijawab.",
            langkah="Lengkapi bagian yang ditandai, lalu kirim lagi.",
        )
    terkunci.status = TugasEvaluasi.Status.TERKIRIM
    terkunci.tanggal_kirim = sekarang.astimezone(ZoneInfo(terkunci.kelas.pemda.zona_waktu)).date()
    terkunci.save(update_fields=["status", "tanggal_kirim"])


def _kunci(tugas: TugasEvaluasi, sekarang: datetime) -> TugasEvaluasi:
    terkunci = queries.tugas_lengkap().select_for_update(of=("self",)).get(pk=tugas.pk)
    if tertutup := queries.alasan_tertutup(terkunci, sekarang):
        raise TugasTidakBisaDiisi(tertutup)
    return terkunci


def _yang_ditulis(
    soal: dict[str, Soal], isian: Sequence[Isian], sekarang: datetime
) -> dict[str, Soal]:
    tulis: dict[str, Soal] = {}
    for nama, mentah, urut in isian:
        lama = tulis.get(nama, soal.get(nama))
        urut = rules.urut_sah(urut, sekarang)
        if lama is None or urut < lama.urut:
            continue
        isi = rules.bersihkan_teks(mentah)
        if alasan := rules.alasan_jawaban_tidak_sah(lama, isi):
            raise JawabanTidakSah(alasan)
        tulis[nama] = lama.dengan(isi, urut)
    return tulis


def _tulis(tugas: TugasEvaluasi, daftar: Iterable[Soal]) -> None:
    Jawaban.objects.bulk_create(
        [
            Jawaban(
                tugas=tugas,
                pertanyaan_id=s.pertanyaan_id,
                pengajar_id=s.pengajar_id,
                nilai=int(s.jawaban) if s.berskala and s.jawaban else None,
                teks="" if s.berskala else s.jawaban,
                urut=s.urut,
            )
            for s in daftar
        ],
        update_conflicts=True,
        unique_fields=["tugas", "pertanyaan", "pengajar"],
        update_fields=["nilai", "teks", "urut"],
    )
