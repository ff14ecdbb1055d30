"""History at full size for the benches: a million enrolments in minutes, by INSERT ... SELECT.

All rows satisfy every constraint: classes of one group run at the same time with a trainer and
people of their own, groups follow each other. Foreign keys and history triggers are off while it
runs (session_replication_role, so it needs the database's superuser): the rows are right by
construction, and nobody reads the history of a bench.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from instansi.models import Instansi, Pegawai, Pengguna
from pelatihan.models import Pengajar

PESERTA = 30  # per class
SABTU = date(2025, 1, 11)
SOAL = 8  # answers per sent evaluation


@dataclass(frozen=True)
class Ukuran:
    """How much was made."""

    kelas: int
    pendaftaran: int
    kehadiran: int
    jawaban: int


def besar(*, pemda: Instansi, pendaftaran: int, jawaban: int, hari_ini: date) -> Ukuran:
    """Add finished classes with so many enrolments and answers to a loaded demo city.

    They run on Saturdays and Sundays, when the demo's own classes do not. Raises ValueError where
    there are too few people to fill the classes that must run at once.
    """
    orang = Pegawai.objects.filter(pemda=pemda, status="AKTIF").count()
    kelas = -(-pendaftaran // PESERTA)
    akhir_pekan = (hari_ini - SABTU).days // 7 * 2
    serentak = -(-kelas // akhir_pekan)
    if serentak * PESERTA > orang:
        raise ValueError(f"{pendaftaran} pendaftaran perlu {serentak * PESERTA} pegawai.")
    nilai = {
        "pemda": pemda.pk,
        "zona": pemda.zona_waktu,
        "serentak": serentak,
        "kelas": kelas,
        "peserta": PESERTA,
        "orang": orang,
        "awal": SABTU,
        "hr": Pengguna.objects.get(username=f"hr.{pemda.kode}").pk,
        "tugas": jawaban // SOAL,
        "soal": SOAL,
    }
    _pengajar(pemda, serentak)
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SET LOCAL session_replication_role = replica")
        for sql in _SIAPKAN:
            kursor.execute(sql, nilai)
        jumlah = {nama: _jalankan(kursor, sql, nilai) for nama, sql in _TULIS.items()}
    with connection.cursor() as kursor:
        kursor.execute("ANALYZE")
    return Ukuran(**{n: jumlah[n] for n in Ukuran.__dataclass_fields__})


def _jalankan(kursor: Any, sql: str, nilai: dict[str, Any]) -> int:
    kursor.execute(sql, nilai)
    return kursor.rowcount


def _pengajar(pemda: Instansi, banyak: int) -> None:
    sandi = make_password(None)
    akun = Pengguna.objects.bulk_create(
        Pengguna(
            pemda=pemda, username=f"massal-{n}.{pemda.kode}", nama=f"Pengajar {n}", password=sandi
        )
        for n in range(banyak)
    )
    Pengajar.objects.bulk_create(Pengajar(pemda=pemda, pengguna=a, lembaga="Massal") for a in akun)


_SIAPKAN = (
    "DROP TABLE IF EXISTS massal_orang, massal_pengajar, massal_kelas, massal_sesi",
    """
    CREATE TEMP TABLE massal_orang ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY p.id) - 1 AS urut, p.id, p.unit_id
    FROM instansi_pegawai p
    WHERE p.pemda_id = %(pemda)s AND p.status = 'AKTIF'
    """,
    "CREATE UNIQUE INDEX ON massal_orang (urut)",
    """
    CREATE TEMP TABLE massal_pengajar ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY id) - 1 AS urut, id, pengguna_id
    FROM pelatihan_pengajar WHERE pemda_id = %(pemda)s AND lembaga = 'Massal'
    """,
    # Trainings of 8 JP: two sessions of 4, a morning and an afternoon.
    """
    CREATE TEMP TABLE massal_kelas ON COMMIT DROP AS
    SELECT n AS urut, n / %(serentak)s AS kelompok, n %% %(serentak)s AS tempat,
        nextval(pg_get_serial_sequence('pelatihan_kelas', 'id')) AS id,
        l.id AS pelatihan_id, 1000 + n / l.banyak AS angkatan, l.metode, u.id AS unit_id,
        (%(awal)s::date + n / %(serentak)s / 2 * 7 + n / %(serentak)s %% 2 + time '08:00')
            AT TIME ZONE %(zona)s AS mulai
    FROM generate_series(0, %(kelas)s - 1) n
    JOIN (SELECT id, metode, row_number() OVER (ORDER BY id) - 1 AS urut, count(*) OVER () AS banyak
          FROM pembinaan_pelatihan WHERE pemda_id = %(pemda)s AND jp = 8) l
        ON l.urut = n %% l.banyak
    JOIN (SELECT id, row_number() OVER (ORDER BY path) - 1 AS urut, count(*) OVER () AS banyak
          FROM instansi_instansi WHERE pemda_id = %(pemda)s AND depth = 2
              AND EXISTS (SELECT 1 FROM instansi_pegawai p WHERE p.unit_id = instansi_instansi.id)
         ) u ON u.urut = n %% u.banyak
    """,
    """
    CREATE TEMP TABLE massal_sesi ON COMMIT DROP AS
    SELECT k.id AS kelas_id, k.tempat, s.n,
        nextval(pg_get_serial_sequence('pelatihan_sesi', 'id')) AS id,
        k.mulai + s.n * interval '5 hours 15 minutes' AS mulai,
        k.mulai + s.n * interval '5 hours 15 minutes' + interval '3 hours' AS selesai
    FROM massal_kelas k CROSS JOIN generate_series(0, 1) s(n)
    """,
    "CREATE INDEX ON massal_sesi (kelas_id)",
    "ANALYZE massal_orang, massal_pengajar, massal_kelas, massal_sesi",
)
_TULIS = {
    "kelas": """
    INSERT INTO pelatihan_kelas (id, pemda_id, pelatihan_id, angkatan, penyelenggara_id, metode,
        tautan_daring, kursi, terisi, daftar_mulai, daftar_selesai, status, alasan_batal,
        nomor_undangan, catatan_undangan, terbit_pada, terbit_oleh_id, dibuat_oleh_id,
        kehadiran_diverifikasi_pada, kehadiran_diverifikasi_oleh_id)
    SELECT id, %(pemda)s, pelatihan_id, angkatan, unit_id, metode, '', %(peserta)s, %(peserta)s,
        mulai - interval '30 days', mulai - interval '3 days', 'SELESAI', '', '', '',
        mulai - interval '31 days', %(hr)s, %(hr)s, mulai + interval '3 days', %(hr)s
    FROM massal_kelas
    """,
    "sesi": """
    INSERT INTO pelatihan_sesi (id, kelas_id, judul, mulai, selesai, jp, terjadwal)
    SELECT id, kelas_id, '', mulai, selesai, 4, true FROM massal_sesi
    """,
    "pengajar": """
    INSERT INTO pelatihan_pengajarsesi (sesi_id, pengajar_id, mulai, selesai, terjadwal)
    SELECT s.id, p.id, s.mulai, s.selesai, true
    FROM massal_sesi s JOIN massal_pengajar p ON p.urut = s.tempat
    """,
    "pendaftaran": """
    INSERT INTO pelatihan_pendaftaran (kelas_id, pegawai_id, unit_id, status, didaftarkan_oleh_id,
        didaftarkan_pada, alasan_batal, alasan_luar_masa)
    SELECT k.id, o.id, o.unit_id, 'DITERIMA', %(hr)s, k.mulai - interval '10 days', '', ''
    FROM massal_kelas k CROSS JOIN generate_series(0, %(peserta)s - 1) n
    JOIN massal_orang o ON o.urut = (
        (k.kelompok::bigint * %(serentak)s + k.tempat) * %(peserta)s + n) %% %(orang)s
    """,
    "kehadiran": """
    INSERT INTO pelatihan_kehadiran (pendaftaran_id, sesi_id, pegawai_id, mulai, selesai, terjadwal,
        izin_bentrok_alasan, status, ditandai_oleh_id, ditandai_pada)
    SELECT d.id, s.id, d.pegawai_id, s.mulai, s.selesai, true, '',
        CASE WHEN (d.id * 7919 + s.n) %% 100 < 6 THEN 'IZIN' ELSE 'HADIR' END, %(hr)s, s.selesai
    FROM massal_kelas k JOIN massal_sesi s ON s.kelas_id = k.id
    JOIN pelatihan_pendaftaran d ON d.kelas_id = k.id
    ORDER BY s.mulai, d.id
    """,
    "jp": """
    INSERT INTO pembinaan_catatanjp (pegawai_id, unit_id, tanggal, tahun, jp, sumber, kunci,
        keterangan, hitungan, alasan, dicatat_oleh_id, dicatat_pada)
    SELECT d.pegawai_id, d.unit_id, h.hari, extract(year FROM h.hari), h.jp, 'KELAS',
        'kelas:' || k.id || ':pegawai:' || d.pegawai_id || ':1',
        l.nama || ' angkatan ' || k.angkatan,
        jsonb_build_object('kelas', k.id, 'kode', l.bentuk, 'penjelasan', 'Data uji beban'),
        CASE WHEN h.jp = 0 THEN 'Hadir kurang dari yang disyaratkan.' ELSE '' END,
        %(hr)s, k.mulai + interval '3 days'
    FROM massal_kelas k
    JOIN pembinaan_pelatihan l ON l.id = k.pelatihan_id
    JOIN pelatihan_pendaftaran d ON d.kelas_id = k.id
    CROSS JOIN LATERAL (
        SELECT (k.mulai AT TIME ZONE %(zona)s)::date AS hari,
            CASE WHEN (d.id * 7919) %% 100 < 6 OR (d.id * 7919 + 1) %% 100 < 6 THEN 0 ELSE 8 END
                AS jp
    ) h
    """,
    "tugas": """
    INSERT INTO evaluasi_tugasevaluasi (pendaftaran_id, instrumen_id, kelas_id, pegawai_id, unit_id,
        dibuka_pada, tenggat, status, tanggal_kirim, dihitung_pada)
    SELECT d.id, i.id, k.id, d.pegawai_id, d.unit_id, k.mulai + interval '9 hours',
        k.mulai + interval '7 days 9 hours', 'TERKIRIM',
        ((k.mulai + interval '2 days') AT TIME ZONE %(zona)s)::date, k.mulai + interval '8 days'
    FROM massal_kelas k JOIN pelatihan_pendaftaran d ON d.kelas_id = k.id
    JOIN evaluasi_instrumen i ON i.pemda_id = %(pemda)s AND i.aktif
    WHERE (d.id * 7919) %% 100 >= 6
    ORDER BY k.urut DESC, d.id LIMIT %(tugas)s
    """,
    "jawaban": """
    INSERT INTO evaluasi_jawaban (tugas_id, pertanyaan_id, nilai, teks, urut)
    SELECT t.id, q.id, 3 + (t.id + q.id) %% 3, '', 0
    FROM massal_kelas k JOIN evaluasi_tugasevaluasi t ON t.kelas_id = k.id
    JOIN LATERAL (
        SELECT p.id FROM evaluasi_pertanyaan p JOIN evaluasi_bagian b ON b.id = p.bagian_id
        WHERE b.instrumen_id = t.instrumen_id AND b.jenis = 'PENYELENGGARA' AND p.jenis = 'SKALA'
        ORDER BY p.urutan LIMIT %(soal)s
    ) q ON true
    """,
}
