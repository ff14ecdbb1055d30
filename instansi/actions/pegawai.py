"""Load staff in bulk: a staging table by COPY, then one statement for each thing that changes."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection

from instansi.actions.pegawai_banding import BERPERAN, HasilMuat, hitung_beda
from instansi.actions.peran import admin_terjaga, boleh_ganti_surel_peran
from instansi.models import Instansi, Pengguna
from instansi.queries.akun_aktif import SQL_TANPA_SANDI
from instansi.rules.impor.pegawai import BarisPegawai
from instansi.rules.orang import ESELON_TANPA_ATASAN
from lib.aksi import aksi


@aksi
def muat_pegawai(
    *,
    pemda: Instansi,
    baris: Iterable[BarisPegawai],
    hari_ini: date,
    oleh: Pengguna | str,
    hilang: Sequence[str] = (),
    terapkan: bool = True,
) -> HasilMuat:
    """Make the directory of a pemda say what the rows say; people not named stay as they are.

    New people get a placement and, where active with an address, an account without a password. A
    change of unit or position closes the placement and opens one. ``hilang`` names columns that
    existing people keep, but for a superior from whom they move away. With ``terapkan=False`` it
    only counts. Loading the same rows again writes nothing. An account that holds a role keeps its
    address unless ``boleh_ganti_surel_peran``, and one with a password keeps it over an empty one.
    Locks the pemda's row. Raises AdminTerakhir where the file retires the last admin.
    """
    Instansi.objects.select_for_update().get(pk=pemda.pk)
    nilai = {
        "pemda": pemda.pk,
        "hilang": list(hilang),
        "hari_ini": hari_ini,
        "peran_ikut": boleh_ganti_surel_peran(oleh),
        "tanpa": ESELON_TANPA_ATASAN,
        "opd": 2 * Instansi.steplen,
    }
    with connection.cursor() as kursor:
        _siapkan(kursor, nilai, baris)
        hasil = hitung_beda(kursor, nilai)
        if terapkan:
            with admin_terjaga(pemda_id=pemda.pk, hari_ini=hari_ini):
                _terapkan(kursor, nilai, hasil)
        kursor.execute("DROP TABLE impor_mentah, impor_kenal, impor")
    return hasil


def _siapkan(kursor: Any, nilai: dict[str, Any], baris: Iterable[BarisPegawai]) -> None:
    """Fill the staging table and tie its rows to what is there."""
    kursor.execute(_SQL_MENTAH)
    penyangga = io.StringIO()
    csv.writer(penyangga).writerows(baris)
    penyangga.seek(0)
    kursor.copy_expert("COPY impor_mentah FROM STDIN (FORMAT csv)", penyangga)
    kursor.execute("ANALYZE impor_mentah (nip, nip_atasan)")
    kursor.execute(_SQL_KENALI, nilai)
    kursor.execute("ANALYZE impor_kenal (nip, id)")
    kursor.execute(_SQL_BANDINGKAN, nilai)
    kursor.execute("ANALYZE impor (id, jabatan_id, jabatan)")
    if "nip_atasan" in nilai["hilang"]:
        kursor.execute(_SQL_LEPAS_ATASAN, nilai)


def _terapkan(kursor: Any, nilai: dict[str, Any], hasil: HasilMuat) -> None:
    """Write what differs, each table in one statement.

    Nothing is executed in vain: a trigger would leave a row of context even for no change.
    """
    if hasil.baru or hasil.berubah:
        kursor.execute(_SQL_JABATAN, nilai)
        hasil.ditulis = kursor.rowcount
        kursor.execute(_SQL_JABATAN_DIKENALI, nilai)
        kursor.execute(_SQL_HARI_PINDAH, nilai)
        for sql in (_SQL_PEGAWAI_BARU, _SQL_PEGAWAI_UBAH, *_SQL_PENEMPATAN, *_SQL_AKUN):
            kursor.execute(sql, nilai)
            hasil.ditulis += kursor.rowcount
    if hasil.akun_baru:
        kursor.execute(_SQL_AKUN_BARU, nilai)
        hasil.ditulis += kursor.rowcount


_SQL_MENTAH = """
DROP TABLE IF EXISTS impor_mentah, impor_kenal, impor;
CREATE TEMP TABLE impor_mentah (
    baris int, nip text, nama text, gelar_depan text, gelar_belakang text, jenis text,
    jenis_kelamin text, tanggal_lahir date, tmt date, golongan text, jabatan text,
    jabatan_jenis text, jabatan_jenjang text, jabatan_eselon text, jabatan_rumpun text,
    unit_id bigint, mulai date, nip_atasan text, status text, surel text, telepon text,
    tempat_lahir text, alasan_nip text
) ON COMMIT DROP
"""
# Each person of the file by number: the one they have, or the one they will get.
_SQL_KENALI = """
CREATE TEMP TABLE impor_kenal ON COMMIT DROP AS
SELECT s.nip, p.id IS NOT NULL AS ada,
    coalesce(p.id, nextval((SELECT pg_get_serial_sequence('instansi_pegawai', 'id')))) AS id
