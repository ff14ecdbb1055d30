"""The tracked models that are shown, and their events in words."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import (
    CharField,
    F,
    ForeignKey,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat, JSONObject
from pghistory.models import Event

from instansi.rules.makna import makna
from laporan.queries.jejak.susunan import CONTOH_PEMDA, KUNCI, Susunan, susun, tanya
from laporan.rules.jejak import (
    PERBUATAN,
    SATUAN,
    SEBUT_BIDANG,
    SEBUT_LENGKAP,
    SEBUT_SAMPAI,
    TAK_TAMPIL,
    TAMPIL,
    TINDAKAN,
    Bidang,
    Butir,
    Jejak,
    Nama,
    butir_akhir,
    butir_nilai,
    butir_perubahan,
    kata_akhir,
    kunci_nama,
    tulis_isi,
)

# What two steps of one action come to, where that is not the last.
GABUNGAN = {("insert", "update"): "insert", ("update", "insert"): "update"}


class Lacakan(NamedTuple):
    """One tracked model: its code in addresses, what is shown of it, the model and its events."""

    kode: str
    label: str
    jejak: Jejak
    model: type[Model]
    event: type[Model]

    def cakupan(self, pemda_id: int) -> Q:
        """Rows, or events, of this pemda."""
        syarat = Q()
        for jalur in self.jejak.pemda:
            syarat |= Q(**{jalur: pemda_id})
        return syarat

    def peristiwa(self, pemda_id: int) -> QuerySet[Any]:
        """The events of this pemda."""
        return self.event._default_manager.filter(self.cakupan(pemda_id)).order_by()

    def riwayat(self, pemda_id: int, pk: int) -> QuerySet[Any]:
        """The events of one object of this pemda; of a value, those of its whole series."""
        semua, deret = self.peristiwa(pemda_id), self.jejak.deret
        milik = semua.filter(pgh_obj=pk)
        return semua.filter(**{f"{deret}__in": milik.values(deret)}) if deret else milik

    def isi(self) -> JSONObject:
        """The shown fields of an event, as one JSON object."""
        return JSONObject(**{kolom: F(kolom) for kolom in self.jejak.kolom})

    def bidang(self) -> dict[str, Bidang]:
        """How each shown field is written."""
        return bidang_jejak(self.kode)


class Mentah(NamedTuple):
    """One event as read: the model's code, its context, the row before and after."""

    kode: str
    konteks: UUID | None
    pk: int
    tindakan: str
    benda: int
    pada: datetime
    isi: dict[str, Any]
    lama: dict[str, Any] | None


class Peristiwa(NamedTuple):
    """One event in words; ``langkah`` is its label, ``baru`` whether all of a row is told."""

    pk: int
    kode: str
    benda: str
    obj: int
    nama: str
    tindakan: str
    pada: datetime
    butir: list[Butir]
    baru: bool
    langkah: str

    @property
    def tertutup(self) -> bool:
        """Whether only fields that stay hidden were changed."""
        return not self.butir and self.langkah not in PERBUATAN


@cache
def lacakan() -> dict[str, Lacakan]:
    """The tracked models that may be shown, by code; all others stay hidden."""
    hasil = {}
    for event in apps.get_models():
        if not issubclass(event, Event):
            continue
        model: type[Model] = getattr(event, "pgh_tracked_model")  # noqa: B009 - set by pghistory
        label = model._meta.label_lower
        if label in TAMPIL:
            kode = str(model._meta.model_name)
            hasil[kode] = Lacakan(kode, label, TAMPIL[label], model, event)
    urutan = list(TAMPIL)
    return dict(sorted(hasil.items(), key=lambda i: urutan.index(i[1].label)))


@cache
def bidang_jejak(kode: str) -> dict[str, Bidang]:
    """How each shown field of a tracked model is written, by its name; no query."""
    satu = lacakan()[kode]
    hasil = {}
    for kolom in satu.jejak.kolom:
        field = satu.model._meta.get_field(kolom)
        pilihan = {str(k): str(v) for k, v in getattr(field, "flatchoices", [])}
        acuan = ""
        if isinstance(field, ForeignKey):
            acuan = field.remote_field.model._meta.label_lower
        nama = SEBUT_BIDANG.get((satu.label, kolom)) or str(getattr(field, "verbose_name", kolom))
        hasil[kolom] = Bidang(nama[:1].upper() + nama[1:], pilihan, acuan)
    return hasil


