import pytest
from django.urls import reverse

PERAN = [
    "hr", "admin", "pengelola", "kepala", "walikota", "atasan", "pegawai", "pengajar", "auditor",
]  # fmt: skip


@pytest.mark.parametrize("siapa", PERAN)
def test_beranda_opens_for_every_role(client, dunia, siapa):
    client.force_login(getattr(dunia.palu, siapa))

    jawaban = client.get("/")

    assert jawaban.status_code == 200
    assert len(jawaban.context["navigasi"]) <= 7


def test_beranda_asks_to_log_in(client, db):
    assert client.get("/").url == f"{reverse('account_login')}?next=/"


@pytest.mark.parametrize("siapa", PERAN)
def test_beranda_query_budget(client, dunia, siapa, django_assert_max_num_queries):
    client.force_login(getattr(dunia.palu, siapa))

    with django_assert_max_num_queries(12):
        client.get("/")


def test_beranda_tells_hr_who_has_no_superior(client, dunia):
    client.force_login(dunia.palu.hr)

    judul = [t.judul for t in client.get("/").context["tindakan"]]

    assert judul == ["8 pegawai belum punya atasan langsung"]


def test_sehat(client):
    assert client.get("/sehat/").content == b"sehat"


def test_sehat_siap_without_workers_is_503(client, db):
    jawaban = client.get("/sehat/siap/")

    assert jawaban.status_code == 503
    assert jawaban.json()["basis_data"] is True
