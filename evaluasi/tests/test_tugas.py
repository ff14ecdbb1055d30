"""Opening, filling and sending: actions on the database."""

from datetime import timedelta

import pytest

from evaluasi import actions
from evaluasi.models import Instrumen, Jawaban, TugasEvaluasi
from evaluasi.queries import langkah_tugas, tugas_lengkap
from evaluasi.rules import Isian, Keadaan
from evaluasi.tasks import buka_evaluasi
from evaluasi.tests.factories import (
    OLEH,
    SELESAI,
    jawab,
    kelas_usai,
    kirim,
    pengajar_baru,
    peserta,
    rombongan,
    tugas_baru,
)
from instansi.models import ParameterKebijakan
from notifikasi.models import Pesan
from pelatihan.models import Kehadiran, PengajarSesi
from pelatihan.tests.factories import SEKARANG, PengajarFactory


def buka(sekarang=SEKARANG):
    return actions.buka_tugas(oleh=OLEH, sekarang=sekarang)


def simpan(tugas, *isian, sekarang=SEKARANG):
    return actions.simpan_jawaban(tugas=tugas, isian=isian, oleh=OLEH, sekarang=sekarang)


# Opening


def test_opens_for_attendees_of_an_ended_class_once(palu):
    kelas = kelas_usai(palu)
    hadir, *lain = rombongan(palu, 4)
    peserta(kelas, hadir)
    for pegawai, status in zip(lain, ("BELUM", "IZIN", "ALPA"), strict=True):
        peserta(kelas, pegawai, status)

    assert (buka(), buka()) == (1, 0)

    tugas = TugasEvaluasi.objects.get()
    assert (tugas.pegawai, tugas.unit, tugas.kelas) == (hadir, palu.sekolah, kelas)
    assert (tugas.dibuka_pada, tugas.tenggat) == (SELESAI, SELESAI + timedelta(days=7))


def test_one_attended_session_is_enough(palu):
    daftar = peserta(kelas_usai(palu), palu.pegawai.pegawai)
    daftar.kehadiran.filter(sesi=daftar.kelas.sesi.latest("mulai")).update(status="SAKIT")

    assert buka() == 1


def test_does_not_open_before_the_last_session_has_ended(palu):
    peserta(kelas_usai(palu), palu.pegawai.pegawai, ditandai=SELESAI - timedelta(hours=2))

    assert buka(SELESAI - timedelta(seconds=1)) == 0
    assert buka(SELESAI) == 1


def test_due_counts_from_marking_where_that_came_later(palu):
    ditandai = SELESAI + timedelta(days=3)
    peserta(kelas_usai(palu), palu.pegawai.pegawai, ditandai=ditandai)

    assert buka(ditandai) == 1
    assert TugasEvaluasi.objects.get().tenggat == ditandai + timedelta(days=7)


@pytest.mark.parametrize(("hari", "dibuka"), [(6, 1), (7, 0)])
def test_does_not_open_what_would_be_overdue(palu, hari, dibuka):
    peserta(kelas_usai(palu), palu.pegawai.pegawai)

    assert buka(SELESAI + timedelta(days=hari)) == dibuka


def test_does_not_open_for_a_cancelled_class_or_enrolment(palu):
    batal = kelas_usai(palu, status="BATAL", alasan_batal="Banjir")
    peserta(batal, palu.pegawai.pegawai)
    keluar = peserta(kelas_usai(palu), palu.atasan.pegawai)
    keluar.status, keluar.alasan_batal, keluar.dibatalkan_pada = "DIBATALKAN", "Sakit", SELESAI
    keluar.save()

    assert buka() == 0


def test_deadline_follows_the_parameter_of_that_day(palu):
    ParameterKebijakan.objects.filter(pemda=palu.pemda, kode="evaluasi_tenggat").update(nilai=3)
    peserta(kelas_usai(palu), palu.pegawai.pegawai)

    buka()

    assert TugasEvaluasi.objects.get().tenggat == SELESAI + timedelta(days=3)


def test_opening_tells_each_account_once(palu):
    kelas = kelas_usai(palu)
    peserta(kelas, palu.pegawai.pegawai)
    peserta(kelas, rombongan(palu, 1)[0])

    buka()
    buka()

    pesan = Pesan.objects.get(jenis="evaluasi_buka")
    tugas = TugasEvaluasi.objects.get(pegawai=palu.pegawai.pegawai)
    assert (pesan.penerima, pesan.sasaran) == (palu.pegawai, f"tugas:{tugas.pk}")


def test_a_new_version_does_not_open_a_second_task(palu):
    peserta(kelas_usai(palu), palu.pegawai.pegawai)
    buka()

    actions.buat_versi_baru(instrumen=Instrumen.objects.get(), oleh=palu.hr)

    assert buka() == 0
    assert Instrumen.objects.get(aktif=True).versi == 2