def baca(satu: Lacakan, peristiwa: QuerySet[Any]) -> QuerySet[Any]:
    """The events with the row before and after, as tuples of Mentah; may be united."""
    sebelum = (
        satu.event._default_manager.filter(
            pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id")
        )
        .order_by("-pgh_id")
        .annotate(j_isi=satu.isi())
        .values("j_isi")[:1]
    )
    kode = Value(satu.kode, output_field=CharField())
    lama = Subquery(sebelum)
    return peristiwa.annotate(j_kode=kode, j_isi=satu.isi(), j_lama=lama).values_list(
        "j_kode", "pgh_context", "pgh_id", "pgh_label", "pgh_obj", "pgh_created_at", "j_isi",
        "j_lama",
    )  # fmt: skip


def baca_benda(satu: Lacakan, peristiwa: QuerySet[Any], banyak: int) -> list[Mentah]:
    """The latest events of one object; the row before each is the next one that was read."""
    kode = Value(satu.kode, output_field=CharField())
    kolom = ("pgh_context", "pgh_id", "pgh_label", "pgh_obj", "pgh_created_at", "j_isi")
    daftar = peristiwa.annotate(j_kode=kode, j_isi=satu.isi()).order_by("-pgh_id")
    baris = list(daftar.values_list("j_kode", *kolom)[: banyak + 1])
    lama = [*(b[-1] for b in baris[1:]), None][: len(baris)]
    return [Mentah._make((*b, dulu)) for b, dulu in zip(baris, lama, strict=True)][:banyak]


def baca_konteks(konteks: Mapping[str, list[UUID]], pemda_id: int) -> list[Mentah]:
    """The events of some actions, by kind, in the order of their writing; one query."""
    bagian = [(_susunan_baca(kode), daftar) for kode, daftar in konteks.items()]
    return sorted(
        (
            Mentah._make((*b[:-2], json.loads(b[-2]), json.loads(b[-1]) if b[-1] else None))
            for b in tanya(bagian, pemda_id)
        ),
        key=lambda m: m.pk,
    )


@cache
def _susunan_baca(kode: str) -> Susunan:
    satu = lacakan()[kode]
    return susun(baca(satu, satu.peristiwa(CONTOH_PEMDA).filter(pgh_context=KUNCI)), "uuid")


def gabung(mentah: Iterable[Mentah]) -> list[Mentah]:
    """What one action did to one row in several steps, as one change at the place of the last.

    Ending a role writes the reason and then the day; a new policy value ends the one before it;
    people know one act.
    """
    hasil: dict[Any, Mentah] = {}
    for m in sorted(mentah, key=lambda m: m.pk):
        satu = m.isi.get(lacakan()[m.kode].jejak.deret, m.benda)
        kunci = (m.konteks, m.kode, satu) if m.konteks else m.pk
        if (dulu := hasil.pop(kunci, None)) is not None:
            tindakan = GABUNGAN.get((dulu.tindakan, m.tindakan), m.tindakan)
            m = m._replace(tindakan=tindakan, lama=dulu.lama)
        hasil[kunci] = m
    return list(hasil.values())


def ceritakan(mentah: list[Mentah], pemda_id: int, zona: ZoneInfo) -> list[Peristiwa]:
    """Events in words; one query for all names, of this pemda only."""
    nama = cari_nama(_dirujuk(mentah), pemda_id)
    return [_peristiwa(m, nama, zona) for m in mentah]


def _peristiwa(m: Mentah, nama: Nama, zona: ZoneInfo) -> Peristiwa:
    satu = lacakan()[m.kode]
    # Written and then removed by one action: what was written says why.
    beda = m.tindakan == "delete" and m.lama is not None and m.lama != m.isi
    cara = "update" if beda else m.tindakan
    butir = butir_perubahan(cara, m.isi, m.lama, satu.bidang(), nama, zona)
    if satu.jejak.deret and cara == "update" and m.lama:
        butir = butir_nilai(m.isi, m.lama) or butir
    hari = m.pada.astimezone(zona).date()
    akhir = kata_akhir(satu.jejak, m.tindakan, m.isi, m.lama, hari)
    if akhir and cara == "update":
        butir = butir_akhir(butir, akhir)
    return Peristiwa(
        m.pk,
        m.kode,
        satu.jejak.benda,
        m.benda,
        _nama_benda(m, nama, zona),
        akhir or TINDAKAN[m.tindakan],
        m.pada,
        butir,
        cara in {"insert", "delete"},
        m.tindakan,
    )


