"""Load staff in bulk: a staging table by COPY, then one statement for each thing that changes."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from instansi.actions.peran import admin_terjaga, boleh_ganti_surel_peran
from instansi.models import Instansi, Pegawai, Pengguna
from instansi.rules.impor.pegawai import BarisPegawai
from instansi.rules.orang import ESELON_TANPA_ATASAN
from lib.aksi import aksi
from lib.impor import BarisBaru, Perubahan

KOLOM_BARU = ("NIP", "Jabatan", "Unit kerja", "Golongan")  # what tells a new person from others
PEMISAH = "\x1f"  # between heading, before and after: no cell holds it


@dataclass
class HasilMuat:
    """What loading did, or would do. All counts are rows of the file but ``ditulis``."""

    baru: int = 0
    berubah: int = 0
    tetap: int = 0
    akun_baru: int = 0
    tanpa_akun: dict[int, str] = field(default_factory=dict)  # row, key of TANPA_AKUN
    belum_beratasan: int = 0  # active people who would have no superior
    ditulis: int = 0  # rows written in any table
    tanpa_atasan: list[tuple[int, str]] = field(default_factory=list)  # row, NIP not found
    surel_dipakai: list[tuple[int, str]] = field(default_factory=list)  # row, address in use
    surel_peran: list[tuple[int, str]] = field(default_factory=list)  # row, address not taken over
    daftar_baru: list[BarisBaru] = field(default_factory=list)
    perubahan: list[Perubahan] = field(default_factory=list)
    atasan_lain: list[tuple[int, str]] = field(default_factory=list)  # row, NIP in another agency
    jabatan_baru: list[tuple[int, str, int]] = field(default_factory=list)  # row, name, rows


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

    New people get a placement and, where active with an address, an account without a password.
    A change of unit or position closes the placement and opens one. ``hilang`` names columns that
    existing people keep. With ``terapkan=False`` it only counts. Loading the same rows again writes
    nothing. An account that holds a role keeps its address unless ``boleh_ganti_surel_peran``.
    Locks the pemda's row. Raises AdminTerakhir where the file retires the last admin.
    """
    Instansi.objects.select_for_update().get(pk=pemda.pk)
    hasil = HasilMuat()
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
        _hitung(kursor, nilai, hasil)
        _cari_aneh(kursor, nilai, hasil)
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


def _hitung(kursor: Any, nilai: dict[str, Any], hasil: HasilMuat) -> None:
    """Say what the staging table would change."""
    kursor.execute(
        "SELECT count(*) FILTER (WHERE NOT ada), count(*) FILTER (WHERE ada AND beda),"
        " count(*) FILTER (WHERE ada AND NOT beda), count(*) FILTER (WHERE akun) FROM impor"
    )
    hasil.baru, hasil.berubah, hasil.tetap, hasil.akun_baru = kursor.fetchone()
    kursor.execute(_SQL_TANPA_AKUN)
    hasil.tanpa_akun = dict(kursor.fetchall())
    kursor.execute(_SQL_BELUM_BERATASAN, nilai)
    (hasil.belum_beratasan,) = kursor.fetchone()
    kursor.execute(
        "SELECT i.baris, i.nama, i.nip, i.jabatan, u.nama, i.golongan FROM impor i"
        " JOIN instansi_instansi u ON u.id = i.unit_id WHERE NOT i.ada ORDER BY i.baris"
    )
    hasil.daftar_baru = [
        BarisBaru(baris, nama, tuple((k, n) for k, n in zip(KOLOM_BARU, isi, strict=True) if n))
        for baris, nama, *isi in kursor
    ]
    kursor.execute(
        "SELECT min(baris), jabatan, count(*) FROM impor WHERE jabatan_id IS NULL"
        " GROUP BY jabatan ORDER BY 1"
    )
    hasil.jabatan_baru = kursor.fetchall()
    if hasil.berubah:
        kursor.execute(_SQL_PERUBAHAN)
        hasil.perubahan = [Perubahan(baris, nama, _beda(isi)) for baris, nama, isi in kursor]


def _cari_aneh(kursor: Any, nilai: dict[str, Any], hasil: HasilMuat) -> None:
    """Say what is odd about the staging table: addresses, superiors."""
    kursor.execute(
        "SELECT baris, surel_dipakai FROM impor WHERE surel_dipakai <> '' ORDER BY baris"
    )
    hasil.surel_dipakai = kursor.fetchall()
    kursor.execute(
        "SELECT baris, nip_atasan FROM impor WHERE atasan_id IS NULL AND nip_atasan <> ''"
        " AND NOT 'nip_atasan' = ANY(%(hilang)s) ORDER BY baris",
        nilai,
    )
    hasil.tanpa_atasan = kursor.fetchall()
    kursor.execute(_SQL_ATASAN_LAIN, nilai)
    hasil.atasan_lain = kursor.fetchall()
    if not nilai["peran_ikut"]:
        kursor.execute(_SQL_SUREL_PERAN, nilai)
        hasil.surel_peran = kursor.fetchall()


