"""What class messages say, to whom reminders go, and when they no longer hold."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail

from notifikasi import actions as notifikasi
from notifikasi.models import AturanPengingat, Pesan
from pelatihan import tasks
from pelatihan.actions.pengingat import terbitkan_pengingat
from pelatihan.models import Kehadiran, Kelas, Pendaftaran, PengajarSesi
from pelatihan.queries import pesan as queries
from pelatihan.tests.factories import (
    SEKARANG,
    PendaftaranFactory,
    PengajarFactory,
    RuangFactory,
    buat_kelas,
)

S = Pesan.Status
TEMPO = datetime(2026, 11, 21, 23, tzinfo=UTC)  # 07.00 WITA on the 22nd
MULAI = datetime(2026, 11, 29, 0, tzinfo=UTC)  # 08.00 WITA on the 29th
KINI = TEMPO + timedelta(minutes=1)


@pytest.fixture
def kelas(dunia):
    kelas = buat_kelas(dunia.palu.dikbud, mulai=MULAI, jumlah_sesi=2)
    ruang = RuangFactory(pemda=dunia.palu.pemda, nama="Aula", lokasi="Gedung B")
    kelas.sesi.update(ruang=ruang)
    return kelas


def daftar(kelas, akun, **isi):
    pendaftaran = PendaftaranFactory(kelas=kelas, pegawai=akun.pegawai, **isi)
    for sesi in kelas.sesi.all():
        Kehadiran.objects.create(
            pendaftaran=pendaftaran,
            sesi=sesi,
            pegawai=akun.pegawai,
            mulai=sesi.mulai,
            selesai=sesi.selesai,
            terjadwal=sesi.terjadwal,
        )
    return pendaftaran


def antre(jenis, sasaran, akun, data=None, jatuh_tempo=TEMPO):
    notifikasi.antrekan_pesan(
        jenis=jenis,
        sasaran=f"{sasaran._meta.model_name}:{sasaran.pk}",
        penerima=[akun.pk],
        jatuh_tempo=jatuh_tempo,
        pemda=akun.pemda_id,
        data=data,
        oleh="sistem:uji",
        sekarang=jatuh_tempo,
    )
    return Pesan.objects.get()


def kirim(pada=KINI):
    notifikasi.kirim_bagian(jam=lambda: pada)
    return list(Pesan.objects.order_by("pk").values_list("status", "alasan"))


def batalkan(kelas):
    Kelas.objects.filter(pk=kelas.pk).update(status="BATAL", alasan_batal="Pengajar sakit")
    kelas.sesi.update(terjadwal=False)


def mundurkan(pendaftaran):
    Pendaftaran.objects.filter(pk=pendaftaran.pk).update(
        status="DIBATALKAN", dibatalkan_pada=SEKARANG, alasan_batal="Dinas luar"
    )


def aturan(dunia, jenis, geser_hari, sampai=TEMPO - timedelta(hours=12)):
    return AturanPengingat.objects.create(
        pemda=dunia.palu.pemda,
        jenis=jenis,
        geser_hari=geser_hari,
        jam=time(7),
        diterbitkan_sampai=sampai,
    )


def terbitkan(pada=KINI):
    return terbitkan_pengingat(oleh="sistem:uji", sekarang=pada)


# Whom the rules remind


def test_h7_goes_to_those_whose_class_starts_in_seven_days(dunia, kelas):
    aturan(dunia, "kelas_h7", -7)
    ikut = daftar(kelas, dunia.palu.pegawai)
    mundurkan(daftar(kelas, dunia.palu.atasan))
    lain = buat_kelas(dunia.palu.dikbud, mulai=MULAI + timedelta(hours=16), angkatan=2)
    daftar(lain, dunia.palu.pegawai_dinkes)

    assert terbitkan() == 1

    pesan = Pesan.objects.get()
    assert pesan.sasaran == f"pendaftaran:{ikut.pk}"
    assert pesan.penerima == dunia.palu.pegawai
    assert pesan.jatuh_tempo == TEMPO
    assert pesan.data == {"hari_acuan": "2026-11-29"}


def test_second_session_reminds_nobody_again(dunia, kelas):
    aturan(dunia, "kelas_h1", -1)
    daftar(kelas, dunia.palu.pegawai)

    assert terbitkan(datetime(2026, 11, 28, 1, tzinfo=UTC)) == 1
    assert terbitkan(datetime(2026, 11, 29, 1, tzinfo=UTC)) == 0


@pytest.mark.parametrize(("selisih", "jumlah"), [(0, 1), (1, 0)])
def test_enrolled_after_the_due_time_gets_no_late_reminder(dunia, kelas, selisih, jumlah):
    aturan(dunia, "kelas_h7", -7)
    daftar(kelas, dunia.palu.pegawai, didaftarkan_pada=TEMPO + timedelta(seconds=selisih))

    assert terbitkan() == jumlah


def test_published_after_the_due_time_gives_no_late_reminder(dunia, kelas):
    aturan(dunia, "kelas_h7", -7)
    daftar(kelas, dunia.palu.pegawai)
    Kelas.objects.update(terbit_pada=TEMPO + timedelta(seconds=1))

    assert terbitkan() == 0


@pytest.mark.parametrize("status", ["BATAL", "SELESAI"])
def test_cancelled_or_finished_class_reminds_nobody(dunia, kelas, status):
    aturan(dunia, "kelas_h7", -7)
    daftar(kelas, dunia.palu.pegawai)
    alasan = "x" if status == "BATAL" else ""
    Kelas.objects.update(status=status, alasan_batal=alasan)

    assert terbitkan() == 0


def test_other_citys_class_follows_its_own_rules(dunia):
    aturan(dunia, "kelas_h7", -7)
    kelas = buat_kelas(dunia.salatiga.dikbud, mulai=MULAI)
    daftar(kelas, dunia.salatiga.pegawai)

    assert terbitkan() == 0


def test_person_without_account_is_no_receiver(dunia, kelas):
    aturan(dunia, "kelas_h7", -7)
    akun = dunia.palu.pegawai
    daftar(kelas, akun)
    akun.penugasan.all().delete()
    type(akun).objects.filter(pk=akun.pk).update(pegawai=None)

    assert terbitkan() == 0


def test_moved_class_is_reminded_of_at_its_new_date_only(dunia, kelas):
    aturan(dunia, "kelas_h7", -7)
    daftar(kelas, dunia.palu.pegawai)
    assert terbitkan(TEMPO - timedelta(hours=1)) == 1
    for sesi in kelas.sesi.order_by("-mulai"):
        sesi.mulai += timedelta(days=3)
        sesi.selesai += timedelta(days=3)
        sesi.save()

    assert kirim() == [(S.GUGUR, queries.SUDAH_BERUBAH)]
    assert terbitkan(KINI + timedelta(days=1)) == 0
    assert terbitkan(KINI + timedelta(days=3)) == 1


def test_moved_close_gives_no_late_reminder(dunia, kelas):
    aturan(dunia, "kelas_h7", -7)
    daftar(kelas, dunia.palu.pegawai)
    assert terbitkan(KINI - timedelta(days=4)) == 0
    for sesi in kelas.sesi.order_by("mulai"):
        sesi.mulai -= timedelta(days=4)
        sesi.selesai -= timedelta(days=4)
        sesi.save()

    assert terbitkan(KINI - timedelta(days=3)) == 0


def test_chase_goes_daily_to_each_trainer_until_marked(dunia, kelas):
    aturan(dunia, "kehadiran_tagih", 1)
    hadir = daftar(kelas, dunia.palu.pegawai).kehadiran.order_by("mulai")
    pengajar = [PengajarFactory(pengguna=o) for o in (dunia.palu.pengajar, dunia.palu.hr)]
    for sesi in kelas.sesi.all():
        for orang in pengajar:
            PengajarSesi.objects.create(
                sesi=sesi, pengajar=orang, mulai=sesi.mulai, selesai=sesi.selesai, terjadwal=True
            )
    hari = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)  # 07.30 of the first day, before the class

    assert terbitkan(hari) == 0
    assert terbitkan(hari + timedelta(days=1)) == 2
    assert terbitkan(hari + timedelta(days=2)) == 4
    hadir.update(status="HADIR", ditandai_pada=SEKARANG)
    assert terbitkan(hari + timedelta(days=3)) == 0
    assert set(Pesan.objects.values_list("penerima", flat=True)) == {
        o.pengguna_id for o in pengajar
    }


@pytest.mark.parametrize("jumlah", [1, 3])
def test_publishing_reminders_is_set_based(dunia, kelas, django_assert_num_queries, jumlah):
    aturan(dunia, "kelas_h7", -7)
    for akun in list(dunia.palu.akun.values())[:jumlah]:
        daftar(kelas, akun)

    with django_assert_num_queries(7):
        assert terbitkan() == jumlah


def test_task_twice_publishes_once(dunia, kelas, monkeypatch):
    aturan(dunia, "kelas_h7", -7)
    daftar(kelas, dunia.palu.pegawai)
    monkeypatch.setattr(tasks.timezone, "now", lambda: KINI)

    assert [tasks.terbitkan_pengingat(), tasks.terbitkan_pengingat()] == [1, 0]


# When they no longer hold


@pytest.mark.parametrize("jenis", ["kelas_undangan", "kelas_h7", "kelas_h1"])
def test_cancelled_class_sends_no_invitation_or_reminder(dunia, kelas, jenis):
    antre(jenis, daftar(kelas, dunia.palu.pegawai), dunia.palu.pegawai)
    batalkan(kelas)

    assert kirim() == [(S.GUGUR, queries.KELAS_BATAL)]
    assert mail.outbox == []


@pytest.mark.parametrize("jenis", ["kelas_undangan", "kelas_h7", "kelas_h1"])
def test_withdrawn_enrolment_gets_nothing(dunia, kelas, jenis):
    pendaftaran = daftar(kelas, dunia.palu.pegawai)
    antre(jenis, pendaftaran, dunia.palu.pegawai)
    mundurkan(pendaftaran)

    assert kirim() == [(S.GUGUR, queries.TIDAK_TERDAFTAR)]


def test_class_that_has_begun_needs_no_reminder(dunia, kelas):
    antre("kelas_h1", daftar(kelas, dunia.palu.pegawai), dunia.palu.pegawai, jatuh_tempo=MULAI)

    assert kirim(MULAI) == [(S.GUGUR, queries.SUDAH_DIMULAI)]


def test_cancellation_taken_back_is_not_sent(dunia, kelas):
    pendaftaran = daftar(kelas, dunia.palu.pegawai)
    antre("pendaftaran_batal", pendaftaran, dunia.palu.pegawai)
    antre_batal = {"jenis": "kelas_batal", "sasaran": f"pendaftaran:{pendaftaran.pk}"}
    notifikasi.antrekan_pesan(
        **antre_batal,
        penerima=[dunia.palu.pegawai.pk],
        jatuh_tempo=TEMPO,
        pemda=dunia.palu.pemda.pk,
        oleh="sistem:uji",
        sekarang=TEMPO,
    )

    assert kirim() == [
        (S.GUGUR, "Pendaftaran tidak jadi dibatalkan."),
        (S.GUGUR, "Kelas tidak jadi dibatalkan."),
    ]


def test_move_that_was_moved_again_is_not_sent(dunia, kelas):
    hadir = daftar(kelas, dunia.palu.pegawai).kehadiran.order_by("mulai").first()
    lama = [hadir.mulai.isoformat(), hadir.selesai.isoformat(), "Aula"]
    baru = [(hadir.mulai + timedelta(hours=3)).isoformat(), hadir.selesai.isoformat(), None]
    antre("kelas_dipindah", hadir, dunia.palu.pegawai, {"lama": lama, "baru": baru})

    assert kirim() == [(S.GUGUR, queries.SUDAH_BERUBAH)]


def test_marked_session_is_not_chased(dunia, kelas):
    sesi = kelas.sesi.order_by("mulai").first()
    daftar(kelas, dunia.palu.pegawai).kehadiran.update(status="HADIR", ditandai_pada=SEKARANG)
    antre("kehadiran_tagih", sesi, dunia.palu.pengajar)

    assert kirim() == [(S.GUGUR, "Kehadiran sudah lengkap.")]


def test_former_trainer_is_not_chased(dunia, kelas):
    daftar(kelas, dunia.palu.pegawai)
    antre("kehadiran_tagih", kelas.sesi.first(), dunia.palu.pengajar)

    assert kirim() == [(S.GUGUR, "Penerima tidak mengajar sesi ini lagi.")]


@pytest.mark.parametrize(
    ("jenis", "alasan"),
    [
        ("kelas_undangan", queries.TIDAK_TERDAFTAR),
        ("kelas_batal", "Kelas tidak jadi dibatalkan."),
        ("pendaftaran_batal", "Pendaftaran tidak jadi dibatalkan."),
        ("kelas_dipindah", queries.TIDAK_TERDAFTAR),
        ("kehadiran_tagih", queries.KELAS_BATAL),
    ],
)
def test_message_about_something_gone_is_dropped(dunia, kelas, jenis, alasan):
    pesan = antre(jenis, kelas, dunia.palu.pegawai)
    Pesan.objects.filter(pk=pesan.pk).update(sasaran="x:999999")

    assert kirim() == [(S.GUGUR, alasan)]
