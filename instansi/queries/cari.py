"""Finding people by words: part of a name, a NIP, and names that are merely alike."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.contrib.postgres.search import TrigramStrictWordSimilarity
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Collate, Lower, Upper
from rapidfuzz.distance.OSA import distance

from instansi.models import Pegawai
from instansi.rules.cari import HURUF_PER_SALAH, kata_nama, pengukur_nama
from lib.nip import PANJANG, bersihkan_nip
from lib.pilih_orang import Sumber, Temuan

PILIHAN_TERBANYAK = 10
CALON_MIRIP = 300
HURUF_PENDEK, HURUF_SEKATA = 5, 9
MIRIP_TERBANYAK = 25
UJUNG_NIP = 8  # digits, less than half of a NIP


class Pencarian(NamedTuple):
    """Whom words find, in which order they fit (to sort by), and whether merely alike."""

    daftar: QuerySet[Any]
    urutan: Sequence[Any]
    mirip: bool = False


def pencarian(
    daftar: QuerySet[Any], cari: str, *, nama: str = "nama", nip: str = "nip"
) -> Pencarian:
    """Whom these words find in a list of people, accounts or units; alike ones where nobody fits.

    Lists that are paged or sorted ask here, forms ask ``cari_orang``: the rule is the same.
    ``nama`` and ``nip`` are the columns. No query without words, else one, three for alike ones.
    """
    tepat = tercari(daftar, cari, nama=nama, nip=nip)
    if not cari or tepat.exists():
        return Pencarian(tepat, terdekat_dahulu(cari, nama=nama))
    ids = termirip(daftar, cari, nama=nama, nip=nip)
    urutan = [Case(*(When(pk=pk, then=n) for n, pk in enumerate(ids)))] if ids else []
    return Pencarian(daftar.filter(pk__in=ids), urutan, mirip=bool(ids))


def tercari(
    daftar: QuerySet[Any], cari: str, *, nama: str = "nama", nip: str = "nip"
) -> QuerySet[Any]:
    """People whose name holds each word of ``cari``, or whose NIP begins with its digits.

    All of them without words.
    """
    angka = bersihkan_nip(cari)
    if angka.isdigit():
        return daftar.filter(**{f"{nip}__startswith": angka})
    for kata in kata_nama(cari).split():
        daftar = daftar.filter(**{f"{nama}__icontains": kata})
    return daftar


def terdekat_dahulu(cari: str, *, nama: str = "nama") -> list[Any]:
    """The order of people found: whole words of the name, beginnings of words, what lies within.

    Each typed word counts by itself; among equals the very name comes first, then who is called
    so first. Nothing for a NIP, nor for words too short for the index: a city has tens of
    thousands of them to sort.
    """
    kata = kata_nama(cari)
    if len(kata) < HURUF_PER_SALAH or bersihkan_nip(kata).isdigit():
        return []
    per_kata = [_Letak(nama, rf"\m{k}\M", rf"\m{k}") for k in map(re.escape, kata.split())]
    utuh = re.escape(kata)
    return [sum(per_kata, Value(0)), _Letak(nama, f"^{utuh}$", f"^{utuh}")]


class _Letak(Func):
    """Which of these patterns a text fits first, regardless of case: its place, from 0.

    One expression for PostgreSQL: building it out of Case and When took longer than the search.
    """

    output_field = IntegerField()

    def __init__(self, kolom: str, *pola: str) -> None:
        super().__init__(F(kolom))
        self.pola = pola

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        kolom, _isi = compiler.compile(self.get_source_expressions()[0])
        bila = " ".join(f"WHEN {kolom} ~* %s THEN {n}" for n in range(len(self.pola)))
        return f"CASE {bila} ELSE {len(self.pola)} END", list(self.pola)


def termirip(
    daftar: QuerySet[Any], cari: str, *, nama: str = "nama", nip: str = "nip"
) -> list[int]:
    """The keys of those whose name is like ``cari``, the fewest slips first; at most 25.

    For when nobody's name holds it. Candidates by trigrams of the words (pg_trgm, by the index on
    the name), then counted by ``rules.cari.pengukur_nama``. One query, two where a long name finds
    nobody at first. Digits are held against the column ``nip``; without one they have no likeness.
    """
    kata, angka = kata_nama(cari), bersihkan_nip(cari)
    if angka.isdigit():
        return _nip_termirip(daftar, angka, nip) if nip else []
    if len(kata) < HURUF_PER_SALAH:
        return []
    besar = Upper(nama)
    calon = (
        daftar.annotate(nama_besar=besar)
        .filter(nama_besar__trigram_word_similar=kata.upper())
        .annotate(kemiripan=TrigramStrictWordSimilarity(kata.upper(), besar))
        .order_by("-kemiripan", "id")
        .values_list(nama, "id")[:CALON_MIRIP]
    )
    ukur = pengukur_nama(kata)
    for ambang in _ambang_mirip(kata):
        jarak = [(ukur(n), n.lower(), pk) for n, pk in _calon(calon, ambang)]
        if dekat := sorted((j, n, pk) for j, n, pk in jarak if j is not None):
            return [pk for _, _, pk in dekat[:MIRIP_TERBANYAK]]
    return []


def _nip_termirip(daftar: QuerySet[Any], angka: str, nip: str) -> list[int]:
    """The keys of those whose NIP is one slip away from digits that are nearly one.

    A slip is a digit too many, too few or another one, or two neighbours swapped: either the first
    digits stand as they were or the last ones do.
    """
    if abs(len(angka) - PANJANG) > 1:
        return []
    ujung = Q(**{f"{nip}__startswith": angka[:UJUNG_NIP]})
    ujung |= Q(**{f"{nip}__endswith": angka[-UJUNG_NIP:]})
    calon = daftar.filter(ujung).order_by(nip).values_list(nip, "pk")
    dekat = (pk for n, pk in calon if distance(n, angka, score_cutoff=1) <= 1)
    return list(islice(dekat, MIRIP_TERBANYAK))


def _ambang_mirip(kata: str) -> tuple[float, ...]:
    """The share of trigrams that must agree (pg_trgm asks for 0.6), the strictest first.

    Two letters swapped leave 0.2 of a word of five ("fjaar"), 0.28 of six. Most slips leave half of
    a name of two words, and asking for that much reads a fortieth of the candidates.
    """
    if len(kata) <= HURUF_SEKATA:
        return (0.19,) if len(kata) <= HURUF_PENDEK else (0.25,)
    return (0.45, 0.25)


def _calon(calon: "QuerySet[Any, Any]", ambang: float) -> list[tuple[str, int]]:
    """The rows of a query that compares words, at a threshold set for this statement only."""
    try:
        sql, isi = calon.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as kursor:  # statements sent together are one transaction
        atur = "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true);"
        kursor.execute(atur + sql, [str(ambang), *isi])
        return kursor.fetchall()


def cari_orang(daftar: QuerySet[Pegawai], kata: str, banyak: int = PILIHAN_TERBANYAK) -> Temuan:
    """The first people of a scope whom these words find, alike ones where none fits exactly.

    Every field in which one person is chosen asks here.
    """
    kata = kata.strip()[:80]
    if len(kata) < 2:
        return Temuan()
    lengkap = daftar.select_related("jabatan", "unit", "pengguna")
    urut = tercari(lengkap, kata).order_by(
        *terdekat_dahulu(kata), Collate(Lower("nama"), "C"), "id"
    )
    if tepat := list(urut[:banyak]):
        return Temuan(tepat)
    urutan = termirip(daftar, kata)[:banyak]
    ada = lengkap.in_bulk(urutan)
    return Temuan([ada[pk] for pk in urutan], mirip=bool(urutan))


def sumber_orang(daftar: QuerySet[Pegawai]) -> Sumber:
    """A scope as the source of a form in which one person is chosen; no NIP is shown."""
    lengkap = daftar.select_related("jabatan", "unit", "pengguna")
    return Sumber(
        cari=lambda kata: cari_orang(daftar, kata),
        ambil=lambda pk: lengkap.filter(pk=pk).first(),
        sebut=sebut_orang,
    )


def sebut_orang(pegawai: Pegawai) -> str:
    """How a person is called where one is chosen; whoever has no account yet may be chosen too."""
    akun = "" if hasattr(pegawai, "pengguna") else " (belum punya akun)"
    tugas = getattr(pegawai, "tugas", "")  # the acting post that makes one a superior to propose
    jabatan = f"{pegawai.jabatan}, {tugas}" if tugas else pegawai.jabatan
    return f"{pegawai.nama_lengkap}, {jabatan}, {pegawai.unit}{akun}"
