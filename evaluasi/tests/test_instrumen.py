"""Questionnaires: installed once, versioned, frozen by the first answer."""

import pytest
from django.db import InternalError, transaction

from evaluasi import actions
from evaluasi.models import Instrumen, Pertanyaan
from evaluasi.queries import langkah_tugas
from evaluasi.rules import Isian
from evaluasi.tests.factories import OLEH
from pelatihan.tests.factories import SEKARANG


def simpan(tugas):
    """Answer the first question."""
    isian = [Isian(langkah_tugas(tugas)[0].soal[0].nama, "4", 1)]
    actions.simpan_jawaban(tugas=tugas, isian=isian, oleh=OLEH, sekarang=SEKARANG)


def test_installing_twice_makes_one(palu):
    actions.pasang_instrumen_bawaan(pemda=palu.pemda, oleh=OLEH)

    assert Instrumen.objects.count() == 1
    assert Pertanyaan.objects.count() == 16


def test_a_question_can_be_changed_until_it_is_answered(palu, tugas):
    pertanyaan = Pertanyaan.objects.order_by("id")[0]
    ubah = {"pertanyaan": pertanyaan, "teks": "Baru", "wajib": True, "oleh": palu.hr}
    actions.ubah_pertanyaan(**ubah)
    simpan(tugas)

    with pytest.raises(actions.InstrumenBeku, match="versi baru"):
        actions.ubah_pertanyaan(**ubah | {"teks": "Lain"})

    pertanyaan.refresh_from_db()
    assert pertanyaan.teks == "Baru"


def test_the_database_refuses_to_change_an_answered_questionnaire(tugas):
    simpan(tugas)
    pertanyaan = Pertanyaan.objects.order_by("id")[0]
    bagian = pertanyaan.bagian

    for ubah in (
        lambda: Pertanyaan.objects.filter(pk=pertanyaan.pk).update(teks="Lain"),
        lambda: Pertanyaan.objects.filter(bagian__urutan=3).delete(),
        lambda: Pertanyaan.objects.create(bagian=bagian, urutan=99, jenis="SKALA", teks="Baru"),
        bagian.save,
    ):
        with pytest.raises(InternalError, match="sudah dijawab"), transaction.atomic():
            ubah()


def test_a_new_version_copies_everything_and_becomes_the_active_one(palu, tugas):
    simpan(tugas)

    baru = actions.buat_versi_baru(instrumen=tugas.instrumen, oleh=palu.hr)

    assert (baru.versi, baru.aktif, baru.dibekukan_pada) == (2, True, None)
    assert Instrumen.objects.filter(aktif=True).count() == 1
    isi = [
        list(
            Pertanyaan.objects.filter(bagian__instrumen=i)
            .order_by("bagian__urutan", "urutan")
            .values_list("bagian__judul", "jenis", "teks", "wajib")
        )
        for i in (tugas.instrumen, baru)
    ]
    assert isi[0] == isi[1]
    assert len(isi[0]) == 16
