"""Imports in the audit trail: one act of one person is one line."""

from collections import Counter

import pytest
from django.utils import timezone

from kelola.actions import impor as aksi
from kelola.tests.impor.alat import A, kerjakan, terapkan, unggah, urungkan
from laporan.queries.jejak import Saring, daftar_aksi, riwayat_benda

pytestmark = pytest.mark.django_db


def tindakan(kota, **saring):
    return Counter(e.aksi for e in daftar_aksi(kota.pemda, Saring(**saring)).daftar)


def test_a_request_that_was_carried_out_is_told_by_what_it_did(dunia):
    palu = dunia.palu
    pekerjaan = kerjakan(unggah(palu.hr, A))
    terapkan(pekerjaan, palu.hr)
    urungkan(pekerjaan, palu.hr)
    minta = ("Minta impor diterapkan", "Minta impor diurungkan")

    orang = tindakan(palu, oleh="orang")
    assert (orang["Terapkan impor"], orang["Urungkan impor"]) == (1, 1)
    assert not orang.keys() & set(minta)
    assert tindakan(palu, oleh="orang", pelaku=palu.hr.pk) == orang
    # It stays for who asks: with all steps, by its own name, and in the history of the import.
    assert set(minta) <= tindakan(palu).keys()
    assert tindakan(palu, oleh="orang", aksi="minta_terapkan") == {minta[0]: 1}
    riwayat = riwayat_benda(palu.pemda, "pekerjaanimpor", pekerjaan.pk)
    assert set(minta) <= {x.aksi for x in riwayat.langkah}


def test_a_request_that_waits_or_was_another_persons_stays_in_the_list(dunia):
    palu = dunia.palu
    pekerjaan = kerjakan(unggah(palu.hr, A))
    aksi.minta_terapkan(pekerjaan=pekerjaan, oleh=palu.admin, sekarang=timezone.now())
    assert tindakan(palu, oleh="orang")["Minta impor diterapkan"] == 1

    type(pekerjaan).objects.update(status="SIAP")
    terapkan(pekerjaan, palu.hr)
    (satu,) = daftar_aksi(palu.pemda, Saring(oleh="orang", pelaku=palu.admin.pk)).daftar
    assert satu.aksi == "Minta impor diterapkan"
    assert tindakan(palu, oleh="orang", pelaku=palu.hr.pk)["Minta impor diterapkan"] == 0
