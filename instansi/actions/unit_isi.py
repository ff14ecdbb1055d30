"""What moves or ends with a unit that is merged: placements, roles, acting posts."""

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from instansi.models import Instansi, PelaksanaTugas, Penugasan
from instansi.queries.unit import penugasan_belum_usai

SEHARI = timedelta(days=1)


def tempatkan_ulang(unit_id: int, tujuan_id: int, hari: date) -> int:
    """Place everyone at work in a unit in another from a day on; how many."""
    nilai: dict[str, Any] = {"unit": unit_id, "tujuan": tujuan_id, "hari": hari}
    with connection.cursor() as kursor:
        for sql in _SQL_PENEMPATAN:
            kursor.execute(sql, nilai)
        kursor.execute(_SQL_PEGAWAI, nilai)
        return kursor.rowcount


def akhiri_peran(unit: Instansi, hari_ini: date) -> list[Penugasan]:
    """End the roles and acting posts at a unit with yesterday; the roles that ended.

    What began today or begins later never held at a unit that is no more: it is taken back.
    """
    kemarin = hari_ini - SEHARI
    pelaksana = PelaksanaTugas.objects.filter(unit=unit, selesai__gte=hari_ini)
    pelaksana.filter(mulai__gt=kemarin).delete()
    pelaksana.update(selesai=kemarin)
    di_sini = penugasan_belum_usai(unit, hari_ini)
    akhir = list(
        Penugasan.objects.filter(
            Q(pk__in=di_sini) | Q(delegasi_dari__in=di_sini, selesai__gte=hari_ini)
        )
        .select_related("pengguna", "instansi")
        .order_by("pk")
    )
    baru = [p.pk for p in akhir if p.mulai > kemarin]
    Penugasan.objects.filter(pk__in=baru, delegasi_dari__isnull=False).delete()
    Penugasan.objects.filter(pk__in=baru).delete()
    Penugasan.objects.filter(pk__in=[p.pk for p in akhir]).update(selesai=kemarin)
    for p in akhir:
        p.selesai = kemarin
    return akhir


_SQL_PENEMPATAN = (
    # Opened on that day or later: never in the old unit.
    """
    UPDATE instansi_riwayatpenempatan SET unit_id = %(tujuan)s
    WHERE selesai IS NULL AND mulai >= %(hari)s
    AND pegawai_id IN (SELECT id FROM instansi_pegawai
        WHERE unit_id = %(unit)s AND status IN ('AKTIF', 'CUTI_LUAR'))
    """,
    """
    UPDATE instansi_riwayatpenempatan SET selesai = %(hari)s::date - 1
    WHERE selesai IS NULL AND mulai < %(hari)s
    AND pegawai_id IN (SELECT id FROM instansi_pegawai
        WHERE unit_id = %(unit)s AND status IN ('AKTIF', 'CUTI_LUAR'))
    """,
    """
    INSERT INTO instansi_riwayatpenempatan (pegawai_id, unit_id, jabatan_id, mulai)
    SELECT p.id, %(tujuan)s, p.jabatan_id, greatest(%(hari)s::date, r.selesai + 1)
    FROM instansi_pegawai p LEFT JOIN LATERAL (
        SELECT max(selesai) AS selesai, bool_or(selesai IS NULL) AS terbuka
        FROM instansi_riwayatpenempatan WHERE pegawai_id = p.id
    ) r ON true
    WHERE p.unit_id = %(unit)s AND p.status IN ('AKTIF', 'CUTI_LUAR') AND r.terbuka IS NOT TRUE
    ORDER BY p.id
    """,
)
_SQL_PEGAWAI = """
UPDATE instansi_pegawai SET unit_id = %(tujuan)s
WHERE unit_id = %(unit)s AND status IN ('AKTIF', 'CUTI_LUAR')
"""
