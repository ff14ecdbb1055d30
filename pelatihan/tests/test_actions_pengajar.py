"""Trainers hear of what they teach: only those affected, with old and new time."""

from datetime import UTC, timedelta

import pytest
from django.core import mail

from notifikasi import actions as notifikasi
from notifikasi.models import Pesan
from pelatihan.actions import kelas as actions_kelas
from pelatihan.actions import sesi as actions
from pelatihan.models import Kelas
from pelatihan.queries.pesan import KELAS_BATAL, SUDAH_BERUBAH, SUDAH_DIMULAI, TIDAK_MENGAJAR
from pelatihan.tests.factories import SEKARANG
from pelatihan.tests.jadwal import JAM, PAGI, buat, daftarkan, sesi, terbitkan

S = Pesan.Status


@pytest.fixture
def kelas(kota):
    """Published: Joko (external) teaches 09-11 and 14-16, Hana 11-13; one participant."""
    kelas = buat(kota, sesi(kota), sesi(kota, 2, pengajar=(kota.hana.pk,)), sesi(kota, 5))
    daftarkan(kelas, kota.pegawai)
    terbitkan(kota, kelas)
    return kelas


def pesan():
    """What was queued for trainers since the last look: kind, subject, receiver, data."""
    daftar = Pesan.objects.filter(jenis__startswith="pengajar_").order_by("jenis", "pk")
    isi = [(p.jenis, p.sasaran, p.penerima_id, p.data) for p in daftar]
    Pesan.objects.all().delete()
    return isi


def pindahkan(kota, kelas, *ubahan, sekarang=SEKARANG):
    return actions.pindahkan_sesi(
        kelas=kelas, ubahan=ubahan, keputusan={}, oleh=kota.hr, sekarang=sekarang
    )


def batalkan(kota, kelas, sekarang=SEKARANG):
    return actions_kelas.batalkan_kelas(
        kelas=kelas, alasan="Banjir", oleh=kota.hr, sekarang=sekarang
    )


def kirim(pada=SEKARANG):
    """Send what waits for trainers; state and reason."""
    Pesan.objects.exclude(jenis__startswith="pengajar_").delete()
    notifikasi.kirim_bagian(jam=lambda: pada)
    return list(Pesan.objects.order_by("pk").values_list("status", "alasan"))


def waktu(mulai, selesai, ruang):
    return [w.astimezone(UTC).isoformat() for w in (mulai, selesai)] + [ruang]


def test_publishing_tells_each_trainer_once(kota, kelas):
    assert sorted(pesan()) == sorted(
        ("pengajar_tugas", f"kelas:{kelas.pk}", p.pengguna_id, {}) for p in (kota.joko, kota.hana)
    )


def test_a_draft_tells_no_trainer(kota):
    buat(kota)

    assert pesan() == []


def test_moving_tells_the_trainer_of_that_session_both_times(kota, kelas):
    pesan()
    pertama = kelas.sesi.order_by("mulai")[0]
    baru = sesi(kota, 24, pk=pertama.pk, ruang=kota.kecil.pk)

    pindahkan(kota, kelas, baru)

    assert pesan() == [
        (
            "pengajar_dipindah",
            f"sesi:{pertama.pk}",
            kota.joko.pengguna_id,
            {
                "lama": waktu(pertama.mulai, pertama.selesai, "Aula"),
                "baru": waktu(baru.mulai, baru.selesai, "Ruang kecil"),
            },
        )
    ]


def test_a_title_alone_tells_nobody(kota, kelas):
    pesan()
    pertama = kelas.sesi.order_by("mulai")[0]

    pindahkan(kota, kelas, sesi(kota, pk=pertama.pk, judul="Pembukaan"))

    assert pesan() == []


def test_a_trainer_replaced_and_the_one_who_comes(kota, kelas):
    pesan()
    pertama = kelas.sesi.order_by("mulai")[0]

    pindahkan(kota, kelas, sesi(kota, 24, pk=pertama.pk, pengajar=(kota.hana.pk,)))

    lama = [pertama.pk, *waktu(pertama.mulai, pertama.selesai, "")]
    assert pesan() == [
        ("pengajar_batal", f"kelas:{kelas.pk}", kota.joko.pengguna_id, {"sesi": [lama]}),
        ("pengajar_tugas", f"kelas:{kelas.pk}", kota.hana.pengguna_id, {}),
    ]


