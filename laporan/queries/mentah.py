"""The raw figures behind the dashboards: one hand-written SQL per block.

``manage.py periksa`` and the tests compare the summary tables with these.
"""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from instansi.models import Instansi
from instansi.queries import parameter
from instansi.rules.orang import ESELON_TANPA_ATASAN
from laporan.rules.dasbor import Patokan, patokan

# Everyone with what their progress is judged by: today's placement, parameters by name.
_ORANG = """
WITH jp AS (
    SELECT c.pegawai_id, SUM(c.jp) AS jp
    FROM pembinaan_catatanjp c JOIN instansi_pegawai p ON p.id = c.pegawai_id
    WHERE c.tahun = %(tahun)s AND p.pemda_id = %(pemda)s
    GROUP BY c.pegawai_id
), hadir AS (
    SELECT DISTINCT pegawai_id FROM pelatihan_kehadiran
    WHERE status = 'HADIR' AND mulai >= %(awal)s AND mulai < %(akhir)s
), akan AS (
    SELECT DISTINCT pegawai_id FROM pelatihan_kehadiran
    WHERE terjadwal AND mulai > %(sekarang)s AND mulai < %(akhir)s
), lewat AS (
    SELECT pegawai_id, COUNT(*) AS banyak FROM evaluasi_tugasevaluasi
    WHERE status = 'TERBUKA' AND tenggat < %(batas)s
    GROUP BY pegawai_id
), predikat AS (
    SELECT DISTINCT ON (k.pegawai_id) k.pegawai_id, k.predikat
    FROM instansi_predikatkinerja k JOIN instansi_pegawai p ON p.id = k.pegawai_id
    WHERE p.pemda_id = %(pemda)s AND k.tahun <= %(tahun)s
    ORDER BY k.pegawai_id, k.tahun DESC, k.periode = 'TAHUNAN' DESC, k.periode DESC
), orang AS (
    SELECT p.id, p.unit_id, j.rumpun, COALESCE(jp.jp, 0) AS jp,
        CASE p.jenis WHEN 'PPPK' THEN %(target_pppk)s ELSE %(target_pns)s END AS target,
        CASE p.jenis WHEN 'PPPK' THEN %(prorata_pppk)s ELSE %(prorata_pns)s END AS prorata,
        hadir.pegawai_id IS NOT NULL AS hadir,
        akan.pegawai_id IS NOT NULL AS akan,
        COALESCE(lewat.banyak, 0) AS lewat,
        p.atasan_id IS NULL AND j.eselon <> ALL(%(eselon)s) AS tanpa_atasan,
        predikat.predikat
    FROM instansi_pegawai p
    JOIN instansi_jabatan j ON j.id = p.jabatan_id
    LEFT JOIN jp ON jp.pegawai_id = p.id
    LEFT JOIN hadir ON hadir.pegawai_id = p.id
    LEFT JOIN akan ON akan.pegawai_id = p.id
    LEFT JOIN lewat ON lewat.pegawai_id = p.id
    LEFT JOIN predikat ON predikat.pegawai_id = p.id
    WHERE p.pemda_id = %(pemda)s AND p.status = 'AKTIF'
)
"""

