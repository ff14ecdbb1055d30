"""Two officers, one room (invariant 3).

The lock makes them wait for each other, the constraint refuses the second. What each holds back is
measured below by taking the other away: the lock in a scratch copy of the action, the constraint in
the database. Seen with two officers, 20 rounds each: with both, one class published in every round;
lock alone, one (5 rounds); constraint alone, one, and the other told by the constraint each time;
neither, the room booked twice in every round.
"""

import importlib.util
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Q

from lib.galat import GalatAturan
from pelatihan.actions import kelas as actions
from pelatihan.actions.sesi import JadwalBentrok, pindahkan_sesi
from pelatihan.models import Kelas, PengajarSesi, PenomoranSurat, Sesi
from pelatihan.tests.factories import SEKARANG, PengajarFactory, RuangFactory
from pelatihan.tests.jadwal import JAM, buat, daftarkan, sesi

pytestmark = [pytest.mark.balapan, pytest.mark.django_db(transaction=True)]

PUTARAN = 20
KUNCI = "    aksi_sesi.kunci_pemakaian(kelas, rencana)\n"


@pytest.fixture
def kota(dunia):
    palu = dunia.palu
    palu.akun["aula"] = RuangFactory(pemda=palu.pemda, nama="Aula", kapasitas=60)
    palu.akun["kecil"] = RuangFactory(pemda=palu.pemda, nama="Ruang kecil", kapasitas=25)
    palu.akun["joko"] = PengajarFactory(pengguna=palu.pengajar)
    palu.akun["hana"] = PengajarFactory(pengguna=palu.pengelola_dinkes)
    return palu


@pytest.fixture
def tanpa_kunci(tmp_path):
    """A scratch copy of publishing that locks neither rooms nor trainers nor people."""
    teks = Path(actions.__file__).read_text()
    assert KUNCI in teks
    berkas = tmp_path / "kelas_tanpa_kunci.py"
    berkas.write_text(teks.replace(KUNCI, ""))
    spesifikasi = importlib.util.spec_from_file_location("kelas_tanpa_kunci", berkas)
    modul = importlib.util.module_from_spec(spesifikasi)
    spesifikasi.loader.exec_module(modul)
    return modul


@pytest.fixture
def tanpa_batasan(transactional_db):
    """The database with the room's exclusion constraint emptied, for the length of one test."""
    batasan = next(c for c in Sesi._meta.constraints if c.name == "sesi_ruang_tidak_bentrok")
    kosong = batasan.clone()
    kosong.condition = Q(pk__lt=0)
    with connection.schema_editor() as skema:
        skema.remove_constraint(Sesi, batasan)
        skema.add_constraint(Sesi, kosong)
    yield
    Sesi.objects.update(terjadwal=False)
    with connection.schema_editor() as skema:
        skema.remove_constraint(Sesi, kosong)
        skema.add_constraint(Sesi, batasan)


@pytest.fixture
def satu_putaran(kota, balapkan):
    """Bagus and Citra publish two drafts at overlapping times; how many won, who was refused."""

    def jalankan(putaran, modul=actions, ruang=("aula", "aula"), pengajar=()):
        daftar = []
        for n, (oleh, unit) in enumerate(((kota.hr, kota.pemda), (kota.pengelola, kota.dikbud))):
            tempat = {"ruang": getattr(kota, ruang[n]).pk, "pengajar": pengajar, "jp": 6}
            isi = sesi(kota, 24 * putaran + n, **tempat)
            daftar.append((buat(kota, isi, penyelenggara=unit.pk), oleh))

        def terbit(butir):
            kelas, oleh = butir
            return modul.terbitkan_kelas(kelas=kelas, keputusan={}, oleh=oleh, sekarang=SEKARANG)

        hasil = balapkan(terbit, daftar)
        menang = Kelas.objects.filter(pk__in=[k.pk for k, _ in daftar], status="TERBIT").count()
        return menang, [h for h in hasil if isinstance(h, GalatAturan)]

    return jalankan


def test_two_officers_one_room_one_wins(satu_putaran):
    for putaran in range(PUTARAN):
        terbit, galat = satu_putaran(putaran)

        assert terbit == 1
        (tolak,) = galat
        assert "Aula dipakai Pelayanan Prima" in str(tolak)
        assert "Hubungi Bagus" in str(tolak)
    assert PenomoranSurat.objects.get().terakhir == PUTARAN


