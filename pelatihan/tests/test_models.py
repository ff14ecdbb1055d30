from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from pelatihan.models import Kehadiran, PengajarSesi, Sesi
from pelatihan.tests.factories import (
    KelasFactory,
    PendaftaranFactory,
    PengajarFactory,
    RuangFactory,
    SesiFactory,
)

PAGI = datetime(2026, 12, 1, 1, tzinfo=UTC)


@pytest.fixture
def dua_sesi(dunia):
    """Two draft classes at the same time in one room, with one trainer and one participant."""
    ruang = RuangFactory(pemda=dunia.palu.pemda)
    pengajar = PengajarFactory(pengguna=dunia.palu.pengajar)
    sesi = []
    for _ in range(2):
        s = SesiFactory(
            kelas=KelasFactory(penyelenggara=dunia.palu.pemda),
            ruang=ruang,
            mulai=PAGI,
            selesai=PAGI + timedelta(hours=2),
        )
        waktu = {"sesi": s, "mulai": s.mulai, "selesai": s.selesai}
        PengajarSesi.objects.create(pengajar=pengajar, **waktu)
        daftar = PendaftaranFactory(kelas=s.kelas, pegawai=dunia.palu.pegawai.pegawai)
        Kehadiran.objects.create(pendaftaran=daftar, pegawai=daftar.pegawai, **waktu)
        sesi.append(s)
    return sesi


def terbitkan(*sesi):
    Sesi.objects.filter(pk__in=[s.pk for s in sesi]).update(terjadwal=True)


def test_drafts_may_overlap_and_one_may_be_scheduled(dua_sesi):
    terbitkan(dua_sesi[0])

    assert Kehadiran.objects.filter(terjadwal=True).count() == 1
    assert PengajarSesi.objects.filter(terjadwal=True).count() == 1


@pytest.mark.parametrize(
    ("bebas", "batasan"),
    [
        ([], "sesi_ruang_tidak_bentrok"),
        (["ruang"], "pengajar_tidak_bentrok"),
        (["ruang", "pengajar"], "peserta_tidak_bentrok"),
    ],
)
def test_scheduling_both_is_refused(dua_sesi, bebas, batasan):
    if "ruang" in bebas:
        Sesi.objects.filter(pk=dua_sesi[1].pk).update(ruang=None)
    if "pengajar" in bebas:
        dua_sesi[1].pengajar_sesi.all().delete()
    terbitkan(dua_sesi[0])

    with pytest.raises(IntegrityError, match=batasan):
        terbitkan(dua_sesi[1])


def test_moving_a_session_moves_its_copies(dua_sesi):
    baru = PAGI + timedelta(days=1)

    Sesi.objects.filter(pk=dua_sesi[0].pk).update(mulai=baru, selesai=baru + timedelta(hours=1))

    assert dua_sesi[0].kehadiran.get().mulai == baru
    assert dua_sesi[0].pengajar_sesi.get().selesai == baru + timedelta(hours=1)


def test_a_wrong_copy_is_refused(dua_sesi):
    with pytest.raises(IntegrityError, match="kehadiran_rentang_sama_dengan_sesi"):
        Kehadiran.objects.filter(sesi=dua_sesi[0]).update(selesai=PAGI + timedelta(hours=9))
