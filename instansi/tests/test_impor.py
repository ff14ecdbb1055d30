from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from pghistory.models import Event

from instansi.actions import PEMUAT_PEGAWAI, PEMUAT_PREDIKAT
from instansi.models import Instansi, Jabatan, Pegawai, Pengguna, PredikatKinerja
from instansi.tests.factories import Dunia, buat_unit, nip_baru
from lib.impor import LaporanImpor, tulis_xlsx

HARI_INI = date(2026, 11, 21)
SEKARANG = datetime(2026, 11, 21, 3, tzinfo=UTC)
NIP = "199103122019021004"
KOLOM = (
    "NIP",
    "Nama",
    "Jenis pegawai",
    "L/P",
    "Tanggal lahir",
    "Golongan",
    "Jabatan",
    "Jenis jabatan",
    "TMT jabatan",
    "Unit kerja",
    "NIP atasan",
    "Status",
    "E-mail",
    "No HP",
)
BAWAAN: dict[str, Any] = {
    "NIP": NIP,
    "Nama": "Sitti Aminah",
    "Golongan": "III/b",
    "Jabatan": "Penata Layanan Operasional",
    "Jenis jabatan": "Pelaksana",
    "Unit kerja": "Dinas Kesehatan",
    "E-mail": "Aminah@Palu.example",
}


def tulis(folder: Path, *baris: dict[str, Any], kolom: tuple[str, ...] = KOLOM) -> Path:
    """A staff export; each row is the default with what it names changed."""
    berkas = folder / "pegawai.xlsx"
    tulis_xlsx(berkas, "", kolom, ([(BAWAAN | b).get(k) for k in kolom] for b in baris))
    return berkas


def impor(
    dunia: Dunia, berkas: Path, *, terapkan: bool = True, hari_ini: date = HARI_INI
) -> LaporanImpor:
    return PEMUAT_PEGAWAI.muat(
        pemda=dunia.palu.pemda,
        berkas=berkas,
        terapkan=terapkan,
        hari_ini=hari_ini,
        sekarang=SEKARANG,
        oleh=dunia.palu.hr,
    )


def semua_baris() -> dict[str, int]:
    """How many rows each table has, history included."""
    tabel = set(connection.introspection.table_names())
    return {
        m._meta.label: m._base_manager.count()
        for m in apps.get_models()
        if m._meta.db_table in tabel
    }


def orang(dunia: Dunia, nip: str = NIP) -> Pegawai:
    return Pegawai.objects.get(pemda=dunia.palu.pemda, nip=nip)


# What is refused

EXCEL = (
    "NIP tersimpan sebagai bilangan, sehingga tiga angka terakhirnya sudah hilang dari berkas.",
    "Ubah format kolom NIP menjadi Teks, lalu isi ulang NIP dari sumber aslinya.",
)


