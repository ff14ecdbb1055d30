"""One city of any size for the benches, made inside PostgreSQL.

`python -m tests.bench.alat data_besar PEOPLE` fills an empty, migrated database. Everyone takes
part in one class of each of 20 past rounds; 20 classes of 25 people stand around today whatever
the size, so a page shows as much of 500 people as of 50,000. Two sessions a class, about eight
answers a form. Triggers are off, constraints are on.
"""

from datetime import date, timedelta

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from evaluasi.actions.instrumen import pasang_instrumen_bawaan
from instansi.actions import pasang_parameter_bawaan
from instansi.models import Instansi, Jabatan, Penugasan
from laporan.actions.ringkasan import segarkan_ringkasan
from pembinaan.actions import pasang_aturan_konversi

PUTARAN = 20
HARI_PUTARAN = 90
OPD = 40
UNIT_PER_OPD = 15
KELAS_ISI = 25
TABEL_BESAR = [
    "pelatihan_pendaftaran",
    "pelatihan_kehadiran",
    "pembinaan_catatanjp",
    "evaluasi_tugasevaluasi",
    "evaluasi_jawaban",
]
PENGGUNA = {"hr": 2, "kota": 3, "kepala": 4, "pegawai": 102}

SQL_ORANG = """
INSERT INTO instansi_pegawai (id, nip, nama, gelar_depan, gelar_belakang, jenis, jenis_kelamin,
    tanggal_lahir, tmt, golongan, status, surel, telepon, atasan_id, jabatan_id, pemda_id, unit_id)
SELECT p + 1, '19850307' || lpad(p::text, 10, '0'),
    (ARRAY['Abdul','Bambang','Citra','Dewi','Eko','Fajar','Gita','Hana','Indra','Joko','Kartika',
        'Lestari','Made','Nurul','Oki','Putri','Rahmat','Sri','Tuti','Umar','Wahyu','Yusuf',
        'Zainal'])[p * 7 %% 23 + 1] || ' ' ||
    (ARRAY['Alamsyah','Budiman','Cahyono','Darmawan','Effendi','Firmansyah','Gunawan','Hidayat',
        'Ismail','Kusuma','Lubis','Mahendra','Nasution','Pratama','Rahman','Saputra','Tandra',
        'Utami','Wijaya'])[p / 23 %% 19 + 1] || ' ' || p,
    '', 'S.AP.', CASE WHEN p %% 5 = 0 THEN 'PPPK' ELSE 'PNS' END,
    CASE WHEN p %% 2 = 0 THEN 'L' ELSE 'P' END, '1985-03-07', '2010-01-01',
    CASE WHEN p %% 5 = 0 THEN (ARRAY['V','VII','IX','X'])[p / 5 %% 4 + 1] ELSE
        (ARRAY['II/a','II/b','II/c','II/d','III/a','III/b','III/c','III/d','IV/a','IV/b','IV/c'])
        [p * 13 %% 11 + 1] END,
    'AKTIF', CASE WHEN p %% 3 = 0 THEN '' ELSE 'p' || p || '@bench.example' END, '', NULL,
    (SELECT min(id) FROM instansi_jabatan) + CASE WHEN p %% 10 < 5 THEN 0
        WHEN p %% 10 < 8 THEN 1 ELSE 2 END,
    %(pemda)s, CASE WHEN p = 0 THEN %(pemda)s ELSE %(unit)s + p * 7 %% %(banyak_unit)s END
FROM generate_series(0, %(n)s - 1) p;
INSERT INTO instansi_pengguna (id, password, username, email, nama, is_active, pemda_id, pegawai_id)
SELECT id, '!', nip, 'p' || id || '@bench.example', nama, TRUE, pemda_id, id FROM instansi_pegawai;
INSERT INTO instansi_pengguna (id, password, username, nama, is_active, pemda_id)
SELECT %(n)s + g, '!', 'pengajar.' || g, 'Pengajar ' || g, TRUE, %(pemda)s
FROM generate_series(1, 60) g;
INSERT INTO instansi_predikatkinerja (tahun, periode, predikat, pegawai_id, unit_id)
SELECT %(tahun)s - 1, 'TAHUNAN', (ARRAY['SANGAT_BAIK','BAIK','BAIK','BAIK','BUTUH_PERBAIKAN',
    'KURANG'])[id %% 6 + 1], id, unit_id FROM instansi_pegawai;
INSERT INTO pelatihan_pengajar (id, lembaga, keahlian, aktif, pemda_id, pengguna_id)
SELECT g, '', '', TRUE, %(pemda)s, %(n)s + g FROM generate_series(1, 60) g;
INSERT INTO pelatihan_ruang (id, nama, lokasi, kapasitas, aktif, pemda_id, pemilik_id)
SELECT g, 'Ruang ' || g, 'Lantai 1', 40, g <= 20, %(pemda)s, %(pemda)s
FROM generate_series(1, 60) g;
INSERT INTO pembinaan_pelatihan (id, kode, nama, tema, tujuan, jp, bentuk, metode, aktif, pemda_id)
SELECT g, 'p' || g, 'Pelatihan ' || g, 'Tema ' || g %% 6, 'Belajar', 4 + g %% 3 * 2, 'B3',
    'TATAP_MUKA', TRUE, %(pemda)s
FROM generate_series(1, 25) g;
"""