def test_each_city_uses_its_own_questionnaire(dunia):
    for kota in (dunia.palu, dunia.salatiga):
        actions.pasang_instrumen_bawaan(pemda=kota.pemda, oleh=OLEH)
        peserta(kelas_usai(kota), kota.pegawai.pegawai)

    assert buka() == 2
    assert all(t.instrumen.pemda_id == t.kelas.pemda_id for t in tugas_lengkap())


def test_one_class_alone_can_be_opened(palu):
    satu, dua = (peserta(kelas_usai(palu), palu.pegawai.pegawai) for _ in range(2))

    actions.buka_tugas(oleh=OLEH, sekarang=SEKARANG, kelas=satu.kelas_id)

    assert list(TugasEvaluasi.objects.values_list("pendaftaran", flat=True)) == [satu.pk]
    assert (buka(), TugasEvaluasi.objects.filter(pendaftaran=dua).count()) == (1, 1)


def test_without_a_questionnaire_nothing_opens(dunia):
    peserta(kelas_usai(dunia.palu), dunia.palu.pegawai.pegawai)

    assert buka() == 0


def test_opening_is_written_to_the_history_with_its_action(palu):
    peserta(kelas_usai(palu), palu.pegawai.pegawai)

    buka()

    jejak = TugasEvaluasi.objects.get().events.get()
    assert jejak.pgh_context.metadata["aksi"] == "buka_tugas"


def test_opening_costs_the_same_for_1_and_3_people(palu, django_assert_num_queries):
    kelas = kelas_usai(palu)
    peserta(kelas, palu.pegawai.pegawai)
    with django_assert_num_queries(9):
        buka()
    for akun in (palu.atasan, palu.pengelola, palu.kepala):
        peserta(kelas, akun.pegawai)
    with django_assert_num_queries(9):
        buka()


def test_task_runs_twice_and_opens_once(palu):
    peserta(kelas_usai(palu), palu.pegawai.pegawai, ditandai=SELESAI)
    Kehadiran.objects.update(ditandai_pada=SEKARANG)

    assert [buka_evaluasi(), buka_evaluasi()][1] == 0


# Steps


def test_steps_are_sections_and_each_trainer_seen(palu):
    pengajar = [pengajar_baru(palu), PengajarFactory(pengguna=palu.atasan)]
    (tugas,) = tugas_baru(palu, palu.pegawai.pegawai, pengajar=pengajar)

    langkah = langkah_tugas(tugas)

    assert [(x.nomor, x.jenis, x.pengajar) for x in langkah] == [
        (1, "PENYELENGGARA", ""),
        (2, "PENGAJAR", "Gita"),
        (3, "PENGAJAR", "Joko"),
        (4, "UMUM", ""),
    ]
    assert [len(x.soal) for x in langkah] == [8, 6, 6, 2]


def test_a_trainer_of_a_missed_session_is_not_rated(palu):
    (tugas,) = tugas_baru(palu, palu.pegawai.pegawai, pengajar=[pengajar_baru(palu)])
    akhir = tugas.kelas.sesi.latest("mulai")
    PengajarSesi.objects.filter(sesi=akhir).update(pengajar=PengajarFactory(pengguna=palu.atasan))
    Kehadiran.objects.filter(sesi=akhir).update(status="IZIN")

    assert [x.pengajar for x in langkah_tugas(tugas)] == ["", "Joko", ""]


def test_steps_cost_the_same_for_1_and_3_trainers(palu, django_assert_num_queries):
    pengajar = [
        PengajarFactory(pengguna=a) for a in (palu.pengajar, palu.atasan, palu.pegawai_dinkes)
    ]
    (satu,) = tugas_baru(palu, palu.pegawai.pegawai, pengajar=pengajar[:1])
    (tiga,) = tugas_baru(palu, palu.hr.pegawai, pengajar=pengajar)
    with django_assert_num_queries(3):
        langkah_tugas(satu)
    with django_assert_num_queries(3):
        langkah_tugas(tiga)


# Filling


@pytest.fixture
def nama(tugas):
    return langkah_tugas(tugas)[0].soal[0].nama


def test_saving_keeps_the_answer(tugas, nama):
    hasil = simpan(tugas, Isian(nama, "4", 10))

    assert (hasil[nama].jawaban, hasil[nama].urut) == ("4", 10)
    assert list(Jawaban.objects.values_list("nilai", "urut")) == [(4, 10)]


def test_later_write_of_a_question_wins_whatever_arrives_last(tugas, nama):
    simpan(tugas, Isian(nama, "4", 10))
    simpan(tugas, Isian(nama, "2", 30))
    hasil = simpan(tugas, Isian(nama, "5", 20))

    assert (hasil[nama].jawaban, hasil[nama].urut) == ("2", 30)
    assert Jawaban.objects.get().nilai == 2


def test_two_tabs_on_different_questions_lose_nothing(tugas):
    satu, dua = (s.nama for s in langkah_tugas(tugas)[0].soal[:2])

    simpan(tugas, Isian(satu, "4", 10))
    simpan(tugas, Isian(dua, "2", 5))

    assert [s.jawaban for s in langkah_tugas(tugas)[0].soal[:2]] == ["4", "2"]


