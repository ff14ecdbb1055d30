"""JP that may still come: a person's classes that nobody has verified yet."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from instansi.models import Pegawai
from pelatihan.models import Kehadiran, Kelas, Pendaftaran, Sesi
from pelatihan.queries.kehadiran import BERLANGSUNG, hari_selesai, sesi_diikuti
from pelatihan.rules.kehadiran import Peserta, hitung_peserta
from pembinaan.models import AturanKonversiJP
from pembinaan.queries import aturan_dari_json
from pembinaan.rules.jp import berlaku_pada


class KelasTerencana(NamedTuple):
    """A class whose JP are not in the ledger yet: JP when attended, first start, last end.

    ``jp`` is None where the pemda has no conversion rule of that form.
    """

    kelas: Kelas
    jp: int | None
    mulai: datetime
    selesai: datetime


def sesi_terencana(pegawai: Pegawai) -> list[Any]:
    """Sessions of the person's scheduled, unverified classes in order; one query.

    Each with class, room, whether the person is expected (``ikut``) and the versions of the
    conversion rule of the class's form (``aturan``).
    """
    ikut = Kehadiran.objects.filter(sesi=OuterRef("pk"), pegawai=pegawai, terjadwal=True)
    aturan = AturanKonversiJP.objects.filter(
        pemda=OuterRef("kelas__pemda"), kode=OuterRef("kelas__pelatihan__bentuk")
    ).order_by("berlaku_dari", "id")
    kolom = {f.attname: f.attname for f in AturanKonversiJP._meta.concrete_fields}
    return list(
        Sesi.objects.filter(
            kelas__pendaftaran__pegawai=pegawai,
            kelas__pendaftaran__status=Pendaftaran.Status.DITERIMA,
            kelas__pemda=pegawai.pemda_id,
            kelas__status__in=BERLANGSUNG,
            kelas__kehadiran_diverifikasi_pada=None,
        )
        .select_related("kelas__pelatihan", "kelas__pemda", "ruang")
        .annotate(ikut=Exists(ikut), aturan=ArraySubquery(aturan.values(isi=JSONObject(**kolom))))
        .order_by("mulai", "pk")
    )


def sesi_berikutnya(sesi: Iterable[Any], sekarang: datetime) -> Any | None:
    """The first of ``sesi_terencana`` that is not over and expects the person."""
    return next((s for s in sesi if s.ikut and s.selesai > sekarang), None)


def kelas_terencana(sesi: Iterable[Any], tahun: int) -> list[KelasTerencana]:
    """The classes of ``sesi_terencana`` that end in a year, the first to start first.

    JP as if every session were attended and no cap used up elsewhere: a plan, not a promise.
    """
    per_kelas = groupby(sorted(sesi, key=lambda s: s.kelas_id), key=lambda s: s.kelas_id)
    semua = [_terencana(list(isi), tahun) for _, isi in per_kelas]
    return sorted((r for r in semua if r), key=lambda r: (r.mulai, r.kelas.pk))


def _terencana(sesi: Sequence[Any], tahun: int) -> KelasTerencana | None:
    kelas = sesi[0].kelas
    akhir = hari_selesai(kelas, sesi)
    if akhir.year != tahun:
        return None
    versi = map(aturan_dari_json, sesi[0].aturan)
    aturan = berlaku_pada(versi, akhir).get(kelas.pelatihan.bentuk)
    penuh = [s._replace(status=Kehadiran.Status.HADIR) for s in sesi_diikuti(kelas, sesi, {})]
    jp = hitung_peserta(aturan, Decimal(0), Peserta(penuh)).jp if aturan else None
    return KelasTerencana(kelas, jp, sesi[0].mulai, sesi[-1].selesai)


def jumlah_terencana(rencana: Iterable[KelasTerencana]) -> int:
    """JP that the classes may add; those without a rule add none."""
    return sum(r.jp or 0 for r in rencana)
