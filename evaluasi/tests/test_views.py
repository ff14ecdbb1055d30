"""Pages with an account: own tasks, the form, autosave, sending."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from evaluasi.models import Jawaban, TugasEvaluasi
from evaluasi.queries import langkah_tugas
from evaluasi.tests.factories import kirim, teks, tugas_baru
from pelatihan.models import Kehadiran
from pelatihan.tests.factories import SEKARANG

pytestmark = pytest.mark.usefixtures("pada_sekarang")


def alamat(nama, tugas):
    return reverse(f"evaluasi:{nama}", args=[tugas.pk])


def lewatkan(tugas):
    tugas.dibuka_pada = SEKARANG - timedelta(days=8)
    tugas.tenggat = SEKARANG - timedelta(days=1)
    tugas.save(update_fields=["dibuka_pada", "tenggat"])


def formulir(tugas, nilai="4", ke="2"):
    """What a browser posts from the first step without scripts, nothing answered before."""
    soal = langkah_tugas(tugas)[0].soal
    return {"ke": ke} | {f"lama_{s.nama}": "" for s in soal} | {s.nama: nilai for s in soal}


def simpan(client, tugas, *isi, **lain):
    return client.post(
        alamat("tugas_simpan", tugas),
        json.dumps(
            {"isi": [dict(zip(("nama", "nilai", "urut"), b, strict=True)) for b in isi]} | lain
        ),
        content_type="application/json",
    )


# Own tasks


def test_tugas_daftar_shows_open_sent_late_and_not_attended(pegawai, dunia):
    orang = dunia.palu.pegawai.pegawai
    (terbuka,), (terkirim,), (lewat,), (absen,) = (tugas_baru(dunia.palu, orang) for _ in range(4))
    kirim(terkirim)
    lewatkan(lewat)
    Kehadiran.objects.filter(pendaftaran=absen.pendaftaran).update(status="ALPA")

    isi = teks(pegawai.get(reverse("evaluasi:tugas_daftar")))

    assert isi.count("Isi evaluasi") == 1
    assert alamat("tugas_isi", terbuka) in isi
    assert "Terkirim" in isi
    assert "Lewat batas" in isi
    assert "Kehadiran belum tercatat" in isi
    assert "28 November 2026 pukul 09.00 WITA" in isi


def test_tugas_daftar_empty_explains(pegawai):
    isi = teks(pegawai.get(reverse("evaluasi:tugas_daftar")))

    assert "Belum ada evaluasi" in isi


@pytest.mark.parametrize("jumlah", [1, 3])
def test_tugas_daftar_costs_the_same(pegawai, dunia, django_assert_num_queries, jumlah):
    for _ in range(jumlah):
        tugas_baru(dunia.palu, dunia.palu.pegawai.pegawai)
    with django_assert_num_queries(4):
        pegawai.get(reverse("evaluasi:tugas_daftar"))


# The form


def test_tugas_isi_shows_the_asked_step_and_says_what_confidential_means(pegawai, tugas):
    isi = teks(pegawai.get(alamat("tugas_isi", tugas)))

    assert "Bagian 1 dari 4: Penyelenggaraan" in isi
    assert "Jawaban Anda rahasia" in isi
    assert "sedikitnya 5 orang" in isi
    assert "tanpa nama" not in isi
    assert "anonim" not in isi.lower()


def test_tugas_isi_costs_the_same_for_each_step(pegawai, tugas, django_assert_num_queries):
    with django_assert_num_queries(8):
        pegawai.get(alamat("tugas_isi", tugas))
    with django_assert_num_queries(8):
        pegawai.get(alamat("tugas_isi", tugas) + "?langkah=4")


def test_step_is_kept_and_next_one_opens_without_scripts(pegawai, tugas):
    jawaban = pegawai.post(alamat("tugas_isi", tugas) + "?langkah=1", formulir(tugas))

    assert jawaban.headers["Location"] == alamat("tugas_isi", tugas) + "?langkah=2"
    assert Jawaban.objects.filter(nilai=4).count() == 8


def test_a_half_filled_form_opens_where_filling_goes_on(pegawai, tugas):
    pegawai.post(alamat("tugas_isi", tugas), formulir(tugas, ke="keluar"))

    isi = teks(pegawai.get(alamat("tugas_isi", tugas)))

    assert "Bagian 2 dari 4" in isi
    assert re.search(r'data-bagian="1"[^>]*\shidden\s', isi)
    assert not re.search(r'data-bagian="2"[^>]*\shidden\s', isi)


def test_going_back_shows_the_answers(pegawai, tugas):
    pegawai.post(alamat("tugas_isi", tugas), formulir(tugas))

    isi = teks(pegawai.get(alamat("tugas_isi", tugas) + "?langkah=1"))

    assert isi.count("checked") == 8


def test_a_stale_page_does_not_write_over_a_newer_answer(pegawai, tugas):
    lama = formulir(tugas)
    soal = langkah_tugas(tugas)[0].soal
    simpan(pegawai, tugas, (soal[0].nama, "1", 5))
    lama = {k: v for k, v in lama.items() if k != soal[0].nama}

    pegawai.post(alamat("tugas_isi", tugas), lama)

    assert langkah_tugas(tugas)[0].soal[0].jawaban == "1"


def test_line_ends_of_a_browser_are_no_change(pegawai, tugas):
    nama = langkah_tugas(tugas)[-1].soal[0].nama

    pegawai.post(alamat("tugas_isi", tugas), {f"lama_{nama}": "a\nb", nama: "a\r\nb ", "ke": "1"})

    assert Jawaban.objects.count() == 0


def test_leaving_saves_and_says_until_when(pegawai, tugas):
    jawaban = pegawai.post(alamat("tugas_isi", tugas), formulir(tugas, ke="keluar"), follow=True)

    assert jawaban.redirect_chain[0][0] == reverse("evaluasi:tugas_daftar")
    assert "Jawaban tersimpan. Lanjutkan sebelum Sabtu, 28 November 2026" in teks(jawaban)
    assert Jawaban.objects.count() == 8


def test_a_value_outside_the_scale_is_explained_and_writes_nothing(pegawai, tugas):
    jawaban = pegawai.post(alamat("tugas_isi", tugas), formulir(tugas, nilai="9"), follow=True)

    assert "Pilih satu angka dari 1 sampai 5" in teks(jawaban)
    assert Jawaban.objects.count() == 0


def test_shell_for_the_device_holds_no_answers(pegawai, tugas):
    pegawai.post(alamat("tugas_isi", tugas), formulir(tugas))

    isi = teks(pegawai.get(alamat("tugas_isi", tugas) + "?cangkang=1"))

    assert "checked" not in isi
    assert "data-cangkang" in isi


def test_form_is_not_kept_by_the_browser(pegawai, tugas):
    assert "no-store" in pegawai.get(alamat("tugas_isi", tugas)).headers["Cache-Control"]


# Autosave


def test_autosave_keeps_and_answers_what_the_server_holds(pegawai, tugas):
    nama = langkah_tugas(tugas)[0].soal[0].nama

    jawaban = simpan(pegawai, tugas, (nama, "4", 10))

    assert jawaban.json() == {"waktu": "10.00", "isi": {nama: {"nilai": "4", "urut": 10}}}


def test_autosave_tells_a_late_tab_what_is_newer(pegawai, tugas):
    nama = langkah_tugas(tugas)[0].soal[0].nama
    simpan(pegawai, tugas, (nama, "4", 10))

    jawaban = simpan(pegawai, tugas, (nama, "2", 9))

    assert jawaban.json()["isi"] == {nama: {"nilai": "4", "urut": 10}}


def test_autosave_gives_everything_to_a_reopened_page(pegawai, tugas):
    assert len(simpan(pegawai, tugas, semua=True).json()["isi"]) == 16


@pytest.mark.parametrize(
    "badan",
    [
        "",
        "[]",
        "{}",
        '{"isi": 5}',
        '{"isi": [1]}',
        '{"isi": [{"nama": 1, "nilai": "4", "urut": 1}]}',
        '{"isi": [{"nama": "s1", "nilai": 4, "urut": 1}]}',
        '{"isi": [{"nama": "s1", "nilai": "4", "urut": "1"}]}',
        '{"isi": [{"nama": "s1", "nilai": "4", "urut": true}]}',
        '{"isi": [{"nama": "s1", "nilai": "4", "urut": 1e99}]}',
        "\xff",
    ],
)
def test_autosave_refuses_what_it_cannot_read(pegawai, tugas, badan):
    jawaban = pegawai.post(
        alamat("tugas_simpan", tugas), badan.encode("latin-1"), content_type="application/json"
    )

    assert (jawaban.status_code, Jawaban.objects.count()) == (400, 0)


def test_autosave_refuses_a_too_long_list(pegawai, tugas):
    assert simpan(pegawai, tugas, *[("s1", "4", 1)] * 301).status_code == 400


def test_autosave_explains_a_bad_value(pegawai, tugas):
    nama = langkah_tugas(tugas)[-1].soal[0].nama

    jawaban = simpan(pegawai, tugas, (nama, "a" * 2001, 1))

    assert jawaban.status_code == 422
    assert "2.000 huruf" in jawaban.json()["pesan"]


def test_autosave_after_the_deadline_is_refused_with_the_reason(pegawai, tugas):
    lewatkan(tugas)

    jawaban = simpan(pegawai, tugas, (langkah_tugas(tugas)[0].soal[0].nama, "4", 1))

    assert jawaban.status_code == 409
    assert jawaban.json()["keadaan"] == "LEWAT"
    assert "sudah lewat" in jawaban.json()["pesan"]
    assert Jawaban.objects.count() == 0


# Sending


def penuh(tugas):
    isi = {}
    for langkah in langkah_tugas(tugas):
        for s in langkah.soal:
            isi |= {f"lama_{s.nama}": "", s.nama: "5" if s.berskala else "Contoh kasusnya"}
    return isi


def test_sending_thanks_and_says_what_happens_next(pegawai, tugas):
    jawaban = pegawai.post(alamat("tugas_kirim", tugas), penuh(tugas), follow=True)

    assert jawaban.redirect_chain == [(alamat("tugas_selesai", tugas), 302)]
    assert "Terima kasih, evaluasi terkirim" in teks(jawaban)
    tugas.refresh_from_db()
    assert (tugas.status, str(tugas.tanggal_kirim)) == ("TERKIRIM", "2026-11-21")


def test_sending_an_incomplete_form_goes_back_to_the_review(pegawai, tugas):
    jawaban = pegawai.post(alamat("tugas_kirim", tugas), formulir(tugas), follow=True)

    assert jawaban.redirect_chain[0][0].endswith("?langkah=4")
    assert "Masih ada 6 pertanyaan yang perlu dijawab" in teks(jawaban)
    tugas.refresh_from_db()
    assert tugas.status == "TERBUKA"


def test_second_time_is_explained(pegawai, tugas):
    kirim(tugas)

    isi = teks(pegawai.get(alamat("tugas_isi", tugas)))
    jawaban = pegawai.post(alamat("tugas_kirim", tugas), penuh(tugas), follow=True)

    assert "sudah Anda kirim pada 21 November 2026" in isi
    assert "data-ev-buang" in isi
    assert "sudah Anda kirim" in teks(jawaban)
    assert set(Jawaban.objects.exclude(nilai=None).values_list("nilai", flat=True)) == {4}


def test_after_the_deadline_is_explained_and_keeps_what_was_typed(pegawai, tugas):
    pegawai.post(alamat("tugas_isi", tugas), formulir(tugas))
    lewatkan(tugas)

    isi = teks(pegawai.get(alamat("tugas_isi", tugas)))
    pegawai.post(alamat("tugas_isi", tugas), formulir(tugas, nilai="1"))

    assert "sudah lewat, yaitu 20 November 2026" in isi
    assert "tidak ikut dihitung" in isi
    assert "<form" not in isi.split("<main")[1].split("</main")[0]
    assert set(Jawaban.objects.values_list("nilai", flat=True)) == {4}


def test_not_attending_any_more_is_explained_and_keeps_the_draft(pegawai, tugas):
    Kehadiran.objects.filter(pendaftaran=tugas.pendaftaran).update(status="ALPA")

    isi = teks(pegawai.get(alamat("tugas_isi", tugas)))

    assert "memperbaiki daftar hadir" in isi
    assert "data-ev-buang" not in isi


def test_thanks_page_of_an_unsent_form_goes_back_to_it(pegawai, tugas):
    jawaban = pegawai.get(alamat("tugas_selesai", tugas))

    assert jawaban.headers["Location"] == alamat("tugas_isi", tugas)


# Who


HALAMAN = [
    ("tugas_isi", "get"),
    ("tugas_isi", "post"),
    ("tugas_simpan", "post"),
    ("tugas_kirim", "post"),
    ("tugas_selesai", "get"),
]


@pytest.mark.parametrize(("nama", "cara"), HALAMAN)
def test_nobody_elses_task_whatever_role(client, dunia, tugas, nama, cara):
    for kota in (dunia.palu, dunia.salatiga):
        for peran, akun in kota.akun.items():
            if akun == dunia.palu.pegawai:
                continue
            client.force_login(akun)
            jawaban = getattr(client, cara)(alamat(nama, tugas), formulir(tugas))
            assert jawaban.status_code == (404 if akun.pegawai_id else 403), peran
    assert Jawaban.objects.count() == 0
    assert TugasEvaluasi.objects.get().status == "TERBUKA"


@pytest.mark.parametrize(("nama", "cara"), HALAMAN)
def test_anonymous_goes_to_the_login_page(client, tugas, nama, cara):
    jawaban = getattr(client, cara)(alamat(nama, tugas))

    assert jawaban.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("nama", "cara"),
    [
        ("tugas_isi", "put"),
        ("tugas_simpan", "get"),
        ("tugas_kirim", "get"),
        ("tugas_selesai", "post"),
    ],
)
def test_wrong_method(pegawai, tugas, nama, cara):
    assert getattr(pegawai, cara)(alamat(nama, tugas)).status_code == 405


# The device


def test_worker_is_served_inside_its_scope_only(client):
    jawaban = client.get(reverse("evaluasi:pekerja"))

    assert jawaban.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert reverse("evaluasi:pekerja").startswith("/evaluasi/")
    assert "Service-Worker-Allowed" not in jawaban.headers


def test_logging_out_clears_the_device(pegawai):
    assert "Clear-Site-Data" not in pegawai.get(reverse("evaluasi:tugas_daftar")).headers

    jawaban = pegawai.post(reverse("account_logout"))

    assert jawaban.headers["Clear-Site-Data"] == '"storage"'