def test_cancelling_tells_of_the_sessions_to_come(kota, kelas):
    pesan()
    _, kedua, ketiga = kelas.sesi.order_by("mulai")

    assert batalkan(kota, kelas, sekarang=PAGI + JAM) == 1

    assert {(jenis, akun): data["sesi"] for jenis, _, akun, data in pesan()} == {
        ("pengajar_batal", kota.hana.pengguna_id): [
            [kedua.pk, *waktu(kedua.mulai, kedua.selesai, "Aula")]
        ],
        ("pengajar_batal", kota.joko.pengguna_id): [
            [ketiga.pk, *waktu(ketiga.mulai, ketiga.selesai, "Aula")]
        ],
    }


def test_cancelling_a_draft_tells_no_trainer(kota):
    batalkan(kota, buat(kota))

    assert pesan() == []


def test_an_account_that_is_closed_gets_nothing(kota):
    kota.joko.pengguna.is_active = False
    kota.joko.pengguna.save(update_fields=["is_active"])

    terbitkan(kota, buat(kota))

    assert pesan() == []


def test_an_external_trainer_without_address_is_kept_for_the_officers(kota, kelas):
    kota.joko.pengguna.email = None
    kota.joko.pengguna.save(update_fields=["email"])

    assert (S.TANPA_ALAMAT, "") in [(status, "") for status, _ in kirim()]


def test_a_trainer_is_written_to_by_mail(kota, kelas):
    assert {status for status, _ in kirim()} <= {S.TERKIRIM, S.TANPA_ALAMAT}
    assert all("Anda mengajar" in m.subject for m in mail.outbox)


# When it no longer holds


def test_assignment_of_a_cancelled_class_is_not_sent(kota, kelas):
    Kelas.objects.filter(pk=kelas.pk).update(status="BATAL", alasan_batal="Banjir")

    assert set(kirim()) == {(S.GUGUR, KELAS_BATAL)}


def test_assignment_is_not_sent_after_the_last_own_session_began(kota, kelas):
    Pesan.objects.update(jatuh_tempo=PAGI)

    assert set(kirim(PAGI + 5 * JAM)) == {(S.GUGUR, SUDAH_DIMULAI)}


def test_assignment_of_a_former_trainer_is_not_sent(kota, kelas):
    Pesan.objects.filter(jenis="pengajar_tugas", penerima=kota.joko.pengguna).delete()
    kelas.sesi.get(pengajar_sesi__pengajar=kota.hana).pengajar_sesi.all().delete()

    assert kirim() == [(S.GUGUR, TIDAK_MENGAJAR)]


def test_a_move_that_was_moved_again_is_told_once(kota, kelas):
    pertama = kelas.sesi.order_by("mulai")[0]
    pesan()
    for jam in (24, 48):
        pindahkan(
            kota, kelas, sesi(kota, jam, pk=pertama.pk), sekarang=SEKARANG + timedelta(minutes=jam)
        )

    assert kirim(SEKARANG + JAM)[0] == (S.GUGUR, SUDAH_BERUBAH)


def test_who_teaches_the_session_again_is_not_told_of_the_loss(kota, kelas):
    pertama = kelas.sesi.order_by("mulai")[0]
    pesan()
    for menit, pengajar in ((1, kota.hana), (2, kota.joko)):
        pindahkan(
            kota,
            kelas,
            sesi(kota, pk=pertama.pk, pengajar=(pengajar.pk,)),
            sekarang=SEKARANG + timedelta(minutes=menit),
        )
    Pesan.objects.exclude(jenis="pengajar_batal", penerima=kota.joko.pengguna).delete()

    assert kirim(SEKARANG + JAM) == [(S.GUGUR, SUDAH_BERUBAH)]


@pytest.mark.parametrize("jumlah", [1, 3])
def test_telling_trainers_costs_the_same_for_1_and_3_sessions(
    kota, django_assert_num_queries, jumlah
):
    kelas = buat(kota, *(sesi(kota, 3 * n, jp=6 // jumlah) for n in range(jumlah)))
    with django_assert_num_queries(31):
        terbitkan(kota, kelas)
