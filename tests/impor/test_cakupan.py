"""Whose rows a file may hold: of one agency, of another city, of people whose NIP is lost."""

import pytest

from instansi.models import Pegawai
from instansi.tests.factories import PegawaiFactory
from lib.impor import GalatBaris, Tawaran
from tests.impor.alat import NIP, muat, orang, semua_baris, tulis_pegawai

LUAR_UNIT = ("Di luar unit Anda.", "Hapus baris ini, atau kirim kepada BKPSDM.")
LUAR_ORANG = ("Bukan pegawai unit Anda.", "Hubungi BKPSDM bila ia pindah.")


@pytest.fixture
def dikbud(dunia):
    """The units of an agency, as its own officer may write to them."""
    return {"cakupan": {dunia.palu.dikbud.pk, dunia.palu.sekolah.pk}, "oleh": dunia.palu.pengelola}


def guru(**ubah):
    """A row with a position that is known."""
    return {"Jabatan": "Pengelola Data", "Unit kerja": "Dinas Pendidikan"} | ubah


def test_baris_di_unit_sendiri_dimuat(dunia, tmp_path, dikbud):
    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, guru()), **dikbud)
    assert (laporan.baru, laporan.galat) == (1, [])
    assert orang(dunia.palu).unit == dunia.palu.dikbud


@pytest.mark.parametrize("nama", ["Dinas Kesehatan", "Puskesmas Palu", "Pemerintah Kota Palu"])
def test_unit_lain_ditolak(dunia, tmp_path, dikbud, nama):
    sebelum = semua_baris()
    berkas = tulis_pegawai(tmp_path, guru(**{"Unit kerja": nama}))
    laporan = muat(dunia.palu, "pegawai", berkas, **dikbud)
    assert laporan.galat == [GalatBaris(2, "Unit kerja", nama, *LUAR_UNIT)]
    assert semua_baris() == sebelum


def test_saran_ejaan_hanya_menyebut_unit_sendiri(dunia, tmp_path, dikbud):
    berkas = tulis_pegawai(tmp_path, guru(**{"Unit kerja": "Dinas Kesehatann"}))
    (galat,) = muat(dunia.palu, "pegawai", berkas, **dikbud).galat
    assert galat.langkah == "Periksa ejaannya, atau tambahkan unit itu lebih dahulu."


def test_orang_unit_lain_tidak_bisa_ditarik(dunia, tmp_path, dikbud):
    indra = dunia.palu.pegawai_dinkes.pegawai
    berkas = tulis_pegawai(tmp_path, guru(NIP=indra.nip, Nama="Indra"))
    laporan = muat(dunia.palu, "pegawai", berkas, **dikbud)
    assert laporan.galat == [GalatBaris(2, "NIP", indra.nip, *LUAR_ORANG)]
    assert orang(dunia.palu, indra.nip).unit == indra.unit


def test_jabatan_baru_hanya_dari_bkpsdm(dunia, tmp_path, dikbud):
    berkas = tulis_pegawai(tmp_path, guru(Jabatan="Jabatan Karangan"))
    laporan = muat(dunia.palu, "pegawai", berkas, **dikbud)
    assert laporan.galat == [
        GalatBaris(
            2,
            "Jabatan",
            "Jabatan Karangan",
            "Jabatan “Jabatan Karangan” belum dikenal.",
            "Minta BKPSDM menambahkan jabatan ini.",
        )
    ]


# Another city


@pytest.mark.parametrize(
    ("di_sana", "di_sini", "ditolak"),
    [
        ("AKTIF", None, True),
        ("CUTI_LUAR", "Aktif", True),
        ("AKTIF", "Pindah", False),
        ("PINDAH", None, False),
        ("PENSIUN", None, False),
    ],
)
def test_nip_yang_aktif_di_kota_lain(dunia, tmp_path, di_sana, di_sini, ditolak):
    PegawaiFactory(unit=dunia.salatiga.dinkes, nip=NIP, nama="Orang Salatiga", status=di_sana)
    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"Status": di_sini}))
    galat = [GalatBaris(2, "NIP", NIP, "masih aktif di instansi lain", "")]
    assert laporan.galat == (galat if ditolak else [])
    assert Pegawai.objects.filter(pemda=dunia.palu.pemda, nip=NIP).exists() is not ditolak


# A NIP that has lost digits


@pytest.fixture
def budi(dunia):
    """Someone in the directory whose row in the file has a number for a NIP."""
    return PegawaiFactory(unit=dunia.palu.sekolah, nama="Budi Santoso", nip="198503072001011777")


