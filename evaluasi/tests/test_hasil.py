"""What evaluations say, to whom, and the slide with the QR."""

import re
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from evaluasi import actions
from evaluasi.models import Jawaban
from evaluasi.queries import Ambang, langkah_tugas, tugas_lengkap
from evaluasi.queries import nilai_kelas as baca_kelas
from evaluasi.rules import Bacaan, Isian
from evaluasi.tasks import buka_evaluasi
from evaluasi.tests.factories import (
    OLEH,
    jawab,
    kelas_usai,
    kirim,
    pengajar_baru,
    peserta,
    rombongan,
    teks,
    tugas_baru,
)
from lib.tanggal import tanggal_panjang
from pelatihan.tests.factories import SEKARANG, PengajarFactory

pytestmark = pytest.mark.usefixtures("pada_sekarang")
AMBANG = Ambang(5, Decimal(50))
SETELAH = SEKARANG + timedelta(days=8)


@pytest.fixture
def palu(dunia):
    return dunia.palu


def isi_kelas(kota, nilai, *, belum=0, pengajar=(), teks="", buka=True, **lain):
    """A class whose attendees sent these values, ``belum`` who did not, its deadline over."""
    tugas = tugas_baru(kota, *rombongan(kota, len(nilai) + belum), pengajar=pengajar, **lain)
    for t, n in zip(tugas, nilai, strict=False):
        kirim(t, n, teks and f"{teks} {n}")
    if buka:
        buka_hasil()
    return tugas[0].kelas


def buka_hasil(sekarang=SETELAH):
    return actions.buka_hasil(oleh=OLEH, sekarang=sekarang)


def nilai_kelas(kelas_id, ambang=AMBANG, sekarang=SETELAH):
    return baca_kelas(kelas_id, ambang, sekarang)


def hasil(client, kelas):
    return client.get(reverse("evaluasi:kelas_hasil", args=[kelas.pk]))


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


def susulkan(kelas, kota, nilai, *, hadir_pada=SETELAH):
    """More people whose attendance is marked later answer the same day; their tasks."""
    orang = [peserta(kelas, p, ditandai=hadir_pada) for p in rombongan(kota, len(nilai))]
    actions.buka_tugas(oleh=OLEH, sekarang=hadir_pada)
    milik = {t.pendaftaran_id: t for t in tugas_lengkap().filter(kelas=kelas)}
    for d, n in zip(orang, nilai, strict=True):
        t = milik[d.pk]
        actions.kirim_tugas(tugas=t, isian=jawab(t, n), oleh=OLEH, sekarang=hadir_pada)
    return [milik[d.pk] for d in orang]


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


@pytest.mark.parametrize("siapa", ["hr", "pengajar"])
def test_page_says_when_results_open_and_how_many_answered(client, palu, siapa):
    kelas = isi_kelas(
        palu, [1] * 6, belum=2, teks="Pesan", pengajar=[pengajar_baru(palu)], buka=False
    )
    client.force_login(getattr(palu, siapa))

    isi = teks(hasil(client, kelas))

    tenggat = kelas.tugas_evaluasi.first().tenggat.astimezone(ZoneInfo("Asia/Makassar"))
    assert f"Hasil dibuka <mark>{tanggal_panjang(tenggat.date())}</mark>" in isi
    assert "75% (6 dari 8)" in isi
    assert "Pesan" not in isi
    assert not re.search(r"\d dari 5\b", isi)


def test_page_tells_of_late_forms(client, palu):
    kelas = isi_kelas(palu, [4] * 5)
    susulkan(kelas, palu, [4])
    client.force_login(palu.hr)

    assert "1 evaluasi dibuka menyusul" in teks(hasil(client, kelas))


# The page


def test_kelas_hasil_shows_mean_with_its_basis(client, palu):
    client.force_login(palu.hr)

    isi = teks(hasil(client, isi_kelas(palu, [5, 4, 4, 3, 3], belum=3, teks="Bagus")))

    assert "Peserta menilai kelas ini <mark >3,8 dari 5</mark>" in isi
    assert "respons 63% (5 dari 8)." in isi
    assert "Bagus 5" in isi


