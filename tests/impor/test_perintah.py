"""`manage.py impor`: what it prints, and what it refuses."""

import pytest
from django.core.management import CommandError, call_command

from tests.impor.alat import NIP, orang, tulis_pegawai


def test_perintah_mencetak_dan_menunggu_terapkan(dunia, tmp_path, capsys):
    berkas = str(tulis_pegawai(tmp_path, {}, {"NIP": NIP[:17]}))
    call_command("impor", "pegawai", berkas, "--kota", "palu")
    assert capsys.readouterr().out == (
        "Perlu diperbaiki:\n"
        f"  Baris 3, NIP “{NIP[:17]}”: NIP ini hanya 17 angka. Lengkapi menjadi 18 angka.\n"
        "Baru 1, berubah 0, tidak berubah 0, ditolak 1.\n"
        "Uji coba: belum ada yang ditulis. Jalankan lagi dengan --terapkan untuk menyimpan.\n"
    )
    call_command("impor", "pegawai", berkas, "--kota", "palu", "--terapkan")
    assert "1 akun baru dibuat, belum bersandi." in capsys.readouterr().out
    assert orang(dunia.palu).nama == "Sitti Aminah"


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
