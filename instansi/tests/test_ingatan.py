"""What is worked out of the directory is worked out again once the directory has changed."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from instansi.models import Instansi, Jabatan, ParameterKebijakan, Pegawai
from instansi.queries import ingatan
from instansi.queries.ingatan import Ingatan, kunci_daftar
from instansi.tests.factories import PegawaiFactory


def hitung(daftar, hal=""):
    """The number of a list as remembered, and whether it was counted now."""
    dihitung = []

    def banyak():
        dihitung.append(True)
        return daftar.count()

    return Ingatan().ambil((hal, kunci_daftar(daftar)), banyak), bool(dihitung)


def tambah(kota):
    PegawaiFactory(unit=kota.sekolah, jabatan=kota.pegawai.pegawai.jabatan)


def pindah(kota):
    Pegawai.objects.filter(pk=kota.pegawai.pegawai_id).update(unit=kota.dinkes)


def pindah_unit(kota):
    Instansi.objects.filter(pk=kota.sekolah.pk).update(nama="SDN 1 Baru")


def ubah_kebijakan(kota):
    ParameterKebijakan.objects.filter(pemda=kota.pemda, kode="jp_target_pns").update(nilai=21)


def ubah_jabatan(kota):
    Jabatan.objects.filter(pk=kota.pegawai.pegawai.jabatan_id).update(jenjang="Ahli Madya")


@pytest.mark.parametrize("ubah", [tambah, pindah, pindah_unit, ubah_jabatan, ubah_kebijakan])
def test_worked_out_again_once_the_directory_changed(dunia, ubah):
    daftar = Pegawai.objects.filter(unit=dunia.palu.sekolah)
    assert hitung(daftar) == (daftar.count(), True)
    assert hitung(daftar) == (daftar.count(), False)

    ubah(dunia.palu)

    assert hitung(daftar) == (daftar.count(), True)


def test_each_list_and_each_question_has_its_own_answer(dunia):
    sekolah = Pegawai.objects.filter(unit=dunia.palu.sekolah)
    lain = Pegawai.objects.filter(unit=dunia.salatiga.sekolah, status="PENSIUN")
    hitung(sekolah)

    assert hitung(lain) == (0, True)
    assert hitung(lain) == (0, False)
    assert hitung(sekolah, hal="lain")[1]


def test_counted_again_after_a_minute(dunia, monkeypatch):
    daftar = Pegawai.objects.all()
    monkeypatch.setattr(ingatan.time, "time", lambda: 6_000.0)
    hitung(daftar)
    monkeypatch.setattr(ingatan.time, "time", lambda: 6_059.0)
    assert not hitung(daftar)[1]
    monkeypatch.setattr(ingatan.time, "time", lambda: 6_060.0)
    assert hitung(daftar)[1]


def test_a_request_asks_once_how_the_directory_stands(dunia, django_assert_num_queries):
    ingatan = Ingatan()
    with django_assert_num_queries(1):
        assert ingatan.ambil("a", lambda: 1) == 1
        assert ingatan.ambil("b", lambda: 2) == 2
        assert ingatan.ambil("a", lambda: 3) == 1


def test_lists_of_nobody_are_one(dunia):
    assert kunci_daftar(Pegawai.objects.none()) == kunci_daftar(Instansi.objects.none())


def test_what_is_remembered_does_not_grow_without_end(dunia, monkeypatch):
    monkeypatch.setattr(ingatan, "TERBANYAK", 3)
    for nomor in range(5):
        hitung(Pegawai.objects.filter(unit=nomor))
        assert len(ingatan._simpanan) <= 3


def test_of_many_that_ask_at_once_one_works_it_out():
    dihitung = []

    def lambat():
        dihitung.append(True)
        time.sleep(0.05)  # long enough for the others to ask
        return 7

    def tanya(_):
        satu = Ingatan()
        satu.versi = (0,)
        return satu.ambil("banyak", lambat)

    with ThreadPoolExecutor(4) as kolam:
        assert list(kolam.map(tanya, range(4))) == [7] * 4
    assert dihitung == [True]
