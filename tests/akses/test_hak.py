"""The role table walked: every permission and role is exercised by a row of the matrix.

An entry of the table of rights that no row asks for is a claim that nothing proves: a role that
holds a permission must be seen using a view behind it (2 or 3), and one that does not hold it must
be seen refused there (F or 4), as far as the matrix has a person whose other roles do not hold it.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.permissions import Izin
from instansi.queries import peran_hari_ini
from instansi.tests.factories import buat_akun
from kelola.queries.hak import semua_izin
from tests.akses.isian import JSON, isian
from tests.akses.semesta import PERAN, Semesta
from tests.akses.test_matriks import Baris, alamat, baca_tabel, huruf, semua_url, sidik

pytestmark = [pytest.mark.akses, pytest.mark.django_db]

# Asked inside a page whose gate is wider: the rows that exercise it.
DI_DALAM = {
    "instansi.kebijakan_kelola": {
        ("kelola:kebijakan_ubah", "kode_parameter"),
        ("kelola:kebijakan_koreksi", "nilai_depan"),
    },
    "kelola.impor_acuan": {("kelola:impor_baru", "?jenis=kode_mitra")},
    "kelola.impor_pegawai": {("kelola:impor_baru", "?jenis=kode_pegawai")},
    "laporan.ekspor_jejak": {("kelola:jejak_ekspor", "-")},
    "laporan.ekspor_lengkap": {("beranda:pegawai_ekspor", "-")},
}
# Decides what a page shows or a query gives, not whether it opens: the test that exercises it.
TANPA_BARIS = {
    "evaluasi.uraian_lihat": "evaluasi/tests/test_views_hasil.py",
    "instansi.pegawai_pribadi": "tests/akses/test_hak.py",
    "instansi.pegawai_riwayat": "tests/akses/test_hak.py",
    "pelatihan.peserta_izinkan": "pelatihan/tests/test_views_peserta.py",
    "pembinaan.jp_lihat": "pembinaan/tests/test_queries.py",
}
# What the auditor may post, with the tables that it may touch and why.
PEKERJAAN = {"laporan_pekerjaanlaporan", "laporan_pekerjaanlaporanevent", "pghistory_context"}
BOLEH_AUDITOR: dict[str, tuple[set[str], str]] = {
    "beranda:pegawai_daftar": (set(), "keeps a search in the session"),
    "beranda:pegawai_ekspor": (PEKERJAAN, "reading all means taking it along: an own file"),
    "beranda:tampilan_simpan": ({"instansi_tampilantersimpan"}, "the own way to see a list"),
    "kelola:akun_daftar": (set(), "keeps a search in the session"),
    "kelola:catatan_masuk": (set(), "keeps a search in the session"),
    "kelola:jejak_cari": (set(), "keeps a search in the session"),
    "kelola:jejak_dibuka_ekspor": (PEKERJAAN, "who opened whose record, as an own file"),
    "kelola:jejak_ekspor": (PEKERJAAN, "the trail as an own file"),
    "kelola:peran_daftar": (set(), "keeps a search in the session"),
    "kelola:sesi_akhiri_lain": ({"instansi_catatanmasuk"}, "the own sessions"),
}
# Permissions of the auditor that do more than read.
MELAMPAUI_BACA = {
    "instansi.pegawai_pribadi": "reads more of a person",
    "instansi.pegawai_riwayat": "reads what changed of a person",
    "laporan.ekspor_jejak": "the trail as a file",
    "kelola.akun_saya": "the own password, second factor and devices",
    "laporan.ekspor_lengkap": "all columns in the file",
    "laporan.ekspor_pegawai": "the list as a file",
}


@pytest.fixture(scope="module")
def semesta(django_db_setup, django_db_blocker) -> Iterator[Semesta]:
    """The world of the matrix, kept for the module; every request is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Semesta()
        transaction.set_rollback(True)


def huruf_izin(semesta: Semesta) -> dict[str, list[tuple[set[Peran], str]]]:
    """By permission: the roles of each person and the letter of each row behind its gate."""
    izin = {nama: p.callback.izin for nama, p in semua_url() if hasattr(p.callback, "izin")}
    peran = {n: peran_hari_ini(o) if o else set() for n, o in semesta.orang.items()}
    hasil: dict[str, list[tuple[set[Peran], str]]] = {}
    for baris in baca_tabel():
        pasangan = [(peran[n], k) for n, k in zip(PERAN, baris.kode, strict=True)]
        for kode in {izin.get(baris.nama), *_di_dalam(baris)} - {None}:
            hasil.setdefault(kode, []).extend(pasangan)
    return hasil


def _di_dalam(baris: Baris) -> Iterator[str]:
    """The permissions that the page of a row asks for behind its gate."""
    yield from (izin for izin, milik in DI_DALAM.items() if (baris.nama, baris.objek) in milik)


