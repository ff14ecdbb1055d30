"""What the check points out about people: another's NIP, who has no superior, what is the same."""

import pytest

from instansi.actions.pegawai import muat_pegawai
from instansi.models import Jabatan, Pegawai
from instansi.queries.orang import orang_bermasalah
from instansi.tests.factories import nip_baru
from lib.impor import GalatBaris
from tests.impor.alat import NIP, muat, orang, semua_baris, tulis_pegawai

ATASAN = "198003172005011003"


@pytest.mark.parametrize("terapkan", [False, True])
def test_nip_milik_orang_lain_ditolak(dunia, tmp_path, terapkan):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))
    lain = {"NIP": nip_baru(), "Nama": "Rina"}  # by the address of the row that stays out
    berkas = tulis_pegawai(tmp_path, {"Nama": "Budi Santoso"}, lain, {"NIP": "1", "Nama": "Tono"})

    laporan = muat(dunia.palu, "pegawai", berkas, terapkan=terapkan)

    assert laporan.galat[0] == GalatBaris(
        2,
        "NIP",
        NIP,
        "NIP ini milik Sitti Aminah; berkas menulis Budi Santoso.",
        "Perbaiki NIP-nya. Bila orangnya memang berganti nama, isi kolom Alasan NIP.",
    )
    assert [g.baris for g in laporan.galat] == [2, 4]
    assert (laporan.baru, laporan.berubah, laporan.tetap, laporan.ditolak) == (1, 0, 0, 2)
    assert [p.alasan for p in laporan.peringatan] == ["Sudah dipakai akun lain."]
    assert orang(dunia.palu).nama == "Sitti Aminah"


def test_ganti_nama_dengan_alasan_dimuat_dan_diperingatkan(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))
    berkas = tulis_pegawai(tmp_path, {"Nama": "Budi Santoso", "Alasan NIP": "Penetapan PN 7/2026."})

    laporan = muat(dunia.palu, "pegawai", berkas)

    (peringatan,) = laporan.peringatan
    assert peringatan.alasan == "NIP ini milik Sitti Aminah; berkas menulis Budi Santoso."
    assert (laporan.berubah, laporan.ditolak) == (1, 0)
    assert orang(dunia.palu).nama == "Budi Santoso"


def test_alasan_nip_yang_lama_tidak_berlaku_bagi_nama_lain(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"Alasan NIP": "Sesuai SK."}))
    kolom = ("NIP", "Nama", "Jabatan", "Jenis jabatan", "Unit kerja", "Golongan", "E-mail")

    laporan = muat(
        dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"Nama": "Budi Santoso"}, kolom=kolom)
    )

    assert (laporan.berubah, laporan.ditolak) == (0, 1)


def test_nama_yang_dibetulkan_tidak_diperingatkan(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))

    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"Nama": "Siti Aminah"}))

    assert (laporan.peringatan, laporan.berubah) == ([], 1)


def test_orang_tanpa_atasan_dihitung(dunia, tmp_path):
    Jabatan.objects.create(
        pemda=dunia.palu.pemda, nama="Sekretaris Daerah", jenis="JPT", eselon="II.a"
    )
    baris = (
        {"NIP": ATASAN},
        {"NIP atasan": ATASAN},
        {"NIP": nip_baru(), "E-mail": None, "NIP atasan": nip_baru()},  # a superior nobody knows
        {"NIP": nip_baru(), "E-mail": None, "Status": "Pensiun"},
        {"NIP": nip_baru(), "E-mail": None, "Jabatan": "Sekretaris Daerah"},
    )
    berkas = tulis_pegawai(tmp_path, *({"E-mail": None} | b for b in baris))

    coba = muat(dunia.palu, "pegawai", berkas, terapkan=False)
    baru = muat(dunia.palu, "pegawai", berkas)
    lagi = muat(dunia.palu, "pegawai", berkas)

    assert (coba.tanpa_atasan, baru.tanpa_atasan, lagi.tanpa_atasan) == (2, 2, 2)
    assert (baru.baru, lagi.tetap, lagi.ditulis) == (5, 5, 0)