FROM impor_mentah s LEFT JOIN instansi_pegawai p ON p.pemda_id = %(pemda)s AND p.nip = s.nip
"""
# COPY in csv format reads an empty cell as NULL: right for dates, wrong for texts. Columns that the
# file does not have stay as they are. So do two things where only their cell is empty: the reason
# of a NIP, a column that the workbook of rejected rows brings to be filled for some; and the
# status, so that nobody who left is back at work because a column was filled for some.
_SQL_BANDINGKAN = """
CREATE TEMP TABLE impor ON COMMIT DROP AS
SELECT s.*, NULL::date AS hari,
    (p.unit_id, p.jabatan_id) IS DISTINCT FROM (s.unit_id, s.jabatan_id) AS pindah,
    s.status = 'AKTIF' AND coalesce(p.status IN ('PENSIUN', 'PINDAH', 'BERHENTI'), false)
        AS kembali,
    (p.nama, p.gelar_depan, p.gelar_belakang, p.jenis, p.jenis_kelamin, p.tanggal_lahir, p.tmt,
     p.golongan, p.jabatan_id, p.unit_id, p.atasan_id, p.status, p.surel, p.telepon,
     p.tempat_lahir, p.alasan_nip)
    IS DISTINCT FROM
    (s.nama, s.gelar_depan, s.gelar_belakang, s.jenis, s.jenis_kelamin, s.tanggal_lahir, s.tmt,
     s.golongan, s.jabatan_id, s.unit_id, s.atasan_id, s.status, s.surel, s.telepon,
     s.tempat_lahir, s.alasan_nip) AS beda,
    s.status = 'AKTIF' AND s.surel <> '' AND milik.id IS NULL AND senama.id IS NULL AS akun,
    milik.id IS NOT NULL AS berakun
