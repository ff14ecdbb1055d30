"""Actions: one command each, with what it changed, folded where that is much."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import cycle
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import CharField, Count, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from pghistory.models import Context

from instansi.models import Instansi
from laporan.queries.jejak.lacakan import (
    Lacakan,
    Mentah,
    Peristiwa,
    baca,
    cari_nama,
    ceritakan,
    lacakan,
)
from laporan.rules.jejak import hitung_kelompok, kata_aksi, kata_sistem

PER_HALAMAN = 25
RINCI = 5  # events of one kind in one action that are told one by one,
JENIS_RINCI = 4  # where it touched no more kinds than these
SEKALI = 60  # actions looked at in one go, since other cities' lie between
KALI_MAKS = 8
PENGGUNA = "instansi.pengguna"
CONTOH = tuple(UUID(int=n) for n in range(1, SEKALI + 1))
CONTOH_PEMDA = -1


class Saring(NamedTuple):
    """What to look for: a person's key, an action's name, a model's code, days."""

    pelaku: int | None = None
    aksi: str = ""
    jenis: str = ""
    dari: date | None = None
    sampai: date | None = None


class Kelompok(NamedTuple):
    """All events of one kind in one action: "Pegawai: 2.000 ditambahkan"."""

    kode: str
    benda: str
    jumlah: str
    banyak: int
    rinci: list[Peristiwa]


class Entri(NamedTuple):
    """One action."""

    pk: UUID
    waktu: datetime
    aksi: str
    pelaku: str
    pelaku_pk: int | None
    kelompok: list[Kelompok]


class Halaman(NamedTuple):
    """Actions, and where the older ones begin (None where there are none)."""

    daftar: list[Entri]
    sebelum: UUID | None


def jenis_benda() -> list[tuple[str, str]]:
    """Codes and names of what the trail covers."""
    return [(satu.kode, satu.jejak.benda) for satu in lacakan().values()]


def daftar_aksi(pemda: Instansi, saring: Saring, sebelum: UUID | None = None) -> Halaman:
    """The latest actions that touched this pemda, before one of them; five queries or so.

    Actions are read in batches by their time and kept where the pemda's own rows changed, so that
    the length of history does not matter. After KALI_MAKS batches it stops where it stands.
    """
    konteks = _saring_konteks(pemda, saring)
    ada: dict[UUID, dict[str, Counter[str]]] = {}
    calon: list[dict[str, Any]] = []
    tanda, habis = sebelum, False
    for _ in range(KALI_MAKS):
        kelompok = list(_sesudah(konteks, tanda)[:SEKALI])
        habis = len(kelompok) < SEKALI
        ada |= _hitung(pemda.pk, [k["pk"] for k in kelompok], saring.jenis)
        calon += [k for k in kelompok if k["pk"] in ada]
        tanda = kelompok[-1]["pk"] if kelompok else tanda
        if habis or len(calon) > PER_HALAMAN:
            break
    tampil = calon[:PER_HALAMAN]
    if len(calon) > PER_HALAMAN:
        tanda = tampil[-1]["pk"]
    elif habis:
        tanda = None
    return Halaman(_entri(pemda, tampil, ada), tanda)


def satu_aksi(pemda: Instansi, pk: UUID) -> Entri | None:
    """One action, where it touched this pemda."""
    baris = _konteks().filter(pk=pk).first()
    ada = _hitung(pemda.pk, [pk])
    if baris is None or not ada:
        return None
    return _entri(pemda, [baris], ada)[0]


def rincian_aksi(
    pemda: Instansi, pk: UUID, kode: str, sebelum: int | None
) -> tuple[list[Peristiwa], int | None]:
    """The events of one kind in an action, the latest first, before one of them."""
    satu = lacakan()[kode]
    peristiwa = satu.peristiwa(pemda.pk).filter(pgh_context=pk)
    return halaman_peristiwa(satu, peristiwa, pemda, sebelum)


