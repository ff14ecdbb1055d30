from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.models import HariLibur
from pelatihan.rules.jadwal import minggu_dari
from pelatihan.tests.factories import RuangFactory
from pelatihan.tests.jadwal import buat, nanti, senin_depan, teks, terbitkan

MINGGU = minggu_dari(senin_depan())


def acara(jawaban):
    return [a for _, daftar in jawaban.context["agenda"] for a in daftar]


def ringkas(jawaban):
    return [(a.sesi.kelas.pelatihan.nama, a.draf, a.bentrok) for a in acara(jawaban)]


def test_rooms_as_rows_and_days_as_columns(kota, buka):
    terbitkan(kota, buat(kota, nanti(kota, 2, jp=6)))

    jawaban = buka(kota.hr, "jadwal", minggu=MINGGU)

    baris = {b.judul: [len(s.acara) for s in b.sel] for b in jawaban.context["baris"]}
    assert baris == {
        "Aula": [0, 0, 1, 0, 0, 0],
        "Ruang kecil": [0] * 6,
        "Daring": [0] * 6,
    }
    assert "Pelayanan Prima angkatan 1" in teks(jawaban)


def test_many_empty_rooms_are_folded_below_those_in_use(kota, buka):
    for n in range(6):
        RuangFactory(pemda=kota.pemda, nama=f"Balai {n}")
    terbitkan(kota, buat(kota, nanti(kota, 2, jp=6)))

    jawaban = buka(kota.hr, "jadwal", minggu=MINGGU)

    assert [b.judul for b in jawaban.context["baris"]] == ["Aula"]
    lapang = ["Balai 0", "Balai 1", "Balai 2", "Balai 3", "Balai 4", "Balai 5"]
    assert [b.judul for b in jawaban.context["lapang"]] == [*lapang, "Ruang kecil", "Daring"]
    isi = teks(jawaban)
    assert "8 ruang kosong sepanjang pekan ini" in isi
    assert f"?tanggal={senin_depan()}&amp;ruang={kota.kecil.pk}" in isi


def test_an_empty_cell_opens_the_form_with_date_and_room(kota, buka):
    isi = teks(buka(kota.hr, "jadwal", minggu=MINGGU))

    assert f"?tanggal={senin_depan()}&amp;ruang={kota.aula.pk}" in isi
    assert f'?tanggal={senin_depan()}"' in isi


def test_who_may_not_schedule_has_no_empty_cells_to_click(kota, buka):
    isi = teks(buka(kota.kepala, "jadwal", minggu=MINGGU))

    assert "pa-tambah" not in isi
    assert reverse("pelatihan:kelas_baru") not in isi


def test_the_past_cannot_be_clicked(kota, buka):
    jawaban = buka(kota.hr, "jadwal", minggu=minggu_dari(timezone.localdate() - timedelta(days=14)))

    assert "pa-tambah" not in teks(jawaban)


def test_drafts_that_overlap_are_marked(kota, buka):
    terbitkan(kota, buat(kota, nanti(kota, jp=6)))
    buat(kota, nanti(kota, jam=10, pengajar=()))
    buat(kota, nanti(kota, jam=13, pengajar=()))

    assert [(d, b) for _, d, b in ringkas(buka(kota.hr, "jadwal", minggu=MINGGU))] == [
        (False, True),
        (True, True),
        (True, False),
    ]


def test_one_trainer_in_two_drafts_is_marked_too(kota, buka):
    buat(kota, nanti(kota))
    buat(kota, nanti(kota, jam=10, ruang=kota.kecil.pk))
    buat(kota, nanti(kota, jam=11, ruang=None, pengajar=()))

    assert [b for _, _, b in ringkas(buka(kota.hr, "jadwal", minggu=MINGGU))] == [
        True,
        True,
        False,
    ]


def test_drafts_of_others_are_not_seen_published_classes_are(kota, dunia, buka):
    kelas = buat(kota, nanti(kota, jp=6), penyelenggara=kota.dinkes.pk)

    assert ringkas(buka(kota.pengelola, "jadwal", minggu=MINGGU)) == []
    assert len(ringkas(buka(kota.pengelola_dinkes, "jadwal", minggu=MINGGU))) == 1
    terbitkan(kota, kelas)
    assert len(ringkas(buka(kota.pengelola, "jadwal", minggu=MINGGU))) == 1
    assert ringkas(buka(dunia.salatiga.hr, "jadwal", minggu=MINGGU)) == []


def test_filters(kota, buka):
    milik_dinkes = RuangFactory(pemda=kota.pemda, pemilik=kota.dinkes, nama="Ruang Dinkes")
    terbitkan(kota, buat(kota, nanti(kota, jp=6)))
    terbitkan(
        kota, buat(kota, nanti(kota, 1, jp=6, ruang=milik_dinkes.pk, pengajar=(kota.hana.pk,)))
    )

    def buka_pekan(akun, **kueri):
        return buka(akun, "jadwal", minggu=MINGGU, **kueri)

    dinkes = buka_pekan(kota.hr, pemilik=kota.dinkes.pk)
    assert [b.judul for b in dinkes.context["baris"]] == ["Ruang Dinkes"]
    assert len(acara(dinkes)) == 1
    assert len(acara(buka_pekan(kota.hr, milik="on"))) == 2
    assert len(acara(buka_pekan(kota.pengelola, milik="on"))) == 0
    assert len(acara(buka_pekan(kota.pengelola_dinkes, milik="on"))) == 1
    assert len(acara(buka_pekan(kota.hr, pemilik="x"))) == 2


def test_trainers_as_rows_and_the_list(kota, buka):
    buat(kota, nanti(kota, pengajar=(kota.joko.pk, kota.hana.pk)), nanti(kota, 1, pengajar=()))

    pengajar = buka(kota.hr, "jadwal", minggu=MINGGU, susun="pengajar")
    daftar = teks(buka(kota.hr, "jadwal", minggu=MINGGU, susun="daftar"))

    assert [(b.judul, [len(s.acara) for s in b.sel][:3]) for b in pengajar.context["baris"]] == [
        ("Hana", [1, 0, 0]),
        ("Joko", [1, 0, 0]),
        ("Belum ada pengajar", [0, 1, 0]),
    ]
    assert "pa-jadwal" not in daftar
    assert "Pelayanan Prima" in daftar


def test_days_off_are_named_and_sunday_shows_when_used(kota, buka):
    HariLibur.objects.create(
        pemda=kota.pemda, tanggal=senin_depan(), nama="Hari Kota", jenis="LIBUR"
    )
    buat(kota, nanti(kota, 6))

    jawaban = buka(kota.hr, "jadwal", minggu=MINGGU)

    assert len(jawaban.context["kepala"]) == 7
    assert "Hari Kota" in teks(jawaban)
    assert "Jumat 11.30–13.00 dikosongkan" in teks(jawaban)


def test_gate_of_the_week(kota, buka, client):
    assert buka(kota.pegawai, "jadwal").status_code == 403
    assert buka(kota.auditor, "jadwal").status_code == 200
    client.logout()
    assert client.get(reverse("pelatihan:jadwal")).status_code == 302


@pytest.mark.parametrize("banyak", [1, 3])
def test_week_query_count(kota, client, banyak, django_assert_num_queries):
    for n in range(banyak):
        buat(kota, nanti(kota, n))
    client.force_login(kota.hr)

    with django_assert_num_queries(9):
        client.get(reverse("pelatihan:jadwal"), {"minggu": MINGGU})
