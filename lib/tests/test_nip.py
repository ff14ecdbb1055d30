from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.nip import HasilNip, JenisNip, bersihkan_nip, periksa_nip, tampilkan_nip

PNS = "197407072002121008"


def test_nip_pns_terbaca_lengkap():
    assert periksa_nip(PNS) == HasilNip(
        nip=PNS,
        jenis=JenisNip.PNS,
        tanggal_lahir=date(1974, 7, 7),
        tmt=date(2002, 12, 1),
        tahun_angkat=2002,
        kelamin="L",
        nomor_urut=8,
    )


@pytest.mark.parametrize("kode", ["21", "24", "99"])
def test_ni_pppk_dikenali_dari_angka_13_dan_14(kode):
    hasil = periksa_nip(f"198803172021{kode}2003")

    assert (hasil.jenis, hasil.tmt, hasil.tahun_angkat, hasil.kelamin, hasil.galat) == (
        JenisNip.PPPK,
        None,
        2021,
        "P",
        None,
    )


@pytest.mark.parametrize(
    "teks",
    [
        "19740707 200212 1 008",
        "19740707.200212.1.008",
        "19740707-200212-1-008",
        "19740707\u00a0200212\u00a01\u00a0008",
        " 19740707\u2013200212\u20131\u2013008\t",
        "'197407072002121008",
        "\ufeff197407072002121008",
    ],
)
def test_tanda_pemisah_dibuang(teks):
    assert bersihkan_nip(teks) == PNS
    assert periksa_nip(teks).galat is None


@pytest.mark.parametrize(
    ("teks", "galat"),
    [
        ("", "NIP belum diisi. Isi dengan 18 angka."),
        (" - ", "NIP belum diisi. Isi dengan 18 angka."),
        ("1974070720021210", "NIP ini hanya 16 angka. Lengkapi menjadi 18 angka."),
        ("19740707200212100", "NIP ini hanya 17 angka. Lengkapi menjadi 18 angka."),
        ("1974070720021210081", "NIP berisi 19 angka. Kurangi menjadi 18 angka."),
        ("19740707200212100O", "NIP hanya berisi angka. Hapus huruf dan tanda lain."),
        ("١٩٧٤٠٧٠٧٢٠٠٢١٢١٠٠٨", "NIP hanya berisi angka. Hapus huruf dan tanda lain."),
        (
            "197413072002121008",
            "Delapan angka pertama NIP, 19741307, bukan tanggal lahir. "
            "Urutannya tahun, bulan, hari.",
        ),
        (
            "197407072002151008",
            "Angka ke-13 dan 14 pada NIP, 15, bukan bulan TMT CPNS (01 sampai 12) "
            "dan bukan kode PPPK (21 ke atas). Periksa lagi.",
        ),
        (
            "197407070002121008",
            "Tahun pengangkatan pada NIP, 0002, tidak masuk akal. Periksa angka ke-9 sampai 12.",
        ),
        (
            "197407072002123008",
            "Angka ke-15 pada NIP adalah 3. Isinya 1 untuk laki-laki atau 2 untuk perempuan.",
        ),
    ],
)
def test_nip_salah_ditolak_dengan_alasan(teks, galat):
    assert periksa_nip(teks).galat == galat


@pytest.mark.parametrize("teks", ["1.98E+17", "1,97407E+17", " 2e17 "])
def test_bentuk_ilmiah_dijelaskan_dan_tidak_ditebak(teks):
    assert periksa_nip(teks).galat == (
        "NIP tersimpan sebagai bilangan, sehingga tiga angka terakhirnya sudah hilang dari berkas. "
        "Ubah format kolom NIP menjadi Teks, lalu isi ulang NIP dari sumber aslinya."
    )


def test_lahir_di_masa_depan_ditolak_hanya_bila_hari_ini_diketahui():
    assert periksa_nip(PNS, hari_ini=date(1974, 7, 7)).galat is None
    assert periksa_nip(PNS, hari_ini=date(1974, 7, 6)).galat == (
        "Tanggal lahir pada NIP, 19740707, belum lewat. Periksa delapan angka pertama."
    )


@pytest.mark.parametrize(
    ("nip", "peringatan"),
    [
        (
            "198412022002121008",
            ["Menurut NIP, usia saat diangkat 17 tahun. Periksa tahun lahir dan TMT."],
        ),
        ("198412012002121008", []),
        (
            "200403172021212003",
            ["Menurut NIP, usia saat diangkat 17 tahun. Periksa tahun lahir dan TMT."],
        ),
        ("200303172021212003", []),
    ],
)
def test_usia_di_bawah_18_memberi_peringatan(nip, peringatan):
    assert periksa_nip(nip).peringatan == peringatan


def test_beda_dengan_data_memberi_peringatan():
    assert periksa_nip(PNS, kelamin="P", tanggal_lahir=date(1974, 7, 17)).peringatan == [
        "Angka ke-15 NIP menunjukkan laki-laki, berbeda dari jenis kelamin pada data.",
        "Tanggal lahir menurut NIP 07-07-1974, pada data 17-07-1974.",
    ]
    assert periksa_nip(PNS, kelamin="L", tanggal_lahir=date(1974, 7, 7)).peringatan == []


@pytest.mark.parametrize(
    ("nip", "tmt", "peringatan"),
    [
        (PNS, date(2002, 12, 1), []),
        (PNS, date(2002, 12, 20), []),
        (PNS, date(2003, 12, 1), ["TMT CPNS menurut NIP 12-2002, pada data 12-2003."]),
        ("200303172021212003", date(2010, 1, 1), []),  # of PPPK it holds no month
    ],
)
def test_tmt_yang_berbeda_memberi_peringatan(nip, tmt, peringatan):
    assert periksa_nip(nip, tmt=tmt).peringatan == peringatan


def test_tampilan_berkelompok():
    assert tampilkan_nip(PNS) == "19740707 200212 1 008"
    assert tampilkan_nip("hr.palu") == "hr.palu"


@given(
    lahir=st.dates(date(1950, 1, 1), date(1999, 12, 31)),
    usia=st.integers(18, 40),
    bulan=st.one_of(st.integers(1, 12), st.integers(21, 99)),
    kelamin=st.sampled_from("LP"),
    urut=st.integers(1, 999),
)
def test_setiap_nip_yang_sah_kembali_ke_bagiannya(lahir, usia, bulan, kelamin, urut):
    tahun = lahir.year + usia + 1
    nip = f"{lahir:%Y%m%d}{tahun}{bulan:02d}{'12'['LP'.index(kelamin)]}{urut:03d}"

    hasil = periksa_nip(
        tampilkan_nip(nip), hari_ini=lahir + timedelta(1), kelamin=kelamin, tanggal_lahir=lahir
    )

    assert hasil == HasilNip(
        nip=nip,
        jenis=JenisNip.PNS if bulan <= 12 else JenisNip.PPPK,
        tanggal_lahir=lahir,
        tmt=date(tahun, bulan, 1) if bulan <= 12 else None,
        tahun_angkat=tahun,
        kelamin=kelamin,
        nomor_urut=urut,
    )


@given(st.text())
def test_teks_apa_pun_tidak_menimbulkan_galat_program(teks):
    hasil = periksa_nip(teks)

    assert (hasil.galat is None) == (hasil.jenis is not None)