def halaman_peristiwa(
    satu: Lacakan, peristiwa: QuerySet[Any], pemda: Instansi, sebelum: int | None
) -> tuple[list[Peristiwa], int | None]:
    """One page of events by key, and where the next begins."""
    if sebelum is not None:
        peristiwa = peristiwa.filter(pgh_id__lt=sebelum)
    baris = baca(satu, peristiwa).order_by("-pgh_id")[: PER_HALAMAN + 1]
    mentah = [Mentah(*b) for b in baris]
    lanjut = mentah[PER_HALAMAN - 1].pk if len(mentah) > PER_HALAMAN else None
    zona = ZoneInfo(pemda.zona_waktu)
    return ceritakan(mentah[:PER_HALAMAN], pemda.pk, zona), lanjut


def semua_aksi(pemda: Instansi, saring: Saring) -> Iterator[Entri]:
    """All actions, the latest first, page by page."""
    sebelum: UUID | None = None
    while True:
        halaman = daftar_aksi(pemda, saring, sebelum)
        yield from halaman.daftar
        if halaman.sebelum is None:
            return
        sebelum = halaman.sebelum


def banyak_aksi(pemda: Instansi, saring: Saring) -> int:
    """At most so many actions; for a progress bar."""
    return _saring_konteks(pemda, saring).count()


def _konteks() -> QuerySet[Any]:
    return (
        Context.objects.annotate(j_aksi=KT("metadata__aksi"), j_pelaku=KT("metadata__pelaku"))
        .order_by("-created_at", "-pk")
        .values("pk", "created_at", "j_aksi", "j_pelaku")
    )


def _saring_konteks(pemda: Instansi, saring: Saring) -> QuerySet[Any]:
    konteks, zona = _konteks(), ZoneInfo(pemda.zona_waktu)
    if saring.pelaku is not None:
        konteks = konteks.filter(j_pelaku=str(saring.pelaku))
    if saring.aksi:
        konteks = konteks.filter(j_aksi=saring.aksi)
    if saring.dari:
        konteks = konteks.filter(created_at__gte=_awal(saring.dari, zona))
    if saring.sampai:
        konteks = konteks.filter(created_at__lt=_awal(saring.sampai + timedelta(days=1), zona))
    if saring.jenis:
        milik = lacakan()[saring.jenis].peristiwa(pemda.pk).filter(pgh_context__isnull=False)
        konteks = konteks.filter(pk__in=milik.values("pgh_context"))
    return konteks


def _awal(hari: date, zona: ZoneInfo) -> datetime:
    return datetime.combine(hari, time(), zona)


def _sesudah(konteks: QuerySet[Any], tanda: UUID | None) -> QuerySet[Any]:
    """What is older than one action; the tie at the same instant is broken by the key."""
    if tanda is None:
        return konteks
    waktu = Subquery(Context.objects.filter(pk=tanda).values("created_at")[:1])
    return konteks.filter(
        Q(created_at__lt=waktu) | Q(created_at=waktu, pk__lt=tanda), created_at__lte=waktu
    )


def _hitung(
    pemda_id: int, konteks: list[UUID], jenis: str = ""
) -> dict[UUID, dict[str, Counter[str]]]:
    """How many events of each kind each action has in this pemda; one query."""
    if not konteks:
        return {}
    perintah, isian = _perintah_hitung(jenis)
    pengganti: dict[Any, Any] = dict(zip(CONTOH, cycle(konteks), strict=False))
    pengganti[CONTOH_PEMDA] = pemda_id
    hasil: dict[UUID, dict[str, Counter[str]]] = {}
    with connection.cursor() as kursor:
        kursor.execute(perintah, [pengganti.get(nilai, nilai) for nilai in isian])
        for kode, pk, label, n in kursor.fetchall():
            hasil.setdefault(pk, {}).setdefault(kode, Counter())[label] += n
    return hasil


