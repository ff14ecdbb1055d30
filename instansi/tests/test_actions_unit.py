"""Changes of the tree: made, renamed, moved, merged, closed, opened again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from instansi.actions import unit as actions
from instansi.models import (
    Instansi,
    Pegawai,
    PelaksanaTugas,
    Penugasan,
    PerubahanUnit,
    RiwayatPenempatan,
)
from instansi.queries.unit import cakupan_berubah, isi_unit, perubahan_data, perubahan_unit
from instansi.rules.unit import IsiDataUnit, IsiDiLuar, IsiUnit
from instansi.tests.factories import JabatanFactory, PegawaiFactory, buat_akun, buat_unit

pytestmark = pytest.mark.django_db

SEKARANG = datetime(2026, 9, 1, 3, tzinfo=UTC)
HARI = date(2026, 9, 1)
KEMARIN = date(2026, 8, 31)
UJI = {"oleh": "sistem:uji", "sekarang": SEKARANG}


def segar(unit):
    return Instansi.objects.get(pk=unit.pk)


def masalah():
    """What treebeard finds wrong with the tree."""
    return [daftar for daftar in Instansi.objects.find_problems() if daftar]


def keadaan():
    """All that a refused command must not change."""
    return [
        sorted(model.objects.values_list(), key=repr)
        for model in (Instansi, Pegawai, RiwayatPenempatan, Penugasan, PerubahanUnit)
    ]


def isi(nama="Puskesmas Baru", jenis="PUSKESMAS", kode="", **lain):
    return IsiDataUnit(nama=nama, jenis=jenis, kode=kode, **lain)


def test_tambah_hangs_below_with_a_code_of_its_own(dunia):
    palu = dunia.palu

    satu = actions.tambah_unit(induk=palu.dinkes, isi=isi(), dasar="Perwali 5/2026", **UJI)
    dua = actions.tambah_unit(induk=palu.dinkes, isi=isi(nama="Puskesmas  Baru "), dasar="", **UJI)

    assert satu.path.startswith(segar(palu.dinkes).path)
    assert (satu.kode, dua.kode, satu.pemda) == ("puskesmas-baru", "puskesmas-baru-2", palu.pemda)
    catatan = PerubahanUnit.objects.get(unit=satu)
    assert (catatan.jenis, catatan.ke, catatan.dasar) == ("BUAT", palu.dinkes, "Perwali 5/2026")
    assert masalah() == []


def test_a_unit_of_a_later_day_is_told_with_that_day(dunia):
    depan = date(2027, 1, 1)
    unit = actions.tambah_unit(induk=dunia.palu.dinkes, isi=isi(aktif_dari=depan), dasar="", **UJI)
    sampai = isi(aktif_dari=None, kode=unit.kode)

    actions.ubah_unit(unit=unit, isi=sampai, **UJI)

    assert PerubahanUnit.objects.get(unit=unit).berlaku == depan
    (baris,) = perubahan_data(unit)
    assert ("Aktif dari", "1 Januari 2027", "kosong") in baris["daftar"]


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"jenis": "KELURAHAN"}, "Kelurahan tidak bisa berada di bawah Perangkat daerah."),
        ({"kode": "puskesmas-palu"}, "Kode puskesmas-palu sudah dipakai Puskesmas Palu."),
        ({"nama": "PUSKESMAS palu"}, "Puskesmas Palu sudah ada di bawah induk yang sama."),
    ],
)
def test_tambah_refuses_what_does_not_fit(dunia, ubah, pesan):
    sebelum = keadaan()

    with pytest.raises(actions.UnitTidakBisaDiubah) as galat:
        actions.tambah_unit(
            induk=dunia.palu.dinkes, isi=isi(**{"kode": "baru"} | ubah), dasar="", **UJI
        )

    assert str(galat.value).startswith(pesan)
    assert keadaan() == sebelum


def test_a_code_of_another_city_is_free(dunia):
    actions.tambah_unit(
        induk=dunia.palu.dinkes, isi=isi(kode="puskesmas-salatiga"), dasar="", **UJI
    )

    assert Instansi.objects.filter(kode="puskesmas-salatiga").count() == 2


def test_ubah_renames_and_the_history_tells_it(dunia):
    palu = dunia.palu

    actions.ubah_unit(
        unit=palu.sekolah,
        isi=isi(nama="SDN Inpres 1", jenis="SEKOLAH", kode="sdn-1", singkatan="SDN 1"),
        oleh=palu.hr,
        sekarang=SEKARANG,
    )

    assert segar(palu.sekolah).nama == "SDN Inpres 1"
    (baris,) = perubahan_data(palu.sekolah)
    assert baris["oleh"] == "Bagus"
    assert ("Nama", "SDN 1 Palu", "SDN Inpres 1") in baris["daftar"]


def test_ubah_refuses_a_kind_that_its_children_do_not_fit(dunia):
    sebelum = keadaan()

    with pytest.raises(actions.UnitTidakBisaDiubah, match="Jenisnya belum bisa diganti"):
        actions.ubah_unit(
            unit=dunia.palu.dikbud,
            isi=isi(nama="Dinas Pendidikan", jenis="KECAMATAN", kode="x"),
            **UJI,
        )

    assert keadaan() == sebelum


def test_pindah_takes_the_subtree_and_stores_the_old_parent(dunia):
    palu = dunia.palu
    bidang = buat_unit(palu.dinkes, "Bidang Pelayanan", "UNIT")
    loket = buat_unit(bidang, "Loket", "UNIT")
    PegawaiFactory(unit=loket)

    orang = actions.pindah_unit(
        unit=bidang, tujuan=palu.dikbud, dasar="Perwali 9/2026", oleh=palu.hr, sekarang=SEKARANG
    )

    assert orang == 1
    assert segar(loket).path.startswith(segar(palu.dikbud).path)
    (catatan,) = perubahan_unit(bidang)
    assert (catatan.jenis, catatan.dari, catatan.ke, catatan.oleh, catatan.pegawai) == (
        "PINDAH", palu.dinkes, palu.dikbud, palu.hr, 1,
    )  # fmt: skip
    assert masalah() == []


@pytest.mark.parametrize(
    ("unit", "tujuan", "pesan"),
    [
        ("dikbud", "sekolah", "berada di dalam Dinas Pendidikan sendiri"),
        ("dikbud", "dikbud", "berada di dalam Dinas Pendidikan sendiri"),
        ("dikbud", "pemda", "sudah berada di bawah Pemerintah Kota Palu"),
        ("dikbud", "dinkes", "Perangkat daerah tidak bisa berada di bawah"),
        ("pemda", "dinkes", "Pemda adalah akar susunan"),
    ],
)
def test_pindah_refuses_circles_and_kinds(dunia, unit, tujuan, pesan):
    palu = dunia.palu
    sebelum = keadaan()

    with pytest.raises(actions.UnitTidakBisaDipindah, match=pesan):
        actions.pindah_unit(unit=getattr(palu, unit), tujuan=getattr(palu, tujuan), dasar="", **UJI)

    assert keadaan() == sebelum
    assert masalah() == []


def test_whose_scope_a_move_changes(dunia):
    palu = dunia.palu

    lepas, dapat = cakupan_berubah(segar(palu.sekolah), segar(palu.dinkes), HARI)

    assert [p.pengguna.nama for p in lepas] == ["Diana", "Citra"]
    assert [p.pengguna.nama for p in dapat] == ["Eko", "Hana"]


def test_gabung_places_people_moves_children_and_closes(dunia):
    palu = dunia.palu
    guru = palu.pegawai.pegawai
    RiwayatPenempatan.objects.create(
        pegawai=guru, unit=palu.dikbud, jabatan=guru.jabatan, mulai=date(2020, 1, 1)
    )
    Pegawai.objects.filter(pk=guru.pk).update(unit=palu.dikbud)
    pensiun = PegawaiFactory(unit=palu.dinkes, status="PENSIUN")
    bidang = buat_unit(palu.dinkes, "Bidang Pelayanan", "UNIT")
    PegawaiFactory(unit=bidang)

    hasil = actions.gabung_unit(
        unit=palu.dinkes, tujuan=palu.dikbud, hari=HARI, dasar="Perda 1/2026",
        oleh=palu.hr, sekarang=SEKARANG,
    )  # fmt: skip

    dinkes = segar(palu.dinkes)
    assert (dinkes.aktif_sampai, dinkes.digantikan_oleh) == (KEMARIN, palu.dikbud)
    assert (hasil.pegawai, hasil.anak) == (2, 2)  # Eko and Hana; puskesmas and bidang
    assert segar(bidang).path.startswith(segar(palu.dikbud).path)
    eko = palu.kepala_dinkes.pegawai
    eko.refresh_from_db()
    assert eko.unit == palu.dikbud
    assert list(eko.penempatan.values_list("unit", "mulai", "selesai")) == [
        (palu.dikbud.pk, HARI, None)
    ]
    pensiun.refresh_from_db()
    assert pensiun.unit == palu.dinkes
    assert isi_unit(dinkes, HARI) == IsiUnit()
    assert masalah() == []
    jenis = [(c.jenis, c.unit_id) for c in perubahan_unit(palu.dikbud)]
    assert ("GABUNG", palu.dinkes.pk) in jenis


def test_gabung_writes_placements_from_that_day_on(dunia):
    palu = dunia.palu
    lama = PegawaiFactory(unit=palu.sekolah, status="CUTI_LUAR")
    tepat = PegawaiFactory(unit=palu.sekolah)
    smp = buat_unit(palu.dikbud, "SMPN 1", "SEKOLAH")
    for orang, mulai in ((lama, date(2019, 5, 1)), (tepat, HARI)):
        RiwayatPenempatan.objects.create(
            pegawai=orang, unit=palu.sekolah, jabatan=orang.jabatan, mulai=mulai
        )

    actions.gabung_unit(unit=palu.sekolah, tujuan=smp, hari=HARI, dasar="", **UJI)

    baris = ("unit", "mulai", "selesai")
    assert list(lama.penempatan.order_by("mulai").values_list(*baris)) == [
        (palu.sekolah.pk, date(2019, 5, 1), KEMARIN),
        (smp.pk, HARI, None),
    ]
    assert list(tepat.penempatan.values_list(*baris)) == [(smp.pk, HARI, None)]


def test_gabung_ends_roles_and_acting_posts_at_the_unit(dunia):
    palu = dunia.palu
    esok = HARI + timedelta(days=1)
    baru = buat_akun(palu.dinkes, "Lina")
    Penugasan.objects.create(pengguna=baru, peran="KEPALA", instansi=palu.dinkes, mulai=esok)
    jabatan = JabatanFactory(pemda=palu.pemda, nama="Kepala Dinas")
    plt = [
        PelaksanaTugas.objects.create(
            pegawai=palu.kepala.pegawai, unit=palu.dinkes, jabatan=j, jenis="PLT", mulai=m,
            selesai=date(2026, 12, 1),
        )
        for j, m in ((jabatan, date(2026, 8, 1)), (baru.pegawai.jabatan, esok))
    ]  # fmt: skip

    hasil = actions.gabung_unit(unit=palu.dinkes, tujuan=palu.dikbud, hari=HARI, dasar="", **UJI)

    assert sorted(p.pengguna.nama for p in hasil.penugasan) == ["Eko", "Hana", "Lina"]
    assert set(
        Penugasan.objects.filter(instansi=palu.dinkes).values_list("pengguna__nama", "selesai")
    ) == {("Eko", KEMARIN), ("Hana", KEMARIN)}
    assert list(PelaksanaTugas.objects.values_list("pk", "selesai")) == [(plt[0].pk, KEMARIN)]
    assert Penugasan.objects.get(pengguna=palu.kepala).selesai is None


@pytest.mark.parametrize(
    ("unit", "tujuan", "hari", "pesan"),
    [
        ("dikbud", "sekolah", HARI, "berada di dalam"),
        ("dikbud", "pemda", HARI, "tidak bisa digabungkan ke pemda"),
        ("pemda", "dikbud", HARI, "Pemda adalah akar"),
        ("dikbud", "puskesmas", HARI, "tidak bisa ikut: Sekolah tidak bisa berada di bawah"),
        ("dikbud", "dinkes", HARI + timedelta(days=1), "Isi paling lambat hari ini"),
        ("dikbud", "dinkes", date(2023, 1, 1), "Unit ini ada sejak 1 Januari 2024"),
    ],
)
def test_gabung_refuses(dunia, unit, tujuan, hari, pesan):
    palu = dunia.palu
    Instansi.objects.filter(pk=palu.dikbud.pk).update(aktif_dari=date(2024, 1, 1))
    sebelum = keadaan()

    with pytest.raises(actions.UnitTidakBisaDigabung, match=pesan):
        actions.gabung_unit(
            unit=getattr(palu, unit), tujuan=getattr(palu, tujuan), hari=hari, dasar="", **UJI
        )

    assert keadaan() == sebelum


@pytest.mark.parametrize("aktif_dari", [HARI, None])
def test_gabung_on_the_first_day_of_a_unit_ends_it_on_that_day(dunia, aktif_dari):
    palu = dunia.palu
    salah = actions.tambah_unit(induk=palu.dinkes, isi=isi(aktif_dari=aktif_dari), dasar="", **UJI)
    orang = PegawaiFactory(unit=salah)
    RiwayatPenempatan.objects.create(pegawai=orang, unit=salah, jabatan=orang.jabatan, mulai=HARI)

    actions.gabung_unit(unit=salah, tujuan=palu.puskesmas, hari=HARI, dasar="", **UJI)

    assert (segar(salah).aktif_sampai, segar(salah).digantikan_oleh) == (HARI, palu.puskesmas)
    (baris,) = orang.penempatan.all()
    assert (baris.unit, baris.mulai, baris.selesai) == (palu.puskesmas, HARI, None)


def test_nothing_ends_before_the_day_it_was_made(dunia):
    palu = dunia.palu
    baru = actions.tambah_unit(induk=palu.dinkes, isi=isi(), dasar="", **UJI)
    semula = keadaan()

    with pytest.raises(actions.UnitTidakBisaDigabung, match="ada sejak 1 September 2026"):
        actions.gabung_unit(unit=baru, tujuan=palu.puskesmas, hari=KEMARIN, dasar="", **UJI)
    with pytest.raises(actions.UnitTidakBisaDitutup, match="ada sejak 1 September 2026"):
        actions.tutup_unit(unit=baru, hari=KEMARIN, luar=IsiDiLuar(), dasar="", **UJI)

    assert keadaan() == semula
    actions.tutup_unit(unit=baru, hari=HARI, luar=IsiDiLuar(), dasar="", **UJI)
    assert segar(baru).aktif_sampai == HARI


def test_a_unit_of_tomorrow_says_how_to_close_it(dunia):
    nanti = actions.tambah_unit(
        induk=dunia.palu.dinkes, isi=isi(aktif_dari=HARI + timedelta(days=1)), dasar="", **UJI
    )

    with pytest.raises(actions.UnitTidakBisaDitutup, match="Ubah tanggal aktifnya"):
        actions.tutup_unit(unit=nanti, hari=HARI, luar=IsiDiLuar(), dasar="", **UJI)


def test_tutup_says_what_is_inside(dunia):
    sebelum = keadaan()

    with pytest.raises(actions.UnitTidakBisaDitutup) as galat:
        actions.tutup_unit(
            unit=dunia.palu.dikbud, hari=HARI, luar=IsiDiLuar(kelas=1), dasar="", **UJI
        )

    assert str(galat.value) == (
        "Dinas Pendidikan masih berisi 2 pegawai, 1 unit di bawahnya, 2 peran yang masih berlaku, "
        "1 kelas yang belum selesai. Pindahkan isinya lebih dahulu, atau gabungkan ke unit lain."
    )
    assert keadaan() == sebelum


def test_tutup_and_buka(dunia):
    unit = buat_unit(dunia.palu.dinkes, "Bidang Kosong", "UNIT")

    actions.tutup_unit(unit=unit, hari=HARI, luar=IsiDiLuar(), dasar="", **UJI)
    assert segar(unit).aktif_sampai == HARI
    with pytest.raises(actions.UnitTidakBisaDitutup, match="sudah ditutup"):
        actions.tutup_unit(unit=unit, hari=HARI, luar=IsiDiLuar(), dasar="", **UJI)

    actions.buka_unit(unit=unit, dasar="", **UJI)
    assert segar(unit).aktif_sampai is None
    assert [c.jenis for c in perubahan_unit(unit)] == ["BUKA", "TUTUP"]
    with pytest.raises(actions.UnitTidakBisaDiubah, match="masih aktif"):
        actions.buka_unit(unit=unit, dasar="", **UJI)


def test_buka_refuses_below_a_closed_parent(dunia):
    induk = buat_unit(dunia.palu.dinkes, "Bidang", "UNIT")
    unit = buat_unit(induk, "Seksi", "UNIT")
    Instansi.objects.filter(pk__in=[induk.pk, unit.pk]).update(aktif_sampai=KEMARIN)

    with pytest.raises(actions.UnitTidakBisaDiubah, match="Bidang, induknya, masih ditutup"):
        actions.buka_unit(unit=unit, dasar="", **UJI)
