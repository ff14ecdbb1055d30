"""What a staff file is warned of, and what follows for addresses of accounts."""

from datetime import date

from instansi.models import Pegawai, Pengguna
from instansi.tests.factories import JabatanFactory, PegawaiFactory, nip_baru
from tests.impor.alat import NIP, muat, orang, tulis_pegawai


def test_surel_yang_dikosongkan_ikut_kosong_di_akun_yang_belum_aktif(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))

    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"E-mail": None}))

    assert laporan.peringatan == []
    assert Pengguna.objects.get(username=NIP).email is None


def test_akun_yang_sudah_bersandi_tetap_beralamat_dan_disebut(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))
    akun = Pengguna.objects.get(username=NIP)
    akun.set_password("perahu biru di teluk")
    akun.save()
    kosong = tulis_pegawai(tmp_path, {"E-mail": None})

    coba = muat(dunia.palu, "pegawai", kosong, terapkan=False)
    muat(dunia.palu, "pegawai", kosong)
    lagi = muat(dunia.palu, "pegawai", kosong)

    akun.refresh_from_db()
    assert (orang(dunia.palu).surel, akun.email) == ("", "aminah@palu.example")
    assert [(g.kolom, g.alasan) for g in coba.peringatan] == [("Surel", "Alamat akunnya tetap.")]
    assert (lagi.peringatan, lagi.ditulis) == ([], 0)


PINDAH = {"Unit kerja": "Dinas Kesehatan"}
TANPA_ATASAN = ("NIP", "Nama", "Jabatan", "Unit kerja")  # columns


def muat_bawahan(palu, tmp_path, *atasan):
    """Sitti of the school answers to Gita; then one person of no address for each superior."""
    baris = [{"NIP": nip_baru(), "E-mail": None, "NIP atasan": a.nip} for a in atasan]
    sitti = {"NIP atasan": palu.atasan.pegawai.nip, "Unit kerja": "SDN 1 Palu"}
    muat(palu, "pegawai", tulis_pegawai(tmp_path, sitti, *baris))
    return [b["NIP"] for b in baris]


def test_pindah_unit_tanpa_kolom_atasan_melepas_atasan_lama(dunia, tmp_path):
    """Not where the file names one."""
    palu, gita = dunia.palu, dunia.palu.atasan.pegawai
    muat_bawahan(palu, tmp_path)
    bernama = tulis_pegawai(tmp_path, PINDAH | {"NIP atasan": gita.nip})
    coba = muat(palu, "pegawai", bernama, terapkan=False)

    laporan = muat(palu, "pegawai", tulis_pegawai(tmp_path, PINDAH, kolom=TANPA_ATASAN))

    assert [(g.baris, g.isi, g.alasan) for g in laporan.peringatan] == [
        (2, "Dinas Kesehatan", "Pindah unit, Gita tidak lagi atasannya."),
        (2, "", "Pindah unit atau jabatan, mulainya dicatat hari ini."),
    ]
    assert ("NIP atasan", gita.nip, "") in laporan.perubahan[0].beda
    assert orang(palu).atasan is None
    assert not [g for g in coba.peringatan if "lagi atasannya" in g.alasan]


def test_atasan_yang_tetap_memimpin_tidak_dilepas(dunia, tmp_path):
    """From above the new unit, as the city's secretary, or of who does not move."""
    palu, gita = dunia.palu, dunia.palu.atasan.pegawai
    tertinggi = JabatanFactory(pemda=palu.pemda, nama="Sekretaris Daerah", eselon="II.a")
    sekda = PegawaiFactory(unit=palu.dinkes, jabatan=tertinggi)
    atasan = palu.kepala.pegawai, sekda, gita
    bawahan = muat_bawahan(palu, tmp_path, *atasan)
    isi = {"Unit kerja": "SDN 1 Palu"}, {"Unit kerja": "SDN 1 Palu"}, {"Nama": "Sitti Aminah Putri"}
    baris = [{"NIP": nip} | b for nip, b in zip(bawahan, isi, strict=True)]

    laporan = muat(palu, "pegawai", tulis_pegawai(tmp_path, *baris, kolom=TANPA_ATASAN))

    assert [(g.baris, g.alasan) for g in laporan.peringatan] == [
        (
            2,
            "2 orang pindah unit atau jabatan, mulainya dicatat hari ini; yang pertama di baris "
            "ini.",
        )
    ]
    assert laporan.berubah == 3
    assert [Pegawai.objects.get(nip=nip).atasan for nip in bawahan] == list(atasan)


def test_gelar_di_dalam_nama_disebut_sekali(dunia, tmp_path):
    nama = ("Hardi", "Dra. Rina", "Ani Sutarmi, S.Pd.", "H. Umar", "Hasan Basri")
    baris = [{"NIP": nip_baru(), "Nama": n, "E-mail": None} for n in nama]

    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, *baris), terapkan=False)

    assert [(g.baris, g.isi, g.alasan) for g in laporan.peringatan] == [
        (3, "Dra. Rina", "Ada gelar di 3 nama, pertama di baris ini.")
    ]


def test_orang_baru_tanpa_tmt_jabatan_dihitung(dunia, tmp_path):
    baris = {}, {"NIP": nip_baru(), "E-mail": None, "TMT jabatan": "01-02-2022"}
    berkas = tulis_pegawai(tmp_path, *baris)

    assert muat(dunia.palu, "pegawai", berkas).tanpa_mulai == 1
    assert muat(dunia.palu, "pegawai", berkas).tanpa_mulai == 0


def test_orang_yang_sudah_ada_dengan_nip_lain_disebut(dunia, tmp_path):
    """Not whom the file names too, nor, to an agency's officer, who is of another agency."""
    lahir = {"Tanggal lahir": "12-03-1991", "E-mail": None}
    lama = PegawaiFactory(
        unit=dunia.palu.dinkes, nama="SITTI aminah", tanggal_lahir=date(1991, 3, 12)
    )
    berkas = tulis_pegawai(tmp_path, lahir)
    (catatan,) = muat(dunia.palu, "pegawai", berkas, terapkan=False).peringatan
    assert (catatan.baris, catatan.kolom, catatan.isi) == (2, "NIP", lama.nip)
    assert catatan.alasan == "SITTI aminah bertanggal lahir sama sudah ada di Dinas Kesehatan."

    keduanya = tulis_pegawai(
        tmp_path, lahir, lahir | {"NIP": lama.nip, "Alasan NIP": "Sesuai SK.", "Nama": lama.nama}
    )
    assert not [
        g
        for g in muat(dunia.palu, "pegawai", keduanya, terapkan=False).peringatan
        if "sudah ada" in g.alasan
    ]
    Pegawai.objects.filter(pk=lama.pk).update(unit=dunia.palu.sekolah)
    cakupan = {dunia.palu.dinkes.pk}
    dalam = muat(dunia.palu, "pegawai", berkas, terapkan=False, cakupan=cakupan)
    assert not [g for g in dalam.peringatan if "sudah ada" in g.alasan]