FROM (
    SELECT k.id, k.ada, m.baris, m.nip, m.nama, m.jenis, m.jenis_kelamin, m.tanggal_lahir,
        m.jabatan, m.jabatan_jenis, coalesce(m.jabatan_jenjang, '') AS jabatan_jenjang,
        coalesce(m.jabatan_eselon, '') AS jabatan_eselon, m.jabatan_rumpun, m.unit_id, m.mulai,
        coalesce(m.nip_atasan, '') AS nip_atasan, j.id AS jabatan_id,
        CASE WHEN 'gelar_depan' = ANY(h.h) THEN p.gelar_depan ELSE coalesce(m.gelar_depan, '') END
            AS gelar_depan,
        CASE WHEN 'gelar_belakang' = ANY(h.h) THEN p.gelar_belakang
            ELSE coalesce(m.gelar_belakang, '') END AS gelar_belakang,
        CASE WHEN 'tempat_lahir' = ANY(h.h) THEN p.tempat_lahir
            ELSE coalesce(m.tempat_lahir, '') END AS tempat_lahir,
        CASE WHEN 'tmt' = ANY(h.h) THEN p.tmt ELSE m.tmt END AS tmt,
        CASE WHEN 'golongan' = ANY(h.h) THEN p.golongan ELSE coalesce(m.golongan, '') END
            AS golongan,
        coalesce(m.status, p.status, 'AKTIF') AS status,
        CASE WHEN 'telepon' = ANY(h.h) THEN p.telepon ELSE coalesce(m.telepon, '') END AS telepon,
        coalesce(m.alasan_nip, p.alasan_nip, '') AS alasan_nip,
        CASE WHEN 'nip_atasan' = ANY(h.h) THEN p.atasan_id ELSE coalesce(a.id, pa.id) END
            AS atasan_id,
        CASE WHEN g.id IS NULL THEN l.surel ELSE '' END AS surel,
        CASE WHEN g.id IS NULL THEN '' ELSE l.surel END AS surel_dipakai
    FROM impor_mentah m
    JOIN impor_kenal k ON k.nip = m.nip
    LEFT JOIN instansi_pegawai p ON p.id = k.id
    CROSS JOIN LATERAL (SELECT CASE WHEN k.ada THEN %(hilang)s::text[] END AS h) h
    CROSS JOIN LATERAL (SELECT CASE WHEN 'surel' = ANY(h.h) THEN p.surel
        ELSE lower(coalesce(m.surel, '')) END AS surel) l
    LEFT JOIN instansi_jabatan j ON j.pemda_id = %(pemda)s AND j.nama = m.jabatan
    LEFT JOIN impor_kenal a ON a.nip = m.nip_atasan AND a.id <> k.id
    LEFT JOIN instansi_pegawai pa ON pa.pemda_id = %(pemda)s AND pa.nip = m.nip_atasan
        AND pa.id <> k.id
    LEFT JOIN instansi_pengguna g ON g.email = nullif(l.surel, '')
        AND g.pegawai_id IS DISTINCT FROM k.id
) s
LEFT JOIN instansi_pegawai p ON p.id = s.id
LEFT JOIN instansi_pengguna milik ON milik.pegawai_id = s.id
LEFT JOIN instansi_pengguna senama ON senama.username = s.nip
"""
# Who moves to where the superior does not lead, and the file names none, has none until given one:
# the head there evaluates, not the old one. The regional secretary leads people of every agency.
_SQL_LEPAS_ATASAN = """
UPDATE impor s SET atasan_id = NULL
FROM instansi_instansi u, instansi_pegawai p
JOIN instansi_pegawai a ON a.id = p.atasan_id
LEFT JOIN impor ab ON ab.id = a.id
JOIN instansi_instansi au ON au.id = coalesce(ab.unit_id, a.unit_id)
JOIN instansi_jabatan aj ON aj.id = coalesce(ab.jabatan_id, a.jabatan_id)
WHERE p.id = s.id AND u.id = s.unit_id AND s.status = 'AKTIF' AND p.unit_id <> s.unit_id
    AND left(u.path, length(au.path)) <> au.path AND aj.eselon <> ALL(%(tanpa)s)
"""
_SQL_JABATAN = """
INSERT INTO instansi_jabatan (pemda_id, nama, jenis, jenjang, eselon, rumpun)
SELECT DISTINCT ON (jabatan) %(pemda)s, jabatan, jabatan_jenis, jabatan_jenjang,
    jabatan_eselon, jabatan_rumpun
FROM impor WHERE jabatan_id IS NULL ORDER BY jabatan, baris
"""
_SQL_JABATAN_DIKENALI = """
UPDATE impor SET jabatan_id = j.id FROM instansi_jabatan j
WHERE impor.jabatan_id IS NULL AND j.pemda_id = %(pemda)s AND j.nama = impor.jabatan
"""
_SQL_PEGAWAI_BARU = """
INSERT INTO instansi_pegawai (id, pemda_id, nip, nama, gelar_depan, gelar_belakang, jenis,
    jenis_kelamin, tanggal_lahir, tmt, golongan, jabatan_id, unit_id, atasan_id, status, surel,
    telepon, tempat_lahir, alasan_nip)
SELECT id, %(pemda)s, nip, nama, gelar_depan, gelar_belakang, jenis, jenis_kelamin,
    tanggal_lahir, tmt, golongan, jabatan_id, unit_id, atasan_id, status, surel, telepon,
    tempat_lahir, alasan_nip