def test_same_request_again_changes_nothing(tugas, nama):
    simpan(tugas, Isian(nama, "4", 10))
    simpan(tugas, Isian(nama, "4", 10))

    assert Jawaban.objects.get().urut == 10


def test_one_request_may_write_a_question_twice(tugas, nama):
    simpan(tugas, Isian(nama, "4", 10), Isian(nama, "3", 11), Isian(nama, "1", 9))

    assert Jawaban.objects.get().nilai == 3


def test_empty_text_clears_the_answer(tugas):
    uraian = langkah_tugas(tugas)[-1].soal[0].nama
    simpan(tugas, Isian(uraian, "Bagus", 1))
    simpan(tugas, Isian(uraian, " ", 2))

    assert Jawaban.objects.get().teks == ""


def test_a_field_of_another_questionnaire_is_left_out(tugas):
    assert "x" not in simpan(tugas, Isian("s999999", "4", 1), Isian("x", "1", 1))
    assert Jawaban.objects.count() == 0


@pytest.mark.parametrize("nilai", ["0", "6", "x"])
def test_a_value_outside_the_scale_writes_nothing(tugas, nilai):
    satu, dua = (s.nama for s in langkah_tugas(tugas)[0].soal[:2])

    with pytest.raises(actions.JawabanTidakSah, match="1 sampai 5"):
        simpan(tugas, Isian(satu, "4", 1), Isian(dua, nilai, 1))

    assert Jawaban.objects.count() == 0


def test_first_answer_freezes_the_questionnaire(tugas, nama):
    simpan(tugas)
    assert Instrumen.objects.get().dibekukan_pada is None

    simpan(tugas, Isian(nama, "4", 1))

    assert Instrumen.objects.get().dibekukan_pada == SEKARANG


def test_saving_costs_the_same_for_1_and_3_answers(tugas, django_assert_num_queries):
    soal = [s.nama for s in langkah_tugas(tugas)[0].soal]
    simpan(tugas, Isian(soal[0], "4", 1))
    with django_assert_num_queries(7):
        simpan(tugas, Isian(soal[1], "4", 2))
    with django_assert_num_queries(7):
        simpan(tugas, *(Isian(n, "3", 3) for n in soal[:3]))


# Sending


def test_sending_keeps_the_last_changes_and_the_local_date(tugas):
    malam = SEKARANG.replace(hour=16, minute=30)  # 00.30 WITA of the next day
    tugas.tenggat = malam + timedelta(days=1)
    tugas.save(update_fields=["tenggat"])

    actions.kirim_tugas(tugas=tugas, isian=jawab(tugas), oleh=OLEH, sekarang=malam)

    tugas.refresh_from_db()
    assert (tugas.status, tugas.tanggal_kirim) == ("TERKIRIM", (malam + timedelta(days=1)).date())
    assert Jawaban.objects.exclude(nilai=None).count() == 14


def test_sending_needs_every_required_answer(tugas):
    isian = jawab(tugas)[1:]

    with pytest.raises(actions.JawabanBelumLengkap, match="1 pertanyaan"):
        actions.kirim_tugas(tugas=tugas, isian=isian, oleh=OLEH, sekarang=SEKARANG)

    tugas.refresh_from_db()
    assert (tugas.status, Jawaban.objects.count()) == ("TERBUKA", 0)


def test_optional_questions_may_stay_empty(tugas):
    wajib = {s.nama for x in langkah_tugas(tugas) for s in x.soal if s.wajib}
    isian = [i for i in jawab(tugas) if i.nama in wajib]

    actions.kirim_tugas(tugas=tugas, isian=isian, oleh=OLEH, sekarang=SEKARANG)

    assert Jawaban.objects.count() == 11


def keadaan_galat(tugas, nama, sekarang=SEKARANG):
    sebelum = list(Jawaban.objects.values())
    with pytest.raises(actions.TugasTidakBisaDiisi) as galat:
        simpan(tugas, Isian(nama, "1", 99), sekarang=sekarang)
    assert list(Jawaban.objects.values()) == sebelum
    return galat.value.tertutup.keadaan


def test_a_sent_task_takes_no_more_answers(tugas, nama):
    kirim(tugas)

    assert keadaan_galat(tugas, nama) is Keadaan.TERKIRIM


def test_after_the_deadline_answers_stay_but_no_more_are_taken(tugas, nama):
    simpan(tugas, Isian(nama, "4", 1))

    assert keadaan_galat(tugas, nama, tugas.tenggat) is Keadaan.LEWAT
    assert Jawaban.objects.get().nilai == 4


def test_who_is_no_attendee_any_more_cannot_answer(tugas, nama):
    Kehadiran.objects.filter(pendaftaran=tugas.pendaftaran).update(status="ALPA")

    assert keadaan_galat(tugas, nama) is Keadaan.BUKAN_PESERTA
