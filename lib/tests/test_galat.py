import pytest

from lib.galat import GalatAturan


class KuotaPenuh(GalatAturan): ...


def test_teks_memuat_alasan_dan_langkah():
    galat = KuotaPenuh("Kuota kelas sudah penuh.", langkah="Pilih kelas lain.")

    assert str(galat) == "Kuota kelas sudah penuh. Pilih kelas lain."
    assert (galat.pesan, galat.langkah) == ("Kuota kelas sudah penuh.", "Pilih kelas lain.")


def test_langkah_boleh_menyatu_dengan_pesan():
    assert str(KuotaPenuh("Kuota penuh; pilih kelas lain.")) == "Kuota penuh; pilih kelas lain."


def test_tanpa_pesan_tidak_bisa():
    with pytest.raises(TypeError):
        KuotaPenuh()
