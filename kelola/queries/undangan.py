"""Invitations of one job and where their mails stand; what a command for many would do."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.functions import Cast, Collate, Concat, Lower

from instansi.akses import IzinDasar
from instansi.models import Instansi, Pegawai, Pengguna
from instansi.queries import parameter, pegawai_untuk
from kelola.models import Aktivasi, PekerjaanAkun
from kelola.models.akun import Cara
from kelola.queries.akun import aktivasi_terakhir, boleh_dikelola
from kelola.rules import akun as rules
from lib.tanggal import di_zona
from notifikasi.models import Pesan

JENIS_PESAN = "akun_aktivasi"


def undangan_pekerjaan(pekerjaan: PekerjaanAkun) -> QuerySet[Aktivasi]:
    """The invitations of a job with their people, by name."""
    return pekerjaan.aktivasi.select_related("pengguna__pegawai__unit").order_by(
        "pengguna__nama", "pk"
    )


def hitung_surel(pekerjaan: PekerjaanAkun) -> dict[str, int]:
    """How many mails of a job stand in each state, by Pesan.Status; one query."""
    sasaran = pekerjaan.aktivasi.values(
        kunci=Concat(Value("aktivasi:"), Cast("pk", CharField()), output_field=CharField())
    )
    baris = (
        Pesan.objects.filter(jenis=JENIS_PESAN, sasaran__in=sasaran)
        .order_by()
        .values_list("status")
        .annotate(n=Count("id"))
    )
    return dict(baris)


class BarisUndangan(NamedTuple):
    """One invited person: the invitation, and what became of it as a word with its colour."""

    undangan: Aktivasi
    kata: str
    jenis: str
    alasan: str


def baris_undangan(daftar: Sequence[Aktivasi]) -> list[BarisUndangan]:
    """Rows of one page, each with the state of its mail; one query however many."""
    pesan = {
        p.sasaran: p
        for p in Pesan.objects.filter(
            jenis=JENIS_PESAN, sasaran__in=[f"aktivasi:{a.pk}" for a in daftar]
        )
    }
    hasil = []
    for a in daftar:
        p = pesan.get(f"aktivasi:{a.pk}")
        kata, jenis = rules.keadaan_undangan(a.cara, a.dipakai_pada, p.status if p else "")
        hasil.append(BarisUndangan(a, kata, jenis, p.alasan if p else ""))
    return hasil


class RencanaUndangan(NamedTuple):
    """What inviting these people would do: a link, a printed slip, or nothing and why."""

    surel: list[Pegawai]
    slip: list[Pegawai]
    lewat: list[tuple[Pegawai, str]]


def rencana_undangan(orang: Iterable[Pegawai]) -> RencanaUndangan:
    """Sort people, their accounts loaded, by how they can be invited."""
    rencana = RencanaUndangan([], [], [])
    for p in orang:
        akun = getattr(p, "pengguna", None)
        if alasan := alasan_dilewati(p, Cara.SLIP):
            rencana.lewat.append((p, alasan))
        elif (akun and akun.email) or p.surel:
            rencana.surel.append(p)
        else:
            rencana.slip.append(p)
    return rencana


def rencana_slip(peminta: Pengguna, izin: IzinDasar, pegawai: Collection[int]) -> RencanaUndangan:
    """Who of these would get a printed slip from this officer, by name, and who would not."""
    orang = list(
        pegawai_untuk(peminta, izin)
        .filter(pk__in=pegawai)
        .select_related("pengguna", "unit")
        .order_by(Collate(Lower("nama"), "C"), "pk")
    )
    boleh = boleh_dikelola(peminta, [p.pengguna for p in orang if hasattr(p, "pengguna")])
    rencana = RencanaUndangan([], [], [])
    for p in orang:
        akun = getattr(p, "pengguna", None)
        alasan = alasan_dilewati(p, Cara.SLIP)
        if not alasan and akun and akun.pk not in boleh:
            alasan = rules.DI_LUAR
        if alasan:
            rencana.lewat.append((p, alasan))
        else:
            rencana.slip.append(p)
    return rencana


def semua_tanpa_surel(peminta: Pengguna, izin: IzinDasar, pegawai: Collection[int]) -> list[str]:
    """The names of these people within the scope, where not one has an address; else nothing."""
    orang = pegawai_untuk(peminta, izin).filter(pk__in=pegawai)
    if orang.filter(Q(surel__gt="") | Q(pengguna__email__gt="")).exists():
        return []
    return [str(p) for p in orang.order_by(Collate(Lower("nama"), "C"), "pk")]


def alasan_dilewati(p: Pegawai, cara: str) -> str | None:
    """Why inviting in this way leaves one person, the account loaded, out."""
    akun = getattr(p, "pengguna", None)
    return rules.alasan_dilewati(
        ada=akun is not None,
        aktif=akun is not None and akun.is_active,
        bersandi=akun is not None and akun.has_usable_password(),
        cara=cara,
        bersurel=bool((akun and akun.email) or p.surel),
        status=p.status,
    )


class AkibatSlip(NamedTuple):
    """What printing slips does: until when they open an account, how many open invitations end."""

    sampai: datetime
    gugur: int


def akibat_slip(pemda: Instansi, akun: Iterable[int], sekarang: datetime) -> AkibatSlip:
    """What printing slips for these accounts does; two queries however many."""
    terbuka = aktivasi_terakhir(
        pengguna__in=list(akun), dipakai_pada=None, berlaku_sampai__gte=sekarang
    )
    return AkibatSlip(berlaku_sampai(pemda, Cara.SLIP, sekarang), terbuka.count())


def berlaku_sampai(pemda: Instansi, cara: str, sekarang: datetime) -> datetime:
    """Until when an invitation made now opens an account. Raises KeyError without the parameter."""
    nilai = parameter(pemda.pk, di_zona(sekarang, pemda.zona_waktu).date())
    return sekarang + rules.lama_berlaku(cara, nilai)


def dilewati(pekerjaan: PekerjaanAkun, izin: IzinDasar, alasan: str) -> QuerySet[Pegawai]:
    """Whom a job left out for one reason, as far as its requester may still see them; by name."""
    return (
        pegawai_untuk(pekerjaan.peminta, izin)
        .filter(pk__in=pekerjaan.dilewati.get(alasan, []))
        .select_related("unit")
        .order_by(Collate(Lower("nama"), "C"), "pk")
    )
