"""Positions and partners: lists that the whole pemda shares."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.urls import reverse

from instansi.actions import jabatan as actions
from instansi.models import (
    Jabatan,
    Mitra,
    Pegawai,
    PelaksanaTugas,
    Penugasan,
    RiwayatPenempatan,
)
from instansi.queries.jabatan import pilihan_jabatan
from instansi.tests.factories import JabatanFactory, PegawaiFactory

pytestmark = pytest.mark.django_db

DAFTAR = reverse("instansi:jabatan_daftar")
UJI = {"oleh": "sistem:uji", "sekarang": datetime(2026, 9, 1, tzinfo=UTC)}


def alamat(nama, *objek):
    return reverse(f"instansi:{nama}", args=[o.pk for o in objek])


@pytest.fixture
def kembar(dunia):
    """Guru Ahli Pertama in two spellings; Fajar holds the right one, Rini the other."""
    palu = dunia.palu
    benar = Jabatan.objects.get(pemda=palu.pemda, nama="Guru Ahli Pertama")
    salah = JabatanFactory(pemda=palu.pemda, nama="Guru Ahli Pertma", jenis="JF", rumpun="GURU")
    rini = PegawaiFactory(unit=palu.sekolah, jabatan=salah, nama="Rini")
    RiwayatPenempatan.objects.create(
        pegawai=rini, unit=palu.sekolah, jabatan=salah, mulai=date(2020, 1, 1)
    )
    return benar, salah, rini


def plt(pegawai, unit, jabatan):
    return PelaksanaTugas.objects.create(
        pegawai=pegawai, unit=unit, jabatan=jabatan, jenis="PLT", mulai=date(2026, 8, 1),
        selesai=date(2026, 12, 1),
    )  # fmt: skip


def test_gabung_jabatan_takes_holders_and_history(dunia, kembar):
    benar, salah, rini = kembar
    tugas = plt(rini, dunia.palu.sekolah, salah)

    jumlah = actions.gabung_jabatan(dari=salah, ke=benar, **UJI)

    assert jumlah == 1
    assert not Jabatan.objects.filter(pk=salah.pk).exists()
    rini.refresh_from_db()
    tugas.refresh_from_db()
    assert (rini.jabatan, rini.penempatan.get().jabatan, tugas.jabatan) == (benar, benar, benar)
    peristiwa = apps.get_model("instansi", "JabatanEvent").objects.filter(pgh_obj_id=salah.pk)
    assert peristiwa.filter(pgh_label="delete").count() == 1


def test_gabung_jabatan_refuses_two_acting_posts_at_once(dunia, kembar):
    benar, salah, rini = kembar
    plt(rini, dunia.palu.sekolah, salah)
    plt(dunia.palu.pegawai.pegawai, dunia.palu.sekolah, benar)

    with pytest.raises(actions.JabatanTidakBisaDiubah, match="sama-sama punya Plt/Plh"):
        actions.gabung_jabatan(dari=salah, ke=benar, **UJI)

    assert Pegawai.objects.filter(jabatan=salah).count() == 1


def test_gabung_jabatan_refuses_itself_and_another_city(dunia, kembar):
    benar, _, _ = kembar
    lain = Jabatan.objects.filter(pemda=dunia.salatiga.pemda).first()

    for tujuan in (benar, lain):
        with pytest.raises(actions.JabatanTidakBisaDiubah):
            actions.gabung_jabatan(dari=benar, ke=tujuan, **UJI)


def test_hapus_jabatan_only_unused(dunia, kembar):
    _, salah, rini = kembar
    with pytest.raises(actions.JabatanTidakBisaDiubah, match="masih dipakai"):
        actions.hapus_jabatan(jabatan=salah, **UJI)
    kosong = JabatanFactory(pemda=dunia.palu.pemda, nama="Kosong")

    actions.hapus_jabatan(jabatan=kosong, **UJI)

    assert Jabatan.objects.filter(pk__in=[salah.pk, kosong.pk]).get() == salah
    assert rini.jabatan == salah


def test_the_list_counts_holders_in_the_own_scope(client, dunia, kembar):
    palu = dunia.palu

    def jumlah(siapa, **kueri):
        client.force_login(siapa)
        return {str(j): n for j, n in client.get(DAFTAR, kueri).context["halaman"]}

    assert jumlah(palu.hr)["Pengelola Data"] == 8
    assert jumlah(palu.pengelola)["Pengelola Data"] == 3
    assert jumlah(palu.hr, rumpun="GURU") == {"Guru Ahli Pertama": 1, "Guru Ahli Pertma": 1}
    assert jumlah(palu.hr, cari="pertma") == {"Guru Ahli Pertma": 1}
    assert jumlah(palu.hr, jenis="JPT") == {}


@pytest.mark.parametrize("banyak", [1, 3])
def test_the_list_costs_the_same(client, dunia, django_assert_num_queries, banyak):
    for n in range(banyak):
        PegawaiFactory(
            unit=dunia.palu.sekolah, jabatan=JabatanFactory(pemda=dunia.palu.pemda, nama=f"J {n}")
        )
    client.force_login(dunia.palu.hr)

    with django_assert_num_queries(6):
        client.get(DAFTAR)


def test_gabung_page_offers_the_likeliest_first_and_asks(client, dunia, kembar):
    benar, salah, _ = kembar
    client.force_login(dunia.palu.hr)

    pilih = client.get(alamat("jabatan_gabung", salah))
    tanya = client.get(alamat("jabatan_gabung", salah), {"tujuan": benar.pk})
    jadi = client.post(alamat("jabatan_gabung", salah), {"tujuan": benar.pk}, follow=True)

    assert pilih.context["calon"][0]["nama"] == "Guru Ahli Pertama"
    assert "<b>1 pegawai</b>" in tanya.content.decode()
    assert "menjadi Guru Ahli Pertama: 1 pegawai ikut" in jadi.content.decode()


@pytest.mark.parametrize("tujuan", ["x", "9" * 20])
def test_a_target_that_is_no_position_is_404(client, dunia, kembar, tujuan):
    client.force_login(dunia.palu.hr)

    assert client.get(alamat("jabatan_gabung", kembar[1]), {"tujuan": tujuan}).status_code == 404


def test_a_target_of_another_city_is_404(client, dunia, kembar):
    lain = Jabatan.objects.filter(pemda=dunia.salatiga.pemda).first()
    client.force_login(dunia.palu.hr)

    jawaban = client.post(alamat("jabatan_gabung", kembar[1]), {"tujuan": lain.pk})

    assert jawaban.status_code == 404
    assert Jabatan.objects.filter(pk=kembar[1].pk).exists()


def test_equal_names_in_two_cities_stay_apart(client, dunia, kembar):
    """ "Guru Ahli Pertama" exists in both: renaming Palu's leaves Salatiga's."""
    client.force_login(dunia.palu.hr)
    isi = {"nama": "Guru Pertama", "jenis": "JF", "rumpun": "GURU"}

    assert client.post(alamat("jabatan_ubah", kembar[0]), isi).status_code == 302

    assert Jabatan.objects.get(pemda=dunia.salatiga.pemda, rumpun="GURU").nama == (
        "Guru Ahli Pertama"
    )


def test_a_name_that_is_there_is_refused(client, dunia, kembar):
    client.force_login(dunia.palu.hr)
    isi = {"nama": "GURU ahli  pertama", "jenis": "JF", "rumpun": "GURU"}

    jawaban = client.post(alamat("jabatan_baru"), isi)

    assert jawaban.status_code == 422
    assert "Jabatan Guru Ahli Pertama sudah ada" in jawaban.content.decode()


def test_hr_of_one_agency_reads_the_citys_lists_and_changes_none(client, dunia, kembar):
    palu = dunia.palu
    Penugasan.objects.filter(pengguna=palu.hr).update(instansi=palu.dikbud)
    client.force_login(palu.hr)

    assert client.get(DAFTAR).status_code == 200
    for url in (alamat("jabatan_baru"), alamat("jabatan_ubah", kembar[1]), alamat("mitra_baru")):
        assert client.get(url).status_code == 403


def test_hapus_page_says_what_uses_it(client, dunia, kembar):
    client.force_login(dunia.palu.hr)
    url = alamat("jabatan_hapus", kembar[1])

    assert "Dipakai 1 pegawai, 1 baris" in " ".join(client.get(url).content.decode().split())
    assert client.post(url).status_code == 422


def test_mitra_is_added_changed_and_put_to_rest(client, dunia):
    palu = dunia.palu
    client.force_login(palu.hr)
    isi = {"nama": "Universitas Tadulako", "jenis": "UNIVERSITAS", "aktif": "on"}
    client.post(alamat("mitra_baru"), isi)
    mitra = Mitra.objects.get(pemda=palu.pemda)

    kembar = client.post(alamat("mitra_baru"), isi | {"nama": "universitas tadulako"})
    client.post(alamat("mitra_ubah", mitra), isi | {"kontak": "Sari", "aktif": ""})

    assert kembar.status_code == 422
    mitra.refresh_from_db()
    assert (mitra.aktif, mitra.kontak) == (False, "Sari")
    client.cookies.clear()
    client.force_login(dunia.salatiga.hr)
    assert "Tadulako" not in client.get(reverse("instansi:mitra_daftar")).content.decode()


def test_positions_to_choose_from_stand_by_kind(dunia, django_assert_num_queries):
    pemda = dunia.salatiga.pemda
    Jabatan.objects.filter(pemda=pemda).exclude(pemegang=None).update(jenis="PELAKSANA")
    dokter = JabatanFactory(pemda=pemda, nama="Dokter", jenis="JF")
    sekda = JabatanFactory(pemda=pemda, nama="Sekretaris Daerah", jenis="JPT")

    with django_assert_num_queries(1):
        kosong, *kelompok = pilihan_jabatan(pemda.pk)

    isi = dict(kelompok)
    assert kosong == ("", "Pilih jabatan")
    assert list(isi) == ["Pimpinan tinggi pratama", "Pelaksana", "Fungsional"]
    assert isi["Pimpinan tinggi pratama"] == [(sekda.pk, "Sekretaris Daerah")]
    assert (dokter.pk, "Dokter") in isi["Fungsional"]
    assert [n for _, n in isi["Pelaksana"]] == sorted(n for _, n in isi["Pelaksana"])