# The head of a unit is the last of it, who answers to the head of the agency, and they to the one
# at the root. One in a hundred has no superior, a few have one in another agency.
SQL_ATASAN = """
WITH letak AS (
    SELECT p.id, p.unit_id, left(u.path, 8) AS opd
    FROM instansi_pegawai p JOIN instansi_instansi u ON u.id = p.unit_id
), kepala AS (
    SELECT id, max(id) OVER (PARTITION BY unit_id) AS unit, max(id) OVER (PARTITION BY opd) AS opd
    FROM letak
)
UPDATE instansi_pegawai p SET atasan_id = CASE WHEN p.id %% 97 = 5 THEN NULL
    WHEN p.id %% 211 = 7 THEN %(n)s / 2 WHEN p.id = k.opd THEN 1 WHEN p.id = k.unit THEN k.opd
    ELSE k.unit END
FROM kepala k WHERE k.id = p.id AND p.id > 1
"""

# One row a class: its number, first day and the room (and trainer) that nobody else has then.
SQL_KELAS = """
CREATE TEMP TABLE rencana AS
SELECT r * %(per_putaran)s + j + 1 AS kelas, r AS putaran, j,
    %(awal)s::date + r * %(hari_putaran)s + j %% 84 AS hari,
    j / 84 + 30 * (j %% 2) + 1 AS ruang
FROM generate_series(0, %(putaran)s - 1) r, generate_series(0, %(per_putaran)s - 1) j
UNION ALL
SELECT %(putaran)s * %(per_putaran)s + k + 1, %(putaran)s, k, %(hari)s::date - 14 + 2 * k, k + 1
FROM generate_series(0, 19) k;
INSERT INTO pelatihan_kelas (id, angkatan, metode, tautan_daring, kursi, terisi, daftar_mulai,
    daftar_selesai, status, alasan_batal, nomor_undangan, catatan_undangan, terbit_pada,
    terbit_oleh_id, kehadiran_diverifikasi_pada, kehadiran_diverifikasi_oleh_id, dibuat_oleh_id,
    pelatihan_id, pemda_id, penyelenggara_id)
SELECT kelas, kelas / 25 + 1, 'TATAP_MUKA', '', 30, 25, hari - 40, hari - 3,
    CASE WHEN hari + 1 < %(hari)s::date THEN 'SELESAI' WHEN hari <= %(hari)s::date THEN 'BERJALAN'
        ELSE 'TERBIT' END,
    '', 'B/' || kelas, '', hari - 30, 2,
    CASE WHEN putaran < %(putaran)s THEN hari + 5 END, CASE WHEN putaran < %(putaran)s THEN 2 END,
    2, kelas %% 25 + 1, %(pemda)s, CASE WHEN j %% 2 = 0 THEN %(pemda)s ELSE %(opd)s + j %% 40 END
FROM rencana;
INSERT INTO pelatihan_sesi (id, judul, mulai, selesai, jp, terjadwal, kelas_id, ruang_id)
SELECT kelas * 2 + s - 1, '', hari + s + '08:00'::time, hari + s + '11:00'::time,
    2 + (kelas %% 25 + 1) %% 3, TRUE, kelas, ruang
FROM rencana, generate_series(0, 1) s;
INSERT INTO pelatihan_pengajarsesi (mulai, selesai, terjadwal, sesi_id, pengajar_id)
SELECT mulai, selesai, terjadwal, id, ruang_id FROM pelatihan_sesi;
"""

