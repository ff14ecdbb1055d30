"""Dirty cells, each one kind of dirt, with the exact words that it earns."""

from datetime import date

import pytest

from instansi.models import Pegawai
from lib.impor import GalatBaris
from tests.impor.alat import NIP, muat, orang
from tests.impor.kotor import KEPALA, NIP_LAIN, buku, dengan, isi

LANGKAH_TANGGAL = "Tulis hari-bulan-tahun, misalnya 17-08-2026."
RUMUS = ("Rumus pada sel ini galat.", "Ganti rumus dengan nilainya.")
ANGKA = (
    "NIP tersimpan sebagai bilangan, sehingga tiga angka terakhirnya sudah hilang dari berkas.",
    "Ubah format kolom NIP menjadi Teks, lalu isi ulang NIP dari sumber aslinya.",
)

SEL = {
    "NIP bilangan": ({"NIP": int(NIP)}, "NIP", "1.99103E+17", *ANGKA),
    "NIP ilmiah": ({"NIP": "1.98E+17"}, "NIP", "1.98E+17", *ANGKA),
    "NIP 17 angka": (
        {"NIP": NIP[:17]},
        "NIP",
        NIP[:17],
        "NIP ini hanya 17 angka.",
        "Lengkapi menjadi 18 angka.",
    ),
    "NIP 19 angka": (
        {"NIP": NIP + "1"},
        "NIP",
        NIP + "1",
        "NIP berisi 19 angka.",
        "Kurangi menjadi 18 angka.",
    ),
    "NIP berhuruf": (
        {"NIP": "NIP. 1991"},
        "NIP",
        "NIP. 1991",
        "NIP hanya berisi angka.",
        "Hapus huruf dan tanda lain.",
    ),
    "NIP dari masa depan": (
        {"NIP": "205001012070011001"},
        "NIP",
        "205001012070011001",
        "Tanggal lahir pada NIP, 20500101, belum lewat.",
        "Periksa delapan angka pertama.",
    ),
    "NIP kosong": ({"NIP": None}, "NIP", "", "Wajib diisi.", "Isi NIP."),
    "nama hanya spasi": ({"Nama": " \u00a0 "}, "Nama", "", "Wajib diisi.", "Isi Nama."),
    "NIP atasan bilangan": ({"NIP_atasan": int(NIP)}, "NIP atasan", "1.99103E+17", *ANGKA),
    "unit salah ketik": (
        {"Unit_kerja": "Dinas Kesehatann"},
        "Unit kerja",
        "Dinas Kesehatann",
        "Unit kerja tidak dikenal.",
        "Mungkin maksud Anda “Dinas Kesehatan”.",
    ),
    "unit tak dikenal": (
        {"Unit_kerja": "Kantor Lain Sekali"},
        "Unit kerja",
        "Kantor Lain Sekali",
        "Unit kerja tidak dikenal.",
        "Periksa ejaannya, atau tambahkan unit itu lebih dahulu.",
    ),
    "31 Februari": (
        {"Tanggal_lahir": "31/02/1985"},
        "Tanggal lahir",
        "31/02/1985",
        "Februari 1985 tidak punya tanggal 31.",
        LANGKAH_TANGGAL,
    ),
    "tanggal bilangan": (
        {"Tanggal_lahir": 33309},
        "Tanggal lahir",
        "33309",
        "33309.0 adalah bilangan, bukan tanggal.",
        "Ubah format kolomnya menjadi Tanggal di Excel, atau tulis 17-08-2026.",
    ),
    "tahun dua angka": (
        {"Tanggal_lahir": "12-03-91"},
        "Tanggal lahir",
        "12-03-91",
        "Tahun pada 12-03-91 hanya dua angka.",
        LANGKAH_TANGGAL,
    ),
    "bulan asing": (
        {"Tanggal_lahir": "12 Marct 1991"},
        "Tanggal lahir",
        "12 Marct 1991",
        "Nama bulan pada 12 Marct 1991 tidak dikenal.",
        LANGKAH_TANGGAL,
    ),
    "golongan tak ada": (
        {"Golongan": "III/e"},
        "Golongan",
        "III/e",
        "Golongan tidak dikenal.",
        "Isi I/a sampai IV/e untuk PNS, I sampai XVII untuk PPPK.",
    ),
    "golongan jenis lain": (
        {"Golongan": "IX"},
        "Golongan",
        "IX",
        "Bukan golongan PNS.",
        "Isi I/a sampai IV/e.",
    ),
    "jenis bertentangan dengan NIP": (
        {"Jenis_pegawai": "PPPK"},
        "Jenis pegawai",
        "PPPK",
        "Menurut NIP, ini PNS.",
        "Betulkan jenis pegawai, atau periksa NIP pada SK.",
    ),
    "jabatan baru tanpa jenis": (
        {"Jenis_jabatan": None},
        "Jabatan",
        "Penata Layanan Operasional",
        "Jabatan “Penata Layanan Operasional” belum dikenal.",
        "Isi kolom Jenis jabatan: JPT Pratama, Administrator, Pengawas, Pelaksana, Fungsional.",
    ),
    "surel rusak": (
        {"E-mail": "aminah di palu"},
        "Surel",
        "aminah di palu",
        "Bukan alamat surel.",
        "Tulis seperti nama@contoh.go.id, atau kosongkan.",
    ),
    "telepon rusak": (
        {"No_HP": "tidak ada"},
        "Telepon",
        "tidak ada",
        "Bukan nomor telepon.",
        "Tulis angkanya saja, misalnya 081234567890.",
    ),
    "status asing": (
        {"Status": "Entah"},
        "Status",
        "Entah",
        "Isinya tidak dikenal.",
        "Isi salah satu: Aktif, Cuti di luar tanggungan negara, CLTN, Pensiun, Pindah, Berhenti.",
    ),
    "nama terlalu panjang": (
        {"Nama": "N" * 121},
        "Nama",
        "N" * 80 + "…",
        "Lebih dari 120 huruf.",
        "Singkat isinya.",
    ),
    "rumus galat": ({"Nama": ("=NA()", "#N/A")}, "Nama", "#N/A", *RUMUS),
}


