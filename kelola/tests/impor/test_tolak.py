"""The workbook of rejected rows: what it holds, and that it loads again without a question."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from instansi.models import Pegawai
from kelola.actions import impor as aksi
from kelola.tests.impor.alat import A, B, kerjakan, muat, unggah
from lib.impor import Batas
from lib.impor.mentah import baca_mentah

pytestmark = pytest.mark.django_db
JUDUL = ("NIP", "Nama", "Gol Akhir", "Jabatan", "Unit kerja", "Catatan")
C = [*A[:2], "III/b", "Penata Naskah", A[4], "x"]
D = [*B[:2], "III/c", "Penata Naskah", B[4], "y"]


def petakan(pekerjaan, oleh):
    aksi.petakan_impor(
        pekerjaan=pekerjaan,
        pemetaan=pekerjaan.pemetaan | {"golongan": 2},
        oleh=oleh,
        sekarang=timezone.now(),
    )
    return kerjakan(pekerjaan)


def buku(pekerjaan, tmp_path):
    with pekerjaan.berkas_tolak.open("rb") as f:
        isi = f.read()
    (tmp_path / "t.xlsx").write_bytes(isi)
    return isi, [list(sel) for _, sel in baca_mentah(tmp_path / "t.xlsx", (), Batas()).baris]


def unggah_isi(isi, oleh):
    return aksi.unggah_impor(
        jenis="pegawai",
        berkas=ContentFile(isi, "tolak.xlsx"),
        nama="tolak.xlsx",
        oleh=oleh,
        sekarang=timezone.now(),
    )


def test_the_column_to_be_filled_stands_in_the_workbook_and_nothing_is_asked(dunia, tmp_path):
    hr = dunia.palu.hr
    pekerjaan = petakan(unggah(hr, C, D, kolom=JUDUL), hr)
    assert pekerjaan.ditolak == 2

    isi, baris = buku(pekerjaan, tmp_path)
    assert baris[0] == ["Alasan ditolak", "Baris asal", *JUDUL, "Jenis jabatan"]
    assert [sel[1] for sel in baris[1:]] == [2, 3]

    lagi = unggah_isi(isi, hr)
    assert lagi.status == "DIPERIKSA"
    assert {n: c for n, c in lagi.pemetaan.items() if n in ("golongan", "jabatan_jenis")} == {
        "golongan": 4,
        "jabatan_jenis": 8,
    }
    isi, baris = buku(kerjakan(lagi), tmp_path)
    assert baris[0] == ["Alasan ditolak", "Baris asal", *JUDUL, "Jenis jabatan"]
    assert unggah_isi(isi, hr).status == "DIPERIKSA"


def test_an_added_column_left_empty_takes_no_reason_away(dunia, tmp_path):
    """Two are rejected, one for an odd NIP; the other has a reason from before."""
    hr = dunia.palu.hr
    kolom = ("NIP", "Nama", "Tanggal lahir", "Jabatan", "Jenis jabatan", "Unit kerja")
    lama = [*A[:2], "1990-03-12", *A[2:5]]
    muat(hr, [*lama, "Sesuai SK 12/2019."], kolom=(*kolom, "Alasan NIP"))
    aneh = [*B[:2], "1980-01-01", *B[2:4], "Dinas Entah"]
    pekerjaan = kerjakan(unggah(hr, [*lama[:5], "Dinas Entah"], aneh, kolom=kolom))
    _, baris = buku(pekerjaan, tmp_path)
    assert (pekerjaan.ditolak, baris[0][-1]) == (2, "Alasan NIP")

    satu, dua = (
        [*sel[2:7], unit, alasan]
        for sel, unit, alasan in zip(baris[1:], (A[4], B[4]), (None, "Sesuai akta."), strict=True)
    )
    lagi = muat(hr, satu, dua, kolom=(*kolom, "Alasan NIP"))

    assert (lagi.status, lagi.baru, lagi.tetap, lagi.ditolak) == ("DITERAPKAN", 1, 1, 0)
    assert not lagi.rincian.filter(jenis="PERINGATAN").exists()
    alasan = dict(Pegawai.objects.filter(nip__in=[A[0], B[0]]).values_list("nip", "alasan_nip"))
    assert alasan == {A[0]: "Sesuai SK 12/2019.", B[0]: "Sesuai akta."}


def test_choices_hold_for_each_heading_among_other_headings(dunia):
    """Also "Catatan", which was chosen to be left out; a heading never seen is asked about."""
    hr = dunia.palu.hr
    petakan(unggah(hr, C, kolom=JUDUL), hr)

    lain = unggah(hr, ["dr.", *D], kolom=("Gelar depan", *JUDUL))
    baru = unggah(hr, [*D, "z"], kolom=(*JUDUL, "Warna"))
    ganda = unggah(hr, [*D, "III/a"], kolom=(*JUDUL, "Golongan"))

    assert (lain.status, lain.pemetaan["golongan"]) == ("DIPERIKSA", 3)
    assert (baru.status, baru.pemetaan["golongan"]) == ("UNGGAH", 2)
    assert ganda.status == "UNGGAH"
    assert unggah(dunia.salatiga.hr, C, kolom=JUDUL).status == "UNGGAH"


def test_a_problem_of_many_rows_is_told_once_with_its_count(client, dunia):
    hr = dunia.palu.hr
    baris = [["", *C[1:]], [D[0], "", *D[2:]], ["1", *C[1:3], "Juru Tulis", *C[4:]]]
    pekerjaan = petakan(unggah(hr, *baris, kolom=JUDUL), hr)
    client.force_login(hr)
    halaman = reverse("kelola:impor_detail", args=[pekerjaan.pk])

    jawaban = client.get(halaman)
    (satu,) = jawaban.context["berulang"]
    tersaring = client.get(f"{halaman}?tab=DITOLAK&masalah={satu.pk}")

    assert (satu.sebutan, satu.baris) == ("Jabatan “Penata Naskah” belum dikenal", 2)
    assert f"masalah={satu.pk}" in jawaban.content.decode()
    assert list(jawaban.context["halaman"]) == [2, 3, 4]
    assert list(tersaring.context["halaman"]) == [2, 3]
    assert list(client.get(f"{halaman}?tab=DITOLAK&masalah=x").context["halaman"]) == [2, 3, 4]


def test_reasons_short_and_long_look_alike_and_an_empty_cell_is_told_once(client, dunia):
    hr = dunia.palu.hr
    pekerjaan = kerjakan(unggah(hr, [A[0], "", *A[2:]], [f"{B[0][:12]}15{B[0][14:]}", *B[1:]]))
    panjang = [r for r in pekerjaan.rincian.all() if len(r.isi.get("alasan", "")) >= 80]
    client.force_login(hr)

    isi = client.get(reverse("kelola:impor_detail", args=[pekerjaan.pk])).content.decode()

    assert panjang
    assert isi.count('data-label="Masalah" class="pa-tebal"') == isi.count('data-label="Masalah"')
    assert "Wajib diisi." in isi
    assert "Kosong." not in isi
