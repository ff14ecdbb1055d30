"""An account is active on the accounts page exactly when the quality page counts it so."""

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.actions.mutu import segarkan_mutu
from instansi.models import Pengguna
from instansi.queries.mutu import mutu_unit
from instansi.rules.mutu import PER_KODE

pytestmark = pytest.mark.django_db


def test_both_pages_mean_the_same_by_an_active_account(client, dunia):
    palu = dunia.palu
    Pengguna.objects.filter(pk=palu.atasan.pk).update(is_active=False)
    Pengguna.objects.filter(pk__in=[palu.pegawai.pk, palu.kepala.pk]).update(password="!x")
    Pengguna.objects.filter(pk=palu.pegawai_dinkes.pk).update(pegawai=None)
    segarkan_mutu(pemda=palu.pemda, oleh="uji", sekarang=timezone.now())
    client.force_login(palu.hr)

    def banyak(keadaan):
        halaman = client.get(reverse("kelola:akun_daftar"), {"keadaan": keadaan})
        return halaman.context["halaman"].paginator.count

    belum = [banyak(k) for k in ("tanpa_akun", "belum_aktif", "nonaktif")]
    assert belum == [1, 2, 1]
    assert mutu_unit(palu.pemda).nilai["akun"].salah == sum(belum)
    assert PER_KODE["akun"].judul == "Akun sudah diaktifkan"
