"""Rebuilds what the dashboards read."""

from datetime import datetime

from django.db import connection

from instansi.models import Instansi, Pengguna
from laporan.models import RingkasanBulan, RingkasanUnit
from laporan.queries import mentah
from laporan.rules.dasbor import Patokan
from lib.aksi import aksi

# Set by set inside PostgreSQL; rows that stay the same are not written.
SQL_SIMPAN_PERHATIAN = f"""
WITH baru AS ({mentah.SQL_PERHATIAN}),
tulis AS (
    INSERT INTO laporan_ringkasanperhatian AS r (pemda_id, tahun, pegawai_id, unit_id, jp,
        perhatian_jp, evaluasi_lewat, tanpa_atasan)
    SELECT %(pemda)s, %(tahun)s, pegawai_id, unit_id, jp, perhatian_jp, evaluasi_lewat, tanpa_atasan
    FROM baru
    ON CONFLICT (tahun, pegawai_id) DO UPDATE SET pemda_id = EXCLUDED.pemda_id,
        unit_id = EXCLUDED.unit_id, jp = EXCLUDED.jp, perhatian_jp = EXCLUDED.perhatian_jp,
        evaluasi_lewat = EXCLUDED.evaluasi_lewat, tanpa_atasan = EXCLUDED.tanpa_atasan
    WHERE (r.pemda_id, r.unit_id, r.jp, r.perhatian_jp, r.evaluasi_lewat, r.tanpa_atasan)
        IS DISTINCT FROM (EXCLUDED.pemda_id, EXCLUDED.unit_id, EXCLUDED.jp, EXCLUDED.perhatian_jp,
            EXCLUDED.evaluasi_lewat, EXCLUDED.tanpa_atasan)
)
DELETE FROM laporan_ringkasanperhatian r
WHERE r.pemda_id = %(pemda)s AND r.tahun = %(tahun)s
    AND NOT EXISTS (SELECT 1 FROM baru WHERE baru.pegawai_id = r.pegawai_id)
"""  # noqa: S608 - joins constants; every value is a parameter

SQL_SIMPAN_JP = f"""
WITH baru AS ({mentah.SQL_JP}),
tulis AS (
    INSERT INTO laporan_ringkasanjp AS r (pemda_id, tahun, pegawai_id, jp)
    SELECT %(pemda)s, %(tahun)s, pegawai_id, jp FROM baru
    ON CONFLICT (tahun, pegawai_id) DO UPDATE SET pemda_id = EXCLUDED.pemda_id, jp = EXCLUDED.jp
    WHERE (r.pemda_id, r.jp) IS DISTINCT FROM (EXCLUDED.pemda_id, EXCLUDED.jp)
)
DELETE FROM laporan_ringkasanjp r
WHERE r.pemda_id = %(pemda)s AND r.tahun = %(tahun)s
    AND NOT EXISTS (SELECT 1 FROM baru WHERE baru.pegawai_id = r.pegawai_id)
"""  # noqa: S608 - the same


@aksi
def segarkan_ringkasan(
    *, pemda: Instansi, tahun: int, oleh: Pengguna | str, sekarang: datetime
) -> int:
    """Recompute the summary of one pemda and year from raw rows; how many unit rows it has.

    Locks the pemda's row, so that two rebuilds never mix. Parameters are the year's own.
    """
    Instansi.objects.select_for_update(of=("self",)).get(pk=pemda.pk)
    acuan = mentah.acuan_tahun(pemda, tahun, sekarang)
    milik = {"pemda_id": pemda.pk, "tahun": tahun}
    unit = [
        RingkasanUnit(**milik, unit_id=u, kelompok=k, dihitung_pada=sekarang, **angka)
        for (u, k), angka in mentah.hitung_unit(pemda, acuan, sekarang).items()
    ]
    bulan = [
        RingkasanBulan(**milik, unit_id=u, bulan=b, jp=jp)
        for (u, b), jp in mentah.hitung_bulan(pemda, tahun).items()
    ]
    RingkasanUnit.objects.filter(**milik).delete()
    RingkasanUnit.objects.bulk_create(unit, batch_size=1000)
    RingkasanBulan.objects.filter(**milik).delete()
    RingkasanBulan.objects.bulk_create(bulan, batch_size=1000)
    _simpan_orang(pemda, acuan, sekarang)
    return len(unit)


def _simpan_orang(pemda: Instansi, acuan: Patokan, sekarang: datetime) -> None:
    """The rows of single people."""
    isi = mentah.isi_sql(pemda, acuan, sekarang)
    with connection.cursor() as kursor:
        kursor.execute(SQL_SIMPAN_PERHATIAN, isi)
        kursor.execute(SQL_SIMPAN_JP, isi)