def _beda(isi: list[str]) -> tuple[tuple[str, str, str], ...]:
    """The changed columns of one person: heading, before, after."""
    hasil = []
    for satu in isi:
        kolom, lama, baru = satu.split(PEMISAH)
        if kolom == "Status":
            lama, baru = Pegawai.Status(lama).label, Pegawai.Status(baru).label
        hasil.append((kolom, lama, baru))
    return tuple(hasil)


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
# file does not have stay as they are, and so does the reason of a NIP where its cell is empty: the
# workbook of rejected rows brings that column to be filled for some.
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
        CASE WHEN 'status' = ANY(h.h) THEN p.status ELSE m.status END AS status,
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
# Why a new person, or a changed one in service, would still have no account.
_SQL_TANPA_AKUN = """
SELECT baris, CASE WHEN status <> 'AKTIF' THEN 'status' WHEN surel_dipakai <> '' THEN 'surel_lain'
    WHEN surel = '' THEN 'surel' ELSE 'nip' END
FROM impor WHERE NOT akun AND NOT berakun AND (NOT ada OR beda AND status = 'AKTIF')
"""
_SQL_BELUM_BERATASAN = """
SELECT count(*) FROM impor s LEFT JOIN instansi_jabatan j ON j.id = s.jabatan_id
WHERE s.atasan_id IS NULL AND s.status = 'AKTIF'
    AND coalesce(j.eselon, s.jabatan_eselon) <> ALL(%(tanpa)s)
"""
# Who would get a superior of another agency, by the rule of ``queries.orang.orang_bermasalah``.
_SQL_ATASAN_LAIN = """
SELECT s.baris, s.nip_atasan FROM impor s
JOIN instansi_instansi u ON u.id = s.unit_id
LEFT JOIN instansi_jabatan j ON j.id = s.jabatan_id
LEFT JOIN impor ab ON ab.id = s.atasan_id
LEFT JOIN instansi_pegawai a ON a.id = s.atasan_id
JOIN instansi_instansi au ON au.id = coalesce(ab.unit_id, a.unit_id)
LEFT JOIN instansi_jabatan aj
    ON aj.id = CASE WHEN ab.id IS NULL THEN a.jabatan_id ELSE ab.jabatan_id END
WHERE s.status = 'AKTIF' AND s.nip_atasan <> '' AND (NOT s.ada OR s.beda)
    AND NOT 'nip_atasan' = ANY(%(hilang)s)
    AND u.depth > 1 AND au.depth > 1 AND left(u.path, %(opd)s) <> left(au.path, %(opd)s)
    AND coalesce(j.eselon, s.jabatan_eselon) <> ALL(%(tanpa)s)
    AND coalesce(aj.eselon, ab.jabatan_eselon) <> ALL(%(tanpa)s)
ORDER BY s.baris
"""
# Of each changed person the changed columns, each as heading, before, after in one text.
_TANGGAL = "coalesce(to_char({}, 'DD-MM-YYYY'), '')"
_KOLOM_BEDA = {
    "Nama": ("p.nama", "s.nama"),
    "Gelar depan": ("p.gelar_depan", "s.gelar_depan"),
    "Gelar belakang": ("p.gelar_belakang", "s.gelar_belakang"),
    "Jenis pegawai": ("p.jenis", "s.jenis"),
    "Jenis kelamin": ("p.jenis_kelamin", "s.jenis_kelamin"),
    "Tempat lahir": ("p.tempat_lahir", "s.tempat_lahir"),
    "Tanggal lahir": (_TANGGAL.format("p.tanggal_lahir"), _TANGGAL.format("s.tanggal_lahir")),
    "TMT CPNS/PPPK": (_TANGGAL.format("p.tmt"), _TANGGAL.format("s.tmt")),
    "Golongan": ("p.golongan", "s.golongan"),
    "Jabatan": ("j.nama", "s.jabatan"),
    "Unit kerja": ("u.nama", "us.nama"),
    "NIP atasan": ("coalesce(a.nip, '')", "coalesce(al.nip, ab.nip, '')"),
    "Status": ("p.status", "s.status"),
    "Surel": ("p.surel", "s.surel"),
    "Telepon": ("p.telepon", "s.telepon"),
    "Alasan NIP": ("p.alasan_nip", "s.alasan_nip"),
}
_BEDA = ", ".join(
    f"CASE WHEN {lama} <> {baru} THEN concat_ws(chr(31), '{kolom}', {lama}, {baru}) END"
    for kolom, (lama, baru) in _KOLOM_BEDA.items()
)
_SQL_PERUBAHAN = f"""
SELECT s.baris, s.nama, array_remove(ARRAY[{_BEDA}], NULL)
FROM impor s
JOIN instansi_pegawai p ON p.id = s.id
JOIN instansi_instansi u ON u.id = p.unit_id
JOIN instansi_instansi us ON us.id = s.unit_id
JOIN instansi_jabatan j ON j.id = p.jabatan_id
LEFT JOIN instansi_pegawai a ON a.id = p.atasan_id
LEFT JOIN instansi_pegawai al ON al.id = s.atasan_id
LEFT JOIN impor ab ON ab.id = s.atasan_id
WHERE s.ada AND s.beda ORDER BY s.baris
"""  # noqa: S608 - its parts stand above
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
_BERPERAN = """EXISTS (SELECT 1 FROM instansi_penugasan t
    WHERE (t.pengguna_id = g.id OR t.deputi_id = g.id)
    AND (t.selesai IS NULL OR t.selesai >= %(hari_ini)s))"""
_SQL_SUREL_PERAN = f"""
SELECT s.baris, s.surel FROM impor s JOIN instansi_pengguna g ON g.pegawai_id = s.id
WHERE s.surel <> '' AND s.surel IS DISTINCT FROM g.email AND {_BERPERAN} ORDER BY s.baris
"""  # noqa: S608 - its parts stand above
_SQL_AKUN = (
    f"""
    UPDATE instansi_pengguna g SET nama = s.nama, email = b.surel
    FROM impor s JOIN instansi_pengguna g2 ON g2.pegawai_id = s.id
    CROSS JOIN LATERAL (SELECT CASE WHEN s.surel = '' OR
        NOT %(peran_ikut)s AND {_BERPERAN.replace("g.id", "g2.id")}
        THEN g2.email ELSE s.surel END AS surel) b
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
