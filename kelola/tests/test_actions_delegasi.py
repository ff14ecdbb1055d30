from datetime import UTC, date, datetime, timedelta

import pytest

from instansi.models import Pegawai, Pengguna, Penugasan, Peran
from instansi.queries import peran_hari_ini
from kelola.actions.delegasi import (
    DelegasiTidakBisaDiakhiri,
    TidakBisaDidelegasikan,
    akhiri_delegasi,
    delegasikan,
)
from kelola.actions.peran import akhiri_peran
from kelola.rules.peran import Masa
from notifikasi.models import Pesan

SEKARANG = datetime(2026, 11, 22, 2, tzinfo=UTC)
HARI = date(2026, 11, 22)
BESOK = HARI + timedelta(days=1)
pytestmark = pytest.mark.django_db


def milik(akun):
    return Penugasan.objects.get(pengguna=akun, delegasi_dari=None)


def titipkan(dunia, penerima=None, oleh=None, **isi):
    palu = dunia.palu
    oleh = oleh or palu.kepala
    isi = {"instansi": palu.dikbud, "masa": Masa(HARI, BESOK)} | isi
    isi["induk"] = isi.get("induk") or milik(oleh)
    return delegasikan(
        penerima=penerima or palu.atasan, alasan="Cuti", oleh=oleh, sekarang=SEKARANG, **isi
    )


def surat():
    return list(Pesan.objects.order_by("pk").values_list("jenis", "penerima__nama"))


def test_a_head_hands_over_and_the_colleague_is_told(dunia):
    baru = titipkan(dunia)

    assert (baru.peran, baru.delegasi_dari, baru.alasan) == (
        Peran.KEPALA,
        milik(dunia.palu.kepala),
        "Cuti",
    )
    assert surat() == [("delegasi_diterima", "Gita")]
    assert Pesan.objects.get().data["dari"] == "Diana"


@pytest.mark.parametrize(
    ("penerima", "isi", "kata"),
    [
        ("kepala", {}, "bukan diri sendiri"),
        ("pegawai_dinkes", {}, "Pilih rekan yang bertugas di Dinas Pendidikan"),
        ("auditor", {}, "Pilih rekan yang bertugas"),
        ("atasan", {"masa": Masa(HARI, None)}, "wajib punya hari terakhir"),
        ("atasan", {"masa": Masa(HARI - timedelta(days=1), BESOK)}, "paling awal mulai"),
    ],
)
def test_refused_and_nothing_written(dunia, penerima, isi, kata):
    semula = Penugasan.objects.count()

    with pytest.raises(TidakBisaDidelegasikan, match=kata):
        titipkan(dunia, dunia.palu.akun[penerima], **isi)

    assert (Penugasan.objects.count(), surat()) == (semula, [])


def test_not_above_the_own_node(dunia):
    with pytest.raises(TidakBisaDidelegasikan, match="unit di bawahnya"):
        titipkan(dunia, instansi=dunia.palu.pemda)
    with pytest.raises(TidakBisaDidelegasikan, match="unit di bawahnya"):
        titipkan(dunia, instansi=dunia.palu.dinkes)
    assert titipkan(dunia, instansi=dunia.palu.sekolah).pk


def test_another_persons_role_is_not_handed_over(dunia):
    with pytest.raises(TidakBisaDidelegasikan, match="tidak memegang peran ini lagi"):
        titipkan(dunia, induk=milik(dunia.palu.pengelola))


def test_not_beyond_the_own_end(dunia):
    Penugasan.objects.filter(pengguna=dunia.palu.kepala).update(selesai=HARI)

    with pytest.raises(TidakBisaDidelegasikan, match="berakhir 22 November 2026"):
        titipkan(dunia)


def test_what_was_received_is_not_handed_on(dunia):
    baru = titipkan(dunia)

    with pytest.raises(TidakBisaDidelegasikan, match="tidak bisa didelegasikan lagi"):
        titipkan(dunia, dunia.palu.pegawai, oleh=dunia.palu.atasan, induk=baru)


def test_only_people_in_service_with_an_open_account(dunia):
    Pegawai.objects.filter(pk=dunia.palu.atasan.pegawai_id).update(status="PENSIUN")
    Pengguna.objects.filter(pk=dunia.palu.pegawai.pk).update(is_active=False)

    for nama in ("atasan", "pegawai"):
        with pytest.raises(TidakBisaDidelegasikan, match="Pilih rekan"):
            titipkan(dunia, dunia.palu.akun[nama])


@pytest.mark.parametrize(("siapa", "lain"), [("kepala", "Gita"), ("atasan", "Diana")])
def test_either_side_ends_it_and_the_other_is_told(dunia, siapa, lain):
    Penugasan.objects.filter(pk=titipkan(dunia).pk).update(mulai=HARI - timedelta(days=3))
    tugas = Penugasan.objects.get(pengguna=dunia.palu.atasan)
    Pesan.objects.all().delete()

    akhiri_delegasi(
        penugasan=tugas, alasan="Pulang", oleh=dunia.palu.akun[siapa], sekarang=SEKARANG
    )

    tugas.refresh_from_db()
    assert tugas.selesai == HARI - timedelta(days=1)
    assert surat() == [("peran_berakhir", lain)]
    assert Penugasan.objects.get(pk=milik(dunia.palu.kepala).pk).selesai is None


def test_the_admin_ends_it_and_both_are_told(dunia):
    tugas = titipkan(dunia)
    Pesan.objects.all().delete()

    akhiri_peran(penugasan=tugas, alasan="Keliru", oleh=dunia.palu.admin, sekarang=SEKARANG)

    assert surat() == [("peran_berakhir", "Gita"), ("peran_berakhir", "Diana")]


def test_a_third_person_does_not_end_it(dunia):
    tugas = titipkan(dunia)

    with pytest.raises(DelegasiTidakBisaDiakhiri):
        akhiri_delegasi(penugasan=tugas, alasan="x", oleh=dunia.palu.pengelola, sekarang=SEKARANG)
    assert Penugasan.objects.filter(pk=tugas.pk).exists()


@pytest.mark.parametrize(
    ("kota", "jam_utc", "berlaku"),
    [
        # The delegation's last day is the 23rd. Midnight in Palu is 16.00 UTC, in Salatiga 17.00.
        ("palu", datetime(2026, 11, 23, 15, 59, tzinfo=UTC), True),
        ("palu", datetime(2026, 11, 23, 16, 0, tzinfo=UTC), False),
        ("salatiga", datetime(2026, 11, 23, 16, 59, tzinfo=UTC), True),
        ("salatiga", datetime(2026, 11, 23, 17, 0, tzinfo=UTC), False),
    ],
)
def test_it_ends_by_itself_at_midnight_of_the_city(dunia, monkeypatch, kota, jam_utc, berlaku):
    tempat = getattr(dunia, kota)
    delegasikan(
        induk=milik(tempat.kepala),
        penerima=tempat.atasan,
        instansi=tempat.dikbud,
        masa=Masa(HARI, BESOK),
        alasan="Cuti",
        oleh=tempat.kepala,
        sekarang=SEKARANG,
    )
    monkeypatch.setattr("django.utils.timezone.now", lambda: jam_utc)

    atasan = Pengguna.objects.get(pk=tempat.atasan.pk)

    assert (Peran.KEPALA in peran_hari_ini(atasan)) is berlaku
