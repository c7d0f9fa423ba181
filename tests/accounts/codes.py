"""What an authenticator app on a phone does (RFC 6238), written without the library under test."""

import base64
import hashlib
import hmac
import struct

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from contactcenter.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_for(secret: str, steps_later: int = 0) -> str:
    step = int(timezone.now().timestamp()) // 30 + steps_later
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFF_FFFF
    return f"{number % 1_000_000:06}"


def give_second_factor(person: User) -> list[str]:
    """Set up the app with SECRET; answer the recovery codes."""
    TOTP.activate(person, SECRET)
    return RecoveryCodes.activate(person).get_unused_codes()


def has_second_factor(person: User) -> bool:
    return Authenticator.objects.filter(user=person).exists()
