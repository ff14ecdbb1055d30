"""An invitation ends the undo of the import that brought the person: said before, and said why."""

import pytest
from django.urls import reverse

from instansi.models import Pegawai, Pengguna
from kelola.tests.impor.alat import A, B, muat, urungkan
from kelola.tests.test_kirim_tautan import pilih, teks
from kelola.tests.test_pekerjaan_akun import kerjakan, minta
from kelola.views import impor as views

pytestmark = pytest.mark.django_db
LAGI = "1 impor dari 7 hari terakhir menambahkan orang yang diundang ini."


@pytest.mark.parametrize(("baris", "cara"), [(A, "SUREL"), (A, "SLIP"), (B, "SLIP")])
def test_undo_says_that_accounts_were_invited(dunia, baris, cara):
    """Also where the account was made for the slip, after the import."""
    pekerjaan = muat(dunia.palu.hr, baris)
    kerjakan(minta(dunia, [Pegawai.objects.get(nip=baris[0])], cara=cara))

    urungkan(pekerjaan, dunia.palu.hr)

    assert pekerjaan.status == "DITERAPKAN"
    assert "1 orang yang ditambahkan impor ini akunnya sudah diundang" in pekerjaan.alasan
    assert "catatan masuk" not in pekerjaan.alasan


@pytest.mark.parametrize("cara", ["SUREL", "SLIP"])
def test_the_question_says_that_the_undo_ends(client, dunia, cara):
    """Only of who came by an import that can still be undone."""
    muat(dunia.palu.hr, A)
    client.force_login(dunia.palu.hr)
    lama = dunia.palu.pegawai
    Pengguna.objects.filter(pk=lama.pk).update(password="!x")

    assert LAGI in teks(pilih(client, Pegawai.objects.get(nip=A[0]), cara=cara))
    assert "diurungkan" not in teks(pilih(client, lama.pegawai, cara=cara))


def test_the_import_page_invites_those_whose_account_it_made(client, dunia, monkeypatch):
    """Not who has waited longer, nor who was invited since, nor too many at once."""
    muat(dunia.palu.hr, [*B[:5], "b@x.go.id"])
    pekerjaan = muat(dunia.palu.hr, A)
    lain = muat(dunia.palu.hr, [A[0], "Siti Aminah", *A[2:]])
    client.force_login(dunia.palu.hr)
    alamat = reverse("kelola:impor_undang", args=[pekerjaan.pk])
    halaman = reverse("kelola:impor_detail", args=[pekerjaan.pk])
    assert f'action="{alamat}"' in client.get(halaman).content.decode()

    massal = client.post(alamat, follow=True)
    assert massal.redirect_chain[-1][0] == reverse("kelola:akun_massal")
    assert "Siti Aminah" in teks(massal)
    assert "Budi" not in teks(massal)
    assert massal.context["kembali"] == halaman

    monkeypatch.setattr(views, "TERBANYAK", 0)
    assert client.post(alamat).url == f"{reverse('kelola:akun_daftar')}?keadaan=belum_aktif"
    monkeypatch.undo()
    kosong = client.post(reverse("kelola:impor_undang", args=[lain.pk]), follow=True)
    assert "sudah diundang semua" in teks(kosong)
    assert "Bisa diurungkan sampai" in teks(client.get(halaman))
    kerjakan(minta(dunia, [Pegawai.objects.get(nip=A[0])]))
    akhir = teks(client.post(alamat, follow=True))
    assert "sudah diundang semua" in akhir
    assert views.SUDAH_DIUNDANG in akhir
    assert "menunggu undangan" not in akhir
    assert "Bisa diurungkan sampai" not in akhir


def test_the_import_page_promises_no_undo_after_an_invitation(client, dunia):
    pekerjaan = muat(dunia.palu.hr, A)
    client.force_login(dunia.palu.hr)

    isi = teks(client.get(reverse("kelola:impor_detail", args=[pekerjaan.pk])))

    assert "mengundang seorang saja dari berkas ini sudah mengakhirinya." in isi
