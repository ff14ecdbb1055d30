"""What the page that maps columns by hand is told, and what a mapping does."""

import pytest
import xlsxwriter

from lib.impor import Kolom, baca_tabel, lihat_berkas, sel_nip
from lib.impor.pratinjau import BUKAN_TABEL
from lib.impor.templat import tulis_templat
from lib.impor.tulis import tulis_xlsx

NIP = "197407072002121008"
KOLOM = (
    Kolom("nip", ("NIP Baru",), ubah=sel_nip, judul="NIP", contoh=NIP),
    Kolom("nama", ("Nama Lengkap",), contoh="Contoh"),
    Kolom("gelar", wajib=False),
)


def tulis(folder, kolom, *baris):
    berkas = folder / "masuk.xlsx"
    tulis_xlsx(berkas, "Daftar", kolom, baris)
    return berkas


def test_kolom_dikenal_asing_dan_kurang(tmp_path):
    berkas = tulis(tmp_path, ["No", "NIP Baru", "Panggilan"], *([n, NIP, "x"] for n in range(9)))

    lihat = lihat_berkas(berkas, KOLOM)

    assert (lihat.galat_berkas, lihat.lembar, lihat.baris_judul) == ("", "Data", 2)
    assert [(k.huruf, k.judul, k.nama) for k in lihat.kolom] == [
        ("A", "No", ""),
        ("B", "NIP Baru", "nip"),
        ("C", "Panggilan", ""),
    ]
    assert [k.contoh for k in lihat.kolom] == [["0", "1", "2", "3", "4"], [NIP] * 5, ["x"] * 5]
    assert (lihat.kurang, lihat.ganda, lihat.letak) == (["nama"], {}, {"nip": 1})


def test_judul_dua_baris_dan_kolom_ganda(tmp_path):
    berkas = tulis(tmp_path, ["NIP", "NIP Baru", "Nama"], [NIP, NIP, "Masita"])

    lihat = lihat_berkas(berkas, KOLOM)

    assert (lihat.ganda, lihat.letak) == ({"nip": [0, 1]}, {"nama": 2})


def test_pemetaan_menggantikan_pengenalan(tmp_path):
    berkas = tulis(tmp_path, ["NIP", "NIP Baru", "Panggilan"], ["lama", NIP, "Masita"])
    pemetaan = {"nip": 1, "nama": 2, "asing": 0, "gelar": -1}

    hasil = baca_tabel(berkas, KOLOM, pemetaan=pemetaan)

    assert [b.nilai for b in hasil.baris] == [{"nip": NIP, "nama": "Masita", "gelar": None}]
    assert (hasil.kolom_asing, hasil.kolom_kosong) == (["NIP"], ["gelar"])
    assert lihat_berkas(berkas, KOLOM, pemetaan=pemetaan).letak == {"nip": 1, "nama": 2}


def test_tanpa_satu_pun_judul_yang_dikenal_baris_terpenuh_menjadi_judul(tmp_path):
    berkas = tulis(tmp_path, ["Pengenal", "Panggilan"], [NIP, "Masita"])

    lihat = lihat_berkas(berkas, KOLOM)

    assert [(k.judul, k.nama) for k in lihat.kolom] == [("Pengenal", ""), ("Panggilan", "")]
    hasil = baca_tabel(berkas, KOLOM, pemetaan={"nip": 0, "nama": 1})
    assert [b.nilai["nama"] for b in hasil.baris] == ["Masita"]


def test_pemetaan_ke_kolom_yang_tidak_ada_berarti_kosong(tmp_path):
    berkas = tulis(tmp_path, ["NIP", "Nama"], [NIP, "Masita"])

    (galat,) = baca_tabel(berkas, KOLOM, pemetaan={"nip": 0, "nama": 7}).galat

    assert (galat.kolom, galat.alasan) == ("Nama", "Wajib diisi.")


def test_pemetaan_tanpa_kolom_wajib_ditolak(tmp_path):
    berkas = tulis(tmp_path, ["NIP", "Nama"], [NIP, "Masita"])

    assert baca_tabel(berkas, KOLOM, pemetaan={"nip": 0}).galat_berkas == (
        "Kolom Nama tidak ada pada baris judul (baris 2). Tambahkan kolom itu, lalu unggah lagi."
    )


@pytest.mark.parametrize("isi", [b"", b"%PDF-1.7"])
def test_pratinjau_menolak_berkas_seperti_pembacaannya(tmp_path, isi):
    berkas = tmp_path / "x.xlsx"
    berkas.write_bytes(isi)

    lihat = lihat_berkas(berkas, KOLOM)

    assert lihat.galat_berkas == baca_tabel(berkas, KOLOM).galat_berkas
    assert lihat.kolom == []


def test_contoh_templat_dilewati_hanya_bila_utuh(tmp_path):
    berkas = tmp_path / "templat.xlsx"
    tulis_templat(berkas, KOLOM)
    assert baca_tabel(berkas, KOLOM).baris == []

    diubah = tulis(tmp_path, ["NIP", "Nama"], [NIP, "Orang Lain"])
    assert len(baca_tabel(diubah, KOLOM).baris) == 1


@pytest.mark.parametrize(("isi", "judul"), [(None, ""), ("Palu", "PENEMPATAN")])
def test_kolom_kosong_di_bawah_judul_gabungan_tidak_berjudul(tmp_path, isi, judul):
    berkas = tmp_path / "gabung.xlsx"
    with xlsxwriter.Workbook(str(berkas)) as buku:
        lembar = buku.add_worksheet()
        lembar.merge_range("B1:D1", "PENEMPATAN")
        lembar.write_row("A2", ["NIP", None, "Nama", None, "Catatan"])
        for n in range(2, 12):
            lembar.write_row(n, 0, [NIP, None, "Masita"])
        lembar.write_row(12, 0, [NIP, isi, "Masita", isi])

    lihat = lihat_berkas(berkas, KOLOM)

    assert [k.judul for k in lihat.kolom] == ["NIP", judul, "Nama", judul, "Catatan"]


@pytest.mark.parametrize("isi", ["abc", "abc\ndef\n", "\n\nNIP~Nama\n1~2\n"])
def test_a_text_that_is_no_table_is_refused(tmp_path, isi):
    berkas = tmp_path / "catatan.csv"
    berkas.write_text(isi)

    assert lihat_berkas(berkas, KOLOM).galat_berkas == BUKAN_TABEL


@pytest.mark.parametrize("isi", ["NIP\n1\n", "abc,def\n1,2\n"])
def test_one_known_or_two_unknown_columns_are_still_matched_by_hand(tmp_path, isi):
    berkas = tmp_path / "data.csv"
    berkas.write_text(isi)

    assert lihat_berkas(berkas, KOLOM).galat_berkas == ""
