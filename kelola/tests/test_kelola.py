import pytest
from django.urls import reverse

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

    assert [b["label"] for b in navigasi if b["aktif"]] == ["Kelola"]


def test_kelola_is_only_read(client, dunia):
    client.force_login(dunia.palu.hr)

    assert client.post(reverse("kelola:kelola")).status_code == 405
