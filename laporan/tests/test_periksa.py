"""manage.py periksa: nothing to say of a sound world, and each planted fault is named."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from instansi.actions.mutu import segarkan_mutu
from instansi.models import RingkasanMutu
from instansi.tests.factories import Dunia
from laporan.actions.ringkasan import segarkan_ringkasan
from laporan.models import RingkasanBulan, RingkasanJP, RingkasanPerhatian, RingkasanUnit
from pelatihan.actions.kehadiran import tandai_kehadiran, verifikasi_kehadiran
from pelatihan.actions.pendaftaran import daftarkan_peserta
from pelatihan.models import Kehadiran, Kelas
from pelatihan.tests.factories import SEKARANG, buat_kelas
from pembinaan.actions import pasang_aturan_konversi
from pembinaan.models import CatatanJP

USAI = SEKARANG + timedelta(days=13)


@pytest.fixture
def kelas(dunia: Dunia) -> Kelas:
    """Two people attended all of a verified class of 6 JP; the summary is fresh."""
    palu = dunia.palu
    pasang_aturan_konversi(
        pemda=palu.pemda, berlaku_dari=SEKARANG.date() - timedelta(days=400), oleh="sistem:uji"
    )
    kelas = buat_kelas(palu.pemda)
    orang = [palu.pegawai.pegawai, palu.pegawai_dinkes.pegawai]
    daftarkan_peserta(kelas=kelas, pegawai=orang, oleh=palu.hr, sekarang=SEKARANG)
    for sesi in kelas.sesi.order_by("mulai"):
        tanda = dict.fromkeys(sesi.kehadiran.values_list("pk", flat=True), "HADIR")
        tandai_kehadiran(sesi=sesi, tanda=tanda, oleh=palu.hr, sekarang=USAI)
    verifikasi_kehadiran(kelas=kelas, oleh=palu.hr, sekarang=USAI)
    segarkan_ringkasan(pemda=palu.pemda, tahun=2026, oleh="sistem:uji", sekarang=USAI)
    segarkan_mutu(pemda=palu.pemda, oleh="sistem:uji", sekarang=USAI)
    return kelas


def tanpa_kursi(kelas):
    Kelas.objects.filter(pk=kelas.pk).update(terisi=1)


def tanpa_kehadiran(kelas):
    Kehadiran.objects.filter(sesi__kelas=kelas).order_by("pk").first().delete()


def kehadiran_diubah(kelas):
    Kehadiran.objects.filter(sesi__kelas=kelas).update(status="ALPA")


def balik(jp):
    """Reverse a ledger row of 6 JP by ``jp``, as no action of the product would."""
    satu = CatatanJP.objects.filter(jp=6).order_by("pk").first()
    CatatanJP.objects.create(
        pegawai=satu.pegawai,
        unit=satu.unit,
        tanggal=satu.tanggal,
        tahun=satu.tahun,
        jp=jp,
        sumber=satu.sumber,
        kunci=f"{satu.kunci}:balik",
        keterangan="Koreksi",
        alasan="Salah catat",
        membalik=satu,
        dicatat_pada=USAI,
    )


def dibalik_tanpa_pengganti(kelas):
    balik(-6)


def dibalik_sebagian(kelas):
    balik(-2)


def ringkasan_diubah(kelas):
    RingkasanUnit.objects.update(pegawai=99)


def bulan_diubah(kelas):
    RingkasanBulan.objects.update(jp=99)


def orang_hilang(kelas):
    RingkasanPerhatian.objects.order_by("pk").first().delete()


def jp_diubah(kelas):
    RingkasanJP.objects.update(jp=99)


def mutu_diubah(kelas):
    RingkasanMutu.objects.filter(bersih=0).update(orang=99)


def mutu_hilang(kelas):
    RingkasanMutu.objects.order_by("pk").first().delete()


def test_sound_world_has_nothing_to_say(kelas, capsys):
    call_command("periksa")

    assert capsys.readouterr().out == "0 selisih.\n"


@pytest.mark.parametrize(
    ("tanam", "awal"),
    [
        (tanpa_kursi, "Kursi: "),
        (tanpa_kehadiran, "Kehadiran: pendaftaran "),
        (kehadiran_diubah, "JP: "),
        (dibalik_tanpa_pengganti, "JP: "),
        (dibalik_sebagian, "JP: baris "),
        (ringkasan_diubah, "Dasbor 2026: unit "),
        (bulan_diubah, "Dasbor 2026: unit "),
        (orang_hilang, "Perhatian 2026: pegawai "),
        (jp_diubah, "JP 2026: pegawai "),
        (mutu_diubah, "Mutu: unit "),
        (mutu_hilang, "Mutu: unit "),
    ],
)
def test_each_planted_difference_is_named(kelas, capsys, tanam, awal):
    tanam(kelas)

    with pytest.raises(CommandError, match="selisih"):
        call_command("periksa")

    assert any(baris.startswith(awal) for baris in capsys.readouterr().out.splitlines())
