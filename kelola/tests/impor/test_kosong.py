"""Values that an empty cell takes away: told before they are gone."""

import pytest
from django.urls import reverse

from kelola.tests.impor.alat import KOLOM, A, B, kerjakan, muat, unggah

pytestmark = pytest.mark.django_db
LENGKAP = (*KOLOM, "NIP atasan", "Telepon")
C = ["197501012000011001", "Andi Wijaya", "Arsiparis", "Fungsional", "Dinas Kesehatan", None]
SEBUTAN = "3 isian akan dikosongkan: telepon 2, NIP atasan 1"


def diperiksa(hr):
    """A and B have a phone, A a superior too; the file brings all three without them."""
    muat(
        hr, [*A, C[0], "081234567890"], [*B, None, "081234567891"], [*C, None, None], kolom=LENGKAP
    )
    baris = ([*A, None, None], [*B, None, None], [*C, None, "081234567892"])
    return kerjakan(unggah(hr, *baris, kolom=LENGKAP))


def test_the_result_and_the_question_count_what_empty_cells_take_away(client, dunia):
    pekerjaan = diperiksa(dunia.palu.hr)
    client.force_login(dunia.palu.hr)

    hasil = client.get(reverse("kelola:impor_detail", args=[pekerjaan.pk])).content.decode()
    tanya = client.post(reverse("kelola:impor_terapkan", args=[pekerjaan.pk])).content.decode()

    assert f"<b>{SEBUTAN}</b>" in hasil
    assert '<a href="?tab=BERUBAH">Berubah</a>' in hasil
    assert f"ditulis. {SEBUTAN}. Bisa diurungkan" in hasil
    assert f"{SEBUTAN}." in tanya


def test_nothing_is_said_where_nothing_is_taken_away(client, dunia):
    hr = dunia.palu.hr
    muat(hr, [*A, None, None], kolom=LENGKAP)
    pekerjaan = kerjakan(unggah(hr, [*A, None, "081234567890"], kolom=LENGKAP))
    client.force_login(hr)

    jawaban = client.get(reverse("kelola:impor_detail", args=[pekerjaan.pk]))

    assert (pekerjaan.berubah, jawaban.context["kosong"]) == (1, "")
    assert "dikosongkan" not in jawaban.content.decode()


def test_a_superior_left_behind_by_a_move_is_no_empty_cell(client, dunia):
    hr = dunia.palu.hr
    muat(hr, [*A, C[0]], [*C, None], kolom=(*KOLOM, "NIP atasan"))
    pekerjaan = kerjakan(unggah(hr, [*A[:4], "Dinas Pendidikan", *A[5:]]))
    client.force_login(hr)

    alamat = reverse("kelola:impor_detail", args=[pekerjaan.pk])
    jawaban = client.get(alamat, {"tab": "PERINGATAN"})

    assert (pekerjaan.berubah, jawaban.context["kosong"]) == (1, "")
    isi = jawaban.content.decode()
    assert "Pindah unit, Andi Wijaya tidak lagi atasannya." in isi
    assert "1 orang di berkas ini belum punya atasan" in " ".join(isi.split())
