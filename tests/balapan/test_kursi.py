"""Seats under contention: 40 threads, 7 seats left (invariant 4).

The lock decides; the constraint stands beside it. What each holds back is measured below by
taking the other away: the lock in a scratch copy of the action, the constraint in the database.
Seen with 40 threads on 7 seats, 5 rounds each: with both, 7 seated in every round; lock alone, 7;
constraint alone, 7 seated and 33 told to try again; neither, 40 seated in every round.
"""

import importlib.util
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from django.db import connection

from instansi.tests.factories import JabatanFactory, PegawaiFactory
from pelatihan.actions import pendaftaran
from pelatihan.actions.kehadiran import verifikasi_kehadiran
from pelatihan.actions.pendaftaran import batalkan_pendaftaran, daftarkan_peserta
from pelatihan.models import Kehadiran, Kelas, Pendaftaran
from pelatihan.tests.factories import SEKARANG, PendaftaranFactory, buat_kelas
from pembinaan.actions import pasang_aturan_konversi
from pembinaan.models import CatatanJP

pytestmark = [pytest.mark.balapan, pytest.mark.django_db(transaction=True)]

PELAMAR, KURSI, TERISI, PUTARAN = 40, 20, 13, 20
SISA = KURSI - TERISI
KUNCI = 'Kelas.objects.select_for_update(of=("self",))'


@pytest.fixture
def pelamar(dunia):
    JabatanFactory(pemda=dunia.palu.pemda)
    return PegawaiFactory.create_batch(PELAMAR + TERISI, unit=dunia.palu.puskesmas)


@pytest.fixture
def kelas_hampir_penuh(dunia, pelamar):
    """A class with 7 of 20 seats left, on a day of its own so that no clash interferes."""

    def buat(putaran):
        kelas = buat_kelas(
            dunia.palu.pemda,
            mulai=SEKARANG + timedelta(days=10 + putaran),
            jumlah_sesi=1,
            kursi=KURSI,
            terisi=TERISI,
        )
        for p in pelamar[PELAMAR:]:
            PendaftaranFactory(kelas=kelas, pegawai=p)
        return kelas

    return buat


@pytest.fixture
def tanpa_kunci(tmp_path):
    """A scratch copy of the action that reads the class row without locking it."""
    teks = Path(pendaftaran.__file__).read_text()
    assert KUNCI in teks
    berkas = tmp_path / "pendaftaran_tanpa_kunci.py"
    berkas.write_text(teks.replace(KUNCI, "Kelas.objects"))
    spesifikasi = importlib.util.spec_from_file_location("pendaftaran_tanpa_kunci", berkas)
    modul = importlib.util.module_from_spec(spesifikasi)
    spesifikasi.loader.exec_module(modul)
    return modul


@pytest.fixture
def tanpa_batasan(transactional_db):
    """The database without the CHECK terisi <= kursi, for the length of one test."""
    batasan = next(c for c in Kelas._meta.constraints if c.name == "kelas_kursi_cukup")
    with connection.schema_editor() as skema:
        skema.remove_constraint(Kelas, batasan)
    yield
    Kelas.objects.update(kursi=1000)
    with connection.schema_editor() as skema:
        skema.add_constraint(Kelas, batasan)


def duduk(kelas):
    kelas.refresh_from_db()
    return Pendaftaran.objects.filter(kelas=kelas, status="DITERIMA").count() - TERISI


@pytest.fixture
def satu_putaran(dunia, pelamar, balapkan, kelas_hampir_penuh):
    """Seats given in one round, and what the threads were told."""

    def jalankan(putaran, modul: ModuleType = pendaftaran):
        kelas = kelas_hampir_penuh(putaran)

        def usul(pegawai):
            return modul.daftarkan_peserta(
                kelas=kelas, pegawai=[pegawai], oleh=dunia.palu.hr, sekarang=SEKARANG
            )

        jawaban = Counter()
        for hasil in balapkan(usul, pelamar[:PELAMAR]):
            if isinstance(hasil, list):
                jawaban[hasil[0].penolakan.kode if hasil[0].penolakan else "DUDUK"] += 1
            else:
                jawaban[type(hasil).__name__] += 1
        return kelas, duduk(kelas), jawaban

    return jalankan


def test_exactly_the_free_seats_are_given(satu_putaran):
    for putaran in range(PUTARAN):
        kelas, jumlah, jawaban = satu_putaran(putaran)

        assert jumlah == SISA
        assert jawaban == {"DUDUK": SISA, "PENUH": PELAMAR - SISA}
        assert kelas.terisi == KURSI
        assert Kehadiran.objects.filter(sesi__kelas=kelas, terjadwal=True).count() >= SISA


