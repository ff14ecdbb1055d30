"""Holidays from a file: the check and the result tell which training stands on them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.models import HariLibur
from kelola.tests.impor.alat import kerjakan, terapkan, unggah, urungkan
from lib.tanggal import tanggal_pendek
from notifikasi.models import Pesan
from pelatihan.tests.factories import KelasFactory, SesiFactory

pytestmark = pytest.mark.django_db


def test_the_check_and_the_result_count_the_sessions(client, dunia):
    palu = dunia.palu
    hari = timezone.localdate() + timedelta(days=30)
    mulai = datetime(hari.year, hari.month, hari.day, 1, tzinfo=UTC)
    for unit in (palu.dinkes, palu.dinkes, palu.dikbud):
        SesiFactory(kelas=KelasFactory(penyelenggara=unit), mulai=mulai)
    kosong = tanggal_pendek(hari + timedelta(days=1))
    isi = ([tanggal_pendek(hari), "Natal", "Libur"], [kosong, "Cuti", "Cuti bersama"])
    pekerjaan = kerjakan(
        unggah(palu.hr, *isi, kolom=("Tanggal", "Nama", "Jenis"), jenis="libur", nama="libur.xlsx")
    )
    client.force_login(palu.hr)
    alamat = reverse("kelola:impor_detail", args=[pekerjaan.pk])

    tinjau = client.get(alamat).content.decode()
    rinci = client.get(alamat, {"tab": "PERINGATAN"}).content.decode()

    assert "<b>3 sesi pelatihan</b>" in tinjau
    assert "diberi tahu setelah diimpor" in tinjau
    assert "3 sesi pelatihan jatuh pada hari ini." in rinci
    assert not Pesan.objects.exists()

    terapkan(pekerjaan, palu.hr)

    assert "<b>3 sesi pelatihan</b>" in client.get(alamat).content.decode()
    tahu = Pesan.objects.filter(jenis="libur_sesi")
    assert sorted((p.penerima.nama, len(p.data["sesi"])) for p in tahu) == [
        ("Citra", 1),
        ("Hana", 2),
    ]

    assert urungkan(pekerjaan, palu.hr).status == "DIURUNGKAN"
    assert not HariLibur.objects.exists()