@pytest.mark.parametrize(
    ("ubah", "kolom", "isi", "alasan", "langkah"),
    [
        ({"NIP": int(NIP)}, "NIP", "1.99103E+17", *EXCEL),
        ({"NIP": "1.98E+17"}, "NIP", "1.98E+17", *EXCEL),
        ({"NIP": NIP[:17]}, "NIP", NIP[:17], "NIP baru 17 angka.", "Lengkapi menjadi 18 angka."),
        ({"NIP": None}, "NIP", "", "Kosong.", "Isi NIP."),
        ({"Nama": "  "}, "Nama", "", "Kosong.", "Isi Nama."),
        (
            {"NIP atasan": int(NIP)},
            "NIP atasan",
            "1.99103E+17",
            *EXCEL,
        ),
        (
            {"Unit kerja": "Dinas Kesehatann"},
            "Unit kerja",
            "Dinas Kesehatann",
            "Unit kerja tidak dikenal.",
            "Mungkin maksud Anda “Dinas Kesehatan”.",
        ),
        (
            {"Unit kerja": "Kantor Lain Sekali"},
            "Unit kerja",
            "Kantor Lain Sekali",
            "Unit kerja tidak dikenal.",
            "Periksa ejaannya, atau tambahkan unit itu lebih dahulu.",
        ),
        (
            {"Tanggal lahir": "31/02/1985"},
            "Tanggal lahir",
            "31/02/1985",
            "Februari 1985 tidak punya tanggal 31.",
            "Tulis hari-bulan-tahun, misalnya 17-08-2026.",
        ),
        (
            {"Golongan": "III/e"},
            "Golongan",
            "III/e",
            "Golongan tidak dikenal.",
            "Isi I/a sampai IV/e untuk PNS, I sampai XVII untuk PPPK.",
        ),
        ({"Golongan": "IX"}, "Golongan", "IX", "Bukan golongan PNS.", "Isi I/a sampai IV/e."),
        (
            {"Jenis pegawai": "PPPK"},
            "Jenis pegawai",
            "PPPK",
            "Menurut NIP, ini PNS.",
            "Betulkan jenis pegawai, atau periksa NIP pada SK.",
        ),
        (
            {"Jenis jabatan": None},
            "Jenis jabatan",
            "",
            "Jabatan “Penata Layanan Operasional” belum dikenal.",
            "Isi jenis jabatannya: JPT Pratama, Administrator, Pengawas, Pelaksana, Fungsional.",
        ),
        (
            {"E-mail": "aminah di palu"},
            "E-mail",
            "aminah di palu",
            "Bukan alamat surel.",
            "Tulis seperti nama@contoh.go.id, atau kosongkan.",
        ),
        (
            {"No HP": "tidak ada"},
            "Telepon",
            "tidak ada",
            "Bukan nomor telepon.",
            "Tulis angkanya saja, misalnya 081234567890.",
        ),
        (
            {"Status": "Entah"},
            "Status",
            "Entah",
            "Isinya tidak dikenal.",
            "Isi salah satu: Aktif, Cuti di luar tanggungan negara, CLTN, Pensiun, Pindah, "
            "Berhenti.",
        ),
        (
            {"NIP": "205001012070011001"},
            "NIP",
            "205001012070011001",
            "Tanggal lahir pada NIP, 20500101, belum lewat.",
            "Periksa delapan angka pertama.",
        ),
    ],
)
def test_baris_rusak_ditolak_dengan_alasan(dunia, tmp_path, ubah, kolom, isi, alasan, langkah):
    baik = {"NIP": nip_baru(), "E-mail": None}
    laporan = impor(dunia, tulis(tmp_path, baik, ubah))
    (galat,) = laporan.galat
    assert (galat.baris, galat.kolom, galat.isi) == (3, kolom, isi)
    assert (galat.alasan, galat.langkah) == (alasan, langkah)
    assert (laporan.baru, laporan.ditolak) == (1, 1)
    assert not Pegawai.objects.filter(nama="Sitti Aminah", nip__startswith="1991").exists()


def test_nip_ganda_baris_kedua_ditolak(dunia, tmp_path):
    laporan = impor(dunia, tulis(tmp_path, {}, {"Nama": "Orang Lain", "E-mail": None}))
    (galat,) = laporan.galat
    assert (galat.baris, galat.alasan) == (3, "Sama dengan baris 2.")
    assert orang(dunia).nama == "Sitti Aminah"


def test_unit_kembar_perlu_kode(dunia, tmp_path):
    buat_unit(dunia.palu.dikbud, "Tata Usaha", "UNIT")
    dua = buat_unit(dunia.palu.dinkes, "TU Dinkes", "UNIT")
    Instansi.objects.filter(pk=dua.pk).update(nama="Tata  Usaha")
    laporan = impor(
        dunia,
        tulis(
            tmp_path,
            {"Unit kerja": "Tata Usaha"},
            {"NIP": nip_baru(), "E-mail": None, "Unit kerja": "tu-dinkes"},
        ),
    )
    (galat,) = laporan.galat
    assert galat.alasan == "Ada lebih dari satu unit bernama ini."
    assert galat.langkah == "Tulis kode unitnya."
    assert dua.pegawai.count() == 1


