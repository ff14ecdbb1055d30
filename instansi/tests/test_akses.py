from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from instansi import queries
from instansi.akses import IzinDasar
from instansi.models import Pegawai, Pengguna, Penugasan, Peran
from instansi.permissions import Izin
from instansi.tests.factories import MULAI


def nama(pengguna):
    return set(queries.pegawai_untuk(pengguna, Izin.PEGAWAI_LIHAT).values_list("nama", flat=True))


def test_hr_sees_own_city_only(dunia):
    terlihat = queries.pegawai_untuk(dunia.palu.hr, Izin.PEGAWAI_LIHAT)

    assert set(terlihat) == set(Pegawai.objects.filter(pemda=dunia.palu.pemda))


def test_kepala_sees_subtree(dunia):
    assert nama(dunia.palu.kepala) == {"Citra", "Diana", "Fajar", "Gita"}


def test_atasan_sees_direct_reports_and_self(dunia):
    assert nama(dunia.palu.atasan) == {"Gita", "Fajar"}


def test_pegawai_sees_self_only(dunia):
    assert nama(dunia.palu.pegawai) == {"Fajar"}


def test_former_head_sees_only_self(dunia):
    kepala = dunia.palu.kepala
    Penugasan.objects.filter(pengguna=kepala).update(selesai=date(2024, 12, 31))

    assert nama(kepala) == {"Diana"}


def test_same_role_twice_at_one_unit_is_refused(dunia):
    with pytest.raises(IntegrityError, match="penugasan_tidak_ganda"):
        Penugasan.objects.create(
            pengguna=dunia.palu.hr,
            peran=Peran.HR,
            instansi=dunia.palu.pemda,
            mulai=date(2025, 1, 1),
        )


@pytest.mark.parametrize("siapa", ["hr", "kepala", "pengelola", "pegawai"])
@pytest.mark.parametrize("tambahan", [False, True])
def test_dalam_cakupan_is_the_own_subtrees(dunia, siapa, tambahan):
    pengguna = getattr(dunia.palu, siapa)
    if tambahan:  # a second role in another city, beside the whole of the own one
        Penugasan.objects.create(
            pengguna=pengguna, peran="KEPALA", instansi=dunia.salatiga.dikbud, mulai=MULAI
        )

    cakupan = queries.dalam_cakupan(pengguna, Izin.PEGAWAI_LIHAT, unit="unit")

    pohon = Pegawai.objects.filter(unit__in=queries.instansi_untuk(pengguna, Izin.PEGAWAI_LIHAT))
    assert set(Pegawai.objects.filter(cakupan)) == set(pohon)
    assert pohon.exists() == (siapa != "pegawai" or tambahan)


def test_every_permission_says_what_one_may_do():
    semua = [izin for kelas in IzinDasar.__subclasses__() for izin in kelas]

    assert len(semua) >= 40
    assert [i for i in semua if not i.label[0].isupper() or i.label.endswith(".")] == []
    assert len({i.label for i in semua}) == len(semua)


def test_a_permission_without_words_is_refused():
    with pytest.raises(TypeError, match="belum punya kalimat"):
        IzinDasar("Uji", {"CONTOH": ("uji.contoh", Peran.HR)})


@pytest.mark.parametrize("status", ["PENSIUN", "PINDAH", "BERHENTI", "CUTI_LUAR"])
def test_who_left_keeps_no_role_over_a_unit(dunia, status):
    Pegawai.objects.filter(pk=dunia.palu.hr.pegawai_id).update(status=status)
    Penugasan.objects.create(
        pengguna=dunia.palu.hr, peran=Peran.PENGAJAR, instansi=dunia.palu.pemda, mulai=MULAI
    )
    hr = Pengguna.objects.get(pk=dunia.palu.hr.pk)

    assert queries.peran_hari_ini(hr) == {Peran.PENGAJAR}
    assert not queries.instansi_untuk(hr, Izin.INSTANSI_LIHAT).exists()


# 23.30 WIB on the 22nd is 00.30 WITA on the 23rd.
@pytest.mark.parametrize(("kota", "berlaku"), [("palu", False), ("salatiga", True)])
@pytest.mark.parametrize("zona_server", ["Asia/Jakarta", "Asia/Makassar", "UTC"])
def test_a_role_ends_at_midnight_of_the_own_city(dunia, monkeypatch, kota, berlaku, zona_server):
    hr = Pengguna.objects.get(pk=getattr(dunia, kota).hr.pk)
    Penugasan.objects.filter(pengguna=hr).update(selesai=date(2026, 11, 22))
    tengah_malam = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: tengah_malam)

    with timezone.override(zona_server):
        peran = queries.peran_hari_ini(hr)

    assert (Peran.HR in peran) is berlaku


def test_a_delegated_role_says_from_whom(dunia):
    asal = Penugasan.objects.get(pengguna=dunia.palu.kepala)
    akhir = timezone.localdate() + timedelta(days=2)
    titip = Penugasan.objects.create(
        pengguna=dunia.palu.atasan,
        peran=Peran.KEPALA,
        instansi=dunia.palu.dikbud,
        mulai=MULAI,
        selesai=akhir,
        delegasi_dari=asal,
    )
    atasan = dunia.palu.atasan

    (dipegang,) = queries.penugasan_hari_ini(atasan)

    assert dipegang.delegasi == (titip.pk, "Diana", "Dinas Pendidikan", akhir, False)
    assert queries.delegasi_izin(atasan, Izin.MUTU_LIHAT) == [titip.pk]
    assert queries.delegasi_izin(atasan, Izin.PEGAWAI_LIHAT) == []
    assert queries.delegasi_izin(dunia.palu.kepala, Izin.MUTU_LIHAT) == []
