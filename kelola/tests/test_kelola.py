import pytest
from django.urls import reverse

from kelola.views.kelola import PINTU

pytestmark = pytest.mark.django_db


def test_kelola_shows_only_doors_that_open(client, dunia):
    client.force_login(dunia.palu.kepala)

    isi = client.get(reverse("kelola:kelola")).content.decode()

    assert "Parameter kebijakan" not in isi


def test_kelola_is_not_for_employees(client, dunia):
    client.force_login(dunia.palu.pegawai)

    assert client.get(reverse("kelola:kelola")).status_code == 403


def test_pages_of_administration_stand_under_kelola(client, dunia):
    client.force_login(dunia.palu.hr)

    navigasi = client.get(reverse("beranda:instansi_daftar")).context["navigasi"]

    assert [b.label for b in navigasi if b.aktif] == ["Kelola"]


def test_kelola_is_only_read(client, dunia):
    client.force_login(dunia.palu.hr)

    assert client.post(reverse("kelola:kelola")).status_code == 405


@pytest.mark.parametrize(
    ("siapa", "mengelola"), [("auditor", set()), ("hr", {"Akun", "Jabatan", "Hari libur"})]
)
def test_kelola_promises_only_what_the_viewer_may_do(client, dunia, siapa, mengelola):
    client.force_login(getattr(dunia.palu, siapa))

    kelompok = client.get(reverse("kelola:kelola")).context["kelompok"]

    guna = {nama: kalimat for _, isi in kelompok for nama, kalimat, _, _ in isi}
    membaca = {nama for nama, kalimat in guna.items() if kalimat.startswith("Lihat ")}
    assert {"Parameter kebijakan", "Peran", "Mutu data"} <= membaca
    if siapa == "auditor":
        assert membaca == set(guna)
    assert mengelola <= set(guna) - membaca


def test_every_door_that_promises_a_change_has_words_for_readers():
    for _, pintu in PINTU:
        for satu in pintu:
            baca = satu.guna_baca or satu.guna
            assert bool(satu.izin_ubah) == bool(satu.guna_baca), satu.judul
            assert not satu.guna_baca or baca.startswith("Lihat "), satu.judul