def test_unit_tutup_menyebut_penggantinya(dunia, tmp_path):
    Instansi.objects.filter(pk=dunia.palu.dinkes.pk).update(
        aktif_sampai=date(2025, 12, 31), digantikan_oleh=dunia.palu.dikbud
    )
    (galat,) = impor(dunia, tulis(tmp_path, {})).galat
    assert galat.alasan == "Unit kerja ini sudah tutup."
    assert galat.langkah == "Pakai unit penggantinya, “Dinas Pendidikan”."


def test_berkas_tanpa_kolom_wajib_ditolak(dunia, tmp_path):
    sebelum = semua_baris()
    laporan = impor(dunia, tulis(tmp_path, {}, kolom=("NIP", "Nama", "Jabatan")))
    assert laporan.galat_berkas == (
        "Kolom Unit kerja tidak ada pada baris judul (baris 1). "
        "Tambahkan kolom itu, lalu unggah lagi."
    )
    assert semua_baris() == sebelum


# What is read through, and what is loaded with a warning


@pytest.mark.parametrize(
    "ubah",
    [
        {"NIP": " 19910312 201902 1 004 "},
        {"Nama": "  Sitti   Aminah\u00a0"},
        {"Unit kerja": "DINAS  KESEHATAN"},
        {"Tanggal lahir": "12-03-1991"},
        {"Tanggal lahir": "12/03/1991"},
        {"Tanggal lahir": date(1991, 3, 12)},
        {"Golongan": "III B"},
        {"Status": "aktif"},
        {"Jenis pegawai": "PNS"},
    ],
)
def test_kotoran_ringan_terbaca(dunia, tmp_path, ubah):
    laporan = impor(dunia, tulis(tmp_path, ubah))
    assert (laporan.galat, laporan.peringatan, laporan.baru) == ([], [], 1)
    p = orang(dunia)
    assert (p.nama, p.jenis, p.jenis_kelamin) == ("Sitti Aminah", "PNS", "L")
    assert (p.tanggal_lahir, p.tmt) == (date(1991, 3, 12), date(2019, 2, 1))
    assert (p.golongan, p.unit, p.status) == ("III/b", dunia.palu.dinkes, "AKTIF")


def test_nomor_telepon_kembali_bernol(dunia, tmp_path):
    impor(dunia, tulis(tmp_path, {"No HP": 81234567890}))
    assert orang(dunia).telepon == "081234567890"


def test_kelamin_berbeda_dari_nip_menjadi_peringatan(dunia, tmp_path):
    laporan = impor(dunia, tulis(tmp_path, {"L/P": "P"}))
    (catatan,) = laporan.peringatan
    assert (catatan.baris, catatan.alasan) == (
        2,
        "Angka ke-15 NIP menunjukkan laki-laki, berbeda dari jenis kelamin pada data.",
    )
    assert orang(dunia).jenis_kelamin == "P"


def test_atasan_di_berkas_yang_sama(dunia, tmp_path):
    atasan = nip_baru()
    impor(
        dunia, tulis(tmp_path, {"NIP atasan": atasan}, {"NIP": atasan, "Nama": "B", "E-mail": None})
    )
    assert orang(dunia).atasan.nip == atasan


def test_atasan_yang_sudah_ada(dunia, tmp_path):
    impor(dunia, tulis(tmp_path, {"NIP atasan": dunia.palu.atasan.pegawai.nip}))
    assert orang(dunia).atasan == dunia.palu.atasan.pegawai


@pytest.mark.parametrize("kasus", ["tidak ada", "kota lain"])
def test_atasan_hilang_dimuat_tanpa_atasan(dunia, tmp_path, kasus):
    nip = {
        "tidak ada": "196001011985031001",
        "kota lain": dunia.salatiga.atasan.pegawai.nip,
    }[kasus]
    laporan = impor(dunia, tulis(tmp_path, {"NIP atasan": nip}))
    (catatan,) = laporan.peringatan
    assert (catatan.baris, catatan.kolom, catatan.isi) == (2, "NIP atasan", nip)
    assert catatan.alasan == "Atasan tidak ada di berkas ini maupun di data pegawai."
    assert orang(dunia).atasan is None


