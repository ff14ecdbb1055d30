from importlib import import_module

from django.apps import apps

from instansi.akses import IzinDasar
from instansi.models import Peran
from kelola.permissions import Izin
from kelola.queries.hak import NAMA_BAGIAN, hak_peran, semua_izin, tabel_hak


def test_the_table_holds_every_permission_of_every_app():
    semua = []
    for app in NAMA_BAGIAN:
        semua += list(import_module(f"{app}.permissions").Izin)

    assert set(semua_izin()) == set(semua)
    assert len(semua_izin()) == len(semua)


def test_every_app_with_permissions_has_a_name_in_the_table():
    milik_kita = {k.__module__ for k in IzinDasar.__subclasses__()}
    aplikasi = {f"{a.name}.permissions" for a in apps.get_app_configs()} & milik_kita

    assert aplikasi == {f"{app}.permissions" for app in NAMA_BAGIAN}


def test_home_comes_first_and_administration_last():
    judul = [bagian.judul for bagian in tabel_hak()]

    assert judul[0] == NAMA_BAGIAN["beranda"]
    assert judul[-1] == NAMA_BAGIAN["kelola"]
    assert len(judul) == len(NAMA_BAGIAN)


def test_a_role_has_what_its_permissions_say():
    def izin(**tambahan):
        return {i for bagian in hak_peran(Peran.KEPALA, **tambahan) for i in bagian.izin}

    assert izin() == {i for i in semua_izin() if Peran.KEPALA in i.peran}
    assert izin() - izin(delegasi=True) == {Izin.DELEGASI}
