"""Positions that a file would make: told before, with what a misspelt one may have meant."""

import pytest
from django.urls import reverse

from instansi.models import Jabatan
from kelola.tests.impor.alat import A, B, kerjakan, terapkan, unggah

pytestmark = pytest.mark.django_db
C = ["197501012000011001", "Andi Wijaya", "Arsiparis", "Fungsional", "Dinas Kesehatan", None]


def berjabatan(baris, jabatan):
    return [*baris[:2], jabatan, *baris[3:]]


def test_the_preview_names_the_positions_that_would_be_made(client, dunia):
    hr = dunia.palu.hr
    Jabatan.objects.create(
        pemda=dunia.palu.pemda, nama="Penelaah Teknis Kebijakan", jenis="PELAKSANA"
    )
    salah = "Penelaah Tekniss Kebijakan"
    pekerjaan = kerjakan(unggah(hr, berjabatan(A, salah), berjabatan(B, salah)))
    client.force_login(hr)
    halaman = reverse("kelola:impor_detail", args=[pekerjaan.pk])

    isi = " ".join(client.get(halaman).content.decode().split())
    tab = client.get(f"{halaman}?tab=JABATAN")
    tanya = client.get(reverse("kelola:impor_terapkan", args=[pekerjaan.pk])).content.decode()

    akibat = f"2 baris baru akan ditulis. 1 jabatan baru akan dibuat: “{salah}”. Bisa diurungkan"
    assert f'data-pa-akibat="{akibat}' in isi
    assert akibat in " ".join(tanya.split())
    assert f"<b>1 jabatan baru akan dibuat</b>: “{salah}”." in isi
    assert ("JABATAN", "Jabatan baru", 1) in tab.context["tab"]
    assert "2 baris" in tab.content.decode()
    (catatan,) = pekerjaan.rincian.filter(jenis="PERINGATAN", isi__kolom="Jabatan")
    assert (catatan.baris, catatan.isi["isi"], catatan.isi["langkah"]) == (
        2,
        salah,
        "Mungkin maksud Anda “Penelaah Teknis Kebijakan”.",
    )
    assert catatan.isi["alasan"] == "Jabatan ini belum dikenal dan akan dibuat, 2 baris."
    terapkan(pekerjaan, hr)
    assert "<b>1 jabatan baru dibuat</b>" in client.get(halaman).content.decode()


def test_many_new_positions_are_counted_and_three_are_named(
    client, dunia, django_assert_num_queries
):
    hr = dunia.palu.hr
    nama = ["Analis Satu", "Analis Dua", "Analis Tiga", "Analis Empat", "Analis Lima"]
    nip = [A[0], B[0], C[0], "198001012005011001", "198101012006011001"]
    baris = [[n, *A[1:2], j, *C[3:]] for n, j in zip(nip, nama, strict=True)]
    satu = kerjakan(unggah(hr, baris[0]))
    lima = kerjakan(unggah(hr, *baris))
    client.force_login(hr)

    for pekerjaan, sebutan in (
        (satu, "“Analis Satu”."),
        (lima, "“Analis Satu”, “Analis Dua”, “Analis Tiga”, dan 2 lain."),
    ):
        with django_assert_num_queries(BERJABATAN):
            isi = client.get(reverse("kelola:impor_detail", args=[pekerjaan.pk])).content.decode()
        assert sebutan in " ".join(isi.split())


BERJABATAN = 10
