"""Finding people by words: part of a name, a NIP, and names that are merely alike."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet
from django.db.models.functions import Collate, Lower, Upper

from instansi.models import Pegawai
from lib.nip import bersihkan_nip
from lib.pilih_orang import Sumber

PILIHAN_TERBANYAK = 10


def tercari(daftar: QuerySet[Pegawai], cari: str) -> QuerySet[Pegawai]:
    """People whose name holds ``cari``, or whose NIP begins with its digits; all without it."""
    if not cari:
        return daftar
    angka = bersihkan_nip(cari)
    return daftar.filter(Q(nip__startswith=angka) if angka.isdigit() else Q(nama__icontains=cari))


def termirip(daftar: QuerySet[Pegawai], cari: str) -> QuerySet[Pegawai]:
    """People whose name is like ``cari``, most alike first: for when nobody's name holds it.

    Trigrams of the words (pg_trgm), by the index on the name. Numbers have no likeness.
    """
    if not cari or bersihkan_nip(cari).isdigit():
        return daftar.none()
    nama = Upper("nama")
    return (
        daftar.annotate(nama_besar=nama)
        .filter(nama_besar__trigram_word_similar=cari.upper())
        .annotate(kemiripan=TrigramWordSimilarity(cari.upper(), nama))
        .order_by("-kemiripan", Collate(Lower("nama"), "C"), "id")
    )


def cari_orang(daftar: QuerySet[Pegawai], kata: str) -> list[Pegawai]:
    """The first people of a scope whom these words find, alike ones where none fits exactly."""
    kata = kata.strip()[:80]
    if len(kata) < 2:
        return []
    tepat = tercari(daftar, kata).order_by(Collate(Lower("nama"), "C"), "id")
    for hasil in (tepat, termirip(daftar, kata)):
        if orang := list(hasil.select_related("jabatan", "unit")[:PILIHAN_TERBANYAK]):
            return orang
    return []


def sumber_orang(daftar: QuerySet[Pegawai]) -> Sumber:
    """A scope as the source of a form in which one person is chosen; no NIP is shown."""
    lengkap = daftar.select_related("jabatan", "unit")
    return Sumber(
        cari=lambda kata: cari_orang(daftar, kata),
        ambil=lambda pk: lengkap.filter(pk=pk).first(),
        sebut=lambda p: f"{p.nama_lengkap}, {p.jabatan}, {p.unit}",
    )
