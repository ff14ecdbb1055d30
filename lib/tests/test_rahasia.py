import pytest
from cryptography.fernet import InvalidToken

from lib.rahasia import bukakan, sandikan


def test_what_is_kept_comes_back_and_cannot_be_read():
    sandi = sandikan("JBSWY3DPEHPK3PXP")

    assert bukakan(sandi) == "JBSWY3DPEHPK3PXP"
    assert "JBSWY3DP" not in sandi
    assert sandikan("JBSWY3DPEHPK3PXP") != sandi


def test_a_new_key_opens_what_the_old_one_closed(settings):
    sandi = sandikan("x")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "kunci baru yang panjangnya cukup untuk uji"

    assert bukakan(sandi) == "x"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        bukakan(sandi)
