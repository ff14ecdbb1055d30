from datetime import date, timedelta

import pytest

from instansi.models import HariLibur, ParameterKebijakan
from pelatihan.models import Kelas
from pelatihan.permissions import Izin
from pelatihan.queries.jadwal import cari_bentrok, kalender_pemda, rencana_kelas
from pelatihan.queries.kelas import kelas_untuk, lingkup
from pelatihan.queries.slot import Konteks, usulkan_slot
from pelatihan.rules.jadwal import kalimat_bentrok
from pelatihan.tests.factories import SEKARANG, RuangFactory
from pelatihan.tests.jadwal import JAM, PAGI, buat, daftarkan, sesi, terbitkan

HARI_INI = date(2026, 11, 21)


def bentrok(kota, *rencana, **isi):
    return cari_bentrok(rencana, pemda=kota.pemda.pk, **isi)


def ringkas(daftar):
    return [(b.nomor, b.jenis, b.sumber, [p.nama for p in b.peserta]) for b in daftar]


@pytest.fixture
def terpakai(kota):
    """A published class of the city: 09-11 in the hall with Joko; Fajar and Indra attend."""
    kelas = buat(kota, sesi(kota, jp=6))
    daftarkan(kelas, kota.pegawai, kota.pegawai_dinkes)
    terbitkan(kota, kelas)
    return kelas


@pytest.mark.parametrize(
    ("jam", "lama", "isi", "harapan"),
    [
        (0, 2, {}, [(0, "RUANG", "Aula", []), (0, "PENGAJAR", "Joko", [])]),
        (1, 2, {"pengajar": ()}, [(0, "RUANG", "Aula", [])]),
        (-1, 4, {"ruang": None}, [(0, "PENGAJAR", "Joko", [])]),
        (2, 2, {}, []),
        (-2, 2, {}, []),
        (24, 2, {}, []),
        (0, 2, {"ruang": None, "pengajar": ()}, []),
    ],
)
def test_rooms_and_trainers(kota, terpakai, jam, lama, isi, harapan):
    assert ringkas(bentrok(kota, sesi(kota, jam, lama, **isi))) == harapan


def test_each_planned_session_is_named_by_its_position(kota, terpakai):
    daftar = bentrok(kota, sesi(kota, 30), sesi(kota, 1, ruang=None))

    assert ringkas(daftar) == [(1, "PENGAJAR", "Joko", [])]
    assert (daftar[0].kelas, daftar[0].rentang.mulai) == (terpakai.pk, PAGI)


def test_the_contact_is_named_with_the_own_unit_not_the_organisers(kota):
    terbitkan(kota, buat(kota, penyelenggara=kota.dinkes.pk))

    assert {b.kontak for b in bentrok(kota, sesi(kota))} == {f"Bagus, {kota.hr.pegawai.unit}"}
    Kelas.objects.update(dibuat_oleh=kota.pengajar)
    assert {b.kontak for b in bentrok(kota, sesi(kota))} == {"Joko"}
    Kelas.objects.update(dibuat_oleh=None)
    assert {b.kontak for b in bentrok(kota, sesi(kota))} == {str(kota.dinkes)}


def test_a_class_never_clashes_with_itself(kota, terpakai):
    assert bentrok(kota, *rencana_kelas(terpakai), kelas=terpakai.pk) == []


def test_the_other_city_is_never_seen(kota, terpakai, dunia):
    assert cari_bentrok([sesi(kota)], pemda=dunia.salatiga.pemda.pk) == []


def test_drafts_are_looked_at_only_when_asked_and_only_those_given(kota):
    milik, lain = buat(kota, sesi(kota), penyelenggara=kota.dikbud.pk), buat(kota, sesi(kota))
    draf = kelas_untuk(kota.pengelola, Izin.KELAS_LIHAT)

    assert bentrok(kota, sesi(kota)) == []
    hasil = bentrok(kota, sesi(kota), draf=draf)
    assert {b.kelas for b in hasil} == {milik.pk}
    assert not any(b.terjadwal for b in hasil)
    assert {b.kelas for b in bentrok(kota, sesi(kota), draf=Kelas.objects.all())} == {
        milik.pk,
        lain.pk,
    }


def test_participants_are_named_only_within_scope(kota, terpakai):
    kelas = buat(kota, sesi(kota, 1, ruang=None, pengajar=()), penyelenggara=kota.dikbud.pk)
    daftarkan(kelas, kota.pegawai, kota.pegawai_dinkes)
    rencana = rencana_kelas(kelas)

    def cari(akun):
        return cari_bentrok(
            rencana,
            pemda=kota.pemda.pk,
            kelas=kelas.pk,
            lingkup=lingkup(akun, Izin.KELAS_KELOLA),
        )

    (milik_hr,), (milik_opd,) = cari(kota.hr), cari(kota.pengelola)
    assert [p.nama for p in milik_hr.peserta] == ["Fajar", "Indra"]
    assert [(p.nama, p.dalam_lingkup) for p in milik_opd.peserta] == [("Fajar", True), ("", False)]
    assert (milik_hr.jumlah_peserta, milik_opd.jumlah_peserta) == (2, None)
    assert "Indra" not in kalimat_bentrok(milik_opd, kalender_pemda(kota.pemda, HARI_INI).zona)


def test_one_check_costs_two_queries(kota, terpakai, django_assert_num_queries):
    kelas = buat(kota, sesi(kota), sesi(kota, 5), sesi(kota, 30))
    daftarkan(kelas, kota.pegawai)
    rencana = rencana_kelas(kelas)

    with django_assert_num_queries(2):
        cari_bentrok(rencana, pemda=kota.pemda.pk, kelas=kelas.pk)
    with django_assert_num_queries(1):
        cari_bentrok(rencana, pemda=kota.pemda.pk)
    with django_assert_num_queries(0):
        cari_bentrok([], pemda=kota.pemda.pk)


