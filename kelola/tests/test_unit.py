"""Merging and closing units: consequences shown first, classes and rooms taken along."""

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.models import Instansi, Penugasan, PerubahanUnit
from instansi.tests.factories import buat_unit
from kelola.actions.unit import gabung_unit
from lib.tanggal import tanggal_panjang
from notifikasi.models import Pesan
from pelatihan.models import Kelas
from pelatihan.tests.factories import KelasFactory, RuangFactory

pytestmark = pytest.mark.django_db


def alamat(nama, unit):
    return reverse(f"kelola:{nama}", args=[unit.pk])


@pytest.fixture
def palu(dunia):
    """Dinas Kesehatan organises a draft and a finished class and owns a room."""
    palu = dunia.palu
    kini = timezone.now()
    palu.draf = KelasFactory(penyelenggara=palu.dinkes)
    palu.usai = KelasFactory(
        penyelenggara=palu.dinkes, status="SELESAI", terbit_pada=kini, terbit_oleh=palu.hr
    )
    palu.ruang = RuangFactory(pemda=palu.pemda, pemilik=palu.dinkes)
    return palu


def isi(tujuan, **lain):
    return {"tujuan": tujuan.pk, "hari": f"{timezone.localdate():%Y-%m-%d}", "dasar": ""} | lain


def test_unit_gabung_shows_consequences_in_figures(client, palu):
    client.force_login(palu.admin)

    jawaban = client.get(alamat("unit_gabung", palu.dinkes), {"tujuan": palu.dikbud.pk})

    akibat = jawaban.context["akibat"]
    assert (akibat.isi.pegawai, akibat.isi.anak, akibat.luar.kelas, akibat.luar.ruang) == (
        2, 1, 1, 1,
    )  # fmt: skip
    teks = jawaban.content.decode()
    assert "2 peran di Dinas Kesehatan berakhir" in teks
    assert "Eko" in teks
    assert "Hana" in teks
    assert not PerubahanUnit.objects.exists()


def test_unit_gabung_of_an_empty_unit_says_so_in_one_line(client, palu):
    kosong = buat_unit(palu.pemda, "Dinas Kosong")
    client.force_login(palu.hr)

    teks = client.get(alamat("unit_gabung", kosong), {"tujuan": palu.dikbud.pk}).content.decode()

    assert "Unit ini tidak berisi apa pun." in teks
    assert "0 pegawai" not in teks
    assert "0 kelas" not in teks


def test_unit_gabung_takes_open_classes_and_rooms_and_leaves_the_past(client, palu):
    client.force_login(palu.admin)

    jawaban = client.post(alamat("unit_gabung", palu.dinkes), isi(palu.dikbud), follow=True)

    assert "2 pegawai ikut pindah" in jawaban.content.decode()
    assert dict(Kelas.objects.values_list("pk", "penyelenggara")) == {
        palu.draf.pk: palu.dikbud.pk, palu.usai.pk: palu.dinkes.pk,
    }  # fmt: skip
    palu.ruang.refresh_from_db()
    assert palu.ruang.pemilik == palu.dikbud
    assert Instansi.objects.get(pk=palu.dinkes.pk).digantikan_oleh == palu.dikbud
    berakhir = Pesan.objects.filter(jenis="peran_berakhir").order_by("penerima__nama")
    assert [p.penerima.nama for p in berakhir] == ["Eko", "Hana"]
    assert berakhir[0].data["alasan"] == "Dinas Kesehatan digabung ke Dinas Pendidikan."
    client.force_login(palu.kepala_dinkes)
    assert client.get(reverse("beranda:instansi_daftar")).status_code == 403