def test_berkas_yang_sama_lagi_tidak_dibandingkan_satu_satu(dunia, tmp_path, monkeypatch):
    """Who has an address and no account, being retired, or shares one, says nothing new."""
    berkas = tulis_pegawai(
        tmp_path,
        {},
        {"NIP": nip_baru(), "Nama": "Rina"},
        {"NIP": nip_baru(), "Nama": "Tono", "E-mail": "tono@palu.example", "Status": "Pensiun"},
    )
    muat(dunia.palu, "pegawai", berkas)
    dibandingkan = []

    def catat(*, baris, **lain):
        dibandingkan.extend(baris)
        return muat_pegawai(baris=baris, **lain)

    monkeypatch.setattr("instansi.actions.impor.muat_pegawai", catat)

    lagi = muat(dunia.palu, "pegawai", berkas)

    assert (lagi.tetap, dibandingkan) == (3, [])
    assert [p.alasan for p in lagi.peringatan] == ["Sama dengan baris 2."]


def test_tanpa_kolom_atasan_yang_tersimpan_tetap_dihitung(dunia, tmp_path):
    berkas = tulis_pegawai(tmp_path, {"NIP": ATASAN, "E-mail": None}, {"NIP atasan": ATASAN})
    muat(dunia.palu, "pegawai", berkas)
    kolom = ("NIP", "Nama", "Jabatan", "Jenis jabatan", "Unit kerja", "Golongan", "E-mail")
    baris = {"NIP": ATASAN, "E-mail": None}, {}, {"NIP": nip_baru(), "E-mail": None}

    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, *baris, kolom=kolom))

    assert (laporan.tetap, laporan.baru, laporan.tanpa_atasan) == (2, 1, 2)
    assert orang(dunia.palu, NIP).atasan.nip == ATASAN


@pytest.mark.parametrize(
    "beda",
    [
        pytest.param({"email": "lain@palu.example"}, id="alamat akun"),
        pytest.param({"nama": "Lama"}, id="nama akun"),
        pytest.param(None, id="belum berakun"),
    ],
)
def test_baris_yang_sama_tetap_membetulkan_akun(dunia, tmp_path, beda):
    berkas = tulis_pegawai(tmp_path, {}, {"NIP": nip_baru(), "E-mail": None})
    muat(dunia.palu, "pegawai", berkas)
    pegawai = orang(dunia.palu)
    if beda:
        type(pegawai.pengguna).objects.filter(pegawai=pegawai).update(**beda)
    else:
        pegawai.pengguna.delete()
    berkas = tulis_pegawai(tmp_path, {}, {"NIP": nip_baru(), "E-mail": None, "Nama": "Baru"})

    laporan = muat(dunia.palu, "pegawai", berkas)

    assert (laporan.tetap, laporan.baru) == (1, 1)
    akun = Pegawai.objects.get(pk=pegawai.pk).pengguna
    assert (akun.nama, akun.email) == ("Sitti Aminah", "aminah@palu.example")


def test_atasan_di_pemda_lain_bukan_baris_yang_sama(dunia, tmp_path):
    berkas = tulis_pegawai(tmp_path, {})
    muat(dunia.palu, "pegawai", berkas)
    lain = Pegawai.objects.exclude(pemda=dunia.palu.pemda).first()
    Pegawai.objects.filter(nip=NIP).update(atasan=lain)

    laporan = muat(dunia.palu, "pegawai", berkas)

    assert (laporan.tetap, laporan.berubah) == (0, 1)
    assert orang(dunia.palu).atasan is None


def test_periksa_tidak_menulis_apa_pun(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))
    sebelum = semua_baris()

    muat(
        dunia.palu,
        "pegawai",
        tulis_pegawai(tmp_path, {}, {"NIP": ATASAN, "E-mail": None}),
        terapkan=False,
    )

    assert semua_baris() == sebelum


