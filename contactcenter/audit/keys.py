"""One secret, AUDIT_KEY, kept outside the database; one key derived from it for each use, so that none stands for another."""

import hashlib
import hmac
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

CHAIN = b"contactcenter audit chain 1"
ANCHOR = b"contactcenter audit anchor 1"
CHECKPOINT = b"contactcenter audit checkpoint 1"
PSEUDONYM = b"contactcenter audit pseudonym 1"
PHONE_NUMBER = b"contactcenter phone number 1"
POP_TOKEN = b"contactcenter pop token 1"
SWITCH_ID = b"contactcenter id of a switch 1"


@lru_cache
def _derived(secret: str, use: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=use).derive(secret.encode())


def seal(use: bytes, content: bytes) -> str:
    """HMAC-SHA256, in hexadecimal, with the key for this use."""
    return hmac.new(_derived(settings.AUDIT_KEY, use), content, hashlib.sha256).hexdigest()


def is_sealed(use: bytes, content: bytes, claimed: str) -> bool:
    return hmac.compare_digest(seal(use, content), claimed)
