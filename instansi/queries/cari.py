"""Finding people by words: part of a name, a NIP, and names that are merely alike."""

from django.contrib.postgres.search import TrigramStrictWordSimilarity
from django.db import connection, transaction
from django.db.models import Case, IntegerField, QuerySet, When
from django.db.models.functions import Collate, Lower, Upper

from instansi.models import Pegawai
from instansi.rules.cari import HURUF_PER_SALAH, jarak_nama, kata_nama
from lib.nip import bersihkan_nip
from lib.pilih_orang import Sumber, Temuan

PILIHAN_TERBANYAK = 10
# Two letters swapped in a word of six leave 0.28 of its trigrams (pg_trgm asks for 0.6).
AMBANG_MIRIP = 0.25
CALON_MIRIP = 300
MIRIP_TERBANYAK = 25


def tercari(daftar: QuerySet[Pegawai], cari: str) -> QuerySet[Pegawai]:
    """People whose name holds each word of ``cari``, or whose NIP begins with its digits.

    All of them without words.
    """
    angka = bersihkan_nip(cari)
    if angka.isdigit():
        return daftar.filter(nip__startswith=angka)
    for kata in kata_nama(cari).split():
        daftar = daftar.filter(nama__icontains=kata)
    return daftar


def terdekat_dahulu(cari: str) -> list[Case]:
    """The order of people found: the very name, its beginning, that of a word, the rest.

    Nothing for words too short for the index: a city has tens of thousands of them to sort.
    """
    kata = kata_nama(cari)
    if len(kata) < HURUF_PER_SALAH:
        return []
    awal = [
        When(nama__iexact=kata, then=0),
        When(nama__istartswith=kata, then=1),
        When(nama__icontains=f" {kata}", then=2),
    ]
    return [Case(*awal, default=3, output_field=IntegerField())]


def termirip(daftar: QuerySet[Pegawai], cari: str) -> list[int]:
    """The keys of people whose name is like ``cari``, the fewest slips first; at most 25.

    For when nobody's name holds it. Candidates by trigrams of the words (pg_trgm, by the index on
    the name; their threshold is set for this statement only), then counted by
    ``rules.cari.jarak_nama``. Numbers have no likeness.
    """
    kata = kata_nama(cari)
    if len(kata) < HURUF_PER_SALAH or bersihkan_nip(kata).isdigit():
        return []
    nama = Upper("nama")
    calon = (
        daftar.annotate(nama_besar=nama)
        .filter(nama_besar__trigram_word_similar=kata.upper())
        .annotate(kemiripan=TrigramStrictWordSimilarity(kata.upper(), nama))
        .order_by("-kemiripan", "id")
        .values_list("nama", "id")[:CALON_MIRIP]
    )
    with transaction.atomic(savepoint=False):
        with connection.cursor() as kursor:
            kursor.execute(
                "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)",
                [str(AMBANG_MIRIP)],
            )
        jarak = [(jarak_nama(kata, n), n.lower(), pk) for n, pk in calon]
    dekat = sorted((j, n, pk) for j, n, pk in jarak if j is not None)
    return [pk for _, _, pk in dekat[:MIRIP_TERBANYAK]]


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
    return f"{pegawai.nama_lengkap}, {pegawai.jabatan}, {pegawai.unit}{akun}"