# pa: a prime that shuffles people anew in each round, so that classmates differ.
SQL_PESERTA = """
INSERT INTO pelatihan_pendaftaran (id, status, didaftarkan_pada, alasan_batal, alasan_luar_masa,
    kelas_id, pegawai_id, unit_id)
SELECT row_number() OVER (ORDER BY k.kelas, p.id), 'DITERIMA', k.hari - 10, '', '', k.kelas, p.id,
    p.unit_id
FROM (SELECT r, q - 1 AS q, (ARRAY[7,11,13,17,19,23,29,31,37,41,43,47,53,59,61,67,71,73,79,83])
        [r + 1] AS pa FROM generate_series(0, %(putaran)s - 1) r, generate_series(1, %(n)s) q) x
JOIN instansi_pegawai p ON p.id = x.q + 1
JOIN rencana k ON k.kelas = x.r * %(per_putaran)s + x.q::bigint * x.pa %% %(n)s / 25 + 1
UNION ALL
SELECT %(putaran)s::bigint * %(n)s + p.id, 'DITERIMA', k.hari - 10, '', '', k.kelas, p.id, p.unit_id
FROM instansi_pegawai p
JOIN rencana k ON k.putaran = %(putaran)s AND k.j = (p.id - 1) / 25 WHERE p.id <= 500;
INSERT INTO pelatihan_kehadiran (mulai, selesai, terjadwal, izin_bentrok_alasan, status,
    ditandai_pada, pegawai_id, pendaftaran_id, sesi_id)
SELECT s.mulai, s.selesai, TRUE, '', t.status, CASE WHEN t.status <> 'BELUM' THEN s.selesai END,
    d.pegawai_id, d.id, s.id
FROM pelatihan_pendaftaran d
JOIN rencana k ON k.kelas = d.kelas_id
JOIN pelatihan_sesi s ON s.kelas_id = d.kelas_id,
LATERAL (SELECT CASE
    WHEN s.selesai > %(hari)s::date OR k.putaran = %(putaran)s AND k.j < 2 THEN 'BELUM'
    WHEN (d.pegawai_id * 31 + k.putaran) %% 10 = 0 THEN 'ALPA'
    WHEN d.pegawai_id %% 7 = 0 AND k.putaran > %(putaran)s - 5 THEN 'ALPA'
    ELSE 'HADIR' END AS status) t;
INSERT INTO pembinaan_catatanjp (tanggal, tahun, jp, sumber, kunci, keterangan, hitungan, alasan,
    dicatat_pada, pegawai_id, unit_id)
SELECT k.hari + 1, EXTRACT(YEAR FROM k.hari + 1), SUM(s.jp), 'KELAS',
    'kelas:' || d.kelas_id || ':pegawai:' || d.pegawai_id, 'Pelatihan', '{}', '', k.hari + 5,
    d.pegawai_id, d.unit_id
FROM pelatihan_kehadiran h
JOIN pelatihan_pendaftaran d ON d.id = h.pendaftaran_id
JOIN pelatihan_sesi s ON s.id = h.sesi_id
JOIN rencana k ON k.kelas = d.kelas_id AND k.putaran < %(putaran)s
WHERE h.status = 'HADIR' GROUP BY d.id, k.kelas, k.hari;
"""

SQL_EVALUASI = """
INSERT INTO evaluasi_tugasevaluasi (id, dibuka_pada, tenggat, status, tanggal_kirim, instrumen_id,
    kelas_id, pegawai_id, pendaftaran_id, unit_id)
SELECT d.id, k.hari + 1 + '11:00'::time, k.hari + 8 + '11:00'::time, t.status,
    CASE WHEN t.status = 'TERKIRIM' THEN k.hari + 3 END, (SELECT id FROM evaluasi_instrumen),
    d.kelas_id, d.pegawai_id, d.id, d.unit_id
FROM pelatihan_pendaftaran d
JOIN rencana k ON k.kelas = d.kelas_id AND k.putaran >= %(putaran)s - 9
    AND k.hari + 1 < %(hari)s::date,
LATERAL (SELECT CASE WHEN k.putaran = %(putaran)s AND d.pegawai_id %% 3 = 0
    OR k.putaran >= %(putaran)s - 2 AND d.pegawai_id %% 16 = 0 THEN 'TERBUKA'
    ELSE 'TERKIRIM' END AS status) t
WHERE EXISTS (SELECT 1 FROM pelatihan_kehadiran h
    WHERE h.pendaftaran_id = d.id AND h.status = 'HADIR');
INSERT INTO evaluasi_jawaban (nilai, teks, urut, tugas_id, pertanyaan_id, pengajar_id)
SELECT 3 + (t.id + q.id) %% 3, '', 0, t.id, q.id, CASE WHEN q.jenis = 'PENGAJAR' THEN s.ruang_id END
FROM evaluasi_tugasevaluasi t
JOIN pelatihan_sesi s ON s.id = t.kelas_id * 2,
(SELECT p.id, b.jenis FROM evaluasi_pertanyaan p JOIN evaluasi_bagian b ON b.id = p.bagian_id
    WHERE p.jenis = 'SKALA' ORDER BY b.urutan, p.urutan LIMIT 8) q
WHERE t.status = 'TERKIRIM';
UPDATE evaluasi_instrumen SET dibekukan_pada = now();
"""


SQL_INDEKS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname,
        pg_get_constraintdef(oid))
FROM pg_constraint
WHERE contype = 'x' AND conrelid::regclass::text LIKE 'pelatihan%%'
    OR contype = 'u' AND conrelid::regclass::text = ANY(%(besar)s)
