import re
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from instansi.akses import IzinDasar
from instansi.models import Pegawai, Peran
from instansi.permissions import Izin as IzinInstansi
from instansi.queries import pegawai_untuk, peran_hari_ini
from instansi.rules.peran import Jangkauan
from kelola.permissions import Izin
from kelola.queries.hak import NAMA_BAGIAN, hak_peran, semua_izin, tabel_hak
from pelatihan.permissions import Izin as IzinKelas


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
        return {h.izin for bagian in hak_peran(Peran.KEPALA, **tambahan) for h in bagian.izin}

    assert izin() == {i for i in semua_izin() if Peran.KEPALA in i.peran}
    assert izin() - izin(delegasi=True) == {Izin.DELEGASI}


def sejauh(kota, akun, peran):
    """Whose records the words of the table promise to a holder of a role."""
    semua = Pegawai.objects.filter(pemda=kota.pemda)
    milik = [p.instansi.path for p in akun.penugasan.filter(peran=peran)]
    unit = semua.filter(unit__path__startswith=milik[0]) if milik else semua.none()
    return {
        Jangkauan.KOTA: semua,
        Jangkauan.UNIT: unit,
        Jangkauan.TIM: semua.filter(atasan=akun.pegawai_id),
        Jangkauan.SENDIRI: semua.filter(pk=akun.pegawai_id),
        Jangkauan.DIAJAR: semua.none(),
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "siapa",
    ["admin", "hr", "auditor", "pengelola", "kepala", "walikota", "atasan", "pegawai", "pengajar"],
)
def test_the_words_of_the_table_are_what_the_queries_let_through(dunia, siapa):
    """For every permission over people: the union of what its roles promise, no one more."""
    akun = getattr(dunia.palu, siapa)
    peran = peran_hari_ini(akun)

    for izin in semua_izin():
        if not peran & izin.peran or izin.khusus:
            continue
        janji = {
            orang.pk
            for p in peran & izin.peran
            for orang in sejauh(dunia.palu, akun, p)[izin.jangkauan(p)]
        }
        assert set(pegawai_untuk(akun, izin).values_list("pk", flat=True)) == janji, izin


@pytest.mark.parametrize(
    ("izin", "peran", "harap"),
    [
        (IzinInstansi.PEGAWAI_LIHAT, Peran.HR, "seluruh kota"),
        (IzinInstansi.PEGAWAI_LIHAT, Peran.KEPALA, "instansinya dan bawahannya"),
        (IzinInstansi.PEGAWAI_LIHAT, Peran.ATASAN, "timnya"),
        (IzinInstansi.PEGAWAI_LIHAT, Peran.PEGAWAI, "diri sendiri"),
        (IzinInstansi.PEGAWAI_LIHAT, Peran.MENTOR, None),
        (IzinInstansi.JABATAN_LIHAT, Peran.PENGELOLA_OPD, "seluruh kota"),
        (IzinKelas.KELAS_LIHAT, Peran.PEGAWAI, "kelas yang diikutinya"),
        (Izin.IMPOR_LIHAT, Peran.PENGELOLA_OPD, "miliknya sendiri"),
        (Izin.HAK_LIHAT, Peran.KEPALA, "ya"),
    ],
)
def test_a_cell_says_whose_data_in_words(izin, peran, harap):
    assert izin.jangkauan(peran) == harap


@pytest.mark.django_db
def test_the_page_says_the_reach_of_an_employee(client, dunia):
    client.force_login(dunia.palu.hr)

    isi = " ".join(client.get(reverse("kelola:hak")).content.decode().split())

    baris = isi[isi.index("Membuka halaman seorang pegawai</th>") :].partition("</tr>")[0]
    sel = re.findall(r'<td role="cell" class="pa-sm"> (.*?) </td>', baris)
    tidak = '<span class="visually-hidden">tidak</span>'
    kota, unit = "seluruh kota", "instansinya dan bawahannya"
    harap = [kota, kota, unit, unit, "timnya", "diri sendiri", tidak, tidak, kota]
    assert sel == harap