def test_low_response_is_amber(client, palu):
    client.force_login(palu.hr)

    isi = teks(hasil(client, isi_kelas(palu, [4] * 5, belum=6)))

    assert "Belum bisa disimpulkan" in isi
    assert "respons 45% (5 dari 11)" in isi.lower()


def test_no_data_is_said(client, palu):
    client.force_login(palu.hr)

    assert "Belum ada data" in teks(hasil(client, kelas_usai(palu)))


def test_page_costs_the_same_for_few_and_many(client, palu, django_assert_num_queries):
    client.force_login(palu.hr)
    for n in (5, 7):
        kelas = isi_kelas(palu, [4] * n, teks="Pesan")
        with django_assert_num_queries(9):
            hasil(client, kelas)


@pytest.mark.parametrize("jumlah", [4, 5])
def test_confidential_for_every_role(client, dunia, jumlah):
    """Nobody's page shows who answered what; below five answers no value and no word at all."""
    palu = dunia.palu
    kelas = isi_kelas(palu, [1] * jumlah, pengajar=[pengajar_baru(palu)], teks="Uraian")
    nama = [t.pegawai.nama for t in kelas.tugas_evaluasi.select_related("pegawai")]
    boleh = {"admin", "hr", "pengelola", "kepala", "walikota", "pengajar", "auditor"}
    luar = {"kepala_dinkes", "pengelola_dinkes"}
    for peran, akun in palu.akun.items():
        client.force_login(akun)
        jawaban = hasil(client, kelas)
        assert jawaban.status_code == (200 if peran in boleh else 404 if peran in luar else 403)
        isi = teks(jawaban)
        assert not [n for n in nama if n in isi], peran
        if jumlah < 5:
            assert "Uraian" not in isi, peran
            assert not re.search(r"\d dari 5\b", isi), peran
    for akun in dunia.salatiga.akun.values():
        client.force_login(akun)
        assert hasil(client, kelas).status_code in (403, 404)


def test_trainer_sees_only_the_own_section(client, palu):
    satu, dua = pengajar_baru(palu), PengajarFactory(pengguna=palu.atasan)
    kelas = isi_kelas(palu, [4] * 5, pengajar=[satu, dua], teks="Uraian")
    client.force_login(palu.pengajar)

    isi = teks(hasil(client, kelas))

    assert "Peserta menilai Anda" in isi
    assert "Pengajar menguasai materi" in isi
    assert not [x for x in ("Gita", "Penyelenggaraan", "Panitia", "Uraian 4") if x in isi]


def test_trainer_of_another_class_gets_404(client, palu):
    pengajar_baru(palu)
    kelas = isi_kelas(palu, [4] * 5)
    client.force_login(palu.pengajar)

    assert hasil(client, kelas).status_code == 404


def test_hasil_anonymous_and_wrong_method(client, palu):
    alamat = reverse("evaluasi:kelas_hasil", args=[kelas_usai(palu).pk])

    assert client.get(alamat).status_code == 302
    assert client.post(alamat).status_code == 405


# The slide


def slide(client, kelas):
    return client.get(reverse("evaluasi:kelas_slide", args=[kelas.pk]))


def test_slide_shows_a_qr_without_inline_style(client, palu):
    client.force_login(palu.hr)

    isi = teks(slide(client, kelas_usai(palu)))

    assert "<svg" in isi
    assert "/evaluasi/qr/" in isi
    assert "style=" not in isi


def test_slide_for_whom(client, dunia):
    palu = dunia.palu
    kelas = kelas_usai(palu, [pengajar_baru(palu)])
    status = {}
    for peran, akun in palu.akun.items():
        client.force_login(akun)
        status[peran] = slide(client, kelas).status_code
    client.force_login(dunia.salatiga.hr)

    assert slide(client, kelas).status_code == 404
    assert {p for p, s in status.items() if s == 200} == {"hr", "pengelola", "pengajar"}
    assert {p for p, s in status.items() if s == 404} == {"pengelola_dinkes"}
    assert Jawaban.objects.count() == 0
