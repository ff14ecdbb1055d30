"""The pages of quality: the worst first, the way to the people, nobody else's units."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from instansi.models import Pegawai, Pengguna
from instansi.tasks import segarkan_mutu_semua
from instansi.tests.factories import PegawaiFactory, buat_unit
from instansi.tests.mutu import buat_seksi, segarkan

pytestmark = pytest.mark.django_db
MUTU = reverse("instansi:mutu")


@pytest.fixture
def seksi(dunia):
    return buat_seksi(dunia)


def daftar(kode):
    return reverse("instansi:mutu_daftar", args=[kode])


def test_page_sorts_the_worst_first_and_leads_to_people(client, dunia, seksi):
    segarkan(dunia.palu.pemda)
    client.force_login(dunia.palu.kepala)

    jawaban = client.get(MUTU)

    assert [b["nama"] for b in jawaban.context["anak"]] == [
        "Dinas Pendidikan", "SDN 1 Palu", "Bidang Data",
    ]  # fmt: skip
    teks = jawaban.content.decode()
    assert f"{daftar('telepon')}?unit={dunia.palu.dikbud.pk}" in teks
    assert "1 dari 5 pegawai datanya tanpa masalah" in " ".join(teks.split())
    isi = client.get(daftar("telepon"))
    assert [p.nama for p in isi.context["halaman"]] == ["Citra", "Diana", "Fajar", "Gita"]


def test_accounts_not_yet_activated_stand_beside_the_measures(client, dunia, seksi):
    unit, budi = seksi
    Pengguna.objects.filter(pegawai=budi).update(password="!x")
    segarkan(dunia.palu.pemda)
    client.force_login(dunia.palu.kepala)

    teks = " ".join(client.get(MUTU, {"unit": unit.pk}).content.decode().split())

    assert "1 dari 1 pegawai datanya tanpa masalah" in teks
    alamat = f"{daftar('akun')}?unit={unit.pk}"
    assert f'<a href="{alamat}">1 orang akunnya belum diaktifkan</a>' in teks
    assert "Perlu diperbaiki" not in teks
    assert [p.nama for p in client.get(alamat).context["halaman"]] == ["Budi"]
    Pengguna.objects.filter(pegawai=budi).update(password="baru")
    segarkan(dunia.palu.pemda)
    assert "belum diaktifkan" not in client.get(MUTU, {"unit": unit.pk}).content.decode()


def test_page_tells_when_its_figures_were_computed(client, dunia, seksi):
    _, budi = seksi
    segarkan(dunia.palu.pemda, datetime(2026, 3, 2, 2, 5, tzinfo=UTC))
    Pegawai.objects.filter(pk=budi.pk).update(telepon="")
    client.force_login(dunia.palu.kepala)

    teks = " ".join(client.get(MUTU).content.decode().split())

    assert "Angka per Senin, 2 Maret 2026 pukul 10.05 WITA. Angka ini sudah" in teks
    assert ">4 orang<" in teks  # as computed; the list behind it is of now
    assert len(client.get(daftar("telepon")).context["halaman"]) == 5


def test_of_many_units_the_worst_are_shown_and_all_on_demand(client, dunia):
    for n in range(9):
        PegawaiFactory(unit=buat_unit(dunia.palu.dikbud, f"SDN {n + 2}", "SEKOLAH"))
    buat_unit(dunia.palu.dikbud, "Bidang Kosong", "UNIT")
    segarkan(dunia.palu.pemda)
    client.force_login(dunia.palu.kepala)

    sebagian = client.get(MUTU)
    semua = client.get(MUTU, {"semua": 1})

    assert (len(sebagian.context["anak"]), len(semua.context["anak"])) == (8, 11)
    assert "8 unit yang paling perlu diperbaiki" in sebagian.content.decode()
    # Of 11 rows one is the agency's own people; a unit without people has no row.
    assert "Lihat semua 10 unit yang punya pegawai" in sebagian.content.decode()
    assert "Semua 10 unit yang punya pegawai" in semua.content.decode()


def test_the_own_people_of_a_unit_have_no_list_of_the_whole_subtree(client, dunia, seksi):
    segarkan(dunia.palu.pemda)
    client.force_login(dunia.palu.kepala)

    teks = client.get(MUTU).content.decode()

    sendiri = teks.split("langsung, tanpa unit di bawahnya")[1].split("</tr>")[0]
    assert "<a" not in sendiri


@pytest.mark.parametrize(
    ("ukuran", "halaman"),
    [
        ("telepon", "instansi:pegawai_ubah"),
        ("atasan", "instansi:pegawai_atasan"),
        ("predikat", None),
    ],
)
def test_a_row_leads_to_the_page_that_mends_it(client, dunia, ukuran, halaman):
    """The form of the data has no superior, and nobody types a predicate by hand."""
    Pegawai.objects.filter(pk=dunia.palu.pegawai.pegawai_id).update(atasan=None)
    client.force_login(dunia.palu.pengelola)

    isi = client.get(daftar(ukuran)).content.decode()
    client.force_login(dunia.palu.kepala)
    kepala = " ".join(client.get(daftar(ukuran)).content.decode().split())

    fajar = dunia.palu.pegawai.pegawai_id
    assert "Cara memperbaiki" in isi
    assert (halaman is not None) == (">Perbaiki<" in isi)
    assert halaman is None or reverse(halaman, args=[fajar]) in isi
    assert ">Perbaiki<" not in kepala
    assert "Yang bisa mengubahnya pengelola OPD atau BKPSDM." in kepala


def test_a_whole_list_is_mended_on_a_page_narrowed_to_the_unit(client, dunia):
    Pegawai.objects.filter(pk=dunia.palu.pegawai.pegawai_id).update(atasan=None)
    client.force_login(dunia.palu.pengelola)

    isi = client.get(daftar("atasan")).content.decode()

    assert f'{reverse("instansi:atasan_masalah")}?unit={dunia.palu.dikbud.pk}"' in isi


def test_nobody_sees_another_unit(client, dunia):
    palu = dunia.palu
    for siapa, unit in (
        (palu.kepala, palu.dinkes),
        (palu.kepala, palu.pemda),
        (palu.hr, dunia.salatiga.pemda),
    ):
        client.force_login(siapa)
        assert client.get(MUTU, {"unit": unit.pk}).status_code == 404
        assert client.get(daftar("surel"), {"unit": unit.pk}).status_code == 404


def test_two_cities_stay_apart(client, dunia):
    segarkan_mutu_semua()
    client.force_login(dunia.palu.hr)

    isi = client.get(MUTU).context["isi"]
    orang = {p.pemda_id for p in client.get(daftar("telepon")).context["halaman"]}

    assert isi.orang == Pegawai.objects.filter(pemda=dunia.palu.pemda, status="AKTIF").count()
    assert orang == {dunia.palu.pemda.pk}


def test_an_unknown_measure_is_404(client, dunia):
    client.force_login(dunia.palu.hr)

    assert client.get(daftar("entah")).status_code == 404


def test_without_people_it_says_so(client, dunia):
    unit = buat_unit(dunia.palu.dikbud, "Bidang Kosong", "UNIT")
    client.force_login(dunia.palu.hr)

    assert "Belum ada data" in client.get(MUTU, {"unit": unit.pk}).content.decode()


@pytest.mark.parametrize("banyak", [1, 3, 30])
def test_the_queries_do_not_grow(client, dunia, django_assert_num_queries, banyak):
    PegawaiFactory.create_batch(banyak, unit=dunia.palu.puskesmas)
    segarkan(dunia.palu.pemda)
    client.force_login(dunia.palu.hr)

    with django_assert_num_queries(6):
        client.get(MUTU)
    with django_assert_num_queries(8):
        client.get(daftar("telepon"))