def rusak(budi, **ubah):
    lahir = {"Tanggal lahir": "07-03-1985", "Nama": "BUDI  santoso"}
    return guru(NIP=int(budi.nip), **{"E-mail": None}) | lahir | ubah


def rinci(pegawai):
    return f"NIP {pegawai.nip}, {pegawai.jabatan}, {pegawai.unit}"


def test_orang_ditawarkan_lalu_dikonfirmasi(dunia, tmp_path, budi):
    berkas = tulis_pegawai(tmp_path, rusak(budi))
    laporan = muat(dunia.palu, "pegawai", berkas)
    assert laporan.tawaran == [Tawaran(2, budi.pk, "Budi Santoso", rinci(budi))]
    assert (laporan.ditolak, laporan.ditulis) == (1, 0)

    laporan = muat(dunia.palu, "pegawai", berkas, konfirmasi={2: budi.pk})
    assert (laporan.tawaran, laporan.galat, laporan.berubah) == ([], [], 1)
    assert orang(dunia.palu, budi.nip).nama == "BUDI santoso"


@pytest.mark.parametrize(
    "kasus", ["lahir lain", "nama lain", "dua orang", "kota lain", "tanpa lahir", "luar unit"]
)
def test_tidak_ada_tawaran_tanpa_satu_orang_yang_cocok(dunia, tmp_path, budi, kasus):
    isi, pilihan = rusak(budi), {}
    if kasus == "lahir lain":
        isi["Tanggal lahir"] = "08-03-1985"
    elif kasus == "nama lain":
        isi["Nama"] = "Budi Santosa"
    elif kasus == "dua orang":
        PegawaiFactory(unit=dunia.palu.dinkes, nama="Budi Santoso")
    elif kasus == "kota lain":
        Pegawai.objects.filter(pk=budi.pk).update(
            pemda=dunia.salatiga.pemda, unit=dunia.salatiga.dinkes
        )
    elif kasus == "tanpa lahir":
        isi["Tanggal lahir"] = None
    else:
        pilihan = {"cakupan": {dunia.palu.dinkes.pk}}
    berkas = tulis_pegawai(tmp_path, isi)
    laporan = muat(dunia.palu, "pegawai", berkas, konfirmasi={2: budi.pk}, **pilihan)
    assert (laporan.tawaran, laporan.ditolak, laporan.ditulis) == ([], 1, 0)


def test_konfirmasi_yang_tidak_ditawarkan_diabaikan(dunia, tmp_path, budi):
    lain = dunia.palu.pegawai.pegawai
    berkas = tulis_pegawai(tmp_path, rusak(budi), guru())
    laporan = muat(dunia.palu, "pegawai", berkas, konfirmasi={2: lain.pk, 3: lain.pk})
    assert (laporan.tawaran, laporan.baru) == (
        [Tawaran(2, budi.pk, "Budi Santoso", rinci(budi))],
        1,
    )
    assert orang(dunia.palu, lain.nip).nama == "Fajar"


def test_nip_yang_dikonfirmasi_bisa_ganda(dunia, tmp_path, budi):
    berkas = tulis_pegawai(
        tmp_path, guru(NIP=budi.nip, Nama=budi.nama, **{"E-mail": None}), rusak(budi)
    )
    laporan = muat(dunia.palu, "pegawai", berkas, konfirmasi={3: budi.pk})
    assert {g.baris for g in laporan.galat} == {3}
    assert laporan.galat[0].alasan == "Sama dengan baris 2."


@pytest.mark.parametrize(("oleh", "ikut"), [("pengelola", False), ("hr", False), ("admin", True)])
def test_surel_akun_pemegang_peran_hanya_diganti_admin(dunia, tmp_path, oleh, ikut):
    """Who sets the address could reset the password and take the role."""
    diana = dunia.palu.kepala
    semula = diana.email
    isi = guru(NIP=diana.pegawai.nip, Nama="Diana", **{"E-mail": "rebut@uji.example"})

    laporan = muat(
        dunia.palu, "pegawai", tulis_pegawai(tmp_path, isi), oleh=getattr(dunia.palu, oleh)
    )

    diana.refresh_from_db()
    assert orang(dunia.palu, diana.pegawai.nip).surel == "rebut@uji.example"
    assert diana.email == ("rebut@uji.example" if ikut else semula)
    peringatan = [g.alasan for g in laporan.peringatan if g.kolom == "Surel"]
    assert peringatan == ([] if ikut else ["Akun ini memegang peran."])