def test_calendar_of_a_pemda(kota, dunia):
    HariLibur.objects.create(
        pemda=kota.pemda, tanggal=date(2026, 12, 25), nama="Hari Natal", jenis="LIBUR"
    )
    HariLibur.objects.create(
        pemda=dunia.salatiga.pemda, tanggal=date(2026, 12, 26), nama="Lain", jenis="LIBUR"
    )

    kalender = kalender_pemda(kota.pemda, HARI_INI)

    assert (kalender.jam_mulai, kalender.jam_selesai, kalender.hari_kerja) == (450, 960, 5)
    assert kalender.jumat_kosong == (690, 780)
    assert kalender.libur == {date(2026, 12, 25): "Hari Natal"}


def test_calendar_without_a_friday_break(kota):
    ParameterKebijakan.objects.filter(kode__startswith="jumat_kosong").delete()

    assert kalender_pemda(kota.pemda, HARI_INI).jumat_kosong is None


def slot(kota, rencana, kelas=None, kursi=20, lain=()):
    konteks = Konteks(
        pemda=kota.pemda.pk,
        kelas=kelas and kelas.pk,
        kursi=kursi,
        kalender=kalender_pemda(kota.pemda, HARI_INI),
        sekarang=SEKARANG,
        lain=lain,
    )
    hasil = cari_bentrok(rencana, pemda=kota.pemda.pk, kelas=kelas and kelas.pk)
    return {
        nomor: [((s.rentang.mulai - PAGI) / JAM, s.ruang and s.ruang.nama, s.peserta_bentrok)]
        for nomor, usulan in usulkan_slot(rencana, hasil, konteks).items()
        for s in usulan.slot[:1]
    }


def test_slot_offers_the_other_room_at_the_same_time(kota, terpakai):
    assert slot(kota, [sesi(kota, pengajar=())]) == {0: [(0, "Ruang kecil", 0)]}


def test_slot_waits_for_the_trainer(kota, terpakai):
    assert slot(kota, [sesi(kota)]) == {0: [(2, "Aula", 0)]}


def test_slot_does_not_offer_a_small_or_closed_room_or_one_of_another_city(kota, terpakai, dunia):
    RuangFactory(pemda=kota.pemda, kapasitas=90, aktif=False)
    RuangFactory(pemda=dunia.salatiga.pemda, kapasitas=90)

    assert slot(kota, [sesi(kota, pengajar=())], kursi=26) == {0: [(2, "Aula", 0)]}


def test_slot_avoids_the_other_sessions_of_the_plan(kota, terpakai):
    rencana = [sesi(kota, pengajar=()), sesi(kota, 2, ruang=kota.kecil.pk, pengajar=())]

    assert slot(kota, rencana) == {0: [(0, "Ruang kecil", 0)]}
    assert slot(kota, [*rencana, sesi(kota, 4, lama=1)], kursi=26) == {0: [(5, "Aula", 0)]}


def test_slot_avoids_the_sessions_of_the_class_that_stay(kota, terpakai):
    tetap = sesi(kota, 2, lama=3).rentang

    assert slot(kota, [sesi(kota, pengajar=())], kursi=26) == {0: [(2, "Aula", 0)]}
    assert slot(kota, [sesi(kota, pengajar=())], kursi=26, lain=[tetap]) == {0: [(5, "Aula", 0)]}


def test_slot_has_fewer_busy_participants_where_they_alone_clash(kota, terpakai):
    kelas = buat(kota, sesi(kota, 1, ruang=kota.kecil.pk, pengajar=()))
    daftarkan(kelas, kota.pegawai, kota.pegawai_dinkes)

    assert slot(kota, rencana_kelas(kelas), kelas) == {0: [(2, "Ruang kecil", 0)]}


def test_slot_shows_busy_participants_where_the_room_clashes(kota, terpakai):
    kelas = buat(kota, sesi(kota, pengajar=()))
    daftarkan(kelas, kota.pegawai)

    assert slot(kota, rencana_kelas(kelas), kelas) == {0: [(0, "Ruang kecil", 1)]}


def test_an_online_session_is_offered_no_room(kota, terpakai):
    assert slot(kota, [sesi(kota, ruang=None)]) == {0: [(2, None, 0)]}


def test_slots_cost_three_queries_however_many_clash(kota, terpakai, django_assert_num_queries):
    kelas = buat(kota, sesi(kota), sesi(kota, 2), sesi(kota, 30))
    daftarkan(kelas, kota.pegawai)
    rencana = rencana_kelas(kelas)
    konteks = Konteks(kota.pemda.pk, kelas.pk, 20, kalender_pemda(kota.pemda, HARI_INI), SEKARANG)
    hasil = cari_bentrok(rencana, pemda=kota.pemda.pk, kelas=kelas.pk)

    with django_assert_num_queries(3):
        usulkan_slot(rencana, hasil, konteks)
    with django_assert_num_queries(0):
        assert usulkan_slot(rencana, [], konteks) == {}


def test_plan_of_a_class_is_in_order_of_time(kota, django_assert_num_queries):
    kelas = buat(kota, sesi(kota, 5, jp=1), sesi(kota, pengajar=(), judul="Pembukaan"))

    with django_assert_num_queries(1):
        rencana = rencana_kelas(kelas)

    assert [(r.judul, r.mulai, r.jp, r.pengajar) for r in rencana] == [
        ("Pembukaan", PAGI, 2, ()),
        ("", PAGI + 5 * JAM, 1, (kota.joko.pk,)),
    ]
    assert rencana[0].selesai - rencana[0].mulai == timedelta(hours=2)
