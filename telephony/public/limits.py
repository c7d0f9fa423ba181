"""How many of one kind may come from one place, counted in PostgreSQL: in the rows that tokens of forms are spent in.

A number that has answered to a code is somebody's. One that has not may be invented, so few of those get into a queue:
from one address, of one block of numbers, and in all.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac
from phonenumber_field.phonenumber import PhoneNumber

from contactcenter.models import SpentToken

AN_HOUR = timedelta(hours=1)
DIGITS_OF_A_BLOCK = 4  # blocks of numbers are handed out by ten thousand


class TooMany(Exception):
    """So much has come from there lately that we take no more for a while."""


@dataclass(frozen=True)
class Limit:
    """At most so many in a span of time, of one sender; without one, of all."""

    name: str
    most: int
    within: timedelta = AN_HOUR


UNPROVED_FROM_ONE_ADDRESS = Limit("callback-unproved", 6)
UNPROVED_OF_ONE_BLOCK = Limit("callback-block", 12)
UNPROVED_IN_ALL = Limit("callback-all-unproved", 300)
CODES_MISSED_FROM_ONE_ADDRESS = Limit("callback-code-missed", 300)  # so many mistype behind one
ASKED_BY_PROGRAM_FROM_ONE_ADDRESS = Limit("callback-api", 60)


def refuse_beyond(limit: Limit, sender: str = "", *, at: datetime) -> None:
    """Raise if the sender has had as many as it may; counts no further than the limit."""
    lately = SpentToken.objects.filter(form=limit.name, sender=sender, at__gt=at - limit.within)
    if lately[: limit.most].count() >= limit.most:
        raise TooMany


def count(limit: Limit, sender: str = "", *, at: datetime) -> None:
    """Count one, unless the sender has had as many as it may. Two at the edge may both pass."""
    refuse_beyond(limit, sender, at=at)
    SpentToken.objects.create(nonce=secrets.token_hex(16), form=limit.name, sender=sender, at=at)


def count_unproved(number: PhoneNumber, sender: str | None, *, at: datetime) -> None:
    """Count a number that got into a queue without having answered to a code. sender: none for a phone call."""
    if sender is not None:
        count(UNPROVED_FROM_ONE_ADDRESS, sender, at=at)
    count(UNPROVED_OF_ONE_BLOCK, block_of(number), at=at)
    count(UNPROVED_IN_ALL, at=at)


def block_of(number: PhoneNumber) -> str:
    """Answer the same for numbers of one block, and nothing that leads back to it without the key."""
    block = number.as_e164[:-DIGITS_OF_A_BLOCK]
    return salted_hmac("telephony.public.limits", block, algorithm="sha256").hexdigest()
