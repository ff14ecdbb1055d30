"""Years of audit trail in a small city, made inside PostgreSQL.

`python -m tests.bench.alat data_jejak EVENTS` adds them to a database of data_besar. Half of the
events lie in five imports, the last of them an hour ago; a fifth are steps of the system, the rest
what people did, two events a command, evenly over three years. Three holidays are the rare kind.
Beside them as many openings of records as a tenth of the events. Triggers are off.
"""

from django.apps import apps
from django.db import connection, transaction

from instansi.models import Instansi, Penugasan
from tests.bench.alat.data_besar import PENGGUNA

IMPOR = "00000000-0000-4000-8000-000000000001"
PELAKU = 7
LIBUR = 3

SQL_RENCANA = """
CREATE TEMP TABLE rencana AS
SELECT CASE WHEN jenis = 'impor' AND i = 1 THEN %(impor)s::uuid ELSE gen_random_uuid() END AS pk,
    jenis, i, now() - CASE WHEN jenis = 'impor'
            THEN interval '1 hour' + (i - 1) * interval '180 day'
        ELSE interval '3 year' * i / banyak END AS waktu,
    CASE jenis WHEN 'impor' THEN to_jsonb(2) WHEN 'libur' THEN to_jsonb(2)
        WHEN 'sistem' THEN to_jsonb('sistem:buka_evaluasi'::text) ELSE to_jsonb(2 + i %% 40)
        END AS pelaku,
    CASE jenis WHEN 'impor' THEN 'muat_pegawai' WHEN 'sistem' THEN 'buka_tugas_kelas'
        WHEN 'libur' THEN 'salin_libur' ELSE (ARRAY['ubah_pegawai','ubah_pegawai','daftarkan',
        'tandai_kehadiran','tandai_kehadiran','ubah_status'])[1 + i %% 6] END AS aksi
FROM (VALUES ('impor', 5), ('sistem', %(n)s / 10), ('orang', %(n)s * 3 / 20), ('libur', %(libur)s))
    j(jenis, banyak), generate_series(1, banyak) i;
INSERT INTO pghistory_context (id, created_at, updated_at, metadata)
SELECT pk, waktu, waktu, jsonb_build_object('aksi', aksi, 'pelaku', pelaku) FROM rencana
ORDER BY waktu;
INSERT INTO instansi_harilibur (id, tanggal, nama, jenis, pemda_id)
SELECT 900000 + i, date '2020-01-01' + i::int, 'Libur ' || i, 'LIBUR', %(pemda)s
FROM generate_series(1, %(libur)s) i;
INSERT INTO instansi_bukarekam (pada, halaman, pemda_id, pegawai_id, pengguna_id)
SELECT now() - i * interval '3 year' * 10 / %(n)s, 'Data pegawai', %(pemda)s, 2 + i * 7 %% 400,
    2 + i %% 40
FROM generate_series(1, %(n)s / 10) i;
"""
# Which rows the steps of a kind touch: model, its condition on the step, events a step, the label.
# Of people and enrolments there are as many as one import brings, each with some twenty events;
# most have no row of their own here, only the history of one.
LANGKAH = (
    ("instansi.Pegawai", "r.jenis = 'impor'", "%(n)s / 20", "insert"),
    ("pelatihan.Pendaftaran", "r.jenis = 'impor'", "%(n)s / 20", "update"),
    ("pelatihan.Kehadiran", "r.jenis = 'sistem'", "2", "update"),
    ("instansi.Pegawai", "r.jenis = 'orang' AND r.i %% 6 IN (0, 1, 5)", "2", "update"),
    ("pelatihan.Pendaftaran", "r.jenis = 'orang' AND r.i %% 6 = 2", "2", "insert"),
    ("pelatihan.Kehadiran", "r.jenis = 'orang' AND r.i %% 6 IN (3, 4)", "2", "update"),
    ("instansi.HariLibur", "r.jenis = 'libur'", "1", "insert"),
)
NOMOR = "CASE r.jenis WHEN 'impor' THEN j ELSE (r.i * 7 + j) %% (%(n)s / 20) + 1 END"
# What differs between two events of one row: one field, as people change things.
SUNTINGAN = {"telepon": "r.i::text", "ditandai_pada": "r.waktu", "didaftarkan_pada": "r.waktu"}
SQL_PERISTIWA = """
INSERT INTO {event} (pgh_label, pgh_context_id, pgh_created_at, pgh_obj_id, {kolom})
SELECT '{label}', r.pk, r.waktu, {obj}, {isi}
FROM rencana r, generate_series(1, {banyak}) j, LATERAL (SELECT {nomor} AS nomor) o,
    (SELECT min(id) AS awal, count(*) AS n FROM {tabel}) u, {tabel} b
WHERE {syarat} AND b.id = u.awal + o.nomor %% u.n
ORDER BY r.waktu, j
"""


def main(peristiwa: str) -> None:
    """Add the events; who the benches call `hr` reads them as an auditor."""
    pemda = Instansi.objects.get(depth=1)
    isi = {"n": int(peristiwa), "pemda": pemda.pk, "impor": IMPOR, "libur": LIBUR}
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SET LOCAL session_replication_role = replica")
        kursor.execute("SET LOCAL work_mem = '256MB'")
        kursor.execute(SQL_RENCANA, isi)
        for langkah in LANGKAH:
            kursor.execute(_perintah(*langkah), isi)
        Penugasan.objects.create(
            pengguna_id=PENGGUNA["hr"], peran="AUDITOR", instansi=pemda, mulai="2020-01-01"
        )
    with connection.cursor() as kursor:
        kursor.execute("VACUUM ANALYZE")


def _perintah(label: str, syarat: str, banyak: str, tindakan: str) -> str:
    model = apps.get_model(label)
    event = model.pgh_event_model
    kolom = [
        f.column for f in event._meta.fields if f.name != "pgh_id" and not f.name.startswith("pgh_")
    ]
    return SQL_PERISTIWA.format(
        event=event._meta.db_table,
        tabel=model._meta.db_table,
        kolom=", ".join(kolom),
        isi=", ".join(SUNTINGAN.get(k, f"b.{k}") for k in kolom),
        label=tindakan,
        nomor=NOMOR,
        obj="b.id" if label == "instansi.HariLibur" else "o.nomor",
        syarat=syarat,
        banyak=banyak,
    )
