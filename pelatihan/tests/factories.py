"""Classes, sessions and enrolments for tests; a class needs ``penyelenggara``."""

from datetime import UTC, datetime, timedelta

import factory

from instansi.models import Pengguna
from pelatihan.models import Kelas, Pendaftaran, Pengajar, Ruang, Sesi
from pembinaan.models import Pelatihan

SEKARANG = datetime(2026, 11, 21, 2, tzinfo=UTC)


class PelatihanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pelatihan

    kode = factory.Sequence(lambda n: f"pelatihan-{n}")
    nama = factory.Sequence(lambda n: f"Pelayanan Prima {n}")
    tema = "Pelayanan publik"
    jp = 6
    bentuk = "B3"


class RuangFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ruang

    nama = factory.Sequence(lambda n: f"Ruang {n}")
    pemilik = factory.SelfAttribute("pemda")
    kapasitas = 30


class PengajarFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pengajar

    pemda = factory.SelfAttribute("pengguna.pemda")


class KelasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kelas

    penyelenggara = None
    pemda_id = factory.LazyAttribute(lambda o: o.penyelenggara.pemda_id or o.penyelenggara.pk)
    pelatihan = factory.LazyAttribute(lambda o: PelatihanFactory(pemda_id=o.pemda_id))
    angkatan = 1
    metode = "TATAP_MUKA"
    kursi = 20
    daftar_mulai = SEKARANG - timedelta(days=7)
    daftar_selesai = SEKARANG + timedelta(days=7)


class SesiFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sesi

    mulai = SEKARANG + timedelta(days=10)
    selesai = factory.LazyAttribute(lambda o: o.mulai + timedelta(hours=2))
    jp = 2


class PendaftaranFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pendaftaran

    unit = factory.SelfAttribute("pegawai.unit")
    didaftarkan_pada = SEKARANG


def buat_kelas(penyelenggara, *, terbit=True, mulai=None, jumlah_sesi=3, **isi) -> Kelas:
    """A class with one 2-JP session a day, published unless ``terbit=False``."""
    mulai = mulai or SEKARANG + timedelta(days=10)
    if terbit:
        akun = Pengguna.objects.filter(pemda=penyelenggara.pemda_id or penyelenggara.pk).first()
        isi = {"status": "TERBIT", "terbit_pada": SEKARANG, "terbit_oleh": akun} | isi
    kelas = KelasFactory(penyelenggara=penyelenggara, **isi)
    for hari in range(jumlah_sesi):
        SesiFactory(kelas=kelas, mulai=mulai + timedelta(days=hari), terjadwal=terbit)
    return kelas
