"""Showing that a number is one's own: a code of six digits goes there by SMS and comes back."""

import secrets
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter import encryption, phone_numbers
from telephony import callback_messages
from telephony.models import Callback, Confirmation

SALT = "telephony.numbers"
CODE_DIGITS = 6
CODE_HOLDS_FOR = timedelta(minutes=10)
MOST_WRONG_TRIES = 5
MOST_CODES_PER_HOUR = 3  # to one number


class NumberRefused(Exception):
    """We do not ring that number. The message says why, in a sentence."""


class WrongCode(Exception):
    """The code is not the one that was sent, is too old, or was tried too often."""


def require_ringable(number: PhoneNumber) -> None:
    if sentence := phone_numbers.refusal(number):
        raise NumberRefused(sentence)


def takes_code(callback: Callback, number: PhoneNumber) -> bool:
    """Answer whether a code can be sent there; never to somebody who wants no message."""
    return callback_messages.can_reach(number) and not callback.no_message


def give(callback: Callback, number: PhoneNumber) -> None:
    """Set the number that is rung, encrypted, with what equal numbers are found by."""
    callback.number = encryption.encrypt(number.as_e164)
    callback.number_hash = phone_numbers.fingerprint(number)


def of(row: Callback | Confirmation) -> PhoneNumber:
    return PhoneNumber.from_string(encryption.decrypt(row.number))


def send_code(callback: Callback, number: PhoneNumber, *, at: datetime) -> None:
    """Send a new code to the number. Where it had enough of them it is written as well, but is over before it is sent:
    nobody sees a difference.
    """
    number_hash = phone_numbers.fingerprint(number)
    lock(number_hash)  # until the transaction ends: of many at once, no more than that are sent
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    confirmation = Confirmation.objects.create(
        callback=callback,
        number=encryption.encrypt(number.as_e164),
        number_hash=number_hash,
        code_hash=_sealed(callback, code),
        sent_at=at,
        expires_at=at if _had_enough(number_hash, at=at) else at + CODE_HOLDS_FOR,
    )
    callback_messages.send_code(confirmation, number, code, at=at)


def _had_enough(number_hash: str, *, at: datetime) -> bool:
    lately = Confirmation.objects.filter(
        number_hash=number_hash, sent_at__gt=at - timedelta(hours=1), expires_at__gt=F("sent_at")
    )
    return lately.count() >= MOST_CODES_PER_HOUR


def check_code(callback: Callback, code: str, *, at: datetime) -> Confirmation:
    """Answer the confirmation that the code belongs to, or raise. A wrong try is counted and committed before that."""
    confirmation = _tried(callback, code, at=at)
    if confirmation is None:
        raise WrongCode
    return confirmation


@transaction.atomic(durable=True)
def _tried(callback: Callback, code: str, *, at: datetime) -> Confirmation | None:
    """Compare with the newest code, in constant time; its row is the lock, so that tries count one by one."""
    holding = callback.confirmations.filter(expires_at__gt=at)
    confirmation = holding.select_for_update().order_by("-pk").first()
    if confirmation is None or confirmation.wrong_tries >= MOST_WRONG_TRIES:
        return None
    if constant_time_compare(confirmation.code_hash, _sealed(callback, code)):
        return confirmation
    Confirmation.objects.filter(pk=confirmation.pk).update(wrong_tries=F("wrong_tries") + 1)
    return None


def use(confirmation: Confirmation, *, at: datetime) -> None:
    Confirmation.objects.filter(pk=confirmation.pk, used_at=None).update(used_at=at)


def lock(number_hash: str) -> None:
    """Let what one number asks for go one after the other, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [number_hash])


def _sealed(callback: Callback, code: str) -> str:
    """Hash the code with the secret key and the callback: a code of one is none of another."""
    return salted_hmac(SALT, f"{callback.pk}:{code}", algorithm="sha256").hexdigest()
