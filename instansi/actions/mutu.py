"""Rebuilds what the quality page reads."""

from datetime import datetime

from django.db import connection

from instansi.models import Instansi, Pengguna, RingkasanMutu
from instansi.queries.mutu import SQL_MUTU, SYARAT, isi_sql
from lib.aksi import aksi
from lib.tanggal import di_zona

_SQL_SIMPAN = f"""
INSERT INTO instansi_ringkasanmutu (pemda_id, unit_id, orang, bersih, ukuran, dasar, salah,
    terakhir, dihitung_pada)
SELECT %(pemda)s, unit_id, orang, bersih, %(ukuran)s, dasar, salah, terakhir, %(sekarang)s
FROM ({SQL_MUTU}) mutu
"""  # noqa: S608 - joins constants; every value is a parameter


@aksi
def segarkan_mutu(*, pemda: Instansi, oleh: Pengguna | str, sekarang: datetime) -> int:
    """Recompute the quality of a pemda's records; how many units have people.

    Locks the pemda's row, so that two rebuilds never mix. The day is the pemda's own.
    """
    Instansi.objects.select_for_update(of=("self",)).get(pk=pemda.pk)
    hari = di_zona(sekarang, pemda.zona_waktu).date()
    RingkasanMutu.objects.filter(pemda=pemda).delete()
    nilai = isi_sql(pemda, hari, sekarang) | {"ukuran": list(SYARAT), "sekarang": sekarang}
    with connection.cursor() as kursor:
        kursor.execute(_SQL_SIMPAN, nilai)
        return kursor.rowcount
