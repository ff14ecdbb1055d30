"""What the page of a person says of the account."""

import pytest
from django.urls import reverse

from instansi.models import Pengguna


@pytest.mark.parametrize(
    ("sandi", "kata"),
    [("!belum", "Belum diaktifkan"), ("perahu", "Aktif"), (None, "Belum punya akun")],
)
def test_the_state_of_the_account_is_told_to_who_looks_after_accounts(dunia, client, sandi, kata):
    akun = dunia.palu.pegawai
    if sandi:
        Pengguna.objects.filter(pk=akun.pk).update(password=sandi)
    else:
        Pengguna.objects.filter(pk=akun.pk).update(pegawai=None)
    halaman = reverse("beranda:pegawai_detail", args=[akun.pegawai_id])

    client.force_login(dunia.palu.hr)
    isi = " ".join(client.get(halaman).content.decode().split())
    client.force_login(dunia.palu.kepala)
    kepala = client.get(halaman).content.decode()

    assert f"{kata}</a>" in isi if sandi else f"<dd> {kata}" in isi
    assert "<dt>Akun</dt>" not in kepala