def test_surel_ganda_dimuat_tanpa_surel(dunia, tmp_path):
    lain = nip_baru()
    laporan = impor(
        dunia,
        tulis(
            tmp_path,
            {},
            {"NIP": lain, "E-mail": "aminah@palu.example"},
            {"NIP": nip_baru(), "E-mail": dunia.salatiga.hr.email},
        ),
    )
    assert [(g.baris, g.alasan) for g in laporan.peringatan] == [
        (3, "Sama dengan baris 2."),
        (4, "Sudah dipakai akun lain."),
    ]
    assert (laporan.baru, laporan.akun_baru) == (3, 1)
    assert orang(dunia, lain).surel == ""


# What is written


def test_uji_coba_tidak_menulis(dunia, tmp_path):
    berkas = tulis(tmp_path, {}, {"NIP": dunia.palu.pegawai.pegawai.nip, "Nama": "Fajar Baru"})
    sebelum = semua_baris()
    laporan = impor(dunia, berkas, terapkan=False)
    assert (laporan.baru, laporan.berubah, laporan.diterapkan) == (1, 1, False)
    assert semua_baris() == sebelum
    assert orang(dunia, dunia.palu.pegawai.pegawai.nip).nama == "Fajar"


def test_akun_dan_penempatan_pegawai_baru(dunia, tmp_path):
    impor(
        dunia,
        tulis(
            tmp_path,
            {"TMT jabatan": "01-02-2022"},
            {"NIP": nip_baru(), "E-mail": None},
            {"NIP": nip_baru(), "E-mail": "pensiun@palu.example", "Status": "Pensiun"},
        ),
    )
    p = orang(dunia)
    akun = Pengguna.objects.get(pegawai=p)
    assert (akun.username, akun.email) == (NIP, "aminah@palu.example")
    assert not akun.has_usable_password()
    assert Pengguna.objects.filter(pegawai__tanggal_lahir=p.tanggal_lahir).count() == 1
    (tempat,) = p.penempatan.all()
    assert (tempat.unit, tempat.mulai, tempat.selesai) == (
        dunia.palu.dinkes,
        date(2022, 2, 1),
        None,
    )


def test_dua_kali_tidak_menulis(dunia, tmp_path):
    berkas = tulis(
        tmp_path,
        {"NIP atasan": "196001011985031001"},
        {"NIP": nip_baru(), "E-mail": "aminah@palu.example"},
        {"NIP": nip_baru(), "E-mail": None, "NIP atasan": NIP},
    )
    impor(dunia, berkas)
    sebelum = semua_baris()
    laporan = impor(dunia, berkas, hari_ini=date(2026, 12, 5))
    assert (laporan.baru, laporan.berubah, laporan.tetap) == (0, 0, 3)
    assert laporan.ditulis == 0
    assert semua_baris() == sebelum


def test_pindah_unit_menutup_penempatan(dunia, tmp_path):
    impor(dunia, tulis(tmp_path, {"TMT jabatan": "01-02-2022"}))
    laporan = impor(
        dunia, tulis(tmp_path, {"TMT jabatan": "01-11-2026", "Unit kerja": "Dinas Pendidikan"})
    )
    assert laporan.berubah == 1
    assert list(
        orang(dunia).penempatan.order_by("mulai").values_list("unit", "mulai", "selesai")
    ) == [
        (dunia.palu.dinkes.pk, date(2022, 2, 1), date(2026, 10, 31)),
        (dunia.palu.dikbud.pk, date(2026, 11, 1), None),
    ]


def test_pindah_tanpa_tanggal_berlaku_hari_ini_dan_dua_kali_sehari(dunia, tmp_path):
    impor(dunia, tulis(tmp_path, {"TMT jabatan": "01-02-2022"}))
    impor(dunia, tulis(tmp_path, {"Unit kerja": "Dinas Pendidikan"}))
    impor(dunia, tulis(tmp_path, {"Unit kerja": "SDN 1 Palu"}))
    assert list(orang(dunia).penempatan.order_by("mulai").values_list("unit", "mulai")) == [
        (dunia.palu.dinkes.pk, date(2022, 2, 1)),
        (dunia.palu.sekolah.pk, HARI_INI),
    ]


