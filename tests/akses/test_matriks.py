"""Every URL, every role, own unit, other unit, other city: as the hand-written table says."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.akses.isian import JSON, isian
from tests.akses.semesta import PERAN, Semesta
from tests.akses.tabel import PUBLIK, TABEL

# Without the second mark pytest-django would make no test database for the fixture below.
pytestmark = [pytest.mark.akses, pytest.mark.django_db]
TOLAK = {"L", "4", "F", "5"}


class Baris(NamedTuple):
    metode: str
    nama: str
    objek: str
    kode: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.metode} {self.nama} {self.objek}"


def baca_tabel() -> list[Baris]:
    baris = []
    for teks in TABEL.splitlines():
        if not teks.strip() or teks.startswith("#"):
            continue
        kiri, _, kanan = teks.partition("|")
        metode, nama, objek = kiri.split()
        baris.append(Baris(metode, nama, objek, tuple(kanan.split())))
    return baris


def semua_url(pola=None, ruang: str = "") -> Iterator[tuple[str, URLPattern]]:
    for p in get_resolver().url_patterns if pola is None else pola:
        if isinstance(p, URLPattern):
            yield (f"{ruang}:" if ruang else "") + str(p.name), p
        else:
            yield from semua_url(p.url_patterns, p.namespace or ruang)


@pytest.fixture(scope="module")
def semesta(django_db_setup, django_db_blocker):
    """One world for the whole matrix; every request is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Semesta()
        transaction.set_rollback(True)


def alamat(semesta: Semesta, baris: Baris) -> str:
    objek = baris.objek
    if objek == "-" or ("=" in objek and not objek.startswith("?")):
        return reverse(baris.nama)
    if objek.startswith("?"):
        kunci, _, nama = objek[1:].partition("=")
        return f"{reverse(baris.nama)}?{kunci}={semesta.objek[nama]}"
    kunci = semesta.objek[objek]
    return reverse(baris.nama, args=kunci if isinstance(kunci, tuple) else [kunci])


def sidik() -> dict[str, tuple[int, int | None]]:
    """Count and checksum of every table of our own: what a refused request must not change."""
    tabel = sorted(
        m._meta.db_table
        for m in apps.get_models()
        if m._meta.app_label not in {"sessions", "axes", "pghistory"}
    )
    with connection.cursor() as kursor:
        kursor.execute(
            " UNION ALL ".join(
                f"SELECT '{t}', COUNT(*), SUM(hashtext(x.*::text)) FROM \"{t}\" x"  # noqa: S608
                for t in tabel
            )
        )
        return {t: (n, s) for t, n, s in kursor.fetchall()}


def jawab(semesta: Semesta, baris: Baris, peran: str) -> str:
    """The letter that this role gets, checking that a refusal wrote nothing."""
    cache.clear()
    with transaction.atomic():
        client = Client()
        if semesta.orang[peran]:
            client.force_login(semesta.orang[peran])
        if baris.metode == "GET":
            jawaban = client.get(alamat(semesta, baris))
        else:
            semula = sidik()
            jenis = {"content_type": "application/json"} if baris.nama in JSON else {}
            jawaban = client.post(alamat(semesta, baris), isian(semesta, baris), **jenis)
        kode = huruf(jawaban)
        if baris.metode == "POST" and kode in TOLAK:
            assert sidik() == semula, f"{baris} oleh {peran} ditolak, tetapi menulis"
        transaction.set_rollback(True)
    return kode


def huruf(jawaban) -> str:
    kode = jawaban.status_code
    if kode == 302 and jawaban.url.startswith("/masuk/"):
        return "L"
    return {400: "B", 404: "4", 403: "F", 405: "5"}.get(kode) or str(kode)[0]


@pytest.mark.parametrize("baris", baca_tabel(), ids=str)
def test_matriks(semesta, baris):
    assert len(baris.kode) == len(PERAN), "satu huruf untuk setiap peran"

    didapat = tuple(jawab(semesta, baris, peran) for peran in PERAN)

    assert dict(zip(PERAN, didapat, strict=True)) == dict(zip(PERAN, baris.kode, strict=True))


def test_every_url_has_a_row():
    dikenal = {b.nama for b in baca_tabel()} | PUBLIK.keys()

    assert {nama for nama, _ in semua_url()} - dikenal == set()


def test_every_view_of_ours_is_gated_or_named_public():
    tanpa_gerbang = {
        nama
        for nama, pola in semua_url()
        if not hasattr(pola.callback, "izin") and nama not in PUBLIK
    }

    assert tanpa_gerbang == BERTOKEN


# Opened by a signed token in the address instead of a role; each is in the table.
BERTOKEN = {
    "evaluasi:tugas_tautan",
    "evaluasi:tautan_simpan",
    "evaluasi:tautan_kirim",
    "evaluasi:tautan_selesai",
    "pelatihan:kehadiran_luar",
}
