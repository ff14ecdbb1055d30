from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.tests.factories import PegawaiFactory, buat_unit
from laporan.actions.ringkasan import segarkan_ringkasan
from laporan.models import PekerjaanLaporan, RingkasanUnit

DASBOR = reverse("laporan:dasbor")
BUAT = reverse("laporan:laporan_buat")


@pytest.fixture
def palu(dunia):
    kini = timezone.now()
    segarkan_ringkasan(pemda=dunia.palu.pemda, tahun=kini.year, oleh="sistem:uji", sekarang=kini)
    return dunia.palu


def test_dasbor_opens_on_the_own_unit_with_a_sentence(client, palu):
    client.force_login(palu.kepala)

    jawaban = client.get(DASBOR)

    assert jawaban.context["unit"] == palu.dikbud
    assert jawaban.context["sorot"] == "0 dari 4 pegawai"


def test_dasbor_drills_down_and_back_up(client, palu):
    client.force_login(palu.kepala)

    jawaban = client.get(DASBOR, {"unit": palu.sekolah.pk})

    assert jawaban.context["isi"].semua.pegawai == 2
    assert jawaban.context["induk"] == palu.dikbud


@pytest.mark.parametrize("siapa", ["dinkes", "pemda"])
def test_dasbor_out_of_scope_is_404(client, palu, siapa):
    client.force_login(palu.kepala)

    assert client.get(DASBOR, {"unit": getattr(palu, siapa).pk}).status_code == 404


@pytest.mark.parametrize("tahun", [1, 2019, 2300])
def test_a_year_without_parameters_is_404(client, palu, tahun):
    client.force_login(palu.kepala)

    assert client.get(DASBOR, {"tahun": tahun}).status_code == 404
    isi = {"jenis": "KEMAJUAN", "unit": palu.dikbud.pk, "tahun": tahun}
    assert client.post(BUAT, isi).status_code == 404
    assert not PekerjaanLaporan.objects.exists()


def test_dasbor_of_another_city_is_404(client, dunia):
    client.force_login(dunia.salatiga.hr)

    assert client.get(DASBOR, {"unit": dunia.palu.dikbud.pk}).status_code == 404


def test_dasbor_without_the_right_is_403(client, palu):
    client.force_login(palu.pegawai)

    assert client.get(DASBOR).status_code == 403


def test_dasbor_of_an_empty_unit_says_no_data(client, palu):
    kosong = buat_unit(palu.pemda, "Badan Baru")
    client.force_login(palu.hr)

    assert "Belum ada data" in client.get(DASBOR, {"unit": kosong.pk}).content.decode()


@pytest.mark.parametrize("tambahan", [0, 2])
def test_dasbor_query_count(client, palu, django_assert_num_queries, tambahan):
    for _ in range(tambahan):
        PegawaiFactory(unit=palu.sekolah)
    client.force_login(palu.kepala)

    with django_assert_num_queries(10):
        client.get(DASBOR)


def test_laporan_buat_makes_one_job_however_often_asked(client, palu):
    client.force_login(palu.kepala)
    isian = {"jenis": "KEMAJUAN", "unit": palu.dikbud.pk, "tahun": 2026}

    pertama, kedua = (client.post(BUAT, isian).url for _ in range(2))

    assert pertama == kedua
    assert PekerjaanLaporan.objects.get().parameter == {"unit": palu.dikbud.pk, "tahun": 2026}


@pytest.mark.parametrize(
    "isian",
    [
        {"jenis": "KEMAJUAN", "tahun": 2026},
        {"jenis": "KEMAJUAN", "unit": "x", "tahun": 2026},
        {"jenis": "APA", "unit": 1, "tahun": 2026},
        {"jenis": "UNDANGAN", "kelas": 1},
    ],
)
def test_laporan_buat_refused_writes_nothing(client, palu, isian):
    client.force_login(palu.kepala)

    assert client.post(BUAT, isian).status_code == 404
    assert not PekerjaanLaporan.objects.exists()


def test_laporan_of_another_person_is_404(client, palu):
    client.force_login(palu.kepala)
    alamat = client.post(BUAT, {"jenis": "KEMAJUAN", "unit": palu.dikbud.pk, "tahun": 2026}).url
    client.force_login(palu.hr)

    assert client.get(alamat).status_code == 404


def test_auditor_reads_and_writes_nothing(client, palu):
    client.force_login(palu.auditor)

    assert client.get(DASBOR).status_code == 200
    assert client.post(BUAT, {"jenis": "KEMAJUAN", "unit": palu.pemda.pk}).status_code == 403


def test_segarkan_twice_gives_the_same(palu):
    kini = timezone.now()
    satu = list(RingkasanUnit.objects.order_by("unit", "kelompok").values_list("unit", "pegawai"))

    segarkan_ringkasan(pemda=palu.pemda, tahun=kini.year, oleh="sistem:uji", sekarang=kini)

    assert satu == list(
        RingkasanUnit.objects.order_by("unit", "kelompok").values_list("unit", "pegawai")
    )


def test_dasbor_shows_the_units_that_most_need_attention_and_all_of_them_on_demand(client, palu):
    for n in range(8):
        PegawaiFactory(unit=buat_unit(palu.pemda, f"Badan {n}"))
    kini = timezone.now()
    segarkan_ringkasan(pemda=palu.pemda, tahun=kini.year, oleh="sistem:uji", sekarang=kini)
    client.force_login(palu.hr)

    sebagian = client.get(DASBOR)
    semua = client.get(sebagian.context["tautan_unit"])

    def isi(jawaban):
        return [(str(unit), angka.perhatian) for unit, angka in jawaban.context["daftar_unit"]]

    assert len(isi(semua)) == 11  # with the row of the people placed in no unit below
    assert isi(sebagian) == sorted(isi(semua), key=lambda baris: -baris[1])[:8]
    assert "Lihat semua 10 unit" in sebagian.content.decode()
    assert "Hanya yang paling perlu perhatian" in semua.content.decode()


def test_dasbor_numbers_of_a_group_lead_to_its_people(client, palu):
    client.force_login(palu.hr)

    isi = client.get(DASBOR).content.decode()

    orang = f"{reverse('beranda:pegawai_daftar')}?unit={palu.pemda.pk}&amp;rumpun=GURU"
    assert isi.count(f'"{orang}&amp;perhatian=semua"') == 1
    assert client.get(f"{orang}&perhatian=semua".replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(("menit", "lama"), [(9, False), (11, True)])
def test_dasbor_says_above_its_numbers_when_they_are_old(client, palu, menit, lama):
    """Those of a past year are computed once a night and are not called old."""
    dulu = timezone.now() - timedelta(minutes=menit)
    segarkan_ringkasan(pemda=palu.pemda, tahun=dulu.year - 1, oleh="sistem:uji", sekarang=dulu)
    RingkasanUnit.objects.update(dihitung_pada=dulu)
    client.force_login(palu.kepala)

    kini, lalu = (client.get(DASBOR, {"tahun": dulu.year - n}).content.decode() for n in (0, 1))

    assert ("Belum dihitung ulang" in kini) is lama
    assert "Angka per" in kini[: kini.index("</mark>")]
    assert "Belum dihitung ulang" not in lalu