SQL_ORANG = f"""{_ORANG}
SELECT unit_id, rumpun,
    COUNT(*) AS pegawai,
    COUNT(*) FILTER (WHERE jp >= target) AS capai_target,
    COUNT(*) FILTER (WHERE hadir) AS berpartisipasi,
    COUNT(*) FILTER (WHERE jp < prorata AND NOT akan OR lewat > 0 OR tanpa_atasan) AS perhatian,
    COUNT(*) FILTER (WHERE jp < prorata AND NOT akan) AS perhatian_jp,
    COUNT(*) FILTER (WHERE lewat > 0) AS perhatian_evaluasi,
    COUNT(*) FILTER (WHERE tanpa_atasan) AS perhatian_atasan,
    COUNT(*) FILTER (WHERE predikat = 'SANGAT_BAIK') AS predikat_sangat_baik,
    COUNT(*) FILTER (WHERE predikat = 'BAIK') AS predikat_baik,
    COUNT(*) FILTER (WHERE predikat = 'BUTUH_PERBAIKAN') AS predikat_butuh_perbaikan,
    COUNT(*) FILTER (WHERE predikat = 'KURANG') AS predikat_kurang,
    COUNT(*) FILTER (WHERE predikat = 'SANGAT_KURANG') AS predikat_sangat_kurang,
    SUM(jp) AS jp
FROM orang GROUP BY unit_id, rumpun
"""  # noqa: S608 - joins constants; every value is a parameter

# The people behind the count "perhatian", each with the reasons.
SQL_PERHATIAN = f"""{_ORANG}
SELECT id AS pegawai_id, unit_id, jp, jp < prorata AND NOT akan AS perhatian_jp,
    lewat AS evaluasi_lewat, tanpa_atasan
FROM orang WHERE jp < prorata AND NOT akan OR lewat > 0 OR tanpa_atasan
"""  # noqa: S608 - the same

# Everyone with their JP of the year.
SQL_JP = f"{_ORANG} SELECT id AS pegawai_id, jp FROM orang"  # noqa: S608 - the same

# Evaluation: the unit stored on the task; the mark is the mean of the scale answers sent, of
# classes whose results are open. ``urut`` counts each person behind it once, however many classes
# and units their forms are of, so that sums of units never claim more people than there are.
SQL_EVALUASI = """
WITH tugas AS (
    SELECT t.id, t.unit_id, j.rumpun, t.status, i.skala_maks, t.dihitung_pada,
        ROW_NUMBER() OVER (PARTITION BY t.pegawai_id
            ORDER BY t.status = 'TERKIRIM' AND t.dihitung_pada IS NOT NULL DESC, t.id DESC) AS urut
    FROM evaluasi_tugasevaluasi t
    JOIN instansi_pegawai p ON p.id = t.pegawai_id
    JOIN instansi_jabatan j ON j.id = p.jabatan_id
    JOIN evaluasi_instrumen i ON i.id = t.instrumen_id
    WHERE i.pemda_id = %(pemda)s AND t.dibuka_pada >= %(awal)s AND t.dibuka_pada < %(akhir)s
), nilai AS (
    SELECT t.id, COUNT(a.nilai) AS jawaban, SUM(a.nilai * 100.0 / t.skala_maks) AS jumlah
    FROM tugas t JOIN evaluasi_jawaban a ON a.tugas_id = t.id
    WHERE t.status = 'TERKIRIM' AND t.dihitung_pada IS NOT NULL AND a.nilai IS NOT NULL
    GROUP BY t.id
)
SELECT t.unit_id, t.rumpun,
    COUNT(*) AS evaluasi_ditugaskan,
    COUNT(*) FILTER (WHERE t.status = 'TERKIRIM') AS evaluasi_terkirim,
    COUNT(*) FILTER (WHERE t.status = 'TERKIRIM' AND t.dihitung_pada IS NOT NULL)
        AS evaluasi_dihitung,
    COUNT(*) FILTER (WHERE t.status = 'TERKIRIM' AND t.dihitung_pada IS NOT NULL AND t.urut = 1)
        AS evaluasi_orang,
    COALESCE(SUM(n.jawaban), 0) AS evaluasi_jawaban,
    COALESCE(SUM(n.jumlah), 0) AS evaluasi_jumlah
FROM tugas t LEFT JOIN nilai n ON n.id = t.id
GROUP BY t.unit_id, t.rumpun
"""

