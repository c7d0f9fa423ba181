"""Short secrets in the database are unreadable without `FIELD_KEYS`, which are kept outside of it and of its backups."""

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def encrypt(text: str) -> str:
    """Encrypt with the first key."""
    return keys().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """Decrypt with whichever key fits, so that keys can be changed: put the new one first, keep the old one."""
    return keys().decrypt(text.encode()).decode()


def keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])
