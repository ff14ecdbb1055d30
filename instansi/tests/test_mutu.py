"""Quality of records: each measure finds what it names and nothing else, in one pass."""

from datetime import UTC, date, datetime, timedelta

import pytest

from instansi.models import (
    Instansi,
    ParameterKebijakan,
    Pegawai,
    Pengguna,
    PredikatKinerja,
    RingkasanMutu,
)
from instansi.queries.mutu import SYARAT, DaftarMasalah, hitung_mutu, mutu_unit
from instansi.rules.mutu import (
    AKUN,
    PER_KODE,
    UKURAN,
    Kelompok,
    Nilai,
    isian,
    jumlah_nilai,
    terburuk,
)
from instansi.tasks import segarkan_mutu_semua
from instansi.tests.factories import JabatanFactory, PegawaiFactory
from instansi.tests.mutu import HARI, SEKARANG, buat_seksi, segarkan
from lib.nip import periksa_nip

pytestmark = pytest.mark.django_db


@pytest.fixture
def seksi(dunia):
    return buat_seksi(dunia)


def hitung(unit, sekarang=SEKARANG):
    """As the page reads it, just computed."""
    segarkan(unit.pemda or unit, sekarang)
    return mutu_unit(Instansi.objects.get(pk=unit.pk))


def mentah(unit):
    """The same from raw rows: people, those with nothing wrong, and by measure."""
    isi = hitung_mutu(Instansi.objects.get(pk=unit.pk), hari=HARI, sekarang=SEKARANG).values()
    nilai = {k: jumlah_nilai(m.nilai[k] for m in isi) for k in SYARAT}
    return sum(m.orang for m in isi), sum(m.bersih for m in isi), nilai


def nama(unit, kode, sekarang=SEKARANG):
    unit = Instansi.objects.get(pk=unit.pk)
    return [p.nama for p in DaftarMasalah(unit, kode, hari=HARI, sekarang=sekarang)[0:50]]


def test_every_measure_has_its_condition():
    assert list(SYARAT) == list(PER_KODE) == [u.kode for u in (*UKURAN, AKUN)]
    assert {u.kelompok for u in UKURAN} == set(Kelompok)


def test_a_good_record_has_nothing_wrong(seksi):
    unit, _ = seksi

    isi = hitung(unit)

    assert (isi.orang, isi.bersih) == (1, 1)
    assert {k: n for k, n in isi.nilai.items() if n.salah} == {}
    assert isi.nilai["jenjang"] == isi.nilai["akun_keluar"] == Nilai(0, 0)
    assert isi.nilai["jenjang"].persen is None


@pytest.mark.parametrize(
    ("kode", "ubah"),
    [
        ("atasan", {"atasan": None}),
        ("surel", {"surel": ""}),
        ("telepon", {"telepon": ""}),
        ("golongan", {"golongan": ""}),
        ("tempat_lahir", {"tempat_lahir": ""}),
        ("nip", {"tanggal_lahir": date(1985, 3, 8)}),
        ("nip", {"jenis_kelamin": "P"}),
        ("golongan_jenis", {"golongan": "IX"}),
        ("golongan_jenis", {"jenis": "PPPK"}),
    ],
)
def test_one_thing_wrong_is_one_measure(seksi, kode, ubah):
    unit, budi = seksi
    Pegawai.objects.filter(pk=budi.pk).update(**ubah)

    isi = hitung(unit)

    assert {k for k, n in isi.nilai.items() if n.salah} == {kode}
    assert (isi.orang, isi.bersih) == (1, 0)
    assert nama(unit, kode) == ["Budi"]


def test_a_nip_with_a_reason_is_right(seksi):
    unit, budi = seksi
    Pegawai.objects.filter(pk=budi.pk).update(
        jenis_kelamin="P", alasan_nip="Salah cetak pada SK, dibenarkan BKN"
    )

    assert hitung(unit).nilai["nip"] == Nilai(1, 0)


@pytest.mark.parametrize(
    ("nip", "lahir", "tmt"),
    [
        ("198503072005011001", date(1985, 3, 7), None),  # 19 years
        ("198503072003021001", date(1985, 3, 7), None),  # 17: February is before the birthday
        ("198503072003031001", date(1985, 3, 7), None),  # 17: the first of March too
        ("198503012003031001", date(1985, 3, 1), None),  # 18 on the very day
        ("198503072003041001", date(1985, 3, 7), None),  # 18
        ("198503072003211001", date(1985, 3, 7), None),  # PPPK: the year alone counts
        ("198503072002211001", date(1985, 3, 7), None),  # PPPK, 17
        ("198503072020212001", date(1985, 3, 7), None),  # the sex digit
        ("198503072005011001", date(1985, 3, 7), date(2005, 1, 31)),
        ("198503072005011001", date(1985, 3, 7), date(2005, 2, 1)),  # another month
        ("198503072020211001", date(1985, 3, 7), date(2010, 2, 1)),  # PPPK: no month to compare
    ],
)
def test_the_nip_measure_agrees_with_the_reader_of_nips(seksi, nip, lahir, tmt):
    unit, budi = seksi
    Pegawai.objects.filter(pk=budi.pk).update(nip=nip, tanggal_lahir=lahir, tmt=tmt)

    hasil = periksa_nip(nip, kelamin="L", tanggal_lahir=lahir, tmt=tmt)

    assert hitung(unit).nilai["nip"].salah == bool(hasil.peringatan)


