from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.token import TokenKedaluwarsa, TokenRusak, baca_token, buat_token

SAMPAI = datetime(2026, 12, 1, 15, 59, 59, tzinfo=UTC)
TOKEN = buat_token("evaluasi", 17, SAMPAI)


def test_token_berlaku_sampai_detik_terakhir():
    assert baca_token("evaluasi", TOKEN, SAMPAI) == 17
    assert baca_token("evaluasi", TOKEN, SAMPAI + timedelta(milliseconds=900)) == 17


def test_token_kedaluwarsa_masih_mengatakan_untuk_apa():
    with pytest.raises(TokenKedaluwarsa) as galat:
        baca_token("evaluasi", TOKEN, SAMPAI + timedelta(seconds=1))

    assert (galat.value.isi, galat.value.sampai) == (17, SAMPAI)
    assert str(galat.value) == (
        "Masa berlaku tautan ini sudah lewat. "
        "Masuk dengan akun Anda, atau minta tautan baru kepada penyelenggara."
    )


def test_tujuan_lain_ditolak():
    with pytest.raises(TokenRusak, match="tidak berlaku untuk halaman ini"):
        baca_token("presensi", TOKEN, SAMPAI)


def test_kunci_lain_ditolak_dan_kunci_lama_diterima(settings):
    lama = settings.SECRET_KEY
    settings.SECRET_KEY = "kunci-baru-yang-cukup-panjang-untuk-uji"

    with pytest.raises(TokenRusak):
        baca_token("evaluasi", TOKEN, SAMPAI)
    settings.SECRET_KEY_FALLBACKS = [lama]
    assert baca_token("evaluasi", TOKEN, SAMPAI) == 17


def test_token_sama_untuk_isi_yang_sama_dan_aman_dalam_tautan():
    assert buat_token("evaluasi", 17, SAMPAI) == TOKEN
    assert set(TOKEN) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_batas_tanpa_zona_ditolak():
    with pytest.raises(ValueError, match="berzona"):
        buat_token("evaluasi", 17, datetime(2026, 12, 1))  # noqa: DTZ001


@given(st.integers(0, len(TOKEN) - 1), st.characters(codec="ascii"))
def test_satu_huruf_berubah_membuatnya_rusak(letak, huruf):
    ubahan = TOKEN[:letak] + huruf + TOKEN[letak + 1 :]
    if ubahan == TOKEN:
        return

    with pytest.raises(TokenRusak):
        baca_token("evaluasi", ubahan, SAMPAI)


@given(st.text())
def test_teks_apa_pun_ditolak_sebagai_rusak(teks):
    with pytest.raises(TokenRusak):
        baca_token("evaluasi", teks, SAMPAI)


@given(
    st.recursive(
        st.integers() | st.text() | st.none(),
        lambda isi: st.lists(isi) | st.dictionaries(st.text(), isi),
        max_leaves=5,
    )
)
def test_isi_kembali_utuh(isi):
    assert baca_token("x", buat_token("x", isi, SAMPAI), SAMPAI) == isi