def test_pensiun_menutup_akun_dan_kembali_membukanya(dunia, tmp_path):
    impor(dunia, tulis(tmp_path, {}))
    impor(dunia, tulis(tmp_path, {"Status": "Pensiun"}))
    assert not Pengguna.objects.get(username=NIP).is_active
    impor(dunia, tulis(tmp_path, {}))
    assert Pengguna.objects.get(username=NIP).is_active


def test_nama_dan_surel_akun_mengikuti(dunia, tmp_path):
    impor(dunia, tulis(tmp_path, {}))
    impor(dunia, tulis(tmp_path, {"Nama": "Sitti A.", "E-mail": "baru@palu.example"}))
    akun = Pengguna.objects.get(username=NIP)
    assert (akun.nama, akun.email) == ("Sitti A.", "baru@palu.example")


def test_kolom_yang_tidak_ada_tidak_menghapus(dunia, tmp_path):
    impor(
        dunia,
        tulis(tmp_path, {"No HP": "081234567890", "NIP atasan": dunia.palu.atasan.pegawai.nip}),
    )
    sedikit = ("NIP", "Nama", "Jabatan", "Unit kerja")
    laporan = impor(dunia, tulis(tmp_path, {"Nama": "Sitti A."}, kolom=sedikit))
    p = orang(dunia)
    assert (laporan.berubah, p.nama, p.telepon) == (1, "Sitti A.", "081234567890")
    assert (p.surel, p.golongan, p.status) == ("aminah@palu.example", "III/b", "AKTIF")
    assert p.atasan == dunia.palu.atasan.pegawai


def test_ejaan_jabatan_disatukan(dunia, tmp_path):
    impor(
        dunia,
        tulis(
            tmp_path,
            {},
            {"NIP": nip_baru(), "E-mail": None, "Jabatan": "PENATA layanan operasional"},
        ),
    )
    assert Jabatan.objects.filter(nama__iexact="penata layanan operasional").count() == 1


def test_pegawai_kota_lain_dan_yang_tak_disebut_tetap(dunia, tmp_path):
    lain = dunia.salatiga.pegawai.pegawai
    sebelum = list(
        Pegawai.objects.exclude(nip=NIP).order_by("pk").values_list("pk", "nama", "unit", "status")
    )
    impor(dunia, tulis(tmp_path, {}))
    sesudah = Pegawai.objects.exclude(nip=NIP).order_by("pk")
    assert list(sesudah.values_list("pk", "nama", "unit", "status")) == sebelum
    assert lain.pemda == dunia.salatiga.pemda


def test_gagal_di_tengah_tidak_meninggalkan_apa_pun(dunia, tmp_path):
    with connection.cursor() as kursor:
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        kursor.execute(
            "ALTER TABLE instansi_pengguna ADD CONSTRAINT tolak CHECK (email <> 'b@palu.example')"
        )
    sebelum = semua_baris()
    berkas = tulis(tmp_path, {}, {"NIP": nip_baru(), "E-mail": "b@palu.example"})
    with pytest.raises(IntegrityError):
        impor(dunia, berkas)
    assert semua_baris() == sebelum


def test_riwayat_menyebut_aksi_dan_pelaku(dunia, tmp_path):
    impor(dunia, tulis(tmp_path, {}))
    model: type[Event] = apps.get_model("instansi", "PegawaiEvent")
    (peristiwa,) = model.objects.filter(nip=NIP)
    assert peristiwa.pgh_context.metadata["aksi"] == "impor_pegawai"
    assert peristiwa.pgh_context.metadata["pelaku"] == dunia.palu.hr.pk


# Ratings


def predikat(dunia: Dunia, folder: Path, *baris: list[Any], terapkan: bool = True) -> LaporanImpor:
    berkas = folder / "predikat.xlsx"
    tulis_xlsx(berkas, "", ("NIP", "Tahun", "Periode", "Predikat kinerja"), baris)
    return PEMUAT_PREDIKAT.muat(
        pemda=dunia.palu.pemda,
        berkas=berkas,
        terapkan=terapkan,
        hari_ini=HARI_INI,
        sekarang=SEKARANG,
        oleh=dunia.palu.hr,
    )


