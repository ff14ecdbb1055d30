"""Results are opened class by class, when nobody can answer any more (docs/adr/0011)."""

from datetime import datetime

from django.db import connection

from instansi.models import Pengguna
from lib.aksi import aksi

# A class is ready when none of its tasks that results do not hold yet can still be answered, and
# enough of those were sent. Where results are open already, what is added must hide one person
# too: each question, for each trainer, needs as many new answers as a first showing.
_SQL_BUKA_HASIL = """
    WITH calon AS (
        SELECT t.kelas_id, k.pemda_id, count(*) FILTER (WHERE t.status = 'TERKIRIM') AS terkirim
        FROM evaluasi_tugasevaluasi t JOIN pelatihan_kelas k ON k.id = t.kelas_id
        WHERE t.dihitung_pada IS NULL
        GROUP BY t.kelas_id, k.pemda_id
        HAVING bool_and(t.status = 'TERKIRIM' OR t.tenggat <= %(sekarang)s)
    ), siap AS (
        SELECT c.kelas_id
        FROM calon c
        JOIN instansi_instansi pemda ON pemda.id = c.pemda_id
        JOIN instansi_parameterkebijakan p ON p.pemda_id = c.pemda_id
            AND p.kode = 'responden_minimum'
            AND (%(sekarang)s AT TIME ZONE pemda.zona_waktu)::date
                BETWEEN p.berlaku_dari AND COALESCE(p.berlaku_sampai, 'infinity')
        WHERE c.terkirim >= greatest(p.nilai, 2) AND (
            NOT EXISTS (
                SELECT 1 FROM evaluasi_tugasevaluasi
                WHERE kelas_id = c.kelas_id AND dihitung_pada IS NOT NULL
            ) OR NOT EXISTS (
                SELECT 1 FROM evaluasi_jawaban j JOIN evaluasi_tugasevaluasi b ON b.id = j.tugas_id
                WHERE b.kelas_id = c.kelas_id AND b.dihitung_pada IS NULL
                    AND b.status = 'TERKIRIM' AND j.nilai IS NOT NULL
                GROUP BY j.pertanyaan_id, j.pengajar_id
                HAVING count(*) < greatest(p.nilai, 2)
            )
        )
    )
    UPDATE evaluasi_tugasevaluasi t SET dihitung_pada = %(sekarang)s
    FROM siap WHERE t.kelas_id = siap.kelas_id AND t.dihitung_pada IS NULL
"""


@aksi
def buka_hasil(*, oleh: Pengguna | str, sekarang: datetime) -> int:
    """Take the closed tasks of every class that is ready into its results; how many tasks.

    Set-based and idempotent. Comparing results before and after one more answer would tell that
    answer, so results come in batches: the last deadline has passed or everyone has answered, and
    at least ``responden_minimum`` forms were sent. Tasks that open later wait for the next batch.
    Takes the lock of buka_tugas, so that no task opens meanwhile.
    """
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_xact_lock(hashtext('evaluasi.buka_tugas'))")
        kursor.execute(_SQL_BUKA_HASIL, {"sekarang": sekarang})
        return kursor.rowcount
