"""Rows that say the same twice, and what is done while a file is read."""

import pytest

from lib.impor import GalatBaris, baca_tabel
from lib.tests.test_impor import KOLOM, NIP, NIP_LAIN, tulis

__all__ = ["tulis"]


def test_ganda_dalam_berkas_menyebut_baris_pertama(tulis):
    berkas = tulis(
        ["NIP", "Nama"], [NIP, "Satu"], [NIP_LAIN, "Dua"], [f"{NIP} ", "Tiga"], ["", "X"]
    )

    hasil = baca_tabel(berkas, KOLOM, kunci=["nip"])

    assert [baris.nomor for baris in hasil.siap] == [2, 3]
    assert hasil.galat == [
        GalatBaris(4, "NIP", NIP, "Sama dengan baris 2.", "Hapus salah satunya."),
        GalatBaris(5, "NIP", "", "Wajib diisi.", "Isi NIP."),
    ]


def test_yang_lain_dikerjakan_sekali_selama_berkas_dibaca(tulis):
    kali = []

    hasil = baca_tabel(tulis(["NIP", "Nama"], [NIP, "Satu"]), KOLOM, sambil=lambda: kali.append(1))

    assert (hasil.isi["nama"], kali) == (["Satu"], [1])

    def gagal():
        raise LookupError("basis data")

    with pytest.raises(LookupError, match="basis data"):
        baca_tabel(tulis(["NIP", "Nama"], [NIP, "Satu"]), KOLOM, sambil=gagal)


def test_ganda_yang_tidak_sepakat_menolak_keduanya(tulis):
    berkas = tulis(["NIP", "Nama"], [NIP, "Satu"], [NIP_LAIN, "Dua"], [NIP, "satu"], [NIP, "Tiga"])

    hasil = baca_tabel(berkas, KOLOM)
    hasil.tandai_ganda(KOLOM[:1], sepakat=KOLOM[1])

    assert [baris.nomor for baris in hasil.siap] == [3]
    assert hasil.galat == [
        GalatBaris(
            2, "NIP", NIP, "Sama dengan baris 5, tetapi namanya lain.", "Periksa NIP keduanya."
        ),
        GalatBaris(4, "NIP", NIP, "Sama dengan baris 2.", "Hapus salah satunya."),
        GalatBaris(
            5, "NIP", NIP, "Sama dengan baris 2, tetapi namanya lain.", "Periksa NIP keduanya."
        ),
    ]