@cache
def _perintah_hitung(jenis: str) -> tuple[str, list[Any]]:
    """The count over all kinds, compiled once a process with stand-ins for keys and pemda.

    Building it from thirty tables costs more than running it. Fewer keys than stand-ins are
    repeated: a key counts once however often it stands in the list.
    """
    bagian = [
        satu.peristiwa(CONTOH_PEMDA)
        .filter(pgh_context__in=CONTOH)
        .annotate(j_kode=Value(satu.kode, output_field=CharField()))
        .values_list("j_kode", "pgh_context", "pgh_label")
        .annotate(j_n=Count("pgh_id"))
        for satu in lacakan().values()
        if not jenis or satu.kode == jenis
    ]
    perintah, isian = bagian[0].union(*bagian[1:], all=True).query.sql_with_params()
    return perintah, list(isian)


def _entri(
    pemda: Instansi, baris: list[dict[str, Any]], ada: dict[UUID, dict[str, Counter[str]]]
) -> list[Entri]:
    rinci = _rinci(pemda, {b["pk"]: ada[b["pk"]] for b in baris})
    orang = {int(b["j_pelaku"]) for b in baris if (b["j_pelaku"] or "").isdigit()}
    nama = cari_nama(((PENGGUNA, pk) for pk in orang), pemda.pk)
    return [_satu(b, ada[b["pk"]], rinci, nama) for b in baris]


def _satu(
    b: dict[str, Any],
    jumlah: dict[str, Counter[str]],
    rinci: dict[tuple[UUID | None, str], list[Peristiwa]],
    nama: dict[tuple[str, int], str],
) -> Entri:
    pelaku = b["j_pelaku"]
    orang = int(pelaku) if (pelaku or "").isdigit() else None
    if orang is None:
        sebutan = kata_sistem(pelaku)
    else:
        sebutan = nama.get((PENGGUNA, orang), "Akun di luar pemda ini")
    kelompok = [
        Kelompok(
            kode,
            satu.jejak.benda,
            hitung_kelompok(jumlah[kode]),
            jumlah[kode].total(),
            rinci.get((b["pk"], kode), []),
        )
        for kode, satu in lacakan().items()
        if kode in jumlah
    ]
    milik = orang if orang is not None and (PENGGUNA, orang) in nama else None
    return Entri(b["pk"], b["created_at"], kata_aksi(b["j_aksi"]), sebutan, milik, kelompok)


def _rinci(
    pemda: Instansi, jumlah: dict[UUID, dict[str, Counter[str]]]
) -> dict[tuple[UUID | None, str], list[Peristiwa]]:
    """The events of small groups, by action and kind; two queries."""
    per_kode: dict[str, list[UUID]] = {}
    for pk, kelompok in jumlah.items():
        for kode, n in kelompok.items():
            if n.total() <= RINCI and len(kelompok) <= JENIS_RINCI:
                per_kode.setdefault(kode, []).append(pk)
    bagian = [_baca_konteks(kode, konteks, pemda.pk) for kode, konteks in per_kode.items()]
    if not bagian:
        return {}
    mentah = [Mentah(*b) for b in bagian[0].union(*bagian[1:], all=True)]
    mentah.sort(key=lambda m: m.pk)
    hasil: dict[tuple[UUID | None, str], list[Peristiwa]] = {}
    cerita = ceritakan(mentah, pemda.pk, ZoneInfo(pemda.zona_waktu))
    for m, peristiwa in zip(mentah, cerita, strict=True):
        hasil.setdefault((m.konteks, m.kode), []).append(peristiwa)
    return hasil


def _baca_konteks(kode: str, konteks: Iterable[UUID], pemda_id: int) -> QuerySet[Any]:
    satu = lacakan()[kode]
    return baca(satu, satu.peristiwa(pemda_id).filter(pgh_context__in=list(konteks)))