UNION ALL
SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
FROM pg_index i
WHERE i.indrelid::regclass::text = ANY(%(besar)s)
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


def main(pegawai: str) -> None:
    """Fill an empty, migrated database and bring its statistics and summaries up to date."""
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SET LOCAL session_replication_role = replica")
        kursor.execute("SET LOCAL work_mem = '256MB'")
        kursor.execute(
            "SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL TIME ZONE 'Asia/Makassar'"
        )
        isi = _kerangka(int(pegawai))
        tunda = _lepas_indeks(kursor)
        for sql in (SQL_ORANG, SQL_ATASAN, SQL_KELAS, SQL_PESERTA, SQL_EVALUASI):
            kursor.execute(sql, isi)
            kursor.execute("ANALYZE")
        _beri_peran(isi)
        for perintah in tunda:
            kursor.execute(perintah)
        _majukan_nomor(kursor)
    with connection.cursor() as kursor:
        kursor.execute("VACUUM ANALYZE")
    ringkas()


def _kerangka(pegawai: int) -> dict[str, object]:
    """The tree, positions, parameters and questionnaire by the product's own actions."""
    pemda = Instansi.objects.add_root(
        instance=Instansi(jenis="PEMDA", kode="b", nama="Kota Ukur", zona_waktu="Asia/Makassar")
    )
    oleh = {"pemda": pemda, "oleh": "sistem:bench"}
    pasang_parameter_bawaan(**oleh, berlaku_dari=date(2015, 1, 1))
    pasang_aturan_konversi(**oleh, berlaku_dari=date(2015, 1, 1))
    pasang_instrumen_bawaan(**oleh)
    opd, unit = _pohon(pemda)
    for nama, rumpun in (("Pengelola", "UMUM"), ("Guru", "GURU"), ("Perawat", "KESEHATAN")):
        Jabatan.objects.create(pemda=pemda, nama=nama, rumpun=rumpun, jenis="JF")
    hari = timezone.localdate()
    return {
        "n": pegawai, "pemda": pemda.pk, "opd": opd, "unit": unit,
        "banyak_unit": OPD * UNIT_PER_OPD, "putaran": PUTARAN, "hari_putaran": HARI_PUTARAN,
        "per_putaran": pegawai // KELAS_ISI, "hari": hari, "tahun": hari.year,
        "awal": hari - timedelta(days=PUTARAN * HARI_PUTARAN + 30),
    }  # fmt: skip


def _pohon(pemda) -> tuple[int, int]:
    """40 agencies with 15 units each; the first key of either level."""

    def anak(induk, nomor: int, jenis: str, jumlah: int) -> Instansi:
        return Instansi(
            pemda=pemda, jenis=jenis, kode=f"{induk.kode}-{nomor}", nama=f"{jenis} {nomor}",
            path=Instansi._get_path(induk.path, induk.depth + 1, nomor), depth=induk.depth + 1,
            numchild=jumlah,
        )  # fmt: skip

    opd = Instansi.objects.bulk_create(
        anak(pemda, n, "OPD", UNIT_PER_OPD) for n in range(1, OPD + 1)
    )
    unit = Instansi.objects.bulk_create(
        anak(o, n, "UNIT", 0) for o in opd for n in range(1, UNIT_PER_OPD + 1)
    )
    Instansi.objects.filter(pk=pemda.pk).update(numchild=OPD)
    return opd[0].pk, unit[0].pk


def _beri_peran(isi: dict[str, object]) -> None:

    for siapa, peran, unit in (
        ("hr", "HR", "pemda"), ("kota", "KEPALA", "pemda"), ("kepala", "KEPALA", "opd"),
    ):  # fmt: skip
        Penugasan.objects.create(
            pengguna_id=PENGGUNA[siapa], peran=peran, instansi_id=isi[unit],
            mulai=date(2020, 1, 1),
        )  # fmt: skip


def _lepas_indeks(kursor) -> list[str]:
    """Drop what slows a bulk insert; the statements that build it again, sorted and all at once.

    Exclusion constraints of pelatihan, unique constraints and plain indexes of the large tables.
    """
    kursor.execute(SQL_INDEKS, {"besar": TABEL_BESAR})
    daftar = kursor.fetchall()
    for lepas, _ in daftar:
        kursor.execute(lepas)
    return [pasang for _, pasang in daftar]


def _majukan_nomor(kursor) -> None:

    for sql in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
        kursor.execute(sql)


def ringkas() -> None:
    """Rebuild the summaries, so that they are of today and of this code."""

    kini = timezone.now()
    pemda = Instansi.objects.get(depth=1)
    for tahun in (kini.year - 1, kini.year):
        segarkan_ringkasan(pemda=pemda, tahun=tahun, oleh="sistem:bench", sekarang=kini)
