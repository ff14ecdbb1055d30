"""Invitations of one job and where their mails stand; what a command for many would do."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, Collate, Concat, Lower
from django.utils import timezone

from instansi.akses import IzinDasar
from instansi.models import Instansi, Pegawai, Pengguna
from instansi.queries import parameter, pegawai_untuk, penugasan_aktif
from instansi.queries.akun_aktif import tanpa_sandi
from kelola.models import Aktivasi, PekerjaanAkun, PekerjaanImpor
from kelola.models.akun import Cara
from kelola.models.impor import LAMA_URUNG
from kelola.queries.akun import aktivasi_terakhir, boleh_dikelola
from kelola.rules import akun as rules
from lib.tanggal import di_zona
from notifikasi.models import Pesan

JENIS_PESAN = "akun_aktivasi"
BERSUREL = Q(email__gt="") | Q(pegawai__surel__gt="")


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


class RencanaTautan(NamedTuple):
    """What mailing a link to these people would do, in numbers: nobody is loaded.

    How many get a mail, for how many of them an account is made, how many are left out and why,
    until when a link opens an account, how many open invitations end, how many imports can then
    not be undone any more.
    """

    kirim: int
    akun_baru: int
    lewat: dict[str, int]
    sampai: datetime
    gugur: int
    impor: int


class TujuanTautan(NamedTuple):
    """The one person whom a link goes to, and at which address."""

    nama: str
    surel: str


def tujuan_tautan(daftar: QuerySet[Pegawai]) -> TujuanTautan:
    """To whom and where the link of a list of one goes."""
    p = daftar.select_related("pengguna").get()
    akun = getattr(p, "pengguna", None)
    return TujuanTautan(str(p), (akun and akun.email) or p.surel)


def rencana_tautan(
    peminta: Pengguna, daftar: QuerySet[Pegawai], sekarang: datetime, jumlah: int
) -> RencanaTautan:
    """What mailing a link to all of ``daftar`` would do; seven queries however many.

    People alike are counted together, and each kind judged once by the rule of the worker. Who is
    missing of the ``jumlah`` that were chosen is out of scope.
    """
    kirim = akun_baru = 0
    lewat: dict[str, int] = {}
    ciri_orang = _per_ciri(daftar)
    for n, ciri in ciri_orang:
        if alasan := rules.alasan_dilewati(cara=Cara.SUREL, **ciri):
            lewat[alasan] = lewat.get(alasan, 0) + n
        else:
            kirim += n
            akun_baru += 0 if ciri["ada"] else n
    aktif = daftar.order_by().filter(status=Pegawai.Status.AKTIF)
    calon = Pengguna.objects.filter(
        BERSUREL, tanpa_sandi(), is_active=True, pegawai__in=aktif.values("pk")
    )
    terlarang = _terlarang(peminta, calon)
    if luar := len(terlarang) + jumlah - sum(n for n, _ in ciri_orang):
        lewat[rules.DI_LUAR] = luar
    calon = calon.exclude(pk__in=terlarang)
    tanpa_akun = Q(pengguna=None) & Q(surel__gt="")
    diundang = aktif.filter(Q(pengguna__in=calon.values("pk")) | tanpa_akun).values("pk")
    akibat = akibat_undangan(peminta.pemda, Cara.SUREL, calon, sekarang, orang=diundang)
    return RencanaTautan(kirim - len(terlarang), akun_baru, lewat, *akibat)


def _per_ciri(daftar: QuerySet[Pegawai]) -> list[tuple[int, dict[str, Any]]]:
    """How many people share what the rule asks of a person; one query."""
    baris = (
        daftar.order_by()
        .values(
            "status",
            ada=_ya(pengguna__isnull=False),
            aktif=_ya(pengguna__is_active=True),
            tanpa_sandi=ExpressionWrapper(tanpa_sandi("pengguna__"), BooleanField()),
            bersurel=_ya(Q(surel__gt="") | Q(pengguna__email__gt="")),
        )
        .annotate(n=Count("pk"))
    )
    hasil = []
    for b in baris:
        bersandi = bool(b["ada"]) and not b["tanpa_sandi"]
        ciri = {k: bool(b[k]) for k in ("ada", "aktif", "bersurel")}
        hasil.append((b["n"], ciri | {"bersandi": bersandi, "status": b["status"]}))
    return hasil


def _ya(*syarat: Q, **lain: object) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(Q(*syarat, **lain), BooleanField())


def _terlarang(peminta: Pengguna, calon: QuerySet[Pengguna]) -> set[int]:
    """On which of these accounts this person may not act.

    Only a role can forbid it, so only who holds one is looked at.
    """
    aktif = penugasan_aktif(timezone.localdate())
    berperan = calon.filter(
        Q(pk__in=aktif.values("pengguna"))
        | Q(pk__in=aktif.filter(deputi__isnull=False).values("deputi"))
    )
    daftar = list(berperan.only("pk"))
    return {a.pk for a in daftar} - boleh_dikelola(peminta, daftar)


class AkibatUndangan(NamedTuple):
    """What inviting does: until when it opens an account, how many open invitations end.

    ``impor``: how many imports that added these people can then not be undone any more.
    """

    sampai: datetime
    gugur: int
    impor: int


def akibat_undangan(
    pemda: Instansi,
    cara: str,
    akun: Collection[int] | QuerySet[Pengguna],
    sekarang: datetime,
    *,
    orang: Collection[int | None] | QuerySet[Pegawai, Any],
) -> AkibatUndangan:
    """What inviting these accounts, of these staff, in this way does; three queries at most."""
    terbuka = aktivasi_terakhir(pengguna__in=akun, dipakai_pada=None, berlaku_sampai__gte=sekarang)
    return AkibatUndangan(
        berlaku_sampai(pemda, cara, sekarang),
        terbuka.count(),
        _impor_terkunci(pemda, orang, sekarang),
    )


def _impor_terkunci(
    pemda: Instansi, orang: Collection[int | None] | QuerySet[Pegawai, Any], sekarang: datetime
) -> int:
    """How many imports that can still be undone added one of these staff; one query."""
    tulis = apps.get_model("instansi", "PegawaiEvent").objects.filter(
        pgh_context=OuterRef("konteks"), pgh_label="insert", pgh_obj__in=orang
    )
    return PekerjaanImpor.objects.filter(
        Exists(tulis),
        pemda=pemda,
        status=PekerjaanImpor.Status.DITERAPKAN,
        diterapkan_pada__gte=sekarang - LAMA_URUNG,
    ).count()


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
