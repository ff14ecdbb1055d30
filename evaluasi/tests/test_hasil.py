"""What evaluations say, to whom, and the slide with the QR."""

from datetime import timedelta
from decimal import Decimal

import pytest

from evaluasi import actions
from evaluasi.models import Jawaban
from evaluasi.queries import Ambang, langkah_tugas
from evaluasi.rules import Bacaan, Isian
from evaluasi.tasks import buka_evaluasi
from evaluasi.tests.factories import OLEH, jawab, kelas_usai, pengajar_baru, rombongan, tugas_baru
from evaluasi.tests.hasil import AMBANG, SETELAH, buka_hasil, isi_kelas, nilai_kelas, susulkan
from pelatihan.tests.factories import SEKARANG, PengajarFactory

pytestmark = pytest.mark.usefixtures("pada_sekarang")


# The numbers


def test_means_by_hand(palu):
    kelas = isi_kelas(palu, [5, 4, 4, 3, 3], belum=3, pengajar=[pengajar_baru(palu)])

    h = nilai_kelas(kelas.pk, AMBANG)

    assert (h.nilai.nilai100, h.nilai.kalimat) == (Decimal(76), "3,8 dari 5")
    assert (h.nilai.respons, h.nilai.bacaan) == ("63% (5 dari 8)", Bacaan.CUKUP)
    assert [(b.judul, len(b.soal), b.nilai.nilai100) for b in h.bagian] == [
        ("Penyelenggaraan", 8, Decimal(76)),
        ("Pengajar: Joko", 6, Decimal(76)),
    ]


def test_each_trainer_has_an_own_mean(palu):
    satu, dua = pengajar_baru(palu), PengajarFactory(pengguna=palu.atasan)
    tugas = tugas_baru(palu, *rombongan(palu, 5), pengajar=[satu, dua])
    for t in tugas:
        isian = [i._replace(nilai="2") if f"p{dua.pk}" in i.nama else i for i in jawab(t)]
        actions.kirim_tugas(tugas=t, isian=isian, oleh=OLEH, sekarang=SEKARANG)
    buka_hasil()

    rata = {b.judul: b.nilai.rata for b in nilai_kelas(tugas[0].kelas_id, AMBANG).bagian}

    assert rata == {"Penyelenggaraan": 4, "Pengajar: Gita": 2, "Pengajar: Joko": 4}


def test_unsent_answers_do_not_count(palu):
    kelas = isi_kelas(palu, [4] * 5, belum=1, buka=False)
    belum = kelas.tugas_evaluasi.get(status="TERBUKA")
    actions.simpan_jawaban(tugas=belum, isian=jawab(belum, 1, "x"), oleh=OLEH, sekarang=SEKARANG)
    buka_hasil()

    h = nilai_kelas(kelas.pk, AMBANG)

    assert (h.nilai.n, h.nilai.rata, h.uraian) == (5, 4, ())


def test_few_answers_are_hidden_everywhere(palu):
    h = nilai_kelas(isi_kelas(palu, [4] * 4, teks="Pesan").pk, AMBANG)

    assert (h.nilai.bacaan, h.nilai.n) == (Bacaan.TERSEMBUNYI, 4)
    assert (h.nilai.nilai100, h.bagian, h.uraian) == (None, (), ())


def test_a_threshold_that_was_raised_since_hides_what_was_open(palu):
    kelas = isi_kelas(palu, [4] * 5, teks="Pesan")

    h = nilai_kelas(kelas.pk, Ambang(6, Decimal(50)))

    assert h.nilai.bacaan is Bacaan.TERSEMBUNYI
    assert {s.nilai.nilai100 for b in h.bagian for s in b.soal} == {None}
    assert h.uraian == ()


def test_a_question_that_few_answered_is_hidden_and_not_in_the_sums(palu):
    tugas = tugas_baru(palu, *rombongan(palu, 6))
    for nomor, t in enumerate(tugas):
        isian = [
            Isian(i.nama, "1" if not s.wajib and s.berskala else i.nilai, 1)
            for i, s in zip(jawab(t), _soal(t), strict=True)
            if s.wajib or nomor < 3
        ]
        actions.kirim_tugas(tugas=t, isian=isian, oleh=OLEH, sekarang=SEKARANG)
    buka_hasil()

    (bagian,) = nilai_kelas(tugas[0].kelas_id, AMBANG).bagian

    assert [s.nilai.n for s in bagian.soal] == [6, 6, 6, 3, 3, 6, 6, 3]
    assert [s.nilai.nilai100 is None for s in bagian.soal].count(True) == 3
    assert (bagian.nilai.rata, bagian.nilai.n) == (4, 6)


def _soal(tugas):
    return [s for langkah in langkah_tugas(tugas) for s in langkah.soal]


