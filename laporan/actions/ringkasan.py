"""Rebuilds what the dashboards read."""

from datetime import datetime

from instansi.models import Instansi, Pengguna
from laporan.models import RingkasanBulan, RingkasanUnit
from laporan.queries import mentah
from lib.aksi import aksi


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
    return len(unit)