def belum_diuji(izin: IzinDasar, baris: list[tuple[set[Peran], str]]) -> Iterator[str]:
    """The roles whose entry for this permission no row exercises."""
    ada = {p for roles, _ in baris for p in roles}
    for peran in sorted(ada):
        if peran in izin.peran:
            milik = [(r & izin.peran, k) for r, k in baris if peran in r]
            sendiri = [k for r, k in milik if r == {peran}] or [k for _, k in milik]
            if not {"2", "3"} & set(sendiri):
                yield f"{izin}: {peran} memegangnya, tetapi tidak ada baris 2 atau 3"
        else:
            lain = [k for r, k in baris if peran in r and r.isdisjoint(izin.peran)]
            if lain and not {"F", "4"} & set(lain):
                yield f"{izin}: {peran} tidak memegangnya, tetapi tidak ada baris F atau 4"


def test_every_entry_of_the_role_table_is_exercised(semesta):
    huruf = huruf_izin(semesta)

    kurang = [k for izin in semua_izin() if izin in huruf for k in belum_diuji(izin, huruf[izin])]
    tanpa_baris = {str(izin) for izin in semua_izin()} - huruf.keys()

    assert kurang == []
    assert tanpa_baris == TANPA_BARIS.keys()
    assert [b for b in TANPA_BARIS.values() if not (settings.BASE_DIR / b).is_file()] == []


MEMBUKA_FAJAR = ("admin", "hr", "opd", "kepala", "walikota", "atasan", "pegawai", "auditor")


@pytest.mark.parametrize("peran", MEMBUKA_FAJAR)
def test_parts_of_a_persons_page_by_permission(semesta, peran):
    """Who opens Fajar's page sees of it what the own roles hold; PEGAWAI holds only the own."""
    client = Client()
    milik = peran_hari_ini(semesta.orang[peran])
    milik = milik if peran == "pegawai" else milik - {Peran.PEGAWAI}
    with transaction.atomic():
        client.force_login(semesta.orang[peran])
        url = reverse("beranda:pegawai_detail", args=[semesta.objek["pegawai"]])
        hak = client.get(url).context["hak"]
        transaction.set_rollback(True)

    assert hak["pribadi"] is (not milik.isdisjoint(Izin.PEGAWAI_PRIBADI.peran))
    assert hak["riwayat"] is (not milik.isdisjoint(Izin.PEGAWAI_RIWAYAT.peran))


def test_the_walk_sees_what_is_missing(semesta):
    izin = next(i for i in semua_izin() if i == "kelola.peran_beri")
    admin, hr = {Peran.ADMIN_PEMDA, Peran.PEGAWAI}, {Peran.HR, Peran.PEGAWAI}

    assert list(belum_diuji(izin, [(admin, "3"), (hr, "F")])) == []
    assert [k.split()[1] for k in belum_diuji(izin, [(admin, "4"), (hr, "F")])] == ["ADMIN_PEMDA"]
    assert {k.split()[1] for k in belum_diuji(izin, [(admin, "2"), (hr, "5")])} == {
        "HR",
        "PEGAWAI",
    }


def test_every_role_but_mentor_is_a_person_of_the_matrix(semesta):
    ada = {p for orang in semesta.orang.values() if orang for p in peran_hari_ini(orang)}

    assert set(Peran) - ada == {Peran.MENTOR}


def test_a_mentor_opens_what_the_table_says(semesta):
    """Of the pages without an object: the matrix has no column for a mentor."""
    izin = {nama: p.callback.izin for nama, p in semua_url() if hasattr(p.callback, "izin")}
    with transaction.atomic():
        client = Client()
        client.force_login(buat_akun(semesta.palu.pemda, "Tari", Peran.MENTOR, pegawai=False))
        salah = []
        for baris in baca_tabel():
            if baris.metode == "GET" and baris.objek == "-" and baris.nama in izin:
                kode = huruf(client.get(alamat(semesta, baris)))
                boleh = Peran.MENTOR in izin[baris.nama].peran
                if kode not in ({"2", "3", "5"} if boleh else {"F", "5"}):
                    salah.append((baris.nama, kode))
        transaction.set_rollback(True)

    assert salah == []


def test_the_auditor_holds_only_permissions_to_read():
    milik = {str(i) for i in semua_izin() if Peran.AUDITOR in i.peran}
    baca = {i for i in milik if i.endswith(("_lihat", "_daftar"))}

    assert milik - baca == MELAMPAUI_BACA.keys()


def _tulis_auditor(semesta: Semesta, baris: Baris) -> set[str]:
    """The tables that a post of the auditor changes."""
    with transaction.atomic():
        client = Client()
        client.force_login(semesta.orang["auditor"])
        semula = sidik()
        jenis = {"content_type": "application/json"} if baris.nama in JSON else {}
        client.post(alamat(semesta, baris), isian(semesta, baris), **jenis)
        kini = sidik()
        transaction.set_rollback(True)
    return {tabel for tabel in kini if kini[tabel] != semula[tabel]}


def test_the_auditor_writes_nothing(semesta):
    auditor = PERAN.index("auditor")
    diterima = [b for b in baca_tabel() if b.metode == "POST" and b.kode[auditor] in {"2", "3"}]

    assert {b.nama for b in diterima} == BOLEH_AUDITOR.keys()
    for baris in diterima:
        assert _tulis_auditor(semesta, baris) <= BOLEH_AUDITOR[baris.nama][0], baris
