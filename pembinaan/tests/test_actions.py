from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError

from pembinaan import queries
from pembinaan.actions import Catatan, KoreksiTanpaAlasan, catat_jp, pasang_aturan_konversi
from pembinaan.models import AturanKonversiJP, CatatanJP
from pembinaan.rules.bawaan import ATURAN_KONVERSI_BAWAAN
from pembinaan.tests.factories import SEKARANG


@pytest.fixture
def catatan(dunia):
    def buat(jp=6, **isi):
        pegawai = dunia.palu.pegawai.pegawai
        nilai = {
            "sasaran": f"kelas:1:pegawai:{pegawai.pk}",
            "pegawai_id": pegawai.pk,
            "unit_id": pegawai.unit_id,
            "tanggal": date(2026, 11, 20),
            "keterangan": "Pelayanan prima angkatan 1",
            "hitungan": {"kode": "B3", "jp": jp},
        }
        return Catatan(jp=jp, **nilai | isi)

    return buat


def catat(dunia, *catatan, alasan=""):
    return catat_jp(
        sumber="KELAS",
        catatan=catatan,
        alasan_koreksi=alasan,
        oleh=dunia.palu.hr,
        sekarang=SEKARANG,
    )


def isi():
    return list(CatatanJP.objects.order_by("id").values_list("jp", "tahun", "alasan"))


def test_rules_are_installed_once(dunia):
    for _ in range(2):
        pasang_aturan_konversi(
            pemda=dunia.palu.pemda, berlaku_dari=date(2024, 1, 1), oleh="sistem:uji"
        )

    assert AturanKonversiJP.objects.count() == len(ATURAN_KONVERSI_BAWAAN) == 25
    aturan = queries.aturan_berlaku(dunia.palu.pemda.pk, date(2026, 11, 20))["C3"]
    assert (aturan.batas_per_hari, aturan.batas_per_hari_internasional) == (3, 4)
    assert queries.aturan_berlaku(dunia.salatiga.pemda.pk, date(2026, 11, 20)) == {}


def test_a_later_rule_counts_from_its_day(dunia):
    pasang_aturan_konversi(pemda=dunia.palu.pemda, berlaku_dari=date(2024, 1, 1), oleh="sistem:uji")
    lama = AturanKonversiJP.objects.get(kode="B6")
    AturanKonversiJP.objects.create(
        pemda=lama.pemda,
        kode="B6",
        bentuk=lama.bentuk,
        jalur=lama.jalur,
        satuan=lama.satuan,
        tarif=Decimal(3),
        dasar_hukum="PerLAN baru",
        berlaku_dari=date(2026, 7, 1),
    )

    def tarif(hari):
        return queries.aturan_berlaku(lama.pemda_id, hari)["B6"].tarif

    assert [tarif(date(2026, 6, 30)), tarif(date(2026, 7, 1))] == [4, 3]


def test_writing_the_same_again_changes_nothing(dunia, catatan):
    assert catat(dunia, catatan()) == (1, 0, 0)
    assert catat(dunia, catatan()) == (0, 0, 1)

    assert isi() == [(6, 2026, "")]
    assert CatatanJP.objects.get().dicatat_oleh == dunia.palu.hr


def test_correction_reverses_and_writes_anew(dunia, catatan):
    catat(dunia, catatan(6))

    assert catat(dunia, catatan(0, alasan="Hadir 2 dari 6 JP"), alasan=" Salah tanda ") == (1, 1, 0)

    assert isi() == [(6, 2026, ""), (-6, 2026, "Salah tanda"), (0, 2026, "Hadir 2 dari 6 JP")]
    assert [c.jp for c in queries.catatan_berlaku([dunia.palu.pegawai.pegawai_id])] == [0]
    assert catat(dunia, catatan(6), alasan="Tanda benar") == (1, 1, 0)
    assert sum(jp for jp, _, _ in isi()) == 6


def test_correction_into_another_year_takes_from_the_first(dunia, catatan):
    catat(dunia, catatan(6, tanggal=date(2025, 12, 30)))
    catat(dunia, catatan(6, tanggal=date(2026, 1, 2)), alasan="Sesi terakhir dipindah")

    assert isi() == [(6, 2025, ""), (-6, 2025, "Sesi terakhir dipindah"), (6, 2026, "")]


def test_correction_without_reason_writes_nothing(dunia, catatan):
    catat(dunia, catatan(6))

    with pytest.raises(KoreksiTanpaAlasan, match="Tulis alasan koreksi"):
        catat(dunia, catatan(0), alasan="  ")

    assert isi() == [(6, 2026, "")]


def test_other_people_and_sources_stay(dunia, catatan):
    lain = dunia.palu.atasan.pegawai
    catat(dunia, catatan(6))

    assert catat(dunia, catatan(4, sasaran="kelas:1:pegawai:2", pegawai_id=lain.pk)) == (1, 0, 0)
    assert len(isi()) == 2


def ubah(asli):
    CatatanJP.objects.filter(pk=asli.pk).update(jp=60)


def hapus(asli):
    CatatanJP.objects.filter(pk=asli.pk).delete()


def balik_dua_kali(asli):
    pembalik = CatatanJP.objects.get(membalik=asli)
    pembalik.pk, pembalik.kunci = None, "balik:lain"
    pembalik.save(force_insert=True)


@pytest.mark.parametrize("perintah", [ubah, hapus, balik_dua_kali])
def test_the_ledger_cannot_be_rewritten(dunia, catatan, perintah):
    catat(dunia, catatan(6))
    catat(dunia, catatan(4), alasan="Salah hitung")

    with pytest.raises((InternalError, IntegrityError)):
        perintah(CatatanJP.objects.order_by("id").first())