def test_two_officers_one_trainer_one_wins(kota, satu_putaran):
    for putaran in range(PUTARAN):
        terbit, (tolak,) = satu_putaran(putaran, ruang=("aula", "kecil"), pengajar=(kota.joko.pk,))

        assert (terbit, "Joko mengajar di" in str(tolak)) == (1, True)


def test_the_lock_alone_is_enough(satu_putaran, tanpa_batasan):
    assert [satu_putaran(n)[0] for n in range(5)] == [1] * 5


def test_the_constraint_alone_refuses_in_the_statement(satu_putaran, tanpa_kunci, record_property):
    """Both checks pass before either writes; the constraint still lets only one through."""
    galat = []
    for putaran in range(PUTARAN):
        terbit, tolak = satu_putaran(putaran, tanpa_kunci)
        galat += tolak

        assert terbit == 1
    record_property("tanpa_kunci", Counter(type(g).__name__ for g in galat))
    assert any(isinstance(g, JadwalBentrok) for g in galat)
    assert all("Aula dipakai" in str(g) for g in galat)


def test_without_both_one_room_is_booked_twice(
    satu_putaran, tanpa_kunci, tanpa_batasan, record_property
):
    """Shows that this race is a real one: what the other tests hold back does happen."""
    menang = [satu_putaran(n, tanpa_kunci)[0] for n in range(PUTARAN)]

    record_property("tanpa_kunci_dan_batasan", menang)
    assert 2 in menang


def test_crossing_claims_do_not_deadlock(kota, balapkan):
    """Two classes want both rooms and both trainers in opposite order: one wins, none dies."""
    for putaran in range(PUTARAN):
        jam = 24 * putaran
        depan = {"ruang": kota.aula.pk, "pengajar": (kota.joko.pk,), "jp": 3, "lama": 1}
        belakang = {"ruang": kota.kecil.pk, "pengajar": (kota.hana.pk,), "jp": 3, "lama": 1}
        daftar = [
            buat(kota, sesi(kota, jam, **depan), sesi(kota, jam + 1, **belakang)),
            buat(kota, sesi(kota, jam + 1, **belakang), sesi(kota, jam, **depan)),
        ]
        for k in daftar:
            daftarkan(k, kota.pegawai, kota.pegawai_dinkes)

        hasil = balapkan(
            lambda k: actions.terbitkan_kelas(
                kelas=k, keputusan={}, oleh=kota.hr, sekarang=SEKARANG
            ),
            daftar,
        )

        assert sorted(type(h).__name__ for h in hasil) == ["KelasTidakBisaTerbit", "int"]


def test_moving_two_sessions_into_one_free_hour(kota, balapkan):
    daftar = [buat(kota, sesi(kota, 24 * n, jp=6, pengajar=())) for n in range(2)]
    for k in daftar:
        actions.terbitkan_kelas(kelas=k, keputusan={}, oleh=kota.hr, sekarang=SEKARANG)

    def pindah(kelas):
        ubahan = sesi(kota, 200, jp=6, pengajar=(), pk=kelas.sesi.get().pk)
        return pindahkan_sesi(
            kelas=kelas, ubahan=[ubahan], keputusan={}, oleh=kota.hr, sekarang=SEKARANG
        )

    hasil = balapkan(pindah, daftar)

    assert sorted(type(h).__name__ for h in hasil) == ["JadwalBentrok", "int"]
    assert Sesi.objects.filter(mulai=sesi(kota, 200).mulai).count() == 1


def test_a_class_advances_once_while_someone_cancels_it(kota, balapkan):
    """The beat skips a class that an officer holds; afterwards it is cancelled, not running."""
    kelas = buat(kota, sesi(kota, jp=6))
    actions.terbitkan_kelas(kelas=kelas, keputusan={}, oleh=kota.hr, sekarang=SEKARANG)
    mulai = sesi(kota).mulai

    def kerja(nama):
        if nama == "batal":
            return actions.batalkan_kelas(
                kelas=kelas, alasan="Banjir", oleh=kota.hr, sekarang=mulai - JAM
            )
        return actions.majukan_kelas(oleh="sistem:uji", sekarang=mulai)

    balapkan(kerja, ["batal", "maju"])

    kelas.refresh_from_db()
    assert kelas.status == "BATAL"
    assert not PengajarSesi.objects.filter(terjadwal=True).exists()
