"""When an account is active: it is open, and its owner has made a password for it.

The one place that says so; the accounts page, its filters and the quality measure all read it.
An account that was made for somebody has no password until the invitation is used.
"""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q

# For SQL of an account ``g``, which may be missing.
SQL_TANPA_SANDI = f"left(g.password, 1) = '{UNUSABLE_PASSWORD_PREFIX}'"
SQL_BELUM_AKTIF = f"g.is_active IS NOT TRUE OR {SQL_TANPA_SANDI}"


def tanpa_sandi(awalan: str = "") -> Q:
    """Accounts, or rows with one under ``awalan``, whose owner has made no password yet."""
    return Q((f"{awalan}password__startswith", UNUSABLE_PASSWORD_PREFIX))
