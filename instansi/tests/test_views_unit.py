"""Pages that change the tree: who may, what is shown first, what a refusal leaves."""

import pytest
from django.urls import reverse

from instansi.models import Instansi, Penugasan, PerubahanUnit
from instansi.tests.factories import buat_unit

pytestmark = pytest.mark.django_db


def alamat(nama, unit):
    return reverse(f"instansi:{nama}", args=[unit.pk])


def test_unit_baru(client, dunia):
    palu = dunia.palu
    client.force_login(palu.hr)
    isi = {"nama": " Puskesmas  Tipo ", "jenis": "PUSKESMAS", "dasar": "Perwali 1"}

    jawaban = client.post(alamat("unit_baru", palu.dinkes), isi, follow=True)

    unit = Instansi.objects.get(nama="Puskesmas Tipo")
    assert unit.is_child_of(Instansi.objects.get(pk=palu.dinkes.pk))
    assert "ditambahkan di bawah Dinas Kesehatan" in jawaban.content.decode()


def test_unit_baru_offers_only_kinds_that_fit(client, dunia):
    client.force_login(dunia.palu.hr)
    url = alamat("unit_baru", dunia.palu.sekolah)

    form = client.get(url).context["form"]

    assert form.fields["jenis"].choices == [("UNIT", "Unit")]
    assert client.post(url, {"nama": "Kelurahan X", "jenis": "KELURAHAN"}).status_code == 422
    assert not PerubahanUnit.objects.exists()


def test_unit_baru_lets_the_parent_be_chosen(client, dunia):
    palu = dunia.palu
    client.force_login(palu.hr)
    url = alamat("unit_baru", palu.pemda)
    assert 'href="?pilih=1"' in client.get(url).content.decode()

    semua = [u["nama"] for u in client.get(url, {"pilih": "1"}).context["calon"]]
    dicari = client.get(url, {"cari": "kesehatan"})

    assert {"Dinas Kesehatan", "Dinas Pendidikan"} < set(semua)
    assert f'href="?tujuan={palu.dinkes.pk}"' in dicari.content.decode()
    assert [u["nama"] for u in dicari.context["calon"]] == ["Dinas Kesehatan"]
    pilih = client.get(url, {"tujuan": palu.dinkes.pk})
    assert pilih.url == alamat("unit_baru", palu.dinkes)
    assert client.get(url, {"tujuan": dunia.salatiga.dinkes.pk}).status_code == 404


def test_unit_baru_shows_why_a_code_is_refused(client, dunia):
    client.force_login(dunia.palu.hr)
    isi = {"nama": "Lain", "jenis": "PUSKESMAS", "kode": "puskesmas-palu"}

    jawaban = client.post(alamat("unit_baru", dunia.palu.dinkes), isi)

    assert jawaban.status_code == 422
    assert "Kode puskesmas-palu sudah dipakai" in jawaban.content.decode()


def test_unit_ubah_of_the_pemda_itself(client, dunia):
    client.force_login(dunia.palu.admin)
    isi = {"nama": "Kota Palu", "jenis": "PEMDA", "kode": "palu"}

    client.post(alamat("unit_ubah", dunia.palu.pemda), isi)

    assert Instansi.objects.get(pk=dunia.palu.pemda.pk).nama == "Kota Palu"


def test_unit_pindah_shows_figures_before_and_moves_after(client, dunia):
    palu = dunia.palu
    client.force_login(palu.hr)
    url = alamat("unit_pindah", palu.sekolah)
    smp = buat_unit(palu.dinkes, "Bidang Sekolah", "UNIT")

    pilih = client.get(url)
    tinjau = client.get(url, {"tujuan": smp.pk})

    assert [u["nama"] for u in pilih.context["calon"]] == ["Dinas Kesehatan", "Bidang Sekolah"]
    assert (tinjau.context["pegawai"], tinjau.context["banyak_unit"]) == (2, 0)
    assert [p.pengguna.nama for p in tinjau.context["kehilangan"]] == ["Diana", "Citra"]
    client.post(url, {"tujuan": smp.pk})
    assert Instansi.objects.get(pk=palu.sekolah.pk).path.startswith(
        Instansi.objects.get(pk=smp.pk).path
    )


def test_unit_pindah_to_itself_is_explained(client, dunia):
    client.force_login(dunia.palu.hr)
    url = alamat("unit_pindah", dunia.palu.dikbud)

    tinjau = client.get(url, {"tujuan": dunia.palu.sekolah.pk})
    kirim = client.post(url, {"tujuan": dunia.palu.sekolah.pk})

    assert "berada di dalam Dinas Pendidikan sendiri" in tinjau.content.decode()
    assert kirim.status_code == 422
    assert not PerubahanUnit.objects.exists()


@pytest.mark.parametrize("tujuan", ["x", "9" * 30, "-1"])
def test_a_destination_that_is_no_unit_is_404(client, dunia, tujuan):
    client.force_login(dunia.palu.hr)

    url = alamat("unit_pindah", dunia.palu.sekolah)

    assert client.get(url, {"tujuan": tujuan}).status_code == 404


def test_a_destination_in_another_city_is_404(client, dunia):
    client.force_login(dunia.palu.hr)
    lain = {"tujuan": dunia.salatiga.dikbud.pk}

    for nama in ("instansi:unit_pindah", "kelola:unit_gabung"):
        url = reverse(nama, args=[dunia.palu.sekolah.pk])
        assert client.get(url, lain).status_code == 404
        assert client.post(url, lain).status_code == 404
    assert not PerubahanUnit.objects.exists()


def test_the_right_counts_where_it_is_held(client, dunia):
    """HR of one agency who also heads another reads there and changes nothing."""
    palu = dunia.palu
    Penugasan.objects.filter(pengguna=palu.hr).update(instansi=palu.dikbud)
    Penugasan.objects.create(
        pengguna=palu.hr, peran="KEPALA", instansi=palu.dinkes, mulai="2025-01-01"
    )
    client.force_login(palu.hr)

    assert client.get(alamat("unit_ubah", palu.dikbud)).status_code == 200
    assert client.get(alamat("unit_ubah", palu.dinkes)).status_code == 403
    assert client.get(alamat("unit_ubah", palu.pemda)).status_code == 404


def test_unit_buka(client, dunia):
    palu = dunia.palu
    Instansi.objects.filter(pk=palu.sekolah.pk).update(aktif_sampai="2026-01-01")
    client.force_login(palu.hr)

    assert client.get(alamat("unit_buka", palu.sekolah)).status_code == 200
    client.post(alamat("unit_buka", palu.sekolah))

    assert Instansi.objects.get(pk=palu.sekolah.pk).aktif_sampai is None
    assert client.post(alamat("unit_buka", palu.sekolah)).status_code == 422