SQL_BULAN = """
SELECT c.unit_id, EXTRACT(MONTH FROM c.tanggal)::int AS bulan, SUM(c.jp) AS jp
FROM pembinaan_catatanjp c JOIN instansi_instansi u ON u.id = c.unit_id
WHERE c.tahun = %(tahun)s AND (u.pemda_id = %(pemda)s OR u.id = %(pemda)s)
GROUP BY 1, 2
"""


def batas_tahun(tahun: int, zona: str) -> tuple[datetime, datetime]:
    """The first instant of a year and of the next one in the pemda's zone."""
    tz = ZoneInfo(zona)
    return datetime(tahun, 1, 1, tzinfo=tz), datetime(tahun + 1, 1, 1, tzinfo=tz)


def isi_sql(pemda: Instansi, patokan: Patokan, sekarang: datetime) -> dict[str, Any]:
    """The named parameters of the statements above."""
    awal, akhir = batas_tahun(patokan.tahun, pemda.zona_waktu)
    return {
        "pemda": pemda.pk,
        "tahun": patokan.tahun,
        "awal": awal,
        "akhir": akhir,
        "sekarang": sekarang,
        "batas": sekarang - timedelta(days=patokan.hari_lewat_evaluasi),
        "target_pns": patokan.target_pns,
        "target_pppk": patokan.target_pppk,
        "prorata_pns": patokan.prorata(patokan.target_pns),
        "prorata_pppk": patokan.prorata(patokan.target_pppk),
        "eselon": ESELON_TANPA_ATASAN,
    }


def baris(sql: str, isi: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of one statement as dictionaries."""
    with connection.cursor() as kursor:
        kursor.execute(sql, isi)
        kolom = [k.name for k in kursor.description]
        return [dict(zip(kolom, nilai, strict=True)) for nilai in kursor.fetchall()]


def hitung_unit(
    pemda: Instansi, patokan: Patokan, sekarang: datetime
) -> dict[tuple[int, str], dict[str, Any]]:
    """All figures of RingkasanUnit by (unit, kelompok), from raw rows: two statements."""
    isi = isi_sql(pemda, patokan, sekarang)
    hasil: dict[tuple[int, str], dict[str, Any]] = {}
    for sql in (SQL_ORANG, SQL_EVALUASI):
        for angka in baris(sql, isi):
            kunci = (angka.pop("unit_id"), angka.pop("rumpun"))
            hasil.setdefault(kunci, {}).update(angka)
    return hasil


def hitung_perhatian(
    pemda: Instansi, patokan: Patokan, sekarang: datetime
) -> dict[int, dict[str, Any]]:
    """RingkasanPerhatian by person, from raw rows: one statement."""
    daftar = baris(SQL_PERHATIAN, isi_sql(pemda, patokan, sekarang))
    return {angka.pop("pegawai_id"): angka for angka in daftar}


def hitung_jp(pemda: Instansi, patokan: Patokan, sekarang: datetime) -> dict[int, int]:
    """RingkasanJP by person, from raw rows: one statement."""
    return {b["pegawai_id"]: b["jp"] for b in baris(SQL_JP, isi_sql(pemda, patokan, sekarang))}


def hitung_bulan(pemda: Instansi, tahun: int) -> dict[tuple[int, int], int]:
    """JP by (unit, month) from the ledger: one statement."""
    isi = {"pemda": pemda.pk, "tahun": tahun}
    return {(b["unit_id"], b["bulan"]): b["jp"] for b in baris(SQL_BULAN, isi)}


def tanggal_di(pemda: Instansi, sekarang: datetime) -> date:
    """The day of an instant in the pemda's zone."""
    return sekarang.astimezone(ZoneInfo(pemda.zona_waktu)).date()


def acuan_tahun(pemda: Instansi, tahun: int, sekarang: datetime) -> Patokan:
    """The yardstick of a year: a past year is measured with that year's own parameters."""
    hari = tanggal_di(pemda, sekarang)
    return patokan(parameter(pemda.pk, min(hari, date(tahun, 12, 31))), hari, tahun)
