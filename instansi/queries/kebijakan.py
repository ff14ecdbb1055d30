"""Policy as it stands on a day, and the working calendar that follows from it."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from instansi.models import HariLibur, Instansi, ParameterKebijakan
from instansi.rules.kebijakan import Ketentuan
from instansi.rules.makna import MAKNA, Makna, makna, tulis_nilai
from lib.hari_kerja import KalenderKerja
from lib.tanggal import tanggal_panjang


class ParameterBelumAda(LookupError):
    """The pemda has no value of a policy parameter on that day."""


def parameter(pemda_id: int, pada: date) -> dict[str, Decimal]:
    """All policy parameters of a pemda as they stood on a day; one query."""
    return dict(_berlaku(pemda_id, pada).values_list("kode", "nilai"))


def ketentuan(pemda_id: int, pada: date) -> dict[str, Ketentuan]:
    """As ``parameter``, with the legal basis of each; one query."""
    baris = _berlaku(pemda_id, pada).values_list("kode", "nilai", "dasar_hukum")
    return {kode: Ketentuan(nilai, dasar) for kode, nilai, dasar in baris}


def _berlaku(pemda_id: int, pada: date) -> QuerySet[ParameterKebijakan]:
    return ParameterKebijakan.objects.filter(
        Q(berlaku_sampai=None) | Q(berlaku_sampai__gte=pada),
        pemda=pemda_id,
        berlaku_dari__lte=pada,
    )


def nilai_parameter(pemda_id: int, kode: str, pada: date) -> Decimal:
    """One policy parameter as it stood on a day. Raises ParameterBelumAda."""
    try:
        return parameter(pemda_id, pada)[kode]
    except KeyError as galat:
        raise ParameterBelumAda(f"Parameter {kode} belum diisi untuk {pada}.") from galat


class Nilai(NamedTuple):
    """One value in words, its legal basis, and the days that it holds (the last one may lack)."""

    pk: int
    teks: str
    dasar_hukum: str
    dari: date
    sampai: date | None

    @property
    def masa(self) -> str:
        """The span in words."""
        awal = tanggal_panjang(self.dari)
        return f"{awal} sampai {tanggal_panjang(self.sampai)}" if self.sampai else f"sejak {awal}"


class BarisParameter(NamedTuple):
    """One parameter on a day: what it means, the value that holds, those before and after."""

    kode: str
    arti: Makna
    berlaku: Nilai | None
    mendatang: Nilai | None
    lampau: list[Nilai]
    hari_ini: Nilai | None = None  # the value that holds, where it begins on this very day


def parameter_milik(pemda_id: int) -> QuerySet[ParameterKebijakan]:
    """All values of a pemda, past, present and to come."""
    return ParameterKebijakan.objects.filter(pemda=pemda_id)


NANTI = "Disiapkan, belum dipakai halaman mana pun"


def daftar_parameter(pemda_id: int, pada: date) -> dict[str, list[BarisParameter]]:
    """All parameters of a pemda by theme, as they stand on a day; one query.

    Those that no page reads yet come last, together.
    """
    per_kode: dict[str, list[ParameterKebijakan]] = defaultdict(list)
    for baris in parameter_milik(pemda_id).order_by("-berlaku_dari", "-pk"):
        per_kode[baris.kode].append(baris)
    urutan = {kode: n for n, kode in enumerate(MAKNA)}
    tema: dict[str, list[BarisParameter]] = {}
    for kode in sorted(per_kode, key=lambda k: (urutan.get(k, len(urutan)), k)):
        satu = baris_parameter(kode, per_kode[kode], pada)
        tema.setdefault(satu.arti.tema if satu.arti.dipakai else NANTI, []).append(satu)
    return dict(sorted(tema.items(), key=lambda isi: isi[0] == NANTI))


def baris_parameter(kode: str, daftar: list[ParameterKebijakan], pada: date) -> BarisParameter:
    """One parameter from its rows, the latest first."""
    nilai = [
        Nilai(
            b.pk,
            tulis_nilai(kode, b.nilai, b.satuan),
            b.dasar_hukum,
            b.berlaku_dari,
            b.berlaku_sampai,
        )
        for b in daftar
    ]
    mendatang = [n for n in nilai if n.dari > pada]
    berlaku = [n for n in nilai if n.dari <= pada and (n.sampai is None or n.sampai >= pada)]
    lampau = [n for n in nilai if n.sampai is not None and n.sampai < pada]
    return BarisParameter(
        kode,
        makna(kode),
        berlaku[0] if berlaku else None,
        mendatang[-1] if mendatang else None,
        lampau,
        next((n for n in berlaku if n.dari == pada and lampau), None),
    )


def libur_milik(pemda_id: int) -> QuerySet[HariLibur]:
    """The days off of a pemda."""
    return HariLibur.objects.filter(pemda=pemda_id)


def kalender_kerja(pemda_id: int, pada: date) -> KalenderKerja:
    """The working days of a pemda by the rules of a day, in its zone; three queries."""
    return KalenderKerja(
        libur=frozenset(libur_milik(pemda_id).values_list("tanggal", flat=True)),
        hari_seminggu=int(nilai_parameter(pemda_id, "hari_kerja_per_minggu", pada)),
        zona=ZoneInfo(Instansi.objects.values_list("zona_waktu", flat=True).get(pk=pemda_id)),
    )
