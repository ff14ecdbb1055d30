"""An empty status: who is known keeps theirs, who is new is active."""

import pytest

from instansi.models import Pegawai, Pengguna
from instansi.tests.factories import PegawaiFactory, nip_baru
from lib.impor import Perubahan
from tests.impor.alat import NIP, muat, orang, tulis_pegawai


def test_status_kosong_membiarkan_yang_lama_dan_mengaktifkan_yang_baru(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))
    Pegawai.objects.filter(nip=NIP).update(status="PENSIUN", alasan_status="SK 7/2026")
    Pengguna.objects.filter(username=NIP).update(is_active=False)
    lain = nip_baru()
    berkas = tulis_pegawai(
        tmp_path, {"No HP": "081234567890"}, {"NIP": lain, "E-mail": None, "Status": "Pindah"}
    )
    laporan = muat(dunia.palu, "pegawai", berkas)
    assert laporan.perubahan == [
        Perubahan(2, "Sitti Aminah", (("Telepon", "", "081234567890"),), NIP)
    ]
    p = orang(dunia.palu)
    assert (p.status, p.alasan_status, p.telepon) == ("PENSIUN", "SK 7/2026", "081234567890")
    assert not Pengguna.objects.get(username=NIP).is_active

    baru = nip_baru()
    berkas = tulis_pegawai(
        tmp_path, {"No HP": "081234567890"}, {"NIP": baru, "E-mail": None, "Nama": "Budi"}
    )
    laporan = muat(dunia.palu, "pegawai", berkas)
    assert (laporan.baru, laporan.berubah, laporan.tetap) == (1, 0, 1)
    assert orang(dunia.palu, baru).status == "AKTIF"


@pytest.mark.parametrize(
    ("sel", "alasan"),
    [(None, []), ("Pensiun", []), ("Aktif", ["masih aktif di instansi lain"])],
)
def test_yang_sudah_pindah_ke_kota_lain_tetap_dengan_status_kosong(dunia, tmp_path, sel, alasan):
    PegawaiFactory(unit=dunia.salatiga.dinkes, nip=NIP, nama="Orang Salatiga")
    PegawaiFactory(unit=dunia.palu.dinkes, nip=NIP, nama="Sitti Aminah", status="PINDAH")
    laporan = muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {"Status": sel}))
    assert [g.alasan for g in laporan.galat] == alasan


def test_yang_pergi_lewat_berkas_disebut(dunia, tmp_path):
    muat(dunia.palu, "pegawai", tulis_pegawai(tmp_path, {}))
    berkas = tulis_pegawai(tmp_path, {"Status": "Pensiun"})
    (catatan,) = muat(dunia.palu, "pegawai", berkas).peringatan
    assert (catatan.baris, catatan.kolom, catatan.isi) == (2, "Status", "Pensiun")
    assert catatan.alasan == "Sitti Aminah menjadi pensiun per hari ini."
    assert muat(dunia.palu, "pegawai", berkas).peringatan == []