def test_a_unit_merged_on_its_first_day_ends_on_that_day(client, palu):
    hari = timezone.localdate()
    client.force_login(palu.admin)
    isian = {"nama": "Bidang Baru", "jenis": "UNIT"}
    client.post(reverse("instansi:unit_baru", args=[palu.dinkes.pk]), isian)
    bidang = Instansi.objects.get(nama="Bidang Baru")

    tanya = client.get(alamat("unit_gabung", bidang), {"tujuan": palu.puskesmas.pk})
    jawaban = client.post(alamat("unit_gabung", bidang), isi(palu.puskesmas), follow=True)

    assert "hari ini, sebab baru ada sejak hari ini" in tanya.content.decode()
    assert f"Hari terakhir Bidang Baru: {tanggal_panjang(hari)}." in jawaban.content.decode()
    bidang.refresh_from_db()
    assert (bidang.aktif_sampai, bidang.digantikan_oleh) == (hari, palu.puskesmas)


def test_a_refused_merger_writes_nothing(client, palu):
    client.force_login(palu.admin)
    besok = {"hari": "2999-01-01"}

    jawaban = client.post(alamat("unit_gabung", palu.dinkes), isi(palu.dikbud, **besok))

    assert jawaban.status_code == 422
    assert "paling lambat hari ini" in jawaban.content.decode()
    assert Kelas.objects.filter(penyelenggara=palu.dinkes).count() == 2
    assert not PerubahanUnit.objects.exists()
    assert Penugasan.objects.filter(instansi=palu.dinkes, selesai=None).count() == 2


def test_merger_is_one_transaction(palu, monkeypatch):
    """What fails at the classes takes the tree back too."""

    def gagal(**_):
        raise RuntimeError

    monkeypatch.setattr("kelola.actions.unit.alihkan_penyelenggara", gagal)

    with pytest.raises(RuntimeError):
        gabung_unit(
            unit=palu.dinkes, tujuan=palu.dikbud, hari=timezone.localdate(), dasar="",
            oleh=palu.admin, sekarang=timezone.now(),
        )  # fmt: skip

    assert Instansi.objects.get(pk=palu.dinkes.pk).aktif_sampai is None
    assert not PerubahanUnit.objects.exists()


def test_unit_tutup_lists_what_is_inside_with_the_way_on(client, palu):
    client.force_login(palu.hr)
    url = alamat("unit_tutup", palu.dinkes)

    teks = client.get(url).content.decode()
    kirim = client.post(url, {"hari": f"{timezone.localdate():%Y-%m-%d}"})

    assert "masih berisi 2 pegawai, 1 unit di bawahnya, 2 peran" in teks
    assert reverse("kelola:unit_gabung", args=[palu.dinkes.pk]) in teks
    assert kirim.status_code == 422
    assert Instansi.objects.get(pk=palu.dinkes.pk).aktif_sampai is None


def test_unit_tutup_of_an_empty_unit(client, palu):
    kosong = buat_unit(palu.dinkes, "Bidang Kosong", "UNIT")
    client.force_login(palu.hr)

    client.post(alamat("unit_tutup", kosong), {"hari": f"{timezone.localdate():%Y-%m-%d}"})

    assert Instansi.objects.get(pk=kosong.pk).aktif_sampai == timezone.localdate()


@pytest.mark.parametrize("benda", ["kelas", "ruang"])
def test_a_class_or_a_room_alone_keeps_a_unit_open(client, palu, benda):
    unit = buat_unit(palu.pemda, "Badan Baru")
    if benda == "kelas":
        KelasFactory(penyelenggara=unit)
    else:
        RuangFactory(pemda=palu.pemda, pemilik=unit)
    client.force_login(palu.hr)

    jawaban = client.post(alamat("unit_tutup", unit), {"hari": f"{timezone.localdate():%Y-%m-%d}"})

    assert jawaban.status_code == 422
    assert Instansi.objects.get(pk=unit.pk).aktif_sampai is None


@pytest.mark.parametrize("nama", ["unit_gabung", "unit_tutup"])
def test_the_root_stays(client, palu, nama):
    client.force_login(palu.admin)
    hari = f"{timezone.localdate():%Y-%m-%d}"

    jawaban = client.get(alamat(nama, palu.pemda))
    kirim = client.post(alamat(nama, palu.pemda), {"hari": hari, "tujuan": palu.dikbud.pk})

    assert "Pemda adalah akar susunan" in jawaban.content.decode()
    assert kirim.status_code == 422