def test_the_lock_alone_is_enough(satu_putaran, tanpa_batasan):
    for putaran in range(5):
        _, jumlah, jawaban = satu_putaran(putaran)

        assert (jumlah, jawaban["PENUH"]) == (SISA, PELAMAR - SISA)


def test_the_constraint_alone_never_oversells(satu_putaran, tanpa_kunci, record_property):
    """Without the lock the count is stale; the constraint then refuses with an error to retry."""
    semua = Counter()
    for putaran in range(5):
        _, jumlah, jawaban = satu_putaran(putaran, tanpa_kunci)
        semua += jawaban

        assert jumlah == SISA
    record_property("tanpa_kunci", dict(semua))
    assert semua["JadwalBaruBerubah"] > 0


def test_without_both_seats_are_oversold(satu_putaran, tanpa_kunci, tanpa_batasan, record_property):
    """Shows that this race is a real one: what the other tests hold back does happen."""
    duduk_per_putaran = [satu_putaran(n, tanpa_kunci)[1] for n in range(5)]

    record_property("tanpa_kunci_dan_batasan", duduk_per_putaran)
    assert max(duduk_per_putaran) > SISA


def test_seats_given_back_meanwhile_are_given_once(dunia, pelamar, balapkan, kelas_hampir_penuh):
    """20 cancel while 20 nominate: whoever wins, count and rows agree and nobody is oversold."""
    kelas = kelas_hampir_penuh(0)
    daftarkan_peserta(kelas=kelas, pegawai=pelamar[:SISA], oleh=dunia.palu.hr, sekarang=SEKARANG)
    lepas = list(Pendaftaran.objects.filter(kelas=kelas))
    perintah = [*lepas, *pelamar[SISA : SISA + len(lepas)]]

    def jalankan(butir):
        umum = {"oleh": dunia.palu.hr, "sekarang": SEKARANG}
        if isinstance(butir, Pendaftaran):
            return batalkan_pendaftaran(pendaftaran=butir, alasan="Mundur", **umum)
        return daftarkan_peserta(kelas=kelas, pegawai=[butir], **umum)

    hasil = balapkan(jalankan, perintah)

    masuk = sum(h[0].penolakan is None for h in hasil if h)
    assert [h for h in hasil[: len(lepas)] if h is not None] == []
    assert duduk(kelas) + TERISI == kelas.terisi == masuk <= KURSI


def test_one_person_is_not_seated_in_two_places(dunia, pelamar, balapkan):
    """Ten classes at the same hour want the same person: one wins, nine hear of the clash."""
    kelas = [buat_kelas(dunia.palu.pemda, jumlah_sesi=1) for _ in range(10)]

    hasil = balapkan(
        lambda k: daftarkan_peserta(
            kelas=k, pegawai=[pelamar[0]], oleh=dunia.palu.hr, sekarang=SEKARANG
        ),
        kelas,
    )

    assert Counter(h[0].penolakan and h[0].penolakan.kode for h in hasil) == {
        None: 1,
        "BENTROK": 9,
    }


def test_one_person_nominated_ten_times_has_one_seat(dunia, pelamar, balapkan):
    kelas = buat_kelas(dunia.palu.pemda)

    hasil = balapkan(
        lambda _: daftarkan_peserta(
            kelas=kelas, pegawai=[pelamar[0]], oleh=dunia.palu.hr, sekarang=SEKARANG
        ),
        range(10),
    )

    assert Counter(h[0].penolakan and h[0].penolakan.kode for h in hasil) == {None: 1, "SUDAH": 9}
    assert Kehadiran.objects.count() == 3


def test_two_verifications_write_jp_once(dunia, pelamar, balapkan):
    pasang_aturan_konversi(pemda=dunia.palu.pemda, berlaku_dari=date(2024, 1, 1), oleh="sistem:uji")
    kelas = buat_kelas(dunia.palu.pemda, kursi=PELAMAR)
    daftarkan_peserta(kelas=kelas, pegawai=pelamar[:PELAMAR], oleh=dunia.palu.hr, sekarang=SEKARANG)
    Kehadiran.objects.update(status="HADIR", ditandai_pada=SEKARANG)

    hasil = balapkan(
        lambda _: verifikasi_kehadiran(
            kelas=kelas, oleh=dunia.palu.hr, sekarang=SEKARANG + timedelta(days=20)
        ),
        range(4),
    )

    assert Counter(type(h).__name__ for h in hasil) == {
        "HasilCatat": 1,
        "KehadiranTidakBisaDiverifikasi": 3,
    }
    assert CatatanJP.objects.count() == PELAMAR