def _nama_benda(m: Mentah, nama: Nama, zona: ZoneInfo) -> str:
    """What a row is called now; one whose name alone says too little, as the event holds it."""
    satu = lacakan()[m.kode]
    ada = nama.get((satu.label, m.benda))
    if ada and satu.label not in SEBUT_LENGKAP:
        return ada
    lengkap = _nama_terhapus(m, nama, zona)
    akhir = SEBUT_SAMPAI.get(satu.label)
    if m.tindakan != "insert" or akhir is None or not m.isi.get(akhir):
        return lengkap
    return f"{lengkap}, sampai {tulis_isi(m.isi[akhir], satu.bidang()[akhir], nama, zona)}"


def _nama_terhapus(m: Mentah, nama: Nama, zona: ZoneInfo) -> str:
    """What a row that is gone was called, as the event itself holds it."""
    satu = lacakan()[m.kode]
    tersimpan = m.isi.get(satu.jejak.nama[0])
    if tersimpan and satu.label not in SEBUT_LENGKAP:
        return _sebutan(satu, tersimpan)
    jalur = SEBUT_LENGKAP.get(satu.label) or [j.partition("__")[0] for j in satu.jejak.nama]
    bidang = satu.bidang()
    kolom = [k for k in dict.fromkeys(jalur) if k in bidang and m.isi.get(k)]
    kata = [(k, tulis_isi(m.isi[k], bidang[k], nama, zona)) for k in kolom]
    lengkap = [
        f"{v} {SATUAN.get((satu.label, k), '')}".rstrip() for k, v in kata if v != TAK_TAMPIL
    ]
    return ", ".join(lengkap) or f"nomor {m.benda}"


def _dirujuk(mentah: Iterable[Mentah]) -> Iterator[tuple[str, Any]]:
    for m in mentah:
        satu = lacakan()[m.kode]
        yield satu.label, m.benda
        for kolom, bidang in satu.bidang().items():
            if bidang.acuan:
                yield bidang.acuan, m.isi.get(kolom)
                yield bidang.acuan, (m.lama or {}).get(kolom)


def cari_nama(acuan: Iterable[tuple[str, Any]], pemda_id: int) -> dict[tuple[str, int], str]:
    """What each row is called, where it belongs to this pemda; one query for all models."""
    per_model: dict[str, list[int]] = {}
    for label, kunci in kunci_nama(list(acuan)):
        per_model.setdefault(label, []).append(kunci)
    bagian = [
        (_susunan_nama(satu.kode), per_model[satu.label])
        for satu in lacakan().values()
        if satu.label in per_model
    ]
    per_label = {satu.label: satu for satu in lacakan().values()}
    return {
        (label, pk): _sebutan(per_label[label], nama) for label, pk, nama in tanya(bagian, pemda_id)
    }


def _sebutan(satu: Lacakan, nama: str) -> str:
    """The name as people say it where a stored code names the row."""
    if satu.label == "instansi.parameterkebijakan":
        return makna(nama).judul
    bidang = satu.bidang().get(satu.jejak.nama[0])
    return bidang.pilihan.get(nama, nama) if bidang else nama


@cache
def _susunan_nama(kode: str) -> Susunan:
    satu = lacakan()[kode]
    potongan: list[Any] = []
    for jalur in satu.jejak.nama:
        potongan += (
            [Value(" "), Cast(jalur, CharField())] if potongan else [Cast(jalur, CharField())]
        )
    teks = Concat(*potongan) if len(potongan) > 1 else potongan[0]
    milik = satu.model._default_manager.filter(satu.cakupan(CONTOH_PEMDA), pk=KUNCI)
    return susun(
        milik.order_by()
        .annotate(j_label=Value(satu.label, output_field=CharField()), j_nama=teks)
        .values_list("j_label", "pk", "j_nama"),
        "bigint",
    )
