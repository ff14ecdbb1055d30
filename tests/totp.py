"""The second factor, as the app on a phone shows it."""

import time

from allauth.mfa.app_settings import TOTP_PERIOD
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

CUKUP_DETIK = 8  # to type a code and send it, also on a slow machine


def kode_totp(kunci: str) -> str:
    """The code of now; one that is about to end is let go, as people do."""
    sisa = TOTP_PERIOD - time.time() % TOTP_PERIOD
    if sisa < CUKUP_DETIK:
        time.sleep(sisa)
    return format_hotp_value(hotp_value(kunci, int(time.time()) // TOTP_PERIOD))
