"""Actions: one command each, with what it changed, folded where that is much."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KT
from pghistory.models import Context

from instansi.models import Instansi
from laporan.queries.jejak.hitung import SEMUA, Jumlah, hitung
from laporan.queries.jejak.lacakan import (
    Mentah,
    Peristiwa,
    baca,
    baca_konteks,
    cari_nama,
    ceritakan,
    gabung,
    lacakan,
)
from laporan.rules.jejak import (
    BATAS,
    ORANG,
    PERMINTAAN,
    SISTEM,
    hitung_kelompok,
    kata_sistem,
)
from laporan.rules.sebutan_aksi import kata_aksi

PER_HALAMAN = 25
RINCI = 5  # events of one kind in one action that are told one by one,
JENIS_RINCI = 4  # where it touched no more kinds than these
# Actions looked at in one go: a page, then more, since other cities' and hidden ones lie between.
SEKALI = (30, 60, 120, 240)
TERSEMBUNYI = 50  # steps of the system counted beside what people did
PENGGUNA = "instansi.pengguna"
POLA_ORANG = "^[0-9]+$"  # an actor who is a person; the index jejak_orang has the same condition
# Written out: to build it from parts costs more than the query that every page of the list asks.
# By time too, for the order and so that it is looked up by key, never hashed over all imports.
BUKAN_PERMINTAAN = """
NOT (%s::jsonb ? (pghistory_context.metadata ->> 'aksi') AND EXISTS (
    SELECT FROM {impor} minta
    JOIN {impor} laksana ON laksana.pgh_obj_id = minta.pgh_obj_id
    JOIN pghistory_context k ON k.id = laksana.pgh_context_id
    WHERE minta.pgh_context_id = pghistory_context.id
    AND k.created_at >= pghistory_context.created_at
    AND k.metadata ->> 'pelaku' = pghistory_context.metadata ->> 'pelaku'
    AND k.metadata ->> 'aksi' = %s::jsonb ->> (pghistory_context.metadata ->> 'aksi')
))
"""


class Saring(NamedTuple):
    """What to look for: a person's key, an action's name, a model's code, days.

    ``oleh`` is ORANG, SISTEM, or empty for both. ORANG tells one act of a person once: a request
    that was carried out is told by what it did, unless its own action is asked for.
    """

    pelaku: int | None = None
    oleh: str = ""
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
    """One action; ``alasan`` where one was typed that no row keeps."""

    pk: UUID
    waktu: datetime
    aksi: str
    pelaku: str
    pelaku_pk: int | None
    kelompok: list[Kelompok]
    alasan: str


class Halaman(NamedTuple):
    """Actions, and where the older ones begin (None where there are none).

    ``tersembunyi``: how many of the latest steps of the system the filters leave out on the first
    page; ``lebih``: whether there may be more.
    """

    daftar: list[Entri]
    sebelum: UUID | None
    tersembunyi: int = 0
    lebih: bool = False


def jenis_benda() -> list[tuple[str, str]]:
    """Codes and names of what the trail covers."""
    return [(satu.kode, satu.jejak.benda) for satu in lacakan().values()]


def daftar_aksi(
    pemda: Instansi, saring: Saring, sebelum: UUID | None = None, batas: int = BATAS
) -> Halaman:
    """The latest actions that touched this pemda, before one of them; five queries or so.

    Actions are read in batches by their time and kept where the pemda's own rows changed, so that
    the length of history does not matter. After the last batch it stops where it stands.
    """
    konteks = _saring_konteks(pemda, saring)
    sistem = _langkah_sistem(pemda, saring, sebelum) if batas == BATAS else []
    langkah = [pk for pk in sistem[:TERSEMBUNYI] if pk]
    belum, lebih = langkah, len(sistem) > TERSEMBUNYI
    ada: dict[UUID, Jumlah] = {}
    calon: list[dict[str, Any]] = []
    tanda, habis = sebelum, False
    for banyak in SEKALI:
        kelompok = list(_sesudah(konteks, tanda)[:banyak])
        habis = len(kelompok) < banyak
        # One statement for both: to plan it over all kinds costs more than to run it.
        ada |= hitung(pemda.pk, [*(k["pk"] for k in kelompok), *belum], saring.jenis, batas)
        belum = []
        calon += [k for k in kelompok if k["pk"] in ada]
        tanda = kelompok[-1]["pk"] if kelompok else tanda
        if habis or len(calon) > PER_HALAMAN:
            break
    tampil = calon[:PER_HALAMAN]
    if len(calon) > PER_HALAMAN:
        tanda = tampil[-1]["pk"]
    elif habis:
        tanda = None
    tersembunyi = sum(pk in ada for pk in langkah)
    return Halaman(_entri(pemda, tampil, ada, batas), tanda, tersembunyi, lebih)


def _langkah_sistem(pemda: Instansi, saring: Saring, sebelum: UUID | None) -> list[UUID | None]:
    """The latest steps of the system that these filters leave out, one more than are counted.

    A step of another action is None in the list. No steps where they are shown, where one person
    was asked for, or on a later page.
    """
    if saring.oleh != ORANG or saring.pelaku is not None or sebelum is not None:
        return []
    # By time alone: to look for the rare ones of a kind or action would walk all history.
    sistem = _saring_konteks(pemda, saring._replace(oleh=SISTEM, jenis="", aksi=""))
    calon = sistem.values_list("pk", "j_aksi")[: TERSEMBUNYI + 1]
    return [pk if saring.aksi in {"", aksi} else None for pk, aksi in calon]


def satu_aksi(pemda: Instansi, pk: UUID) -> Entri | None:
    """One action, where it touched this pemda."""
    baris = _konteks().filter(pk=pk).first()
    ada = hitung(pemda.pk, [pk])
    if baris is None or not ada:
        return None
    return _entri(pemda, [baris], ada, BATAS)[0]


def rincian_aksi(
    pemda: Instansi, pk: UUID, kode: str, sebelum: int | None
) -> tuple[list[Peristiwa], int | None]:
    """The events of one kind in an action, the latest first, before one of them."""
    satu = lacakan()[kode]
    peristiwa = sebelum_peristiwa(satu.peristiwa(pemda.pk).filter(pgh_context=pk), sebelum)
    baris = baca(satu, peristiwa).order_by("-pgh_id")[: PER_HALAMAN + 1]
    return halaman_peristiwa([Mentah(*b) for b in baris], pemda)


def sebelum_peristiwa(peristiwa: QuerySet[Any], sebelum: int | None) -> QuerySet[Any]:
    """What was written before one event; all without it."""
    return peristiwa if sebelum is None else peristiwa.filter(pgh_id__lt=sebelum)


def halaman_peristiwa(mentah: list[Mentah], pemda: Instansi) -> tuple[list[Peristiwa], int | None]:
    """One page in words of one event more than it holds, and where the next begins."""
    lanjut = mentah[PER_HALAMAN - 1].pk if len(mentah) > PER_HALAMAN else None
    tampil = gabung(mentah[:PER_HALAMAN])[::-1]
    return ceritakan(tampil, pemda.pk, ZoneInfo(pemda.zona_waktu)), lanjut


def semua_aksi(pemda: Instansi, saring: Saring) -> Iterator[Entri]:
    """All actions, the latest first, page by page, counted to the last event."""
    sebelum: UUID | None = None
    while True:
        halaman = daftar_aksi(pemda, saring, sebelum, SEMUA)
        yield from halaman.daftar
        if halaman.sebelum is None:
            return
        sebelum = halaman.sebelum


def banyak_aksi(pemda: Instansi, saring: Saring) -> int:
    """At most so many actions; for a progress bar."""
    return _saring_konteks(pemda, saring).count()


def _konteks() -> QuerySet[Any]:
    return (
        Context.objects.annotate(
            j_aksi=KT("metadata__aksi"),
            j_pelaku=KT("metadata__pelaku"),
            j_alasan=KT("metadata__alasan"),
        )
        .order_by("-created_at", "-pk")
        .values("pk", "created_at", "j_aksi", "j_pelaku", "j_alasan")
    )


def _saring_konteks(pemda: Instansi, saring: Saring) -> QuerySet[Any]:
    konteks, zona = _konteks(), ZoneInfo(pemda.zona_waktu)
    if saring.pelaku is not None:
        konteks = konteks.filter(j_pelaku=str(saring.pelaku))
    elif saring.oleh:
        orang = Q(j_pelaku__regex=POLA_ORANG)
        konteks = konteks.filter(orang if saring.oleh == ORANG else ~orang)
    if saring.aksi:
        konteks = konteks.filter(j_aksi=saring.aksi)
    elif saring.oleh == ORANG:
        konteks = konteks.filter(_bukan_permintaan())
    if saring.dari:
        konteks = konteks.filter(created_at__gte=awal_hari(saring.dari, zona))
    if saring.sampai:
        konteks = konteks.filter(created_at__lt=awal_hari(saring.sampai + timedelta(days=1), zona))
    if saring.jenis:
        milik = lacakan()[saring.jenis].peristiwa(pemda.pk).filter(pgh_context__isnull=False)
        konteks = konteks.filter(pk__in=milik.values("pgh_context"))
    return konteks


def _bukan_permintaan() -> RawSQL:
    """Not a request about an import that a later action of the same person carried out."""
    impor = lacakan()["pekerjaanimpor"].event._meta.db_table
    pasangan = json.dumps(PERMINTAAN)
    sql = BUKAN_PERMINTAAN.format(impor=impor)
    return RawSQL(sql, (pasangan, pasangan), BooleanField())  # noqa: S611 - no text of a person


def awal_hari(hari: date, zona: ZoneInfo) -> datetime:
    """The instant at which a day begins there."""
    return datetime.combine(hari, time(), zona)


def _sesudah(konteks: QuerySet[Any], tanda: UUID | None) -> QuerySet[Any]:
    """What is older than one action; the tie at the same instant is broken by the key."""
    if tanda is None:
        return konteks
    waktu = Subquery(Context.objects.filter(pk=tanda).values("created_at")[:1])
    return konteks.filter(
        Q(created_at__lt=waktu) | Q(created_at=waktu, pk__lt=tanda), created_at__lte=waktu
    )


def _entri(
    pemda: Instansi, baris: list[dict[str, Any]], ada: dict[UUID, Jumlah], batas: int
) -> list[Entri]:
    rinci = _rinci(pemda, {b["pk"]: ada[b["pk"]] for b in baris})
    orang = {int(b["j_pelaku"]) for b in baris if (b["j_pelaku"] or "").isdigit()}
    nama = cari_nama(((PENGGUNA, pk) for pk in orang), pemda.pk)
    return [_satu(b, _kelompok(b["pk"], ada[b["pk"]], rinci, batas), nama) for b in baris]


def _kelompok(
    pk: UUID, jumlah: Jumlah, rinci: dict[tuple[UUID | None, str], list[Peristiwa]], batas: int
) -> list[Kelompok]:
    hasil = []
    for kode, satu in lacakan().items():
        if kode not in jumlah:
            continue
        satuan = rinci.get((pk, kode), [])
        # Told one by one, steps on the same row are one change; else they are counted as written.
        banyak = Counter(p.langkah for p in satuan) or jumlah[kode]
        kata = hitung_kelompok(banyak, batas)
        hasil.append(Kelompok(kode, satu.jejak.benda, kata, banyak.total(), satuan))
    return hasil


def _satu(b: dict[str, Any], kelompok: list[Kelompok], nama: dict[tuple[str, int], str]) -> Entri:
    pelaku = b["j_pelaku"]
    orang = int(pelaku) if (pelaku or "").isdigit() else None
    if orang is None:
        sebutan = kata_sistem(pelaku)
    else:
        sebutan = nama.get((PENGGUNA, orang), "Akun di luar pemda ini")
    milik = orang if orang is not None and (PENGGUNA, orang) in nama else None
    kata, alasan = kata_aksi(b["j_aksi"]), b["j_alasan"] or ""
    return Entri(b["pk"], b["created_at"], kata, sebutan, milik, kelompok, alasan)


def _rinci(
    pemda: Instansi, jumlah: dict[UUID, Jumlah]
) -> dict[tuple[UUID | None, str], list[Peristiwa]]:
    """The events of small groups, by action and kind; two queries."""
    per_kode: dict[str, list[UUID]] = {}
    for pk, kelompok in jumlah.items():
        for kode, n in kelompok.items():
            if n.total() <= RINCI and len(kelompok) <= JENIS_RINCI:
                per_kode.setdefault(kode, []).append(pk)
    mentah = gabung(baca_konteks(per_kode, pemda.pk))
    hasil: dict[tuple[UUID | None, str], list[Peristiwa]] = {}
    cerita = ceritakan(mentah, pemda.pk, ZoneInfo(pemda.zona_waktu))
    for m, peristiwa in zip(mentah, cerita, strict=True):
        hasil.setdefault((m.konteks, m.kode), []).append(peristiwa)
    return hasil
