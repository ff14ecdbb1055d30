"""What the loader of people writes, accounts and placements with it, and what it leaves."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from pghistory.models import Event

from instansi.actions.peran import AdminTerakhir
from instansi.models import Jabatan, Pegawai, Pengguna
from instansi.tests.factories import nip_baru
from kelola.actions.pemuat import PEMUAT
from lib.impor import GalatBaris, Perubahan
from tests.impor.alat import HARI_INI, KOLOM, NIP, muat, orang, semua_baris, tulis_pegawai


def test_nomor_telepon_kembali_bernol(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"No HP": 81234567890}))
    assert orang(dunia.palu).telepon == "081234567890"


def test_atasan_di_berkas_yang_sama(dunia, tmp_path):
    atasan = nip_baru()
    muat(
        dunia.palu,
        "pegawai",
        tulis_pegawai(
            tmp_path, {"NIP atasan": atasan}, {"NIP": atasan, "Nama": "B", "E-mail": None}
        ),
    )
    assert orang(dunia.palu).atasan.nip == atasan


def test_atasan_yang_sudah_ada(dunia, tmp_path):
    muat(
        dunia.palu,
        "pegawai",
        tulis_pegawai(tmp_path, {"NIP atasan": dunia.palu.atasan.pegawai.nip}),
    )
    assert orang(dunia.palu).atasan == dunia.palu.atasan.pegawai


@pytest.mark.parametrize("kasus", ["tidak ada", "kota lain"])
def test_atasan_hilang_dimuat_tanpa_atasan(dunia, tmp_path, kasus):
    nip = {
        "tidak ada": "196001011985031001",
        "kota lain": dunia.salatiga.atasan.pegawai.nip,
    }[kasus]
    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"NIP atasan": nip}))
    (catatan,) = laporan.peringatan
    assert (catatan.baris, catatan.kolom, catatan.isi) == (2, "NIP atasan", nip)
    assert catatan.alasan == "Atasan tidak ada di berkas ini maupun di data pegawai."
    assert orang(dunia.palu).atasan is None


def test_surel_ganda_dimuat_tanpa_surel(dunia, tmp_path):
    lain = nip_baru()
    laporan = muat(
        dunia.palu,
        "pegawai",
        tulis_pegawai(
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
    assert orang(dunia.palu, lain).surel == ""


def test_diri_sendiri_dan_lingkaran_atasan_dimuat_tanpa_atasan(dunia, tmp_path):
    a, b, c, d = (nip_baru() for _ in range(4))
    laporan = muat(
        dunia.palu,
        "pegawai",
        tulis_pegawai(
            tmp_path,
            {"NIP": a, "E-mail": None, "NIP atasan": a},
            {"NIP": b, "E-mail": None, "NIP atasan": c},
            {"NIP": c, "E-mail": None, "NIP atasan": b},
            {"NIP": d, "E-mail": None, "NIP atasan": c},
        ),
    )
    alasan = "Rantai atasan ini kembali kepada pegawai itu sendiri."
    langkah = "Pegawai dimuat tanpa atasan; isi atasannya nanti."
    assert laporan.peringatan == [
        GalatBaris(2, "NIP atasan", a, alasan, langkah),
        GalatBaris(3, "NIP atasan", c, alasan, langkah),
        GalatBaris(4, "NIP atasan", b, alasan, langkah),
    ]
    assert [orang(dunia.palu, n).atasan_id for n in (a, b, c)] == [None] * 3
    assert orang(dunia.palu, d).atasan.nip == c


def test_lingkaran_lewat_pegawai_yang_sudah_ada(dunia, tmp_path):
    gita, fajar = dunia.palu.atasan.pegawai, dunia.palu.pegawai.pegawai
    berkas = tulis_pegawai(
        tmp_path,
        {"NIP": gita.nip, "Nama": "Gita", "NIP atasan": fajar.nip, "E-mail": gita.surel},
    )
    (catatan,) = muat(dunia.palu, "pegawai", berkas).peringatan
    assert catatan.alasan == "Rantai atasan ini kembali kepada pegawai itu sendiri."
    assert orang(dunia.palu, gita.nip).atasan is None
    assert orang(dunia.palu, fajar.nip).atasan == gita


# Odd NIPs


def test_nip_yang_aneh_dimuat_dengan_peringatan_lalu_dijelaskan(dunia, tmp_path):
    aneh = {"L/P": "P", "Tanggal lahir": "12-03-1990"}
    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, aneh))
    langkah = (
        "Periksa; baris ini tetap dimuat. Bila benar, isi kolom Alasan NIP. Tanpa alasan, formulir "
        "pegawai memintanya saat data orang ini diubah."
    )
    assert laporan.peringatan == [
        GalatBaris(
            2,
            "NIP",
            NIP,
            "Angka ke-15 NIP menunjukkan laki-laki, berbeda dari jenis kelamin pada data.",
            langkah,
        ),
        GalatBaris(
            2, "NIP", NIP, "Tanggal lahir menurut NIP 12-03-1991, pada data 12-03-1990.", langkah
        ),
    ]
    assert orang(dunia.palu).jenis_kelamin == "P"

    jelas = tulis_pegawai(tmp_path, aneh | {"Alasan NIP": "Sesuai SK 12/2019."})
    laporan = muat(dunia.palu, "pegawai", jelas)
    assert laporan.peringatan == []
    assert [p.beda for p in laporan.perubahan] == [(("Alasan NIP", "", "Sesuai SK 12/2019."),)]

    tanpa = ("NIP", "Nama", "L/P", "Tanggal lahir", "Jabatan", "Unit kerja")
    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, aneh, kolom=tanpa))
    assert (laporan.peringatan, laporan.tetap) == ([], 1)
    assert orang(dunia.palu).alasan_nip == "Sesuai SK 12/2019."


def test_sel_alasan_nip_yang_kosong_tidak_menghapus_alasan_lama(dunia, tmp_path):
    """Of each row for itself: one says a new reason, the other keeps what is known."""
    b = nip_baru()
    aneh = {"L/P": "P", "Tanggal lahir": "12-03-1990"}
    lain = {"NIP": b, "Nama": "Budi", "E-mail": None, "Tanggal lahir": "01-02-1980"}
    alasan = {"Alasan NIP": "Sesuai SK 12/2019."}
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, aneh | alasan, lain | alasan))

    semua_kosong = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, aneh, lain))
    baru = {"Alasan NIP": "Penetapan PN 7/2026."}
    sebagian = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, aneh, lain | baru))

    assert (semua_kosong.peringatan, semua_kosong.galat, semua_kosong.tetap) == ([], [], 2)
    assert (sebagian.peringatan, sebagian.tetap, sebagian.berubah) == ([], 1, 1)
    assert orang(dunia.palu).alasan_nip == "Sesuai SK 12/2019."
    assert orang(dunia.palu, b).alasan_nip == "Penetapan PN 7/2026."


def test_perubahan_disebut_kolom_demi_kolom(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))
    baru = {
        "Nama": "Sitti A.",
        "Tempat lahir": "Donggala",
        "Tanggal lahir": "13-03-1991",
        "Jabatan": "Kepala Seksi",
        "Jenis jabatan": "Pengawas",
        "Unit kerja": "Dinas Pendidikan",
        "NIP atasan": dunia.palu.atasan.pegawai.nip,
        "Status": "CLTN",
        "E-mail": None,
    }
    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, baru), terapkan=False)
    assert laporan.perubahan == [
        Perubahan(
            2,
            "Sitti A.",
            (
                ("Nama", "Sitti Aminah", "Sitti A."),
                ("Tempat lahir", "", "Donggala"),
                ("Tanggal lahir", "12-03-1991", "13-03-1991"),
                ("Jabatan", "Penata Layanan Operasional", "Kepala Seksi"),
                ("Unit kerja", "Dinas Kesehatan", "Dinas Pendidikan"),
                ("NIP atasan", "", dunia.palu.atasan.pegawai.nip),
                ("Status", "Aktif", "Cuti di luar tanggungan negara"),
                ("Surel", "aminah@palu.example", ""),
            ),
            NIP,
        )
    ]
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, baru))
    assert orang(dunia.palu).status_sejak == HARI_INI


# What is written


def test_uji_coba_tidak_menulis(dunia, tmp_path):
    berkas = tulis_pegawai(
        tmp_path, {}, {"NIP": dunia.palu.pegawai.pegawai.nip, "Nama": "Fajar Baru"}
    )
    sebelum = semua_baris()
    laporan = muat(dunia.palu, "pegawai", berkas, terapkan=False)
    assert (laporan.baru, laporan.berubah, laporan.diterapkan) == (1, 1, False)
    assert semua_baris() == sebelum
    assert orang(dunia.palu, dunia.palu.pegawai.pegawai.nip).nama == "Fajar"


def test_akun_dan_penempatan_pegawai_baru(dunia, tmp_path):
    muat(
        dunia.palu,
        "pegawai",
        tulis_pegawai(
            tmp_path,
            {"TMT jabatan": "01-02-2022"},
            {"NIP": nip_baru(), "E-mail": None},
            {"NIP": nip_baru(), "E-mail": "pensiun@palu.example", "Status": "Pensiun"},
        ),
    )
    p = orang(dunia.palu)
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


def test_yang_sudah_ada_dibaca_sekali_bila_kolomnya_dipetakan(dunia, tmp_path):
    """While the file is read; by its columns, where they are not all there too."""
    semua = tulis_pegawai(tmp_path, {})
    muat(dunia.palu, "pegawai", semua)

    for kolom in (KOLOM, ("NIP", "Nama", "Jabatan", "Unit kerja")):
        berkas = tulis_pegawai(tmp_path, {}, kolom=kolom)
        for pemetaan in (None, PEMUAT["pegawai"].lihat(berkas).letak):
            with CaptureQueriesContext(connection) as kueri:
                laporan = muat(dunia.palu, "pegawai", berkas, pemetaan=pemetaan)
            assert (laporan.tetap, laporan.ditulis) == (1, 0)
            assert sum("concat_ws(chr(31), p.nip" in k["sql"] for k in kueri) == 1


def test_dua_kali_tidak_menulis(dunia, tmp_path):
    berkas = tulis_pegawai(
        tmp_path,
        {"NIP atasan": "196001011985031001"},
        {"NIP": nip_baru(), "E-mail": "aminah@palu.example"},
        {"NIP": nip_baru(), "E-mail": None, "NIP atasan": NIP},
    )
    muat(dunia.palu, "pegawai", berkas)
    sebelum = semua_baris()
    laporan = muat(dunia.palu, "pegawai", berkas, hari_ini=date(2026, 12, 5))
    assert (laporan.baru, laporan.berubah, laporan.tetap) == (0, 0, 3)
    assert laporan.ditulis == 0
    assert semua_baris() == sebelum


def test_pindah_unit_menutup_penempatan(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"TMT jabatan": "01-02-2022"}))
    laporan = muat(
        dunia.palu,
        "pegawai",
        tulis_pegawai(tmp_path, {"TMT jabatan": "01-11-2026", "Unit kerja": "Dinas Pendidikan"}),
    )
    assert laporan.berubah == 1
    assert list(
        orang(dunia.palu).penempatan.order_by("mulai").values_list("unit", "mulai", "selesai")
    ) == [
        (dunia.palu.dinkes.pk, date(2022, 2, 1), date(2026, 10, 31)),
        (dunia.palu.dikbud.pk, date(2026, 11, 1), None),
    ]


def test_pindah_tanpa_tanggal_berlaku_hari_ini_dan_dua_kali_sehari(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"TMT jabatan": "01-02-2022"}))
    pindah = {"Unit kerja": "Dinas Pendidikan"}
    berkas = tulis_pegawai(tmp_path, pindah | {"TMT jabatan": "01-02-2023"})
    assert muat(dunia.palu, "pegawai", berkas, terapkan=False).peringatan == []
    for mulai, isi in (("01-02-2022", "01-02-2022"), (None, "")):
        berkas = tulis_pegawai(tmp_path, pindah | {"TMT jabatan": mulai})
        (catatan,) = muat(dunia.palu, "pegawai", berkas, terapkan=False).peringatan
        assert (catatan.baris, catatan.kolom, catatan.isi) == (2, "TMT jabatan", isi)
        assert catatan.alasan == "Pindah unit atau jabatan, mulainya dicatat hari ini."
    berkas = tulis_pegawai(tmp_path, pindah | {"TMT jabatan": "22-11-2026"})
    (galat,) = muat(dunia.palu, "pegawai", berkas).galat
    assert (galat.kolom, galat.isi, galat.alasan) == (
        "TMT jabatan",
        "22-11-2026",
        "Tanggalnya belum tiba.",
    )
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"Unit kerja": "Dinas Pendidikan"}))
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"Unit kerja": "SDN 1 Palu"}))
    assert list(orang(dunia.palu).penempatan.order_by("mulai").values_list("unit", "mulai")) == [
        (dunia.palu.dinkes.pk, date(2022, 2, 1)),
        (dunia.palu.sekolah.pk, HARI_INI),
    ]


def test_pensiun_menutup_akun_dan_kembali_membukanya(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"Status": "Pensiun"}))
    assert not Pengguna.objects.get(username=NIP).is_active
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"Status": "Aktif"}))
    assert Pengguna.objects.get(username=NIP).is_active


def test_nama_dan_surel_akun_mengikuti(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))
    muat(
        dunia.palu,
        "pegawai",
        tulis_pegawai(tmp_path, {"Nama": "Sitti A.", "E-mail": "baru@palu.example"}),
    )
    akun = Pengguna.objects.get(username=NIP)
    assert (akun.nama, akun.email) == ("Sitti A.", "baru@palu.example")


def test_kolom_yang_tidak_ada_tidak_menghapus(dunia, tmp_path):
    muat(
        dunia.palu,
        "pegawai",
        tulis_pegawai(
            tmp_path, {"No HP": "081234567890", "NIP atasan": dunia.palu.atasan.pegawai.nip}
        ),
    )
    sedikit = ("NIP", "Nama", "Jabatan", "Unit kerja")
    laporan = muat(
        dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"Nama": "Sitti A."}, kolom=sedikit)
    )
    p = orang(dunia.palu)
    assert (laporan.berubah, p.nama, p.telepon) == (1, "Sitti A.", "081234567890")
    assert (p.surel, p.golongan, p.status) == ("aminah@palu.example", "III/b", "AKTIF")
    assert p.atasan == dunia.palu.atasan.pegawai


def test_ejaan_jabatan_disatukan(dunia, tmp_path):
    muat(
        dunia.palu,
        "pegawai",
        tulis_pegawai(
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
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))
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
    berkas = tulis_pegawai(tmp_path, {}, {"NIP": nip_baru(), "E-mail": "b@palu.example"})
    with pytest.raises(IntegrityError):
        muat(dunia.palu, "pegawai", berkas)
    assert semua_baris() == sebelum


def test_riwayat_menyebut_aksi_dan_pelaku(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))
    model: type[Event] = apps.get_model("instansi", "PegawaiEvent")
    (peristiwa,) = model.objects.filter(nip=NIP)
    assert peristiwa.pgh_context.metadata["aksi"] == "impor_pegawai"
    assert peristiwa.pgh_context.metadata["pelaku"] == dunia.palu.hr.pk


def test_berkas_tidak_memensiunkan_admin_terakhir(dunia, tmp_path):
    admin = dunia.palu.admin.pegawai
    baris = {"NIP": admin.nip, "Nama": admin.nama, "Status": "Pensiun", "E-mail": None}
    semula = semua_baris()

    with pytest.raises(AdminTerakhir, match="tidak akan punya admin pemda lagi"):
        muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, baris))

    assert semua_baris() == semula