def test_semua_masalah_satu_baris_disebut_sekaligus(dunia, tmp_path):
    """An unknown position, a bad cell, another's NIP, sex and birth date that clash with it."""
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))
    baris = {
        "Nama": "Budi Santoso",
        "Jabatan": "Pengadministrasi",
        "Jenis jabatan": None,
        "L/P": "P",
        "Tanggal lahir": "13-03-1991",
    }

    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, baris))

    satu = [g for g in laporan.galat if g.baris == 2]
    assert [g.kolom for g in satu] == ["Jabatan", "NIP", "NIP", "NIP"]
    assert satu[-1].alasan == "NIP ini milik Sitti Aminah; berkas menulis Budi Santoso."
    assert all("tetap dimuat" not in g.langkah for g in satu)
    assert sum("Bukan ini yang membuat baris ditolak" in g.langkah for g in satu) == 2
    assert [p for p in laporan.peringatan if p.baris == 2] == []
    assert laporan.ditolak == 1


def test_sel_rusak_tidak_menyembunyikan_masalah_lain(dunia, tmp_path):
    baris = {"Golongan": "Entah", "Unit kerja": "Dinas Entah", "E-mail": "a di b", "L/P": "P"}

    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, baris))

    assert sorted(g.kolom for g in laporan.galat) == ["Golongan", "NIP", "Surel", "Unit kerja"]


def test_jabatan_mirip_ditawarkan(dunia, tmp_path):
    for nama in ("Pengadministrasi Umum Barang", "Penata Kelola", "Penata Arsip"):
        Jabatan.objects.create(pemda=dunia.palu.pemda, nama=nama, jenis="PELAKSANA")

    def langkah(jabatan):
        baris = {"Jabatan": jabatan, "Jenis jabatan": None}
        (galat,) = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, baris)).galat
        return galat.alasan, galat.langkah

    assert langkah("Pengadministrasi Umun Barang")[1].startswith(
        "Mungkin maksud Anda “Pengadministrasi Umum Barang”. Bila memang jabatan baru: isi kolom"
    )
    assert "Ada 2 jabatan yang namanya memuat ini: “Penata" in langkah("Penata")[0]
    assert langkah("Xyz") == (
        "Jabatan “Xyz” belum dikenal.",
        "Isi kolom Jenis jabatan: JPT Pratama, Administrator, Pengawas, Pelaksana, Fungsional.",
    )


def test_atasan_di_instansi_lain_diperingatkan(dunia, tmp_path):
    """Those whom Atasan bermasalah lists; not who is led by the secretary, nor the same again."""
    Jabatan.objects.create(
        pemda=dunia.palu.pemda, nama="Sekretaris Daerah", jenis="JPT", eselon="II.a"
    )
    sekda, sedinas = nip_baru(), nip_baru()
    baris = (
        {"NIP": ATASAN, "Unit kerja": "Dinas Pendidikan", "NIP atasan": sekda},
        {"NIP": sekda, "Jabatan": "Sekretaris Daerah", "Unit kerja": "Dinas Pendidikan"},
        {"NIP": NIP, "NIP atasan": ATASAN},
        {"NIP": sedinas, "Unit kerja": "Dinas Pendidikan", "NIP atasan": ATASAN},
        {"NIP": nip_baru(), "NIP atasan": sekda},
        {"NIP": nip_baru(), "NIP atasan": ATASAN, "Status": "Pensiun"},
    )
    berkas = tulis_pegawai(tmp_path, *({"E-mail": None} | b for b in baris))

    baru = muat(dunia.palu, "pegawai", berkas)
    lagi = muat(dunia.palu, "pegawai", berkas)
    bermasalah = orang_bermasalah(Pegawai.objects.filter(pemda=dunia.palu.pemda))

    langkah = (
        "Periksa NIP atasannya; baris ini tetap dimuat, dan orangnya tampil di Atasan bermasalah."
    )
    assert (lagi.peringatan, lagi.tetap) == ([], 6)
    assert [tuple(g) for g in baru.peringatan] == [
        (4, "NIP atasan", ATASAN, "Atasan ini bekerja di instansi lain.", langkah)
    ]
    nip = [b["NIP"] for b in baris]
    assert [p.nip for p in bermasalah.filter(nip__in=nip, masalah="LAIN")] == [NIP]
