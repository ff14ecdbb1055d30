"""Reads of the outbox."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from notifikasi import rules
from notifikasi.models import AturanPengingat, Pesan


def pesan_jatuh_tempo(sekarang: datetime) -> QuerySet[Pesan]:
    """Messages to be sent now, the oldest first. rules.sudah_waktunya says the same of one row."""
    return Pesan.objects.filter(
        Q(coba_lagi_pada=None) | Q(coba_lagi_pada__lte=sekarang),
        status=Pesan.Status.ANTRE,
        jatuh_tempo__lte=sekarang,
    ).order_by("jatuh_tempo", "penerima_id")


def aturan_aktif(jenis: Iterable[str]) -> QuerySet[AturanPengingat]:
    """Rules in force of these kinds, with their pemda, in a fixed order for locking."""
    return (
        AturanPengingat.objects.filter(aktif=True, jenis__in=list(jenis))
        .select_related("pemda")
        .order_by("pk")
    )


def muat_objek(daftar: Iterable[Pesan]) -> None:
    """Fill ``objek`` of many messages, each kind with its own few queries."""
    dikenal = rules.semua_jenis()
    menurut_jenis: dict[str, list[Pesan]] = {}
    for pesan in daftar:
        menurut_jenis.setdefault(pesan.jenis, []).append(pesan)
    for kode in sorted(menurut_jenis.keys() & dikenal.keys()):
        muatan = dikenal[kode].muat(menurut_jenis[kode])
        for pesan in menurut_jenis[kode]:
            pesan.objek = muatan.get(pesan.pk)