@pytest.mark.parametrize(
    ("jabatan", "usia", "salah"),
    [
        ({"jenis": "PELAKSANA"}, 58, 0),
        ({"jenis": "PELAKSANA"}, 59, 1),
        ({"jenis": "JPT"}, 59, 0),
        ({"jenis": "JPT"}, 61, 1),
        ({"jenis": "JF", "jenjang": "Ahli Muda"}, 59, 1),
        ({"jenis": "JF", "jenjang": "Ahli Madya"}, 59, 0),
        ({"jenis": "JF", "jenjang": "Ahli Utama"}, 64, 0),
        ({"jenis": "JF", "jenjang": "Ahli Utama"}, 66, 1),
        ({"jenis": "JF", "jenjang": "Ahli Muda", "rumpun": "GURU"}, 59, 0),
    ],
)
def test_retirement_age_by_the_parameters_of_the_day(seksi, jabatan, usia, salah):
    unit, budi = seksi
    lahir = HARI.replace(year=HARI.year - usia, day=1)
    baru = JabatanFactory(pemda=unit.pemda, nama="Lain", **jabatan)
    Pegawai.objects.filter(pk=budi.pk).update(jabatan=baru, tanggal_lahir=lahir)

    assert hitung(unit).nilai["bup"].salah == salah


def test_retirement_age_follows_a_changed_parameter(seksi):
    unit, budi = seksi
    Pegawai.objects.filter(pk=budi.pk).update(tanggal_lahir=date(HARI.year - 57, 1, 1))
    ParameterKebijakan.objects.filter(pemda=unit.pemda, kode="bup_umum").update(nilai=56)

    assert hitung(unit).nilai["bup"].salah == 1


def test_superior_gone_or_in_another_agency(dunia, seksi):
    unit, budi = seksi
    atasan = dunia.palu.kepala_dinkes.pegawai
    budi.atasan = atasan
    budi.save()

    assert nama(unit, "atasan_sah") == ["Budi"]
    jpt = JabatanFactory(pemda=unit.pemda, nama="Kepala Bidang", jenis="ADMINISTRATOR")
    Pegawai.objects.filter(pk=budi.pk).update(jabatan=jpt)
    assert nama(unit, "atasan_sah") == []
    Pegawai.objects.filter(pk=atasan.pk).update(status="PENSIUN")
    assert nama(unit, "atasan_sah") == ["Budi"]


def test_the_secretary_needs_no_superior(seksi):
    unit, budi = seksi
    sekda = JabatanFactory(pemda=unit.pemda, nama="Sekda", jenis="JPT", eselon="II.a")
    Pegawai.objects.filter(pk=budi.pk).update(jabatan=sekda, atasan=None)

    assert hitung(unit).nilai["atasan"] == Nilai(0, 0)


def test_functional_positions_need_a_level(seksi):
    unit, budi = seksi
    jf = JabatanFactory(pemda=unit.pemda, nama="Pranata", jenis="JF")
    Pegawai.objects.filter(pk=budi.pk).update(jabatan=jf)

    assert hitung(unit).nilai["jenjang"] == Nilai(1, 1)


@pytest.mark.parametrize(
    "rusak",
    [
        lambda r: r.delete(),
        lambda r: r.update(selesai=HARI - timedelta(days=1)),
        lambda r: r.update(mulai=HARI + timedelta(days=1)),
        lambda r: r.update(unit=Instansi.objects.get(nama="Dinas Kesehatan", pemda__kode="palu")),
        lambda r: r.update(jabatan=JabatanFactory(pemda=r.get().unit.pemda, nama="Lain")),
    ],
)
def test_placement_missing_over_or_different(seksi, rusak):
    unit, budi = seksi
    rusak(budi.penempatan.all())

    assert hitung(unit).nilai["penempatan"] == Nilai(1, 1)


def test_closed_unit(seksi):
    unit, _ = seksi
    Instansi.objects.filter(pk=unit.pk).update(aktif_sampai=HARI)

    assert hitung(unit).nilai["unit_aktif"] == Nilai(1, 1)


def test_who_left_counts_only_for_the_account(seksi):
    unit, budi = seksi
    Pegawai.objects.filter(pk=budi.pk).update(status="PENSIUN")

    isi = hitung(unit)

    assert isi.orang == 0
    assert {k: n for k, n in isi.nilai.items() if n.dasar} == {"akun_keluar": Nilai(1, 1)}
    Pengguna.objects.filter(pegawai=budi).update(is_active=False)
    assert hitung(unit).nilai["akun_keluar"] == Nilai(1, 0)