def test_free_text_comes_in_random_order_from_enough_people(palu):
    kelas = isi_kelas(palu, [1, 2, 3, 4, 5], teks="Pesan")

    urutan = {nilai_kelas(kelas.pk, AMBANG).uraian[0].isi for _ in range(12)}

    assert {tuple(sorted(u)) for u in urutan} == {tuple(f"Pesan {n}" for n in range(1, 6))}
    assert len(urutan) > 1


def test_class_without_tasks(palu):
    h = nilai_kelas(kelas_usai(palu).pk, AMBANG)

    assert (h.nilai.bacaan, h.nilai.respons, h.bagian) == (Bacaan.KOSONG, "Belum ada data", ())


@pytest.mark.parametrize("pengajar", [1, 3])
def test_results_cost_the_same_for_1_and_3_trainers(palu, django_assert_num_queries, pengajar):
    akun = (palu.pengajar, palu.atasan, palu.pegawai_dinkes)[:pengajar]
    kelas = isi_kelas(palu, [4] * 5, pengajar=[PengajarFactory(pengguna=a) for a in akun])
    with django_assert_num_queries(4):
        nilai_kelas(kelas.pk, AMBANG)


# When results open


def test_results_wait_for_the_last_deadline(palu):
    kelas = isi_kelas(palu, [5, 4, 4, 3, 3, 1], belum=1, teks="Pesan", buka=False)
    tenggat = SEKARANG + timedelta(days=7)

    assert buka_hasil(tenggat - timedelta(hours=2)) == 0
    h = nilai_kelas(kelas.pk, sekarang=SEKARANG)
    assert (h.nilai.bacaan, h.nilai.nilai100, h.nilai.respons) == (
        Bacaan.MENUNGGU,
        None,
        "86% (6 dari 7)",
    )
    assert (h.bagian, h.uraian) == ((), ())
    assert h.dibuka_pada == kelas.tugas_evaluasi.first().tenggat

    assert buka_hasil(tenggat) == 7
    assert buka_hasil(tenggat) == 0
    assert nilai_kelas(kelas.pk).nilai.respons == "86% (6 dari 7)"


def test_results_open_early_when_everyone_has_answered(palu):
    kelas = isi_kelas(palu, [4] * 5, buka=False)
    assert nilai_kelas(kelas.pk, sekarang=SEKARANG).nilai.bacaan is Bacaan.MENUNGGU

    assert buka_hasil(SEKARANG) == 5

    assert nilai_kelas(kelas.pk, sekarang=SEKARANG).nilai.rata == 4


def test_too_few_stay_hidden_after_the_deadline(palu):
    kelas = isi_kelas(palu, [4] * 4, belum=3)

    assert kelas.tugas_evaluasi.filter(dihitung_pada=None).count() == 7
    assert nilai_kelas(kelas.pk).nilai.bacaan is Bacaan.TERSEMBUNYI
    assert nilai_kelas(kelas.pk, sekarang=SEKARANG).nilai.bacaan is Bacaan.MENUNGGU


@pytest.mark.parametrize("jumlah", [1, 4])
def test_one_more_answer_changes_nothing_that_was_shown(palu, jumlah):
    """The sixth answer: comparing n=5 with n=6 would tell it."""
    kelas = isi_kelas(palu, [5] * 5)
    lama = nilai_kelas(kelas.pk)

    susulkan(kelas, palu, [1] * jumlah)

    assert buka_hasil(SETELAH + timedelta(days=8)) == 0
    baru = nilai_kelas(kelas.pk)
    assert (baru.nilai, baru.bagian, baru.susulan) == (lama.nilai, lama.bagian, jumlah)


def test_a_later_batch_large_enough_joins(palu):
    kelas = isi_kelas(palu, [5] * 5)
    susulkan(kelas, palu, [2] * 5)

    assert buka_hasil(SETELAH) == 5

    h = nilai_kelas(kelas.pk)
    assert (h.nilai.n, h.nilai.rata, h.susulan) == (10, Decimal("3.5"), 0)


def test_a_later_batch_that_tells_one_answer_about_a_trainer_waits(palu):
    """Five more about the class, but one of them alone about this trainer."""
    satu, dua = pengajar_baru(palu), PengajarFactory(pengguna=palu.atasan)
    kelas = isi_kelas(palu, [5] * 5, pengajar=[satu, dua])
    susulan = susulkan(kelas, palu, [2] * 5)
    Jawaban.objects.filter(tugas__in=susulan[1:], pengajar=dua).delete()

    assert buka_hasil(SETELAH) == 0


def test_classes_do_not_wait_for_each_other(palu):
    tuntas = isi_kelas(palu, [4] * 5, buka=False)
    isi_kelas(palu, [4] * 5, belum=1, buka=False, angkatan=2)

    assert buka_hasil(SEKARANG) == 5

    assert tuntas.tugas_evaluasi.filter(dihitung_pada=SEKARANG).count() == 5


def test_the_task_opens_results(palu):
    kelas = isi_kelas(palu, [4] * 5, buka=False)

    buka_evaluasi()

    assert nilai_kelas(kelas.pk).nilai.rata == 4
