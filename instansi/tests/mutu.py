"""What tests of quality share: one person of whom all is right, the summary computed."""

from datetime import date

from django.utils import timezone

from instansi.actions.mutu import segarkan_mutu
from instansi.models import Pengguna, PredikatKinerja, RiwayatPenempatan
from instansi.tests.factories import PegawaiFactory, buat_unit, nip_baru
from lib.nip import periksa_nip
from lib.tanggal import di_zona

# The rows of a test are written when it runs, so their age is counted from then.
SEKARANG = timezone.now()
HARI = di_zona(SEKARANG, "Asia/Makassar").date()


def segarkan(pemda, sekarang=SEKARANG):
    return segarkan_mutu(pemda=pemda, oleh="sistem:uji", sekarang=sekarang)


def buat_seksi(dunia):
    """A unit of its own with one person, Budi, of whom all is right."""
    palu = dunia.palu
    unit = buat_unit(palu.dikbud, "Bidang Data", "UNIT")
    nip = nip_baru()
    budi = PegawaiFactory(
        unit=unit, nip=nip, nama="Budi", atasan=palu.kepala.pegawai, golongan="III/a",
        tempat_lahir="Palu", telepon="0811", surel="budi@palu.example", tmt=periksa_nip(nip).tmt,
    )  # fmt: skip
    Pengguna.objects.create_user(
        username=budi.nip, password="rahasia-uji-12", pemda=palu.pemda, nama="Budi", pegawai=budi
    )
    RiwayatPenempatan.objects.create(
        pegawai=budi, unit=unit, jabatan=budi.jabatan, mulai=date(2010, 1, 1)
    )
    PredikatKinerja.objects.create(pegawai=budi, unit=unit, tahun=HARI.year - 1, predikat="BAIK")
    return unit, budi