def test_no_account_or_a_closed_one(seksi):
    unit, budi = seksi
    Pengguna.objects.filter(pegawai=budi).update(is_active=False)
    assert hitung(unit).nilai["akun"] == Nilai(1, 1)
    Pengguna.objects.filter(pegawai=budi).delete()
    assert hitung(unit).nilai["akun"] == Nilai(1, 1)


def test_an_account_that_was_never_activated(seksi):
    unit, budi = seksi
    assert hitung(unit).nilai["akun"] == Nilai(1, 0)

    akun = Pengguna.objects.get(pegawai=budi)
    akun.set_unusable_password()
    akun.save(update_fields=["password"])

    isi = hitung(unit)
    assert isi.nilai["akun"] == Nilai(1, 1)
    assert nama(unit, "akun") == ["Budi"]
    assert (isi.bersih, isian(isi.nilai).salah) == (1, 0)  # the record is still without a fault


def test_records_that_nobody_touched_for_a_year(seksi):
    unit, _ = seksi
    nanti = SEKARANG + timedelta(days=366)

    assert hitung(unit, nanti).nilai["perubahan"] == Nilai(1, 1)
    assert hitung(unit).terakhir is not None


def test_rating_of_last_year(seksi):
    unit, budi = seksi
    PredikatKinerja.objects.update(periode="SEMESTER_1")
    assert hitung(unit).nilai["predikat"] == Nilai(1, 1)
    Pegawai.objects.filter(pk=budi.pk).update(tmt=date(HARI.year, 1, 1))
    assert hitung(unit).nilai["predikat"] == Nilai(0, 0)


def test_values_add_up_over_children(dunia, seksi):
    unit, _ = seksi
    isi = hitung(dunia.palu.dikbud)

    assert isi.orang == sum(m.orang for m in isi.anak.values()) == 5
    assert isi.nilai["telepon"] == Nilai(5, 4)
    assert isi.anak[unit.path].bersih == 1
    for kode in SYARAT:
        assert len(nama(dunia.palu.dikbud, kode)) == isi.nilai[kode].salah


def test_shares_and_the_worst():
    assert jumlah_nilai([Nilai(4, 1), Nilai(6, 2)]) == Nilai(10, 3)
    assert isian({"surel": Nilai(4, 1), "telepon": Nilai(6, 2)}) == Nilai(10, 3)
    assert Nilai(10, 3).persen == Nilai(10, 3).tampil == 70
    # Three people in two thousand are still three people.
    assert (Nilai(1982, 3).tampil, Nilai(1982, 0).tampil, Nilai().tampil) == (99, 100, None)
    assert terburuk({"surel": Nilai(10, 3), "telepon": Nilai(10, 4)}).kode == "telepon"
    assert terburuk({"surel": Nilai(10, 0), "telepon": Nilai()}) is None


def test_the_summary_is_the_raw_figures_of_every_subtree(dunia, seksi):
    PegawaiFactory.create_batch(3, unit=dunia.palu.puskesmas)
    segarkan(dunia.palu.pemda)

    for unit in Instansi.objects.filter(pemda=dunia.palu.pemda):
        isi = mutu_unit(unit)
        assert (isi.orang, isi.bersih, isi.nilai) == mentah(unit), unit
    isi = mutu_unit(dunia.palu.pemda)
    assert (isi.orang, isi.bersih, isi.nilai) == mentah(dunia.palu.pemda)
    assert (isi.orang, isi.bersih, isi.data_per) == (13, 1, SEKARANG)


def test_a_rebuild_replaces_what_stood_of_that_city_only(dunia, seksi):
    unit, budi = seksi
    segarkan(dunia.salatiga.pemda, SEKARANG - timedelta(hours=1))
    segarkan(dunia.palu.pemda, SEKARANG - timedelta(hours=1))
    Pegawai.objects.filter(pk=budi.pk).update(unit=dunia.palu.dinkes)

    banyak = segarkan(dunia.palu.pemda)

    assert RingkasanMutu.objects.filter(pemda=dunia.palu.pemda).count() == banyak
    assert not RingkasanMutu.objects.filter(unit=unit).exists()
    assert mutu_unit(dunia.salatiga.pemda).data_per == SEKARANG - timedelta(hours=1)


def test_figures_of_older_measures_count_as_none(seksi):
    unit, _ = seksi
    segarkan(unit.pemda)
    RingkasanMutu.objects.update(ukuran=list(SYARAT)[:-1] + ["lama"])

    assert mutu_unit(unit).orang == 0


def test_the_task_runs_twice_over_every_city(dunia):
    segarkan_mutu_semua()
    segarkan_mutu_semua()

    for kota in (dunia.palu, dunia.salatiga):
        assert mutu_unit(kota.pemda).orang == mentah(kota.pemda)[0] > 0


def test_a_year_is_counted_from_the_moment(seksi):
    unit, _ = seksi
    hampir = datetime.now(UTC) + timedelta(days=364)

    assert hitung(unit, hampir).nilai["perubahan"].salah == 0