@pytest.mark.parametrize("kotoran", SEL)
def test_sel_kotor_menolak_barisnya_saja(dunia, tmp_path, kotoran):
    ubah, *galat = SEL[kotoran]
    kolom = (*KEPALA, *(k.replace("_", " ") for k in ubah if k.replace("_", " ") not in KEPALA))
    baik = isi(kolom=kolom, NIP=NIP_LAIN) if len(kolom) == len(KEPALA) else None
    berkas = buku(tmp_path, kolom, isi(kolom=kolom, **ubah), *([baik] if baik else []))

    laporan = muat(dunia.palu, "pegawai", berkas)

    assert laporan.galat == [GalatBaris(2, *galat)]
    assert (laporan.ditolak, laporan.baru) == (1, 1 if baik else 0)
    assert not Pegawai.objects.filter(nip=NIP).exists()


# What a good import reads through

BERSIH = {
    "NIP berspasi": {"NIP": " 19910312 201902 1 004 "},
    "NIP bertitik": {"NIP": "19910312.201902.1.004"},
    "NIP berapostrof": {"NIP": f"'{NIP}"},
    "spasi tak putus dan tak terlihat": {"Nama": "  Sitti\u00a0  Ami\u200bnah\n"},
    "unit berhuruf besar": {"Unit_kerja": "DINAS  KESEHATAN"},
    "unit menurut kode": {"Unit_kerja": "dinas-kesehatan"},
    "tanggal teks": {"Tanggal_lahir": "12/03/1991"},
    "tanggal bernama bulan": {"Tanggal_lahir": "12 Maret 1991"},
    "tanggal ISO": {"Tanggal_lahir": "1991-03-12"},
    "tanggal Excel": {"Tanggal_lahir": date(1991, 3, 12)},
    "golongan berspasi": {"Golongan": "III B"},
    "status huruf kecil": {"Status": "aktif"},
    "rumus dengan nilai": {"Nama": ('="Sitti "&"Aminah"', "Sitti Aminah")},
}


@pytest.mark.parametrize("kotoran", BERSIH)
def test_kotoran_ringan_terbaca(dunia, tmp_path, kotoran):
    berkas = dengan(tmp_path, "Tanggal lahir", "Golongan", "Status", **BERSIH[kotoran])

    laporan = muat(dunia.palu, "pegawai", berkas)

    assert (laporan.galat, laporan.peringatan, laporan.baru) == ([], [], 1)
    p = orang(dunia.palu)
    assert (p.nama, p.jenis, p.jenis_kelamin) == ("Sitti Aminah", "PNS", "L")
    assert (p.tanggal_lahir, p.tmt) == (date(1991, 3, 12), date(2019, 2, 1))
    assert (p.golongan, p.unit, p.status) == ("III/b", dunia.palu.dinkes, "AKTIF")
