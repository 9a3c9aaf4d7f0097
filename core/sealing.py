"""Secrets that have to be used again, and so cannot be kept as a check sum: sealed with the installation's key."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotOpen(Exception):
    """The seal is of another key, or broken."""


def seal(secret: str, *, purpose: str) -> str:
    """The secret, to be stored. `purpose` is a word of our own; what is sealed for one opens for no other."""
    return _keys(purpose).encrypt(secret.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """The secret again; also after SECRET_KEY was changed, while the old one stands in SECRET_KEY_FALLBACKS.

    Raises CannotOpen.
    """
    try:
        return _keys(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotOpen(purpose) from error


def _keys(purpose: str) -> MultiFernet:
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key, purpose)) for key in known])


def _key(key: str, purpose: str) -> bytes:
    digest = hashlib.pbkdf2_hmac("sha256", key.encode(), f"hemvag.sealing.{purpose}".encode(), 1)
    return base64.urlsafe_b64encode(digest)
