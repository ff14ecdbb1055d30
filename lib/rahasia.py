"""Small secrets that the database must keep but not show: a second factor's key."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def sandikan(teks: str) -> str:
    """Encrypt and sign with the signing key of the settings; unequal at every call."""
    return _kotak().encrypt(teks.encode()).decode()


def bukakan(sandi: str) -> str:
    """Give back what `sandikan` took, also under an older key of SECRET_KEY_FALLBACKS.

    Raises cryptography.fernet.InvalidToken for anything else.
    """
    return _kotak().decrypt(sandi.encode()).decode()


def _kotak() -> MultiFernet:
    kunci = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(urlsafe_b64encode(sha256(b"lib.rahasia" + k.encode()).digest())) for k in kunci]
    )
