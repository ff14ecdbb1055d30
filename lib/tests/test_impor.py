"""The import engine on files as people make them; every file goes through the real child."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.impor import (
    Baris,
    Batas,
    GalatBaris,
    Kolom,
    baca_tabel,
    sel_bilangan_bulat,
    sel_desimal,
    sel_nip,
    sel_pilihan,
    sel_tanggal,
)
from lib.impor.tulis import tulis_xlsx

NIP = "197407072002121008"
NIP_LAIN = "198003172005012003"
KOLOM = [
    Kolom("nip", ("NIP Baru",), ubah=sel_nip, judul="NIP"),
    Kolom("nama", ("Nama Lengkap",)),
    Kolom("gelar_depan", wajib=False),
    Kolom("tanggal_lahir", ("Tgl Lahir",), wajib=False, ubah=sel_tanggal),
    Kolom("jp", ("Jam Pelajaran", "JP (jam)"), wajib=False, ubah=sel_bilangan_bulat, judul="JP"),
]
LANGKAH_NIP = "Ubah format kolom NIP menjadi Teks, lalu isi ulang NIP dari sumber aslinya."
ALASAN_NIP = (
    "NIP tersimpan sebagai bilangan, sehingga tiga angka terakhirnya sudah hilang dari berkas."
)


@pytest.fixture
def tulis(tmp_path):
    """Write rows to an XLSX as they are: numbers as numbers, dates as dates."""

    def buat(*baris, lembar="Data", gabung=()):
        jalur = tmp_path / "masuk.xlsx"
        with xlsxwriter.Workbook(jalur) as buku:
            lembaran = buku.add_worksheet(lembar)
            tanggal = buku.add_format({"num_format": "dd-mm-yyyy"})
            for r, isi in enumerate(baris):
                for c, nilai in enumerate(isi):
                    if isinstance(nilai, date):
                        lembaran.write_datetime(r, c, nilai, tanggal)
                    elif nilai is not None:
                        lembaran.write(r, c, nilai)
            for rentang, teks in gabung:
                lembaran.merge_range(rentang, teks)
        return jalur

    return buat


def _nilai(nomor, **isi):
    kosong = {k.nama: None for k in KOLOM}
    return Baris(nomor, kosong | isi)


def test_baris_terbaca_menurut_kolomnya(tulis):
    berkas = tulis(
        ["NAMA  LENGKAP", "NIP Baru *", "Tgl. Lahir", "Catatan", "JP (jam)", "Alasan ditolak"],
        ["Masita", NIP, date(1974, 7, 7), "x", 14],
        ["Rahmat", "19800317 200501 2 003", "17 Maret 1980"],
    )

    hasil = baca_tabel(berkas, KOLOM, kunci=["nip"])

    assert hasil.galat_berkas is None
    assert hasil.baris == [
        _nilai(2, nip=NIP, nama="Masita", tanggal_lahir=date(1974, 7, 7), jp=14),
        _nilai(3, nip=NIP_LAIN, nama="Rahmat", tanggal_lahir=date(1980, 3, 17)),
    ]
    assert (hasil.lembar, hasil.baris_judul) == ("Data", 1)
    assert (hasil.kolom_asing, hasil.kolom_kosong) == (["Catatan"], ["gelar_depan"])


def test_kotoran_ditolak_per_sel_dengan_alasan_dan_langkah(tulis):
    berkas = tulis(
        ["NIP", "Nama", "Tanggal Lahir", "JP"],
        [197407072002121008, "Angka", date(1974, 7, 7)],
        ["1.98E+17", "Ilmiah"],
        ["1974070720021210", "Pendek"],
        [NIP, ""],
        [NIP_LAIN, "Tanggal", 27217],
        [NIP_LAIN.replace("2003", "2004"), "Dua", "07-07-74", "sembilan"],
    )

    hasil = baca_tabel(berkas, KOLOM, kunci=["nip"])

    assert hasil.siap == []
    assert hasil.galat == [
        GalatBaris(2, "NIP", "1.97407E+17", ALASAN_NIP, LANGKAH_NIP),
        GalatBaris(3, "NIP", "1.98E+17", ALASAN_NIP, LANGKAH_NIP),
        GalatBaris(
            4, "NIP", "1974070720021210", "NIP ini hanya 16 angka.", "Lengkapi menjadi 18 angka."
        ),
        GalatBaris(5, "Nama", "", "Wajib diisi.", "Isi Nama."),
        GalatBaris(
            6,
            "Tanggal lahir",
            "27217",
            "27217.0 adalah bilangan, bukan tanggal.",
            "Ubah format kolomnya menjadi Tanggal di Excel, atau tulis 17-08-2026.",
        ),
        GalatBaris(
            7,
            "Tanggal lahir",
            "07-07-74",
            "Tahun pada 07-07-74 hanya dua angka.",
            "Tulis hari-bulan-tahun, misalnya 17-08-2026.",
        ),
        GalatBaris(7, "JP", "sembilan", "Isinya bukan bilangan.", "Tulis seperti 1.250,5."),
    ]


def test_spasi_dan_tanda_tak_terlihat_dirapikan(tulis):
    berkas = tulis(
        ["NIP", "Nama"],
        [f"'{NIP[:8]}\u00a0{NIP[8:14]}\u200b{NIP[14:]} ", "  Ni\u00a0Made\n Ayu\u200b "],
        [f"{NIP_LAIN}\n", "Jose\u0301"],
    )

    hasil = baca_tabel(berkas, KOLOM)

    assert hasil.baris == [
        _nilai(2, nip=NIP, nama="Ni Made Ayu"),
        _nilai(3, nip=NIP_LAIN, nama="José"),
    ]


def test_galat_rumus_disebut_bukan_dianggap_kosong(tmp_path):
    berkas = tmp_path / "rumus.xlsx"
    with xlsxwriter.Workbook(berkas) as buku:
        buku.add_worksheet("Petunjuk").write_formula("B2", "=1/0", None, "#DIV/0!")
        lembar = buku.add_worksheet("Data & isi")
        for r, isi in enumerate([["NIP", "Nama", "Gelar depan"], [NIP], [NIP_LAIN, "Ada"]]):
            for c, teks in enumerate(isi):
                lembar.write_string(r, c, teks)
        lembar.write_formula("B2", '=VLOOKUP("x",A1:B3,2)', None, "#N/A")
        lembar.write_formula("C3", "=1/0", None, "#DIV/0!")

    hasil = baca_tabel(berkas, KOLOM)

    assert hasil.galat == [
        GalatBaris(2, "Nama", "#N/A", "Rumus pada sel ini galat.", "Ganti rumus dengan nilainya."),
        GalatBaris(
            3, "Gelar depan", "#DIV/0!", "Rumus pada sel ini galat.", "Ganti rumus dengan nilainya."
        ),
    ]


def test_judul_di_bawah_kop_dengan_baris_kosong_dan_nomor_kolom(tulis):
    berkas = tulis(
        ["PEMERINTAH KOTA PALU"],
        [],
        ["Daftar pegawai, NIP dan nama"],
        ["No", "NIP", "Nama"],
        ["(1)", "(2)", "(3)"],
        [1, NIP, "Satu"],
        [],
        ["", " ", ""],
        [2, NIP_LAIN, "Dua"],
    )

    hasil = baca_tabel(berkas, KOLOM)

    assert hasil.baris_judul == 4
    assert hasil.baris == [_nilai(6, nip=NIP, nama="Satu"), _nilai(9, nip=NIP_LAIN, nama="Dua")]


def test_judul_dua_baris_yang_digabung(tulis):
    berkas = tulis(
        [],
        [None, None, "x", None, None],
        [None, None, "Depan", "Lengkap", None],
        [None, NIP, "Dr.", "Masita", 14],
        gabung=[("B2:B3", "NIP"), ("C2:D2", "Gelar"), ("E2:E3", "JP")],
    )
    kolom = [*KOLOM[:1], Kolom("nama", ("Gelar Lengkap",)), *KOLOM[2:]]

    hasil = baca_tabel(berkas, kolom)

    assert hasil.galat_berkas is None
    assert hasil.baris == [_nilai(4, nip=NIP, nama="Masita", gelar_depan="Dr.", jp=14)]


def test_lembar_dengan_judul_terbanyak_yang_dibaca(tmp_path):
    berkas = tmp_path / "lembar.xlsx"
    with xlsxwriter.Workbook(berkas) as buku:
        buku.add_worksheet("Petunjuk").write("A1", "Isi NIP di lembar berikut")
        buku.add_worksheet("Kosong")
        buku.add_worksheet("Lama").hide()
        buku.get_worksheet_by_name("Lama").write_row("A1", ["NIP", "Nama", "JP"])
        lembar = buku.add_worksheet("Isi")
        lembar.write_row("A1", ["NIP", "Nama"])
        lembar.write_row("A2", [NIP, "Satu"])

    assert baca_tabel(berkas, KOLOM).lembar == "Isi"
    assert baca_tabel(berkas, KOLOM, lembar="Isi").baris == [_nilai(2, nip=NIP, nama="Satu")]
    assert baca_tabel(berkas, KOLOM, lembar="Lama").galat_berkas == (
        "Lembar Lama tidak ada. Periksa nama lembar di bagian bawah Excel."
    )


@pytest.mark.parametrize(
    ("baris", "galat"),
    [
        (
            [["a", "b"], [1, 2]],
            "Judul kolom tidak ditemukan di 30 baris pertama. "
            "Tulis satu baris judul: NIP, Nama, Gelar depan, Tanggal lahir, JP.",
        ),
        (
            [["NIP", "Jam Pelajaran"], [NIP, 3]],
            "Kolom Nama tidak ada pada baris judul (baris 1). "
            "Tambahkan kolom itu, lalu unggah lagi.",
        ),
        (
            [["NIP", "Nama", "NIP Baru"], [NIP, "a", NIP]],
            "Ada lebih dari satu kolom NIP: A, C. Sisakan satu.",
        ),
        (
            [["NIP", "Nama"]],
            "Tidak ada data di bawah judul kolom (baris 1). Isi datanya, lalu unggah lagi.",
        ),
    ],
)
def test_berkas_tanpa_judul_atau_data_ditolak(tulis, baris, galat):
    hasil = baca_tabel(tulis(*baris), KOLOM)

    assert hasil.galat_berkas == galat
    assert hasil.baris == []


@pytest.mark.parametrize(
    ("isi", "sandi"),
    [
        (f"NIP;Nama;JP\r\n{NIP};Masitaʼ;14\r\n", "utf-8"),
        (f"NIP,Nama,JP\n{NIP},Masitaʼ,14\n", "utf-8-sig"),
        (f"NIP\tNama\tJP\n{NIP}\tMasitaʼ\t14\n", "utf-16"),
        (f'sep=|\nNIP|Nama|JP\n\n{NIP}|"Masita\nʼ"|14\n'.replace("\nʼ", "ʼ"), "utf-8"),
    ],
)
def test_csv_dengan_pemisah_dan_sandi_apa_pun(tmp_path, isi, sandi):
    berkas = tmp_path / "data.xlsx"
    berkas.write_bytes(isi.encode(sandi))

    hasil = baca_tabel(berkas, KOLOM)

    assert hasil.galat_berkas is None
    assert [baris.nilai for baris in hasil.baris] == [
        _nilai(0, nip=NIP, nama="Masitaʼ", jp=14).nilai
    ]


def test_csv_windows_lama(tmp_path):
    berkas = tmp_path / "data.csv"
    berkas.write_bytes(f"NIP;Nama\n{NIP};Andr\xe9\n".encode("cp1252"))

    assert baca_tabel(berkas, KOLOM).baris == [_nilai(2, nip=NIP, nama="André")]


KOLOM_LAIN = [
    Kolom("jenis", ubah=sel_pilihan({"PNS": 1, "PPPK": 2, "P3K": 2})),
    Kolom("biaya", ubah=sel_desimal),
    Kolom("ponsel"),
    Kolom("jp", ubah=sel_bilangan_bulat),
    Kolom("waktu", ubah=sel_tanggal),
]


def test_pengubah_lain(tulis):
    hari = date(2026, 8, 17)
    berkas = tulis(
        ["Jenis", "Biaya", "Ponsel", "JP", "Waktu"],
        ["p3k", 1250.5, 81234567890, "1.250", datetime(2026, 8, 17, 9, 30)],  # noqa: DTZ001
        ["P.P.P.K", "Rp1.250.000", "+62812", 3, date(2026, 8, 17)],
        ["Honorer", True, 1.5, 1.5, True],
        [2, 0, 1e16, -1, "2026-08-17"],
        ["PNS", 1, True, 1, hari],
    )

    hasil = baca_tabel(berkas, KOLOM_LAIN)

    assert [baris.nilai for baris in hasil.siap] == [
        {
            "jenis": 2,
            "biaya": Decimal("1250.5"),
            "ponsel": "81234567890",
            "jp": 1250,
            "waktu": hari,
        },
        {"jenis": 2, "biaya": Decimal(1250000), "ponsel": "+62812", "jp": 3, "waktu": hari},
        {"jenis": 1, "biaya": Decimal(1), "ponsel": "True", "jp": 1, "waktu": hari},
    ]
    assert hasil.baris[2].nilai["ponsel"] == "1,5"
    assert [(g.baris, g.kolom, g.isi, g.alasan) for g in hasil.galat] == [
        (4, "Jenis", "Honorer", "Isinya tidak dikenal."),
        (4, "Biaya", "True", "Isinya bukan bilangan."),
        (4, "Jp", "1.5", "Isinya bukan bilangan bulat."),
        (4, "Waktu", "True", "True adalah bilangan, bukan tanggal."),
        (5, "Jenis", "2", "Isinya tidak dikenal."),
        (5, "Ponsel", "1.00000E+16", "Bilangan sepanjang ini sudah dibulatkan oleh Excel."),
        (5, "Jp", "-1", "Isinya bukan bilangan bulat."),
    ]


def test_pesan_memotong_isi_yang_panjang(tulis):
    hasil = baca_tabel(tulis(["NIP", "Nama"], ["x" * 200, "a"]), KOLOM)

    assert hasil.galat[0].isi == "x" * 80 + "…"


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20).filter(
                lambda teks: teks[0] != "#"  # a formula's error, refused on purpose
            ),
            st.dates(date(1950, 1, 1), date(2000, 1, 1)),
            st.integers(0, 10**9),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_yang_ditulis_terbaca_kembali(tmp_path, baris):
    berkas = tmp_path / "bolak-balik.xlsx"
    kolom = [
        Kolom("nama"),
        Kolom("lahir", ubah=sel_tanggal),
        Kolom("jp", ubah=sel_bilangan_bulat),
    ]

    tertulis = tulis_xlsx(berkas, "Judul", ["Nama", ("Lahir", 12), "JP"], baris, catatan=["x"])
    hasil = baca_tabel(berkas, kolom, batas=Batas(detik=120))

    assert tertulis == len(baris)
    assert [tuple(b.nilai.values()) for b in hasil.baris] == [
        (_normal(nama), lahir, jp) for nama, lahir, jp in baris
    ]


def _normal(teks):
    return unicodedata.normalize("NFC", teks)
