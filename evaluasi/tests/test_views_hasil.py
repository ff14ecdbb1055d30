"""The page of results and the slide with the QR."""

import re
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from evaluasi.models import Jawaban
from evaluasi.tests.factories import kelas_usai, pengajar_baru, teks
from evaluasi.tests.hasil import isi_kelas, susulkan
from lib.tanggal import tanggal_panjang
from pelatihan.tests.factories import PengajarFactory

pytestmark = pytest.mark.usefixtures("pada_sekarang")


def hasil(client, kelas):
    return client.get(reverse("evaluasi:kelas_hasil", args=[kelas.pk]))


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


@pytest.mark.parametrize(
    ("siapa", "membaca"),
    [
        ("hr", True), ("pengelola", True),
        ("kepala", False), ("walikota", False), ("auditor", False), ("admin", False),
    ],
)  # fmt: skip
def test_what_people_wrote_is_for_the_organisers_alone(client, palu, siapa, membaca):
    """A head knows the hand: the mean may be read, the words may not (evaluasi.uraian_lihat)."""
    kelas = isi_kelas(palu, [5, 4, 4, 3, 3], teks="Ruangnya panas")
    client.force_login(getattr(palu, siapa))

    isi = teks(hasil(client, kelas))

    assert ("Ruangnya panas" in isi) is membaca
    assert "3,8 dari 5" in isi


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
    kelas = isi_kelas(palu, [1] * jumlah, pengajar=[pengajar_baru(palu)], teks="Ruangnya panas")
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
            assert "Ruangnya panas" not in isi, peran
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
