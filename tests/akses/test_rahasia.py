"""What one person answered changes nothing that a head can read.

Four of a class sent their form, one fewer than a mean may show. Each page and each export that a
head (of the agency, or the mayor) may open is read twice: before and after one of the four answers
otherwise. Nothing may differ, be it a text or a number.
"""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluasi.actions import buka_hasil
from evaluasi.models import Jawaban, TugasEvaluasi
from evaluasi.tests.factories import kirim, rombongan, tugas_baru
from laporan.actions.penyusun import PENYUSUN, PENYUSUN_TABEL
from laporan.actions.ringkasan import segarkan_ringkasan
from laporan.models import PekerjaanLaporan
from laporan.rules.pegawai import KOLOM_DAFTAR
from tests.akses.semesta import PERAN, Semesta
from tests.akses.test_matriks import alamat, baca_tabel

pytestmark = [pytest.mark.akses, pytest.mark.django_db]
RAHASIA = "Kopi rapatnya hambar sekali"
# New in every answer: CSRF tokens, and the names that tie a button to its reason.
ACAK = re.compile(r"[A-Za-z0-9]{64}|alasan-[0-9a-f]{8}")
KEPALA = ("kepala", "walikota")
# Tables that no head may ask for.
BUKAN_KEPALA = {"JEJAK", "DIBUKA"}


def dunia_rahasia(banyak: int) -> tuple[Semesta, TugasEvaluasi]:
    """The world of the matrix with a class that so many have evaluated; one of the forms."""
    semesta = Semesta()
    tugas = tugas_baru(semesta.palu, *rombongan(semesta.palu, banyak))
    for t in tugas:
        kirim(t, 4, RAHASIA)
    kelas = tugas[0].kelas
    buka_hasil(oleh="sistem:uji", sekarang=max(t.tenggat for t in tugas))
    semesta.objek |= {"dinilai": kelas.pk, "penilai": tugas[0].pegawai_id}
    return semesta, tugas[0]


def ubah_jawaban(tugas: TugasEvaluasi) -> None:
    """One person answers everything otherwise."""
    assert Jawaban.objects.filter(tugas=tugas, nilai=4).update(nilai=F("nilai") - 3)
    assert Jawaban.objects.filter(tugas=tugas, teks=RAHASIA).update(teks="Lain sama sekali")


def alamat_kepala(semesta: Semesta, peran: str) -> list[str]:
    """Every page that this head may open, and those about the class and who evaluated it."""
    boleh = [b for b in baca_tabel() if b.metode == "GET" and b.kode[PERAN.index(peran)] in "23"]
    kelas = reverse("pelatihan:kelas_detail", args=[semesta.objek["dinilai"]])
    return [
        *(alamat(semesta, b) for b in boleh if b.nama != "evaluasi:tugas_tautan"),
        reverse("evaluasi:kelas_hasil", args=[semesta.objek["dinilai"]]),
        reverse("beranda:pegawai_detail", args=[semesta.objek["penilai"]]),
        *(f"{kelas}?tab={tab}" for tab in ("sesi", "peserta", "kehadiran", "undangan")),
    ]


def baca(semesta: Semesta, peran: str) -> dict[str, str]:
    """All that a head can read, by address and by export."""
    hari = timezone.localdate()
    segarkan_ringkasan(
        pemda=semesta.palu.pemda, tahun=hari.year, oleh="sistem:uji", sekarang=semesta.kini
    )
    cache.clear()
    client = Client()
    client.force_login(semesta.orang[peran])
    hasil = {}
    for url in alamat_kepala(semesta, peran):
        jawaban = client.get(url)
        isi = b"".join(jawaban.streaming_content) if jawaban.streaming else jawaban.content
        hasil[url] = ACAK.sub("", isi.decode("utf-8", "replace"))
    return hasil | ekspor(semesta, peran, hari)


def ekspor(semesta: Semesta, peran: str, hari: date) -> dict[str, str]:
    """The text of every kind of report and table, as the worker would write it for this head."""
    peminta = semesta.orang[peran]
    dikbud = semesta.palu.dikbud.pk
    parameter = {
        "unit": dikbud,
        "tahun": hari.year,
        "kelas": semesta.objek["dinilai"],
        "saring": {},
        "cari": "",
        "urut": "nama",
        "kolom": list(KOLOM_DAFTAR),
        "pilihan": [],
        "lengkap": False,
        "cakupan": [dikbud],
    }
    pekerjaan = PekerjaanLaporan(
        pemda=semesta.palu.pemda, parameter=parameter, peminta=peminta, dibuat_pada=semesta.kini
    )
    laporan = {jenis: susun(pekerjaan) for jenis, susun in PENYUSUN.items()}
    for jenis in PENYUSUN_TABEL.keys() - BUKAN_KEPALA:
        susun = PENYUSUN_TABEL[jenis]
        laporan[jenis] = str([list(baris) for baris in susun(peminta, parameter).baris])
    return {f"ekspor {jenis}": ACAK.sub("", isi) for jenis, isi in laporan.items()}


def beda(semula: dict[str, str], kini: dict[str, str]) -> list[str]:
    return [nama for nama in semula if semula[nama] != kini[nama]]


@pytest.mark.parametrize("peran", KEPALA)
def test_one_answer_changes_nothing_that_a_head_can_read(peran):
    semesta, tugas = dunia_rahasia(4)
    semula = baca(semesta, peran)

    ubah_jawaban(tugas)

    kini = baca(semesta, peran)
    assert beda(semula, kini) == []
    assert [nama for nama, isi in semula.items() if RAHASIA in isi] == []
    assert len(semula) > 20


def test_the_comparison_sees_a_mean_that_may_be_shown():
    """With six answers the class has a mean, and one of them moves it."""
    semesta, tugas = dunia_rahasia(6)
    semula = baca(semesta, "kepala")

    ubah_jawaban(tugas)

    hasil = reverse("evaluasi:kelas_hasil", args=[semesta.objek["dinilai"]])
    assert hasil in beda(semula, baca(semesta, "kepala"))
