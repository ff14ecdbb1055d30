"""The shape that every loader has: its order, what it may be asked, its template."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from instansi.models import Instansi
from instansi.rules.impor.pemuat import BUKAN_SEPEMDA, PemuatImpor, Pesanan
from lib.impor import Kolom, LaporanImpor

KOLOM = (Kolom("nip", judul="NIP", contoh="199103122019022004"), Kolom("unit", wajib=False))
HARI_INI = date(2026, 11, 22)
SEKARANG = datetime(2026, 11, 22, 3, tzinfo=UTC)
PEMDA = Instansi(nama="Kota Palu")


def pemuat(**ubah):
    diterima = []

    def fungsi(*, pesanan, oleh):
        diterima.append((pesanan, oleh))
        return LaporanImpor(baru=7)

    isi = {"kode": "uji", "judul": "Uji", "kegunaan": "", "kolom": KOLOM, "fungsi": fungsi}
    return PemuatImpor(**isi | ubah), diterima


@pytest.fixture
def berkas(tmp_path):
    tujuan = tmp_path / "a.csv"
    tujuan.write_text("nip;unit;kota\n1;a;x\n1;b;y\n")
    return tujuan


def pesan(berkas, **ubah):
    waktu = {"hari_ini": HARI_INI, "sekarang": SEKARANG}
    return Pesanan(pemda=PEMDA, berkas=berkas, terapkan=False, **waktu | ubah)


def perintah(berkas, **ubah):
    bawaan = {"pemda": PEMDA, "berkas": berkas, "terapkan": True, "hari_ini": HARI_INI}
    return bawaan | {"sekarang": SEKARANG, "oleh": "sistem:uji"} | ubah


def test_muat_hands_its_whole_order_to_the_function(berkas):
    satu, diterima = pemuat(per_unit=True)

    laporan = satu.muat(
        **perintah(berkas, pemetaan={"nip": 1}, cakupan={3}, konfirmasi={2: 9}, terapkan=False)
    )

    assert laporan.baru == 7
    pesanan = pesan(berkas, pemetaan={"nip": 1}, cakupan={3}, konfirmasi={2: 9})
    assert diterima == [(pesanan, "sistem:uji")]


def test_muat_without_choices_recognises_the_columns_of_the_whole_pemda(berkas):
    satu, diterima = pemuat()

    satu.muat(**perintah(berkas))

    ((pesanan, _),) = diterima
    assert (pesanan.pemetaan, pesanan.cakupan, pesanan.konfirmasi) == (None, None, {})
    assert pesanan.terapkan is True


@pytest.mark.parametrize("cakupan", [{3}, set()])
def test_muat_of_what_concerns_the_pemda_is_refused_within_a_scope(berkas, cakupan):
    satu, diterima = pemuat()

    laporan = satu.muat(**perintah(berkas, cakupan=cakupan))

    assert laporan == LaporanImpor(galat_berkas=BUKAN_SEPEMDA)
    assert diterima == []


def test_baca_gives_rows_and_a_report_that_knows_how(berkas):
    satu, diterima = pemuat()
    satu.muat(**perintah(berkas))
    ((pesanan, _),) = diterima

    hasil, laporan = pesanan.baca(KOLOM)

    assert (hasil.isi, laporan.galat_berkas) == ({"nip": ["1", "1"], "unit": ["a", "b"]}, "")
    assert (laporan.baris_judul, laporan.kolom_asing) == (1, ["kota"])
    assert hasil.galat == []


def test_baca_refuses_a_key_that_comes_again(berkas):
    pesanan = pesan(berkas)

    hasil, _ = pesanan.baca(KOLOM, "nip")

    assert [(g.baris, g.kolom, g.alasan) for g in hasil.galat] == [
        (3, "NIP", "Sama dengan baris 2.")
    ]


def test_baca_follows_the_mapping(berkas):
    pesanan = pesan(berkas, pemetaan={"nip": 2})

    hasil, laporan = pesanan.baca(KOLOM)

    assert hasil.isi == {"nip": ["x", "y"], "unit": [None, None]}
    assert laporan.galat_berkas == ""


def test_baca_of_no_table_is_a_report_with_the_reason(tmp_path):
    rusak = tmp_path / "a.xlsx"
    rusak.write_bytes(b"%PDF")
    pesanan = pesan(rusak)

    _, laporan = pesanan.baca(KOLOM)

    assert laporan.galat_berkas.startswith("Ini berkas PDF, bukan tabel.")


def test_baca_lists_the_lines_below_the_table(tmp_path):
    berkas = tmp_path / "a.csv"
    berkas.write_text("nip;unit;kota\n1;a;x\n;;Palu\n")
    pesanan = pesan(berkas)

    hasil, laporan = pesanan.baca(KOLOM)

    assert hasil.nomor == [2]
    assert [(g.baris, g.isi) for g in laporan.peringatan] == [(3, "Palu")]


def test_lihat_says_which_column_is_which(berkas):
    satu, _ = pemuat()

    assert satu.lihat(berkas).letak == {"nip": 0, "unit": 1}
    assert satu.lihat(berkas, {"unit": 2}).letak == {"unit": 2}


def test_templat_holds_the_columns_and_an_example():
    satu, _ = pemuat()
    tujuan = BytesIO()

    satu.templat(tujuan)

    tujuan.seek(0)
    lembar = CalamineWorkbook.from_filelike(tujuan).get_sheet_by_name("Data").to_python()
    assert lembar[0] == ["NIP", "Unit"]
    assert lembar[1][0] == "199103122019022004"