FROM impor WHERE NOT ada ORDER BY baris
"""
_SQL_PEGAWAI_UBAH = """
UPDATE instansi_pegawai p SET nama = s.nama, gelar_depan = s.gelar_depan,
    gelar_belakang = s.gelar_belakang, jenis = s.jenis, jenis_kelamin = s.jenis_kelamin,
    tanggal_lahir = s.tanggal_lahir, tmt = s.tmt, golongan = s.golongan,
    jabatan_id = s.jabatan_id, unit_id = s.unit_id, atasan_id = s.atasan_id, status = s.status,
    status_sejak = CASE WHEN p.status = s.status THEN p.status_sejak ELSE %(hari_ini)s END,
    alasan_status = CASE WHEN p.status = s.status THEN p.alasan_status ELSE '' END,
    surel = s.surel, telepon = s.telepon, tempat_lahir = s.tempat_lahir, alasan_nip = s.alasan_nip
FROM impor s WHERE p.id = s.id AND s.ada AND s.beda
"""
# The new placement begins on the day the file names, when that lies after the open one.
_SQL_HARI_PINDAH = """
UPDATE impor SET hari = CASE
    WHEN s.mulai > r.mulai AND s.mulai <= %(hari_ini)s THEN s.mulai
    ELSE greatest(r.mulai, %(hari_ini)s) END
FROM impor s JOIN instansi_riwayatpenempatan r ON r.pegawai_id = s.id AND r.selesai IS NULL
WHERE impor.id = s.id AND s.ada AND s.pindah
"""
_SQL_PENEMPATAN = (
    # Changed twice on one day: the open placement is put right where it stands.
    """
    UPDATE instansi_riwayatpenempatan r SET unit_id = s.unit_id, jabatan_id = s.jabatan_id
    FROM impor s WHERE r.pegawai_id = s.id AND s.ada AND s.pindah AND r.selesai IS NULL
        AND s.hari = r.mulai
    """,
    """
    UPDATE instansi_riwayatpenempatan r SET selesai = s.hari - 1
    FROM impor s WHERE r.pegawai_id = s.id AND s.ada AND s.pindah AND r.selesai IS NULL
        AND s.hari > r.mulai
    """,
    """
    INSERT INTO instansi_riwayatpenempatan (pegawai_id, unit_id, jabatan_id, mulai)
    SELECT s.id, s.unit_id, s.jabatan_id,
        coalesce(r.selesai + 1, least(coalesce(s.mulai, s.tmt), %(hari_ini)s), %(hari_ini)s)
    FROM impor s LEFT JOIN LATERAL (
        SELECT max(selesai) AS selesai, bool_or(selesai IS NULL) AS terbuka
        FROM instansi_riwayatpenempatan WHERE pegawai_id = s.id
    ) r ON true
    WHERE (NOT s.ada OR s.pindah) AND r.terbuka IS NOT TRUE
    ORDER BY s.baris
    """,
)
_SQL_AKUN = (
    f"""
    UPDATE instansi_pengguna g SET nama = s.nama, email = b.surel
    FROM impor s JOIN instansi_pengguna g2 ON g2.pegawai_id = s.id
    CROSS JOIN LATERAL (SELECT CASE
        WHEN NOT %(peran_ikut)s AND {BERPERAN.replace("g.id", "g2.id")} THEN g2.email
        WHEN s.surel = '' AND ('surel' = ANY(%(hilang)s)
            OR NOT {SQL_TANPA_SANDI.replace("g.", "g2.")}) THEN g2.email
        ELSE nullif(s.surel, '') END AS surel) b
    WHERE g.id = g2.id AND s.ada AND (g.nama, g.email) IS DISTINCT FROM (s.nama, b.surel)
    """,  # noqa: S608
    """
    UPDATE instansi_pengguna g SET is_active = s.kembali
    FROM impor s WHERE g.pegawai_id = s.id AND g.is_active IS DISTINCT FROM s.kembali
        AND (s.kembali OR s.status IN ('PENSIUN', 'PINDAH', 'BERHENTI'))
    """,
)
# A password that is no hash: the account opens by the link in a mail, not before.
_SQL_AKUN_BARU = """
INSERT INTO instansi_pengguna (pemda_id, username, email, nama, pegawai_id, is_active, password)
SELECT %(pemda)s, nip, surel, nama, id, true,
    '!' || replace(gen_random_uuid()::text, '-', '')
FROM impor WHERE akun ORDER BY baris
"""