def test_predikat_dua_periode_lalu_diperbarui(dunia, tmp_path):
    fajar = dunia.palu.pegawai.pegawai
    baris = [fajar.nip, 2024, "Tahunan", "Baik"], [fajar.nip, 2025, "Tahunan", "Sangat Baik"]
    assert predikat(dunia, tmp_path, *baris).baru == 2
    sebelum = semua_baris()
    assert predikat(dunia, tmp_path, *baris).ditulis == 0
    assert semua_baris() == sebelum
    assert predikat(dunia, tmp_path, [fajar.nip, 2024, "tahunan", "Kurang"]).berubah == 1
    assert list(fajar.predikat.order_by("tahun").values_list("tahun", "predikat", "unit")) == [
        (2024, "KURANG", fajar.unit_id),
        (2025, "SANGAT_BAIK", fajar.unit_id),
    ]


def test_predikat_memakai_unit_pada_akhir_periode(dunia, tmp_path):
    impor(dunia, tulis(tmp_path, {"TMT jabatan": "01-02-2022"}))
    impor(dunia, tulis(tmp_path, {"TMT jabatan": "01-07-2025", "Unit kerja": "Dinas Pendidikan"}))
    predikat(dunia, tmp_path, [NIP, 2025, "Semester 1", "Baik"], [NIP, 2025, "Semester 2", "Baik"])
    isi = PredikatKinerja.objects.filter(pegawai__nip=NIP).order_by("periode")
    assert list(isi.values_list("periode", "unit")) == [
        ("SEMESTER_1", dunia.palu.dinkes.pk),
        ("SEMESTER_2", dunia.palu.dikbud.pk),
    ]


def test_predikat_orang_tak_dikenal_ditolak(dunia, tmp_path):
    lain = dunia.salatiga.pegawai.pegawai.nip
    laporan = predikat(dunia, tmp_path, [lain, 2025, "Tahunan", "Baik"])
    (galat,) = laporan.galat
    assert galat.alasan == "Tidak ada di data pegawai."
    assert PredikatKinerja.objects.count() == 0


def test_predikat_uji_coba_tidak_menulis(dunia, tmp_path):
    nip = dunia.palu.pegawai.pegawai.nip
    laporan = predikat(dunia, tmp_path, [nip, 2025, "Tahunan", "Baik"], terapkan=False)
    assert (laporan.baru, PredikatKinerja.objects.count()) == (1, 0)


# The command


def test_perintah_mencetak_dan_menunggu_terapkan(dunia, tmp_path, capsys):
    berkas = str(tulis(tmp_path, {}, {"NIP": NIP[:17]}))
    call_command("impor", "pegawai", berkas, "--kota", "palu")
    assert capsys.readouterr().out == (
        "Perlu diperbaiki:\n"
        f"  Baris 3, NIP “{NIP[:17]}”: NIP baru 17 angka. Lengkapi menjadi 18 angka.\n"
        "Baru 1, berubah 0, tidak berubah 0, ditolak 1.\n"
        "Uji coba: belum ada yang ditulis. Jalankan lagi dengan --terapkan untuk menyimpan.\n"
    )
    call_command("impor", "pegawai", berkas, "--kota", "palu", "--terapkan")
    assert "1 akun baru dibuat, belum bersandi." in capsys.readouterr().out
    assert orang(dunia).nama == "Sitti Aminah"


@pytest.mark.parametrize(
    ("argumen", "pesan"),
    [
        (["tiada.xlsx", "--kota", "palu"], "Berkas tiada.xlsx tidak ada."),
        (["tiada.xlsx", "--kota", "surga"], "Tidak ada pemda berkode surga."),
    ],
)
def test_perintah_menolak_masukan_salah(dunia, argumen, pesan):
    with pytest.raises(CommandError, match=pesan):
        call_command("impor", "pegawai", *argumen)
