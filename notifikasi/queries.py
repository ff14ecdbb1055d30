"""Reads of the outbox."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Collate, Lower

from instansi.models import Pegawai, Pengguna
from instansi.queries import instansi_untuk, pegawai_untuk
from lib.surat import Isi, tulis
from notifikasi import rules
from notifikasi.models import AturanPengingat, Pesan

if TYPE_CHECKING:
    from instansi.akses import IzinDasar

# Refused addresses older than this were seen or have no message that still matters.
HARI_DITOLAK = 30


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


class Titipan(NamedTuple):
    """A message that no mail reached, as text for the officer to pass on."""

    pesan: Pesan
    isi: Isi


def tak_terjangkau(
    pengguna: Pengguna, izin: "IzinDasar", sekarang: datetime
) -> tuple[QuerySet[Pengguna], ...]:
    """Active people in scope without a working e-mail: parts without overlap, quick to count.

    Staff without an address, accounts without a staff record (external trainers: they belong to
    the whole pemda) without one, and those whose address was refused; as rules.alamat_surel.
    """
    aktif = Pengguna.objects.filter(is_active=True)
    staf = aktif.filter(
        pegawai__in=pegawai_untuk(pengguna, izin).filter(status=Pegawai.Status.AKTIF)
    )
    luar = aktif.filter(pegawai=None, pemda__in=instansi_untuk(pengguna, izin))
    tanpa_akun_surel = Q(email=None) | Q(email="")
    ditolak = aktif.filter(
        Q(pk__in=staf.values("pk")) | Q(pk__in=luar.values("pk")),
        ~tanpa_akun_surel | Q(pegawai__surel__gt=""),
        pk__in=Pesan.objects.filter(_ditolak(sekarang)).values("penerima"),
    )
    return staf.filter(tanpa_akun_surel, pegawai__surel=""), luar.filter(tanpa_akun_surel), ditolak


def _ditolak(sekarang: datetime, awalan: str = "") -> Q:
    """Messages whose address was refused lately."""
    sejak = sekarang - timedelta(days=HARI_DITOLAK)
    return Q(
        (f"{awalan}status", Pesan.Status.GAGAL),
        (f"{awalan}jatuh_tempo__gte", sejak),
    )


def tanpa_surel_untuk(
    pengguna: Pengguna, izin: "IzinDasar", sekarang: datetime
) -> QuerySet[Pengguna]:
    """Those people, the ones with waiting messages first.

    ``menunggu`` is the number of messages that reached nobody, ``ditolak`` of those whose address
    was refused.
    """
    ditolak = _ditolak(sekarang, "pesan__")
    syarat = Q()
    for bagian in tak_terjangkau(pengguna, izin, sekarang):
        syarat |= Q(pk__in=bagian.values("pk"))
    return (
        Pengguna.objects.filter(syarat)
        .annotate(
            ditolak=Count("pesan", filter=ditolak),
            menunggu=Count("pesan", filter=ditolak | Q(pesan__status=Pesan.Status.TANPA_ALAMAT)),
        )
        .select_related("pegawai__unit")
        .order_by("-menunggu", Collate(Lower("nama"), "C"), "pk")
    )


def titipan(orang: Sequence[Pengguna], sekarang: datetime) -> dict[int, list[Titipan]]:
    """What of the messages that reached nobody still holds, by person; queries do not grow."""
    daftar = list(
        Pesan.objects.filter(
            Q(status=Pesan.Status.TANPA_ALAMAT) | _ditolak(sekarang),
            penerima__in=[o.pk for o in orang],
        )
        .select_related("penerima__pegawai", "pemda")
        .order_by("jatuh_tempo", "pk")
    )
    muat_objek(daftar)
    hasil: dict[int, list[Titipan]] = {}
    for pesan in daftar:
        jenis = rules.semua_jenis().get(pesan.jenis)
        if jenis and jenis.masih_berlaku(pesan, sekarang) is None:
            pesan.lewat_petugas = True
            isi = tulis(rules.bagian_surat(pesan))
            hasil.setdefault(pesan.penerima_id, []).append(Titipan(pesan, isi))
    return hasil
